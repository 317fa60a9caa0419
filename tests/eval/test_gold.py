import json
from pathlib import Path

import pytest

from eval.gold import GoldError, load_gold, load_speakers
from eval.metrics import unify
from eval.suites.gold import seed

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


def test_the_gold_texts_of_the_sample_article_stand_in_it() -> None:
    suite = seed()
    article = " ".join(unify(suite.articles[0].read_text(encoding="utf-8")).split()).casefold()
    questions = load_gold(suite.gold)
    for question in questions:
        for text in [*question.must, *question.must_not]:
            assert unify(text).casefold() in article, (question.id, text)
        if question.must_any:
            assert any(unify(t).casefold() in article for t in question.must_any), question.id
    assert sum(not q.refuse for q in questions) >= 30
    assert sum(q.refuse for q in questions) >= 20
    assert len({q.question for q in questions}) == len(questions)


def test_every_long_quotation_of_the_sample_article_has_its_speaker() -> None:
    suite = seed()
    assert suite.speakers
    raw = suite.articles[0].read_text(encoding="utf-8")
    recorded = {quote.quote for quote in load_speakers(suite.speakers)}
    assert all(quote in raw for quote in recorded)
    between_marks = unify(raw).split('"')[1::2]
    assert set(between_marks) <= {unify(q) for q in recorded}


def test_the_format_of_the_gold_file_is_the_documented_one() -> None:
    fields = {"id", "question", "kind", "must", "must_any", "must_not", "refuse"}
    for line in seed().gold.read_text(encoding="utf-8").splitlines():
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
