import pytest

from index.article import Article, Span, Statement
from rag.speakers import spoken_by

ARTICLE = Article(text="text of an article", title="Flood in Marlow", place="MARLOW")


def by(speaker: str, role: str = "") -> Statement:
    return Statement(ARTICLE.id, (Span(0, 4),), None, None, speaker, role, "indirect")


RECORD = [
    by("Ilse Varga", "Mayor"),
    by("Greta Stoltenhoff", "Union Secretary General"),
    by("Park Min-jae", "South Eastern Ambassador to the League"),
    by("Northern state media"),
    by("Olof Berg and Ilse Varga"),
]


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("Stoltenhoff", ["Greta Stoltenhoff"]),
        ("greta stoltenhof", ["Greta Stoltenhoff"]),
        ("stoltenhuff", ["Greta Stoltenhoff"]),
        ("Union Secretary General Greta Stoltenhoff", ["Greta Stoltenhoff"]),
        ("Union chief", ["Greta Stoltenhoff"]),
        ("South Eastern ambassador", ["Park Min-jae"]),
        ("park min jae", ["Park Min-jae"]),
        ("state media", ["Northern state media"]),
        ("mayor of Marlow", ["Ilse Varga"]),
        ("Varga", ["Ilse Varga", "Olof Berg and Ilse Varga"]),
        ("Stoltenhoff and Park", ["Greta Stoltenhoff", "Park Min-jae"]),
    ],
)
def test_the_words_mean_the_speaker(words: str, speakers: list[str]) -> None:
    assert [s.speaker for s in spoken_by(words, RECORD, lambda _: ARTICLE)] == speakers


@pytest.mark.parametrize(
    "words", ["Macron", "Greta Varga", "mayor of Dunmore", "Park So-yun", "ambassador to Oster", ""]
)
def test_the_words_mean_nobody_here(words: str) -> None:
    assert spoken_by(words, RECORD, lambda _: ARTICLE) == []
