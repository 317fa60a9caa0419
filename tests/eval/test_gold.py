import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.gold import GoldError, load_gold, load_speakers
from eval.metrics import unify
from eval.suites.gold import GoldSuite, invented, seed
from index.article import Article
from index.read import articles_in

GOOD = '{"id": "a", "question": "Who?", "kind": "fact", "must": ["Orme"]}'


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([GOOD, "", "{oops"], "line 3: not a JSON object"),
        ([GOOD, GOOD], "line 2: the id “a” stands already on line 1"),
        ([GOOD.replace('["Orme"]', '"Orme"')], "line 1: “must”"),
        ([GOOD.replace("must", "needs")], "line 1: “needs”"),
        ([GOOD.replace('["Orme"]', "[]")], "line 1: needs must, must_any or answer, or refuse"),
        ([GOOD.replace("}", ', "refuse": true}')], "line 1: a question to refuse has no must"),
        ([GOOD.replace("Who?", "")], "line 1: “question”"),
        (["1", "2", GOOD, "3"], "(?s)line 1: .*line 2: .*line 4: .*Correct these lines"),
        ([], "holds no lines"),
    ],
)
def test_a_wrong_gold_file_is_reported_by_line(
    tmp_path: Path, lines: list[str], problem: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(GoldError, match=problem) as raised:
        load_gold(path)
    assert str(raised.value).startswith("gold.jsonl") or "gold.jsonl holds" in str(raised.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        load_gold(tmp_path / "nowhere.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}')
    with pytest.raises(GoldError, match="cannot be read"):
        load_gold(tmp_path / "latin.jsonl")


def test_a_line_separator_within_a_text_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\ufeff" + GOOD.replace("Who?", "Who\u2028?") + "\r\n", encoding="utf-8")
    assert [q.question for q in load_gold(path)] == ["Who\u2028?"]


def texts_of(suite: GoldSuite) -> list[str]:
    """Title and text of the suite's articles, as they are compared with the gold."""
    articles = [a for path in suite.articles for a in articles_in(path)]
    assert all(isinstance(a, Article) for a in articles)
    return [unify(f"{a.title}\n{a.text}") for a in articles if isinstance(a, Article)]


@pytest.mark.parametrize("make", [seed, invented])
def test_the_gold_texts_stand_in_the_articles(make: Callable[[], GoldSuite]) -> None:
    suite = make()
    articles = [" ".join(text.split()).casefold() for text in texts_of(suite)]

    def stands(text: str) -> bool:
        return any(unify(text).casefold() in article for article in articles)

    questions = load_gold(suite.gold)
    for question in questions:
        for text in [*question.must, *question.must_not]:
            assert stands(text), (question.id, text)
        assert not question.must_any or any(map(stands, question.must_any)), question.id
    assert sum(not q.refuse for q in questions) >= 30
    assert sum(q.refuse for q in questions) >= 20
    assert len({q.question for q in questions}) == len(questions)


@pytest.mark.parametrize("make", [seed, invented])
def test_every_long_quotation_of_the_articles_has_its_speaker(
    make: Callable[[], GoldSuite],
) -> None:
    suite = make()
    assert suite.speakers
    texts = texts_of(suite)
    recorded = [unify(quote.quote) for quote in load_speakers(suite.speakers)]
    for quote in recorded:
        assert any(quote in text for text in texts), quote
    for paragraph in (p for text in texts for p in text.split("\n")):
        for passage in paragraph.split('"')[1::2]:
            assert len(passage.split()) < 4 or any(passage in q for q in recorded), passage


@pytest.mark.parametrize("make", [seed, invented])
def test_the_format_of_the_gold_file_is_the_documented_one(make: Callable[[], GoldSuite]) -> None:
    fields = {"id", "question", "kind", "must", "must_any", "must_not", "refuse"}
    for line in make().gold.read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == fields


def csv_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_file_has_the_same_fields(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "\ufeffid,question,answer,must_any,refuse\n"
        'a,"Who, then?",Ada Orme,,\n'
        "\n"
        'b,"What\nelse?",,bridge | tower,no\n'
        ",How long?,,,TRUE\n",
    )
    first, second, third = load_gold(path)
    assert (first.id, first.question, first.answer, first.kind) == (
        "a",
        "Who, then?",
        "Ada Orme",
        "question",
    )
    assert second.question == "What\nelse?"
    assert second.must_any == ["bridge", "tower"]
    assert (third.id, third.refuse) == ("line 6", True)


def test_every_wrong_line_of_a_csv_file_is_reported(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path, "question,answer,refuse\nWho?,,\nWho?,Orme,maybe\nWho?,Orme\nWho?,Orme,no,what\n"
    )
    with pytest.raises(GoldError) as raised:
        load_gold(path)
    lines = str(raised.value).splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == [
        "gold.csv, line 2",
        "gold.csv, line 3",
        "gold.csv, line 5",
    ]
    assert "more than the header's columns" in lines[2]
