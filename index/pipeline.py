"""From files to the store: read, split, understand, embed, store."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import watchfiles
from llama_index.core.base.embeddings.base import BaseEmbedding

from index.article import Article
from index.closing import Closing
from index.embed import Measured, load_embedding
from index.prepare import Batch, Prepared, Preparer
from index.read import Failure, Known, Source, count, files_in, read_all, see_folder, sources_of
from index.report import AddReport, Outcome
from index.rows import Entry, content_of
from index.settings import IndexSettings
from index.split import TARGET_TOKENS, chunks
from index.store import Store
from index.stories import is_copy, is_version
from index.versions import is_older

Progress = Callable[[int, int | None, str], None]
"""Called with the number of articles done, of all (None: not known yet), and the title."""
MAX_CHARS = 500_000
"""Of one article: a novel. The grammar takes a gigabyte of memory for it."""
BATCH_CHARS, BATCH_ARTICLES = 40_000, 32
"""A batch, which is parsed, embedded and stored together, is full with so many characters, ten
articles or so, or so many short articles: enough to sort their chunks by length, little enough to
lose to a kill."""


class Indexer(Closing):
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
        self, paths: Source | Iterable[Source], *, progress: Progress | None = None
    ) -> AddReport:
        """Add files, folders, web addresses, or articles; failures are reported, not raised.

        Articles are stored a few at a time: whatever stops this, those before are in the index,
        and adding the same again goes on with the rest. One found at the address or in the file
        of another, with much the same words, is its new version.

        Raises:
            SourceError: something else was given than these.
            StoreError: the data folder cannot be written, or is in use by another process.
            ModelError: the embedding model or the grammar's cannot be loaded.
            ProcessError: a process that reads articles could not be started or was ended.
        """
        report = AddReport()
        sources = sources_of(paths)
        total = count(sources)

        def tell(title: str) -> None:
            if progress:
                progress(report.done, total, title)

        copied: list[Article] = []
        with Preparer() as preparer:
            new = self._new(sources, report, copied, tell)
            for entries in self._entries(new, preparer):
                self._put(entries, report, tell)
                self._keep(copied)
        self._keep(copied)
        return report

    def _keep(self, copied: list[Article]) -> None:
        """Take note of the other outlets of what is stored by now; the rest is left for later."""
        stored = [self.store.article(article.id) for article in copied]
        pairs = [(a, s) for a, s in zip(copied, stored, strict=True) if s]
        if pairs:
            self.store.keep_copies([a for a, s in pairs if is_copy(a, s)])
            copied[:] = [a for a, s in zip(copied, stored, strict=True) if not s]

    def _may_be_copy(self, article: Article) -> bool:
        """Whether another outlet has it; unless that tells none, also while it is on its way."""
        if not article.source:
            return False
        stored = self.store.article(article.id)
        return stored is None or is_copy(article, stored)

    def _new(
        self,
        sources: Iterable[Source],
        report: AddReport,
        copied: list[Article],
        tell: Callable[[str], None],
    ) -> Iterator[tuple[Article, str]]:
        """Articles that are not there yet, each with what names it at its source.

        What is there word for word, but may be of another outlet, goes into `copied`.
        """
        known: set[str] = set()
        # By key, what is on its way into the index.
        newest: dict[str, str] = {}
        for found in read_all(sources, self.settings, lambda a: self.store.seen(a)):
            if isinstance(found, Known):
                report.unchanged.append(Outcome(origin=found.address))
                tell(found.address)
                continue
            if isinstance(found, Failure):
                report.failed.append(Outcome(origin=found.origin, reason=found.reason))
                tell(found.origin)
                continue
            article = found.article
            if not article.text.strip():
                name = article.title or article.origin or "An article"
                report.failed.append(_outcome(article, f"{name} has no text."))
            elif len(article.text) > MAX_CHARS:
                name = article.origin or article.title or "An article"
                reason = (
                    f"{name} has {len(article.text):,} characters, more than the {MAX_CHARS:,} of "
                    "an article; split it."
                )
                report.failed.append(_outcome(article, reason))
            elif (
                article.id in known
                or (
                    newest.get(found.key, article.id) == article.id
                    and self.store.is_current(article.id)
                )
                or self._is_left_behind(article, found.key)
            ):
                report.unchanged.append(_outcome(article))
                if self._may_be_copy(article):
                    copied.append(article)
                elif not self.store.seen(article.origin):
                    self.store.mark_seen([article.origin])
            else:
                known.add(article.id)
                if found.key:
                    newest[found.key] = article.id
                yield article, found.key
                continue
            tell(article.title)

    def _is_left_behind(self, article: Article, key: str) -> bool:
        """Whether it is an earlier version, found elsewhere than the current one.

        What is found where that was found has gone back to how it was.
        """
        if not self.store.is_earlier(article.id):
            return False
        current = self.store.current([key]).get(key)
        return current is not None and current.origin != article.origin

    def _put(
        self, entries: Sequence[Entry], report: AddReport, tell: Callable[[str], None]
    ) -> None:
        """Store articles, each as a new version of another if it is one."""
        for together in _by_turns(entries):
            keyed: list[Entry] = []
            current = self.store.current([entry.key for entry in together])
            before: list[Article | None] = []
            for entry in together:
                earlier = current.get(entry.key)
                if earlier and not is_version(entry.article.title, entry.article.text, earlier):
                    # Another article in its place: both stay.
                    entry, earlier = replace(entry, key=""), None
                if earlier and earlier.origin != entry.article.origin:
                    entry = replace(entry, older=is_older(entry.article, earlier))
                keyed.append(entry)
                before.append(earlier)
            stored = self.store.add(keyed)
            for entry, earlier, new in zip(keyed, before, stored, strict=True):
                article = entry.article
                if not new or entry.older:
                    # Another process was faster, or what is newer is there.
                    report.unchanged.append(_outcome(article))
                elif earlier:
                    report.updated.append(replace(_outcome(article), replaces=earlier.id))
                else:
                    report.added.append(_outcome(article))
            tell(together[-1].article.title)

    def watch(
        self,
        folder: Path,
        *,
        told: Callable[[AddReport], None],
        stop: threading.Event,
        progress: Progress | None = None,
    ) -> None:
        """Add what is in a folder, and what comes into it or changes, until `stop` is set.

        Files that go leave their articles in the index.

        Args:
            folder: It and the folders below it.
            told: Called with a report whenever something was added or failed.
            stop: Set it to end.
            progress: As of `add`.

        Raises:
            SourceError: there is no such folder, or it may not be read.
            StoreError: as `add`.
            ModelError, ProcessError: as `add`.
        """
        see_folder(folder)
        first = True
        for changes in watchfiles.watch(
            folder,
            stop_event=stop,
            raise_interrupt=True,
            yield_on_timeout=True,
            rust_timeout=1000,
            ignore_permission_denied=True,
        ):
            shut: list[OSError] = []
            there = {file.resolve(): file for file in files_in(folder, shut.append)}
            if first:
                # Only now is the folder watched; what it held before is all of it.
                news, first = list(there.values()), False
                # Adding those that cannot be read tells of them.
                news += [Path(error.filename) for error in shut]
            else:
                changed = {Path(name).resolve() for _, name in changes}
                news = sorted(there[path] for path in changed & there.keys())
            if news:
                told(self.add(news, progress=progress))

    def remove(self, article_id: str) -> bool:
        """Remove an article; False if there is none of that id."""
        return self.store.remove(article_id)

    def rebuild(self, *, progress: Progress | None = None) -> int:
        """Split, understand and embed all stored articles anew, with this embedding model.

        Returns:
            How many articles.

        Raises:
            StoreError: there is nothing stored, or it is in use by another process.
            ModelError, ProcessError: as `add`.
        """
        with self._lock:
            store = self._store or Store.open(self.settings.data_dir)
            self._store = store
        model = self._measure()
        articles = store.articles(earlier=True)

        def entries(preparer: Preparer) -> Iterator[Entry]:
            keyless = ((article, "") for article in articles)
            each = chain.from_iterable(self._entries(keyless, preparer))
            for done, entry in enumerate(each, 1):
                yield entry
                if progress:
                    progress(done, len(articles), entry.article.title)

        with Preparer() as preparer:
            store.replace(entries(preparer), model=model.name, dimension=model.dimension)
        return len(articles)

    def close(self) -> None:
        """Release the store's files."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def _measure(self) -> Measured:
        with self._lock:
            if self._measured is None:
                self._measured = Measured(self.embedding)
            return self._measured

    def _entries(
        self, articles: Iterable[tuple[Article, str]], preparer: Preparer
    ) -> Iterator[list[Entry]]:
        """Everything to be stored of each article; several are parsed and embedded together."""
        for batch, prepared in preparer.prepared(_batches(articles)):
            yield self._embedded(batch, prepared)

    def _embedded(self, batch: Batch, prepared: Prepared) -> list[Entry]:
        model = self._measure()
        limit = min(model.max_tokens, TARGET_TOKENS)
        parts = [
            chunks(article.id, article.text, found, model.count_tokens, limit)
            for (article, _), found in zip(batch, prepared.sentences, strict=True)
        ]
        texts = [
            [article.quote(chunk.span) for chunk in cut]
            for (article, _), cut in zip(batch, parts, strict=True)
        ]
        said = [
            [content_of(article, statement) for statement in statements]
            for (article, _), statements in zip(batch, prepared.statements, strict=True)
        ]
        # What several say in the same words is embedded once.
        unique = list(dict.fromkeys(chain(*texts, *said)))
        vectors = dict(zip(unique, self.embedding.get_text_embedding_batch(unique), strict=True))
        return [
            Entry(
                article,
                prepared.sentences[n],
                parts[n],
                prepared.statements[n],
                [vectors[text] for text in texts[n]],
                [vectors[content] for content in said[n]],
                key,
            )
            for n, (article, key) in enumerate(batch)
        ]


def _batches(articles: Iterable[tuple[Article, str]]) -> Iterator[Batch]:
    """`articles` in order, in batches."""
    batch: list[tuple[Article, str]] = []
    for pair in articles:
        batch.append(pair)
        chars = sum(len(article.text) for article, _ in batch)
        if chars >= BATCH_CHARS or len(batch) >= BATCH_ARTICLES:
            yield batch
            batch = []
    if batch:
        yield batch


def _by_turns(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """`entries` in order, in runs without two of one key: the second is a version of the first."""
    run: list[Entry] = []
    for entry in entries:
        if entry.key and any(entry.key == other.key for other in run):
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _outcome(article: Article, reason: str = "") -> Outcome:
    return Outcome(article.id, article.title, article.origin, reason)
