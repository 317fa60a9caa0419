import re
from collections import Counter
from pathlib import Path

import pytest

from eval.attributions import Predicted
from eval.bench import BenchDataError
from eval.polnear import AnnotatedArticle, Attribution, load_article
from eval.pronouns import SAMPLE, Pronoun, count_resolved, load_pronouns, same_name
from eval.systems.crediting import load_reader
from index.article import Article, Span

FLOOR = 0.8


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Orme", "Ada Orme", True),
        ("Mayor Ada Orme", "Ada J. Orme", True),
        ("Mrs. Orme", "Ada Orme", True),
        ("Ben Orme", "Ada Orme", False),
        ("Tull", "Ada Orme", False),
        ("Ken Tull", "Kenneth Tull", True),
        ("she", "Ada Orme", False),
        ("", "Ada Orme", False),
        ("Orme and Tull", "Ada Orme and Ben Tull", True),
        ("Orme", "Ada Orme and Ben Tull", False),
        ("the aides", "Orme's top aides", True),
        ("Orme", "Orme's top aides", False),
        ("river bank", "bank of the river", True),
    ],
)
def test_names_of_the_same(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


TEXT = "Ada Orme met Ben Tull. She said that the bridge would fall."


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("speaker", "content", "counts"),
    [
        ("Orme", "that the bridge would fall", (1, 1)),
        ("Ben Tull", "that the bridge would fall", (0, 1)),
        ("", "the bridge would fall", (0, 1)),  # "She" is not resolved
        ("Ada Orme", "Ada Orme met Ben Tull", (0, 0)),  # matches nothing
    ],
)
def test_only_matched_statements_count(speaker: str, content: str, counts: tuple[int, int]) -> None:
    gold = Attribution((span("that the bridge would fall"),), (span("said"),), (span("She"),))
    annotated = AnnotatedArticle("made-up", Article(text=TEXT), (gold,))
    pronoun = Pronoun("a", "made-up", span("She"), span("Ada Orme"))
    predicted = Predicted((span(content),), span("She"), speaker)
    share, wrong = count_resolved(annotated, [pronoun], [predicted])
    assert (share.right, share.total) == counts
    assert len(wrong) == counts[1] - counts[0]


def test_the_sample_is_150_pronouns_and_no_text() -> None:
    pronouns = load_pronouns()
    assert len(pronouns) == len({(p.article, p.pronoun) for p in pronouns}) == 150
    of_article = Counter(p.article for p in pronouns)
    assert max(of_article.values()) <= 2
    assert all(len({p.half for p in pronouns if p.article == name}) == 1 for name in of_article)
    rows = [x for x in SAMPLE.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    assert all(re.fullmatch(r"[ab]\t[\w-]+(\t\d+){4}", row) for row in rows)


def test_a_damaged_sample_is_said(tmp_path: Path) -> None:
    path = tmp_path / "pronouns.tsv"
    path.write_text("a\tname\t1\t2\n", encoding="utf-8")
    with pytest.raises(BenchDataError, match=r"pronouns\.tsv"):
        load_pronouns(path)


def test_pronouns_go_to_whom_they_mean() -> None:
    """On every third article of the sample; `python -m eval statements` takes all of them."""
    pronouns = load_pronouns()
    names = list(dict.fromkeys(p.article for p in pronouns))[::3]
    try:
        articles = [load_article("train", name) for name in names]
    except BenchDataError as error:
        pytest.skip(str(error))
    read = load_reader("ours")
    right = total = 0
    for annotated in articles:
        own = [p for p in pronouns if p.article == annotated.name]
        share, _ = count_resolved(annotated, own, read(annotated.article))
        right += share.right
        total += share.total
    assert total >= 35
    assert right / total >= FLOOR
