"""One story once: the same again, changed, printed by several outlets, and a folder watched."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.embeddings import MockEmbedding

from index.article import Article, Span, Statement
from index.errors import SourceError
from index.pipeline import Indexer
from index.report import AddReport
from index.settings import IndexSettings
from index.store import Store
from index.stories import shingles, similarity
from index.vectors import VectorIndex
from rag.copies import also_in
from rag.retrieve import HybridRetriever

URL = "https://post.example/news/harbour"
SENTENCES = [
    f"Mayor Ada Orm said that the {thing} of Velburg would open on {day}."
    for thing in ("harbour", "library", "stadium", "market", "station", "bridge")
    for day in ("Monday", "Tuesday", "Thursday")
]
TEXT = "\n\n".join(SENTENCES)
OTHER = "\n\n".join(f"Item {n} on the council's list was the repair of road {n}." for n in range(9))


@pytest.fixture
def indexer(tmp_path: Path) -> Iterator[Indexer]:
    with Indexer(IndexSettings(data_dir=tmp_path / "data"), MockEmbedding(embed_dim=8)) as opened:
        yield opened


def article(text: str = TEXT, **given: str) -> Article:
    return replace(Article(text=text, title="Velburg opens", url=URL), **given)  # type: ignore[arg-type]


def by_words(store: Store) -> list[Statement]:
    return [statement for statement, _ in store.record.lexical("Velburg would open", 50)]


def by_meaning(store: Store) -> list[Statement]:
    return [statement for statement, _ in store.record.dense([1.0] * 8, 50)]


def test_a_changed_article_is_a_new_version(indexer: Indexer) -> None:
    first, second = article(), article(TEXT.replace("Thursday", "Friday"))
    assert len(indexer.add([first]).added) == 1
    report = indexer.add([second])
    assert [(o.id, o.replaces) for o in report.updated] == [(second.id, first.id)]
    assert report.sentences()[0] == "Added 0 articles. 1 article updated."
    store = indexer.store
    assert store.ids() == [second.id]
    assert store.versions(first.id) == store.versions(second.id) == [first.id, second.id]
    # The old one is cited as before, and not found any more.
    assert store.article(first.id) == first
    assert store.sentences(first.id)
    assert store.lexical("Thursday", 5) == []
    found = {chunk_id for chunk_id, _ in store.dense([1.0] * 8, 50)}
    assert {chunk_id.split(":")[0] for chunk_id in found} == {second.id}
    assert store.statements(first.id)
    for said in (store.statements(), store.record.select(), by_words(store), by_meaning(store)):
        assert {s.article_id for s in said} == {second.id}
    assert store.check() == []


def test_back_to_an_earlier_version_and_removal_of_all(indexer: Indexer) -> None:
    first, second = article(), article(TEXT.replace("Thursday", "Friday"))
    for each in (first, second, first):
        indexer.add([each])
    store = indexer.store
    assert len(indexer.add([first]).unchanged) == 1
    for change in (lambda: None, indexer.rebuild, store.repair):
        change()
        assert store.ids() == [first.id]
        assert store.versions(first.id) == [first.id, second.id]
        for said in (store.record.select(), by_words(store), by_meaning(store)):
            assert {s.article_id for s in said} == {first.id}
        assert store.check() == []
    assert indexer.remove(first.id)
    assert indexer.store.article(second.id) is None
    assert indexer.store.check() == []


def test_another_article_at_the_same_address_stays_beside(indexer: Indexer) -> None:
    report = indexer.add([article(), article(OTHER, title="Roads")])
    assert len(report.added) == 2
    assert indexer.store.count() == 2


def test_an_edited_file_is_a_new_version(indexer: Indexer, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    assert len(indexer.add([file]).added) == 1
    assert len(indexer.add([file]).unchanged) == 1
    file.write_text(TEXT + "\n\nNobody objected.")
    assert len(indexer.add([file]).updated) == 1
    assert indexer.store.count() == 1


@pytest.mark.parametrize("vectors", ["_vectors", "_said"])
def test_killed_between_the_steps_of_an_update(
    indexer: Indexer, tmp_path: Path, vectors: str
) -> None:
    first, second = article(), article(TEXT.replace("Thursday", "Friday"))
    indexer.add([first])
    index: VectorIndex = getattr(indexer.store, vectors)
    original = index.delete

    def stop(ids: Sequence[str]) -> None:
        original(ids)
        raise KeyboardInterrupt

    index.delete = stop  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        indexer.add([second])
    indexer.close()
    with Store.open(tmp_path / "data") as again:
        assert again.ids() == [second.id]
        assert again.check() == []
        assert {s.article_id for s in by_meaning(again)} == {second.id}


def test_both_versions_added_again(indexer: Indexer) -> None:
    first, second = article(), article(TEXT.replace("Thursday", "Friday"))
    for _ in range(2):
        indexer.add([first, second])
        assert indexer.store.ids() == [second.id]
        assert indexer.store.versions(first.id) == [first.id, second.id]
    assert indexer.store.check() == []


def test_agency_text_in_several_outlets(indexer: Indexer) -> None:
    outlets = [
        article(TEXT, title="Velburg opens", source="The Post", url=""),
        article(f"A dispatch reached us.\n\n{TEXT}", title="Opened", source="Courier", url=""),
        article("\n\n".join(SENTENCES[:12]), title="In brief", source="Gazette", url=""),
        article(OTHER, title="Roads", source="The Post", url=""),
    ]
    # One found in the index, and two that come together.
    indexer.add(outlets[:1])
    indexer.add(outlets[1:])
    store = indexer.store
    assert [a.source for a in store.also_in(outlets[0].id)] == ["Courier", "Gazette"]
    assert [a.source for a in store.also_in(outlets[2].id)] == ["The Post", "Courier"]
    assert store.also_in(outlets[3].id) == store.also_in("no such id") == []
    evidence = HybridRetriever(store, indexer.embedding, 4).evidence("When will the bridge open?")
    told = {e.article.id for e in evidence}
    assert len(told & {o.id for o in outlets[:3]}) == 1


def test_the_same_words_in_another_outlet(indexer: Indexer) -> None:
    day = date(2024, 5, 3)
    first = replace(article(source="The Post"), url="https://post.example/a")
    second = replace(
        first, source="Courier", url="https://courier.example/b", origin="b.html", published=day
    )
    # One found in the index, one that comes together with the first, one without an outlet.
    assert len(indexer.add([first, replace(second, source="Gazette")]).added) == 1
    for _ in range(2):
        report = indexer.add([second, replace(first, source="")])
        assert (len(report.unchanged), len(report.added)) == (2, 0)
    indexer.rebuild()
    store = indexer.store
    told = {(a.source, a.url, a.published) for a in store.also_in(first.id)}
    assert told == {("Courier", second.url, day), ("Gazette", second.url, day)}
    assert store.article(first.id) == first
    assert also_in(store, first, [Span(0, 20)]) == ("Courier", "Gazette")
    assert store.remove(first.id)
    assert store.check() == []
    assert len(indexer.add([first]).added) == 1
    assert store.also_in(first.id) == []


def test_two_saved_states_of_a_page(indexer: Indexer) -> None:
    older = replace(article(), origin="z.html", published=date(2024, 2, 2))
    newer = replace(
        article(TEXT.replace("Thursday", "Friday")),
        origin="a.html",
        published=date(2024, 2, 2),
        updated=date(2024, 2, 3),
    )
    store = indexer.store
    for together in ([newer, older], [older, newer], [newer, older]):
        indexer.add(together)
        assert store.ids() == [newer.id]
        assert store.article(older.id) == older
        assert store.also_in(older.id) == store.also_in(newer.id) == []
    report = indexer.add([older, newer])
    assert len(report.unchanged) == 2
    assert store.check() == []
    # Found again where the newer one was, it has been put back.
    indexer.add([replace(older, origin="a.html")])
    assert store.ids() == [older.id]


def test_short_texts_are_not_alike(indexer: Indexer) -> None:
    short = [Article(text="Item 1 was sold to the town.", title=f"Sale {n}") for n in range(2)]
    indexer.add(short)
    assert indexer.store.also_in(short[0].id) == []


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_similarity(a: list[str], b: list[str]) -> None:
    one, two = shingles(" ".join(a)), shingles(" ".join(b))
    jaccard, inside = similarity(one, two)
    assert 0 <= jaccard <= inside <= 1
    assert similarity(two, one) == (jaccard, inside)
    assert similarity(one, one) == ((1, 1) if one else (0, 0))


def test_a_folder_watched(indexer: Indexer, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    stop = threading.Event()
    reports: list[AddReport] = []

    def told(report: AddReport) -> None:
        reports.append(report)
        if len(reports) == 1:
            (folder / "b.txt").write_text(OTHER)
            (folder / "c.png").write_bytes(b"x")
        else:
            stop.set()

    indexer.watch(folder, told=told, stop=stop)
    assert [len(r.added) for r in reports] == [1, 1]
    with pytest.raises(SourceError, match="no folder"):
        indexer.watch(tmp_path / "none", told=told, stop=stop)


def test_a_broken_file_among_many(indexer: Indexer, tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"{n:02}.txt").write_text(f"Road {n} was closed. Nobody knew why.")
    (tmp_path / "20.pdf").write_bytes(b"%PDF-1.7 cut")
    report = indexer.add([tmp_path])
    assert (len(report.added), len(report.failed)) == (40, 1)
    assert "20.pdf" in report.failed[0].reason
    assert indexer.store.check() == []
