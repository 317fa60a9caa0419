from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span, Statement, StatementKind
from index.lexical import match
from index.record import Filter
from index.rows import Entry
from index.store import Store
from tests.index.invented import DIMENSION, MODEL, embedding, entry, said_embedding


def said(
    article: Article,
    words: str,
    speaker: str,
    role: str = "",
    on: date | None = None,
    kind: StatementKind = "direct",
) -> Statement:
    start = article.text.index(words)
    content = (Span(start, start + len(words)),)
    return Statement(article.id, content, None, None, speaker, role, kind, said_on=on)


RIVER = Article(
    text='"The river rises," said Ilse Varga. Berg denied it. "Nobody paid," said Varga.',
    title="River",
    source="The Marlow Post",
    published=date(2031, 3, 4),
)
BRIDGE = Article(text='"The bridge is safe," said Ilse Varga.', source="Oster 100% News")
RIVER_SAID = (
    said(RIVER, "The river rises,", "Ilse Varga", "Mayor", date(2031, 3, 2)),
    said(RIVER, "denied it", "Olof Berg", kind="indirect"),
    said(RIVER, "Nobody paid,", "Ilse Varga", "Mayor", date(2030, 12, 31)),
)
BRIDGE_SAID = (said(BRIDGE, "The bridge is safe,", "Ilse Varga"),)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data", model=MODEL, dimension=DIMENSION) as opened:
        for n, (article, statements) in enumerate(((BRIDGE, BRIDGE_SAID), (RIVER, RIVER_SAID))):
            vectors = [said_embedding(n, c) for c in range(len(statements))]
            assert opened.add([Entry(article, [], [], statements, [], vectors)]) == [True]
        yield opened


def test_statements_come_in_order_of_time_and_those_of_no_time_last(store: Store) -> None:
    first, denied, paid = RIVER_SAID
    assert store.record.select() == [paid, first, denied, *BRIDGE_SAID]
    assert store.record.select(limit=2) == [first, denied]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(names=frozenset({("Ilse Varga", "Mayor")})), [RIVER_SAID[2], RIVER_SAID[0]]),
        (Filter(names=frozenset()), []),
        (
            Filter(names=frozenset({("Olof Berg", "")} | {(f"'{n}\"", "") for n in range(40_000)})),
            [RIVER_SAID[1]],
        ),
        (Filter(article_ids=frozenset({BRIDGE.id})), [*BRIDGE_SAID]),
        (Filter(source="marlow"), [RIVER_SAID[2], RIVER_SAID[0], RIVER_SAID[1]]),
        (Filter(source="100%"), [*BRIDGE_SAID]),
        (Filter(source="%"), [*BRIDGE_SAID]),
        (Filter(kind="indirect"), [RIVER_SAID[1]]),
        (Filter(since=date(2031, 3, 2)), [RIVER_SAID[0], RIVER_SAID[1]]),
        (Filter(until=date(2031, 3, 2)), [RIVER_SAID[2], RIVER_SAID[0]]),
        (Filter(month=12), [RIVER_SAID[2]]),
    ],
)
def test_every_search_keeps_to_the_filter(
    store: Store, wanted: Filter, found: list[Statement]
) -> None:
    assert store.record.select(wanted) == found
    assert store.record.count(wanted) == len(found)
    near = store.record.dense(said_embedding(1, 0), 10, wanted)
    assert sorted(s.span for s, _ in near) == sorted(s.span for s in found)
    words = store.record.lexical("river denied paid bridge", 10, wanted)
    assert {s for s, _ in words} == set(found)


def test_names_are_counted(store: Store) -> None:
    names = [(n.speaker, n.role, n.statements) for n in store.record.names()]
    assert names == [
        ("Ilse Varga", "Mayor", 2),
        ("Ilse Varga", "", 1),
        ("Olof Berg", "", 1),
    ]


def test_places_are_those_of_the_articles(store: Store) -> None:
    mayor, berg = ("Ilse Varga", "Mayor"), ("Olof Berg", "")
    assert store.record.places(frozenset({mayor, berg})) == {mayor: ["River "], berg: ["River "]}


def test_the_nearest_statement_is_found_by_meaning_and_by_words(store: Store) -> None:
    statement, similarity = store.record.dense(said_embedding(1, 2), 1)[0]
    assert (statement, round(similarity, 3)) == (RIVER_SAID[2], 1.0)
    assert store.record.lexical("Who paid?", 5)[0][0] == RIVER_SAID[2]
    assert store.record.lexical("?!", 5) == []
    assert store.record.dense(said_embedding(1, 2), 0) == []


def test_of_many_statements_those_are_found_that_pass(store: Store) -> None:
    for n in range(2, 60):
        e = entry(n)
        store.add([e])
    everything_but = Filter(kind="indirect")
    found = store.record.dense(said_embedding(40, 1), 3, everything_but)
    assert found[0][0] == entry(40).statements[1]


def test_a_removed_article_says_nothing_more(store: Store) -> None:
    assert store.remove(RIVER.id)
    assert store.record.select() == [*BRIDGE_SAID]
    assert store.record.lexical("river", 5) == []
    assert all(s in BRIDGE_SAID for s, _ in store.record.dense(said_embedding(1, 0), 5))
    assert store.check() == []


def test_without_embeddings_words_still_find_them(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data", model=MODEL, dimension=DIMENSION) as store:
        store.add([Entry(RIVER, [], [], RIVER_SAID, [])])
        assert store.record.lexical("river", 5)[0][0] == RIVER_SAID[0]
        assert store.record.dense(embedding(0), 5) == []
        assert store.check() == []


def test_too_few_embeddings_are_refused(store: Store) -> None:
    other = Article(text="Other words.")
    statements = [replace(s, article_id=other.id) for s in BRIDGE_SAID]
    with pytest.raises(ValueError, match="1 statements need as many embeddings"):
        store.add([Entry(other, [], [], statements, [], [embedding(0), embedding(1)])])
    assert store.count() == 2


def test_a_repair_brings_the_search_back(store: Store, tmp_path: Path) -> None:
    store.repair()
    assert store.check() == []
    assert store.record.dense(said_embedding(1, 2), 1)[0][0] == RIVER_SAID[2]
    assert store.record.lexical("river", 1)[0][0] == RIVER_SAID[0]


def test_a_rebuild_takes_the_statements_along(store: Store) -> None:
    entries = [Entry(RIVER, [], [], RIVER_SAID, [], [embedding(7 + c)[:8] for c in range(3)])]
    store.replace(entries, model="other", dimension=8)
    assert store.record.select(Filter(article_ids=frozenset({BRIDGE.id}))) == []
    assert store.record.dense(embedding(8)[:8], 1)[0][0] == RIVER_SAID[1]
    assert store.check() == []


@given(st.text())
def test_any_text_can_be_looked_for(text: str) -> None:
    assert all(term.startswith('"') for term in match(text).split(" OR ") if term)
