"""One agency text in several outlets: counted and shown once, with the others named."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings
from rag.web.record import timeline_html
from tests.web.test_render import Reading

AGENCY = [
    "Mayor Ilse Varga said on Monday that the harbour of Velburg would stay shut until May.",
    "“The quay is sinking by a hand's width each year,” Varga told reporters at the town hall.",
    "The fishing fleet has to land its catch in Tarn, forty kilometres to the north of the town.",
    "Its spokesman Olof Berg said that every week there cost the fleet ninety thousand crowns.",
    "The last time that the harbour had to shut was after the great storm eleven years ago.",
]
OWN = [
    "Mayor Ilse Varga said on Friday that a new school would be built beside the old market.",
    "It will have room for four hundred children, and a hall that clubs may use at night.",
    "“The quay is sinking by a hand's width each year,” Varga told reporters at the site.",
]


def article(source: str, paragraphs: list[str], day: int) -> Article:
    return Article(
        text="\n\n".join(paragraphs),
        title=f"{source} report",
        source=source,
        published=date(2031, 3, day),
    )


FIRST = article("Post", AGENCY, 4)
CUT = article("Courier", ["From our agency.", *AGENCY[:4]], 5)
LONG = article("Gazette", [*AGENCY, "Nobody in Tarn could be reached."], 6)
OTHER = article("Post", OWN, 8)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([FIRST, CUT, LONG, OTHER])
        yield qa


def test_speakers_are_counted_once_a_story(qa: ArticleQA) -> None:
    counts = {s.name: s.statements for s in qa.speakers()}
    assert counts["Ilse Varga"] == 4
    assert counts["Olof Berg"] == 1
    assert sum(counts.values()) == len(qa.statements(once=True))


def test_what_is_left_is_counted_once_a_story(qa: ArticleQA) -> None:
    store = qa._indexer.store
    assert store.record.count() > store.record.told() == 5


def test_all_statements_tell_their_story(qa: ArticleQA) -> None:
    found = qa.statements("Berg")
    assert [s.article.source for s in found] == ["Post", "Courier", "Gazette"]
    assert len({s.story for s in found}) == 1
    assert {s.also_in for s in found} == {()}
    assert {s.story for s in qa.statements("Varga")} > {s.story for s in found}


def test_once_names_the_other_outlets(qa: ArticleQA) -> None:
    (found,) = qa.statements("Berg", once=True)
    assert (found.article.source, found.also_in) == ("Gazette", ("Post", "Courier"))
    (found,) = qa.statements("Berg", once=True, source="courier")
    assert (found.article.source, found.also_in) == ("Courier", ("Post", "Gazette"))
    # The same words in another story are another statement.
    found = qa.statements("Varga", "sinking quay", once=True)
    assert len(found) == len({s.story for s in found}) == 2


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 9])
def test_as_many_as_asked_for(qa: ArticleQA, limit: int) -> None:
    everything = qa.statements(once=True)
    found = qa.statements(once=True, limit=limit)
    assert len(found) == min(limit, len(everything))
    assert all(s in everything for s in found)


def test_tables_name_them(qa: ArticleQA) -> None:
    found = qa.statements("Berg", once=True)
    assert "Post; Courier" in found.to_csv()
    assert found[0].to_dict()["also_in"] == ["Post", "Courier"]


def test_the_view_shows_them_once(qa: ArticleQA) -> None:
    text = Reading(timeline_html(qa, "Berg", "", "", "", 1)).text
    assert text.count("ninety thousand crowns") == 2  # said, and in the article
    assert "also in Post, Courier" in text
