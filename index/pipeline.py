"""From files to the store: read, split, understand, embed, store."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from llama_index.core.base.embeddings.base import BaseEmbedding

from index.article import Article, Chunk, Sentence, Statement
from index.embed import Measured, load_embedding
from index.errors import SourceError
from index.nlp import parse
from index.read import articles_in
from index.rows import Entry, content_of
from index.settings import IndexSettings
from index.split import TARGET_TOKENS, chunks, sentences
from index.statements import find_statements
from index.store import Store

Progress = Callable[[int, int | None, str], None]
"""Called with the number of articles done, of all (None: not known yet), and the title."""
BATCH_CHUNKS = 64
"""Chunks embedded together: enough to sort by length, little enough to lose to a kill."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source or article."""

    id: str = ""
    title: str = ""
    origin: str = ""
    reason: str = ""
    """Why it could not be added: one sentence."""

    def to_dict(self) -> dict[str, str]:
        """JSON-ready, without what is not known."""
        known = {"id": self.id, "title": self.title, "origin": self.origin, "reason": self.reason}
        return {key: value for key, value in known.items() if value}


@dataclass(slots=True)
class AddReport:
    """What became of everything that was to be added."""

    added: list[Outcome] = field(default_factory=list)
    unchanged: list[Outcome] = field(default_factory=list)
    """There already, or twice in one call."""
    failed: list[Outcome] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """For a person to read: the counts, then every failure."""
        counts = [f"Added {_articles(len(self.added))}."]
        if self.unchanged:
            be = "was" if len(self.unchanged) == 1 else "were"
            counts.append(f"{_articles(len(self.unchanged))} {be} there already.")
        if self.failed:
            counts.append(f"{len(self.failed)} could not be added:")
        return [" ".join(counts), *(outcome.reason for outcome in self.failed)]

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, as `python -m index add --json` prints it."""
        return {
            "added": [o.to_dict() for o in self.added],
            "unchanged": [o.to_dict() for o in self.unchanged],
            "failed": [o.to_dict() for o in self.failed],
        }


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All of an entry but its embeddings."""

    article: Article
    sentences: Sequence[Sentence]
    chunks: Sequence[Chunk]
    statements: Sequence[Statement]


class Indexer:
    """Adds articles to the store of `settings.data_dir`.

    Args:
        settings: Where to and with what.
        embedding: Any LlamaIndex embedding; None loads the one that `settings` name, when it is
            first needed.
    """

    def __init__(self, settings: IndexSettings, embedding: BaseEmbedding | None = None) -> None:
        self.settings = settings
        self._embedding = embedding
        self._measured: Measured | None = None
        self._store: Store | None = None
        self._lock = threading.RLock()

    @property
    def embedding(self) -> BaseEmbedding:
        """The embedding model.

        Raises:
            ModelError: it cannot be loaded.
        """
        with self._lock:
            if self._embedding is None:
                self._embedding = load_embedding(self.settings)
            return self._embedding

    @property
    def store(self) -> Store:
        """The store, opened for the embedding model.

        Raises:
            StoreError: as `Store.open`.
            ModelError: the embedding model cannot be loaded.
        """
        with self._lock:
            if self._store is None:
                model = self._measure()
                self._store = Store.open(
                    self.settings.data_dir, model=model.name, dimension=model.dimension
                )
            return self._store

    def add(
        self, paths: Iterable[Path | str | Article], *, progress: Progress | None = None
    ) -> AddReport:
        """Add files, folders of files, or articles; what cannot be read is reported, not raised.

        Articles are stored one at a time: whatever stops this, those before are in the index.

        Raises:
            StoreError: the data folder cannot be written, or is in use by another process.
            ModelError: the embedding model cannot be loaded.
        """
        report = AddReport()
        known: set[str] = set()
        sources = list(paths)
        total = len(sources) if all(isinstance(s, Article) for s in sources) else None

        def new_articles() -> Iterator[Article]:
            for found in _read_all(sources):
                if isinstance(found, Outcome):
                    report.failed.append(found)
                elif not found.text.strip():
                    name = found.title or found.origin or "An article"
                    report.failed.append(_outcome(found, f"{name} has no text."))
                elif found.id in known or self.store.article(found.id):
                    report.unchanged.append(_outcome(found))
                else:
                    known.add(found.id)
                    yield found
                    continue
                _tell(found.title)

        def _tell(title: str) -> None:
            if progress:
                done = len(report.added) + len(report.unchanged) + len(report.failed)
                progress(done, total, title)

        for entry in self._entries(new_articles()):
            stored = self.store.add(
                entry.article,
                entry.sentences,
                entry.chunks,
                entry.statements,
                entry.embeddings,
                entry.statement_embeddings,
            )
            # Another process may have been faster.
            (report.added if stored else report.unchanged).append(_outcome(entry.article))
            _tell(entry.article.title)
        return report

    def add_article(self, article: Article) -> AddReport:
        """Add one article, its text as it stands."""
        return self.add([article])

    def remove(self, article_id: str) -> bool:
        """Remove an article; False if there is none of that id."""
        return self.store.remove(article_id)

    def rebuild(self, *, progress: Progress | None = None) -> int:
        """Split, understand and embed all stored articles anew, with this embedding model.

        Returns:
            How many articles.

        Raises:
            StoreError: there is nothing stored, or it is in use by another process.
            ModelError: the embedding model cannot be loaded.
        """
        with self._lock:
            store = self._store or Store.open(self.settings.data_dir)
            self._store = store
        model = self._measure()
        articles = store.articles()

        def entries() -> Iterator[Entry]:
            for done, entry in enumerate(self._entries(articles), 1):
                yield entry
                if progress:
                    progress(done, len(articles), entry.article.title)

        store.replace(entries(), model=model.name, dimension=model.dimension)
        return len(articles)

    def close(self) -> None:
        """Release the store's files."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _measure(self) -> Measured:
        with self._lock:
            if self._measured is None:
                self._measured = Measured(self.embedding)
            return self._measured

    def _entries(self, articles: Iterable[Article]) -> Iterator[Entry]:
        """Everything to be stored of each article; several are embedded together."""
        waiting: list[_Prepared] = []
        for article in articles:
            waiting.append(self._prepare(article))
            if sum(len(prepared.chunks) for prepared in waiting) >= BATCH_CHUNKS:
                yield from self._embed(waiting)
                waiting = []
        yield from self._embed(waiting)

    def _prepare(self, article: Article) -> _Prepared:
        model = self._measure()
        doc = parse(article.text)
        found = sentences(article.text, doc)
        limit = min(model.max_tokens, TARGET_TOKENS)
        parts = chunks(article.id, article.text, found, model.count_tokens, limit)
        return _Prepared(article, found, parts, find_statements(article, doc))

    def _embed(self, waiting: Sequence[_Prepared]) -> Iterator[Entry]:
        texts = [p.article.quote(chunk.span) for p in waiting for chunk in p.chunks]
        said = [[content_of(p.article, s) for s in p.statements] for p in waiting]
        # What several say in the same words is embedded once.
        texts = list(
            dict.fromkeys([*texts, *(content for contents in said for content in contents)])
        )
        vectors = dict(zip(texts, self.embedding.get_text_embedding_batch(texts), strict=True))
        for p, contents in zip(waiting, said, strict=True):
            embeddings = [vectors[p.article.quote(chunk.span)] for chunk in p.chunks]
            yield Entry(
                p.article,
                p.sentences,
                p.chunks,
                p.statements,
                embeddings,
                [vectors[content] for content in contents],
            )


def _read_all(sources: Iterable[Path | str | Article]) -> Iterator[Article | Outcome]:
    for source in sources:
        if isinstance(source, Article):
            yield source
            continue
        try:
            for found in articles_in(Path(source)):
                if isinstance(found, SourceError):
                    yield Outcome(origin=str(source), reason=str(found))
                else:
                    yield found
        except SourceError as error:
            yield Outcome(origin=str(source), reason=str(error))


def _outcome(article: Article, reason: str = "") -> Outcome:
    return Outcome(article.id, article.title, article.origin, reason)


def _articles(n: int) -> str:
    return "1 article" if n == 1 else f"{n} articles"
