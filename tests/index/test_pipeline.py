from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.embeddings import MockEmbedding

from index import pipeline
from index.article import Article
from index.embed import SentenceEmbedding
from index.errors import SourceError, StoreError
from index.pipeline import Indexer
from index.settings import IndexSettings

NEWS = """Harbour to close for a year

OSTHAVN: The harbour of Osthavn will close for a year, the mayor said on Monday (March 4).

"We have no choice, the quay is sinking," Mayor Ada Brandt told reporters. "It will cost us dearly."

The fishermen's union called the decision a disgrace. Its chairman, Per Lunde, said 300 jobs were
at risk.
"""


@pytest.fixture
def indexer(tmp_path: Path, embedding: SentenceEmbedding) -> Iterator[Indexer]:
    with Indexer(IndexSettings(data_dir=tmp_path / "data"), embedding) as opened:
        yield opened


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "harbour.txt").write_text(NEWS)
    (folder / "again.txt").write_text(NEWS)
    (folder / "empty.txt").write_text("")
    return folder


def test_a_folder_of_files(indexer: Indexer, news: Path) -> None:
    seen: list[tuple[int, int | None, str]] = []
    report = indexer.add([news, news / "none.txt"], progress=lambda *step: seen.append(step))
    assert [o.title for o in report.added] == ["Harbour to close for a year"]
    assert len(report.unchanged) == 1
    assert len(report.failed) == 2
    assert "none.txt" in report.failed[-1].reason
    assert report.sentences()[0] == (
        "Added 1 article. 1 article was there already. 2 could not be added:"
    )
    assert seen[-1] == (4, 4, "Harbour to close for a year")
    store = indexer.store
    article = store.articles()[0]
    assert article.origin.endswith(".txt")
    chunks = store.chunks([f"{article.id}:{n}" for n in range(9)])
    assert all(any(c.span.covers(s.span) for c in chunks) for s in store.sentences(article.id))
    found = store.dense(indexer.embedding.get_query_embedding("Why does the port shut?"), 1)
    assert found[0][0].startswith(article.id)
    assert store.lexical("sinking quay", 1)
    assert any(s.speaker == "Ada Brandt" for s in store.statements(article.id))
    assert store.check() == []


def test_adding_again_changes_nothing(indexer: Indexer, news: Path) -> None:
    indexer.add([news])
    generation = indexer.store.generation
    report = indexer.add([news, news])
    assert (report.added, len(report.unchanged)) == ([], 4)
    assert indexer.store.generation == generation


def test_the_text_of_an_article_is_not_touched(indexer: Indexer) -> None:
    article = Article(text="  One. \n\n\tTwo “words”.  ", title="Given")
    assert [o.id for o in indexer.add([article]).added] == [article.id]
    assert indexer.store.article(article.id) == article
    assert indexer.remove(article.id)
    assert not indexer.remove(article.id)
    assert indexer.store.articles() == []


def test_an_article_without_text_is_said_so(indexer: Indexer) -> None:
    report = indexer.add([Article(text=" \n", title="Blank"), Article(text="Words.")])
    assert report.failed[0].reason == "Blank has no text."
    assert len(report.added) == 1
    long = indexer.add([Article(text="Words. " * 100_000, title="Long")])
    assert "Long has 700,000 characters" in long.failed[0].reason


@pytest.mark.parametrize("given", [42, None, [42], [None], [["a.txt"]], [b"a.txt"]])
def test_what_is_neither_a_path_nor_an_article_is_said_so(indexer: Indexer, given: Any) -> None:
    with pytest.raises(SourceError, match="cannot be added; give paths, web addresses or Article"):
        indexer.add(given)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "An empty path names no article"),
        (" \n", "An empty path names no article"),
        ("ftp://post.example/a.txt", "only those of http:// and https:// are"),
        ("file:///tmp/a.txt", "only those of http:// and https:// are"),
        ("mailto:ida@post.example", "only those of http:// and https:// are"),
        ("Rain: a report.txt", "There is nothing at Rain"),
        ("C:/a.txt", "There is nothing at C:"),
    ],
)
def test_a_name_of_nothing_that_is_read(indexer: Indexer, name: str, words: str) -> None:
    report = indexer.add([name])
    (failed,) = report.failed
    assert words in failed.reason
    assert report.done == 1


def test_many_articles_in_one_call(indexer: Indexer) -> None:
    articles = [Article(text=f"Item {n} was sold.", title=f"Sale {n}") for n in range(70)]
    steps: list[tuple[int, int | None, str]] = []
    report = indexer.add(articles, progress=lambda *step: steps.append(step))
    assert [o.id for o in report.added] == [a.id for a in articles]
    assert steps[-1] == (70, 70, "Sale 69")
    assert [done for done, _, _ in steps] == [32, 64, 70]
    assert indexer.store.check() == []


def test_stopped_by_the_keyboard_the_index_is_sound(
    indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH_ARTICLES", 2)
    articles = [Article(text=f"Item {n} was sold.", title=f"Sale {n}") for n in range(12)]

    def stop(done: int, total: int | None, title: str) -> None:
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexer.add(articles, progress=stop)
    assert indexer.store.ids() == [a.id for a in articles[:4]]
    assert indexer.store.check() == []
    assert len(indexer.add(articles).added) == 8


def test_any_llamaindex_embedding_and_rebuild_to_another(tmp_path: Path) -> None:
    settings = IndexSettings(data_dir=tmp_path)
    articles = [Article(text=f"Item {n} was sold to {'x' * 3000}.") for n in range(3)]
    with Indexer(settings, MockEmbedding(embed_dim=5, model_name="five")) as indexer:
        assert len(indexer.add(articles).added) == 3
        assert indexer.store.dimension == 5
    with Indexer(settings, MockEmbedding(embed_dim=6, model_name="six")) as indexer:
        with pytest.raises(StoreError, match="python -m index rebuild"):
            indexer.add(articles)
        assert indexer.rebuild() == 3
        assert (indexer.store.model, indexer.store.dimension) == ("six", 6)
        assert indexer.store.articles() == articles
        assert indexer.store.check() == []
        assert len(indexer.add(articles).unchanged) == 3
