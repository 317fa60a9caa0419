import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import StoreError
from index.rows import Entry
from index.store import Store
from tests.index.invented import DIMENSION, MODEL, embedding, entry

Processes = get_context("forkserver")


def open_store(folder: Path) -> Store:
    return Store.open(folder, model=MODEL, dimension=DIMENSION)


def add(store: Store, e: Entry) -> bool:
    return store.add([e])[0]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


def test_everything_comes_back_as_it_was(store: Store) -> None:
    entries = [entry(n) for n in range(3)]
    assert all(add(store, e) for e in entries)
    assert store.articles() == [e.article for e in entries]
    assert store.ids() == [e.article.id for e in entries]
    assert store.count() == 3
    for e in entries:
        assert store.article(e.article.id) == e.article
        assert store.sentences(e.article.id) == e.sentences
        assert store.chunks([c.id for c in e.chunks]) == e.chunks
        assert store.statements(e.article.id) == e.statements
    assert store.statements() == [s for e in entries for s in e.statements]
    last = entries[2].chunks[1]
    assert store.chunk(last.id) == last
    assert store.chunks([last.id, "none:0", entries[0].chunks[0].id]) == [
        last,
        entries[0].chunks[0],
    ]
    assert store.article("none") is None
    assert store.chunk("none:0") is None
    assert store.check() == []


def test_it_is_there_after_closing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        add(store, entry(1))
        generation = store.generation
    with Store.open(tmp_path) as store:
        assert (store.model, store.dimension, store.generation) == (MODEL, DIMENSION, generation)
        assert store.articles() == [entry(1).article]
        assert store.dense(embedding(1001), 1)[0][0] == entry(1).chunks[1].id


def test_the_same_article_twice_changes_nothing(store: Store) -> None:
    assert add(store, entry(1))
    before = store.generation
    assert not add(store, entry(1))
    assert store.generation == before
    assert store.count() == 1
    assert len(store.dense(embedding(1000), 10)) == 2
    assert store.check() == []


def test_removed_is_gone_everywhere(store: Store) -> None:
    for n in range(3):
        add(store, entry(n))
    gone = entry(1)
    before = store.generation
    assert store.remove(gone.article.id)
    assert store.generation != before
    assert not store.remove(gone.article.id)
    assert store.count() == 2
    assert store.chunks([c.id for c in gone.chunks]) == []
    assert store.statements(gone.article.id) == []
    assert store.lexical("word1", 5) == store.lexical_articles("word1", 5) == []
    assert gone.chunks[0].id not in dict(store.dense(embedding(1000), 10))
    assert store.check() == []
    assert add(store, gone)
    assert store.dense(embedding(1000), 1)[0][0] == gone.chunks[0].id


def test_dense_gives_cosine_similarity_best_first(store: Store) -> None:
    for n in range(5):
        add(store, entry(n))
    found = store.dense(embedding(3001), 100)
    assert len(found) == 10
    assert found[0] == (entry(3).chunks[1].id, pytest.approx(1.0, abs=1e-5))
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
    expected = sum(a * b for a, b in zip(embedding(3001), embedding(1000), strict=True))
    assert dict(found)[entry(1).chunks[0].id] == pytest.approx(expected, abs=1e-5)
    assert store.dense(embedding(3001), 0) == []
    assert len(store.dense(embedding(3001), 3)) == 3


def test_nothing_is_found_in_an_empty_store(store: Store) -> None:
    assert store.dense(embedding(1), 5) == []
    assert store.lexical("anything", 5) == []
    assert store.check() == []


def test_lexical_finds_the_rarest_word_first_in_any_form(store: Store) -> None:
    for n in range(5):
        add(store, entry(n))
    found = store.lexical("Which DELEGATES spoke of Matter3x1?", 4)
    assert found[0][0] == entry(3).chunks[1].id
    assert len(found) == 4
    assert found[0][1] > found[1][1]
    assert store.lexical("", 5) == store.lexical(" ?! ", 5) == store.lexical("word1", 0) == []


def test_an_article_is_found_by_its_title_and_all_of_its_text(store: Store) -> None:
    for n in range(5):
        add(store, entry(n))
    wanted = entry(3).article
    found = store.lexical_articles(f"{wanted.title} matter3x0 matter3x1", 5)
    assert found[0][0] == wanted.id
    assert [i for i, _ in store.lexical_articles(wanted.title, 1)] == [wanted.id]
    assert store.lexical_articles("", 5) == store.lexical_articles("word1", 0) == []


def test_a_store_of_the_first_format_is_brought_up_to_this_one(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        add(store, entry(1))
        with database(store) as connection, connection:
            connection.execute("DROP TABLE article_text")
            connection.execute("DROP INDEX articles_not_ready")
            connection.execute("PRAGMA user_version = 1")
    with open_store(tmp_path) as store:
        assert store.lexical_articles("word1", 5)[0][0] == entry(1).article.id
        assert store.check() == []


@pytest.mark.parametrize("word", ["NOT", "AND", "NEAR", "OR"])
def test_operators_are_words(store: Store, word: str) -> None:
    add(store, entry(1))
    assert store.lexical(f"{word} word1 {word}", 5)


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_safe_query(store: Store, text: str) -> None:
    add(store, entry(1))
    store.lexical(text, 5)
    # Whatever surrounds a word, the word is looked for (64 words count).
    assert len(store.lexical(f"matter1x0 {text}", 5)) >= 1


def test_accents_do_not_matter(store: Store, tmp_path: Path) -> None:
    e = entry(1, chunks=1)
    from index.article import Article, Chunk, Span

    article = Article(text="The café was Orbán's résumé.")
    chunk = Chunk(article.id, 0, Span(0, len(article.text)))
    store.add([Entry(article, [], [chunk], [], e.embeddings)])
    for query in ("cafe", "cafe\u0301", "CAFÉ", "orban", "resumes"):
        assert [i for i, _ in store.lexical(query, 5)] == [chunk.id], query


def test_embeddings_must_fit_the_chunks(store: Store) -> None:
    e = entry(1)
    for embeddings in ([], e.embeddings[:1], [[1.0], [1.0]]):
        with pytest.raises(ValueError, match="embeddings"):
            store.add([replace(e, embeddings=embeddings, statement_embeddings=())])
    assert store.count() == 0
    assert store.check() == []


def test_another_model_is_refused_with_the_command_that_rebuilds(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        add(store, entry(1))
    for model, dimension in (("other", DIMENSION), (MODEL, DIMENSION + 1)):
        with pytest.raises(StoreError, match="python -m index rebuild"):
            Store.open(tmp_path, model=model, dimension=dimension)


def test_replace_changes_the_model_at_once(store: Store) -> None:
    for n in range(3):
        add(store, entry(n))
    halves = []
    for e in (entry(n) for n in range(3)):
        half = [v[:8] for v in e.embeddings]
        halves.append(Entry(e.article, e.sentences, e.chunks, e.statements, half))
    with Store.open(store.data_dir) as other:
        store.replace(halves, model="half", dimension=8)
        assert store.model == other.model == "half"
        assert store.check() == other.check() == []
        assert other.dense(embedding(2001)[:8], 1) == store.dense(embedding(2001)[:8], 1)
    assert store.dense(embedding(2001)[:8], 1)[0][0] == entry(2).chunks[1].id


def test_an_interrupted_replace_changes_nothing(store: Store) -> None:
    add(store, entry(1))

    def interrupted() -> Iterator[Entry]:
        yield entry(1)
        raise KeyboardInterrupt

    before = store.generation
    with pytest.raises(KeyboardInterrupt):
        store.replace(interrupted(), model="other", dimension=DIMENSION)
    assert (store.model, store.generation) == (MODEL, before)
    assert store.dense(embedding(1000), 1)[0][0] == entry(1).chunks[0].id
    assert store.check() == []


def test_whoever_holds_an_old_model_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path) as first, Store.open(tmp_path) as second:
        add(first, entry(1))
        second.replace([entry(1)], model="other", dimension=DIMENSION)
        with pytest.raises(StoreError, match="rebuilt with the embedding model other"):
            first.dense(embedding(1000), 1)


def database(store: Store) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(store.data_dir / "articles.db"))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE articles SET text = 'Short.', title = title", "was changed"),
        ("UPDATE sentences SET end = 100000", "A sentence of the article"),
        ("UPDATE statements SET content = '[[0, 100000]]'", "A statement of the article"),
        ("UPDATE chunks SET embedding = x'00'", "wrong length"),
        ("UPDATE articles SET state = 'pending'", "half-done"),
        ("DELETE FROM chunk_text WHERE rowid = 1", "The word index does not hold"),
        ("DELETE FROM article_text", "The word index does not hold the article"),
        ("INSERT INTO chunk_text (rowid, text) VALUES (99, 'more')", "not there"),
    ],
)
def test_check_names_damage(store: Store, damage: str, words: str) -> None:
    add(store, entry(1))
    with database(store) as connection, connection:
        connection.execute(damage)
    assert any(words in problem for problem in store.check())


def test_check_and_repair_of_the_vectors(store: Store) -> None:
    for n in range(3):
        add(store, entry(n))
    with database(store) as connection, connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM chunk_text")
        connection.execute("DELETE FROM articles WHERE id = ?", [entry(0).article.id])
    problems = store.check()
    assert f"The vector {entry(0).chunks[0].id} belongs to no article." in problems
    assert f"The word index does not hold the chunk {entry(1).chunks[0].id}." in problems
    store.repair()
    assert store.check() == []
    assert len(store.dense(embedding(1), 100)) == 4


@pytest.mark.parametrize("damage", ["gone", "scrambled", "half gone"])
def test_vectors_come_back_from_sqlite(tmp_path: Path, damage: str) -> None:
    with open_store(tmp_path) as store:
        for n in range(3):
            add(store, entry(n))
    if damage == "gone":
        shutil.rmtree(tmp_path / "chroma")
    elif damage == "half gone":
        (tmp_path / "chroma" / "chroma.sqlite3").unlink()
    else:
        (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"no database " * 1000)
    with Store.open(tmp_path) as store:
        if damage == "scrambled":
            with pytest.raises(StoreError, match="check --repair"):
                store.dense(embedding(2000), 1)
            store.repair()
        assert store.dense(embedding(2000), 1)[0][0] == entry(2).chunks[0].id
        assert store.check() == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be read and written"):
        open_store(tmp_path / "file" / "data")


def test_no_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no articles"):
        Store.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "articles.db").write_bytes(b"something else " * 100)
    with pytest.raises(StoreError, match="damaged, or not one of this program"):
        Store.open(tmp_path)


def test_somebody_elses_database(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "articles.db")) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreError, match="not one of this program"):
        open_store(tmp_path)


def test_a_newer_format(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, database(store) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        open_store(tmp_path)


def test_a_full_disk_loses_nothing(store: Store) -> None:
    add(store, entry(1))
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        # Stands in for a full disk: SQLite raises the same error.
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full"):
        for n in range(2, 200):
            add(store, entry(n))
    stored = store.ids()
    store.close()
    with Store.open(store.data_dir) as again:
        assert again.ids() == stored
        assert again.check() == []


def test_in_use_by_another_process(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, entry(1))
    monkeypatch.setattr("index.store.LOCK_TIMEOUT_S", 0.1)
    with open_store(store.data_dir) as other, FileLock(store.data_dir / ".lock"):
        with pytest.raises(StoreError, match="in use by another process"):
            add(other, entry(2))
        assert other.dense(embedding(1000), 1)
        assert other.lexical("word1", 1)
    assert add(store, entry(2))


def _add_elsewhere(folder: Path, numbers: list[int], done: Connection) -> None:
    with open_store(folder) as store:
        for n in numbers:
            add(store, entry(n))
            done.send(astuple(entry(n).article)[1])
    done.close()


def test_a_reader_sees_what_another_process_adds(store: Store) -> None:
    add(store, entry(0))
    assert store.dense(embedding(0), 1)
    ours, theirs = Processes.Pipe(duplex=False)
    child = Processes.Process(
        target=_add_elsewhere, args=(store.data_dir, list(range(1, 6)), theirs)
    )
    child.start()
    theirs.close()
    for n in range(1, 6):
        assert ours.recv() == f"Meeting {n}"
        assert store.dense(embedding(1000 * n), 1)[0][0] == entry(n).chunks[0].id
        assert store.lexical(f"matter{n}x1", 1)[0][0] == entry(n).chunks[1].id
    child.join()
    assert child.exitcode == 0
    # And the other way round: what this one adds now is no less sound.
    add(store, entry(6))
    assert store.count() == 7
    assert store.check() == []


def test_threads_add_and_search_at_once(store: Store) -> None:
    failures: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for n in range(first, first + 4):
                add(store, entry(n))
                assert store.dense(embedding(1000 * n), 1)[0][0] == entry(n).chunks[0].id
                assert store.lexical(f"matter{n}x0", 1)[0][0] == entry(n).chunks[0].id
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(10 * i,)) for i in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.count() == 20
    assert store.check() == []
