"""One place for everything stored: SQLite, which is the truth, beside Chroma, which finds.

Articles are added in three steps: their rows go into SQLite as "pending", their vectors into
Chroma, then the rows become "ready". Only ready articles are ever seen, and whatever a killed
process leaves behind is finished by the next one: everything needed for it is in SQLite.
"""

import contextlib
import dataclasses
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from filelock import FileLock, Timeout

from index import lexical, stories, versions
from index import rows as r
from index import tables as t
from index.article import Article
from index.check import check_tables, check_vectors, earlier, sample_vectors
from index.closing import Closing
from index.errors import StoreError
from index.reading import DATABASE, Reading, has_index
from index.record import Record
from index.rows import Entry
from index.tables import IN_LIMIT
from index.vectors import VectorIndex, Vectors

LOCK_TIMEOUT_S = 5.0


def prepare_folder(data_dir: Path) -> None:
    """Make the folder if it is not there, and see that it can be written.

    Raises:
        StoreError: it cannot.
    """
    with t.speaking(data_dir):
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir):
            pass


class Store(Reading, Closing):
    """The stored articles of one data folder; usable from several threads and processes."""

    def __init__(self, data_dir: Path, model: str | None, dimension: int | None) -> None:
        """Use `Store.open`."""
        made = (data_dir / DATABASE).exists()
        super().__init__(data_dir)
        self._model = model
        self._thread_lock = threading.RLock()
        self._file_lock = FileLock(data_dir / ".lock", timeout=LOCK_TIMEOUT_S, thread_local=False)
        self._vectors = VectorIndex(
            data_dir / "chroma",
            lambda: self._meta()["collection"],
            lambda stored: self._difference(t.chunks, stored),
        )
        self._said = VectorIndex(
            data_dir / "chroma-statements",
            lambda: f"statements-{self._meta()['collection']}",
            lambda stored: self._difference(t.statement_vectors, stored),
        )
        self._kinds = ((t.chunks, self._vectors), (t.statement_vectors, self._said))
        try:
            # Of two processes that make the same folder, the second finds it made.
            with contextlib.nullcontext() if made else self._locked():
                t.prepare(self._engine, data_dir, model, dimension)
            self._take_up()
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(
        cls, data_dir: Path, *, model: str | None = None, dimension: int | None = None
    ) -> Self:
        """Open the store in `data_dir`.

        Args:
            data_dir: The folder; made if a model is given.
            model: Name of the embedding model; None takes the one that the store was made with.
            dimension: Length of its embeddings; belongs to `model`.

        Raises:
            StoreError: the folder cannot be made or written, is not one of ours, is newer than
                this code, was made with another model, or, without a model, does not exist.
        """
        if model is None and not has_index(data_dir):
            raise StoreError(
                f"There are no articles in {data_dir} yet; add some with: "
                f"python -m index add PATH --data {data_dir}"
            )
        prepare_folder(data_dir)
        with t.speaking(data_dir):
            return cls(data_dir, model, dimension)

    def close(self) -> None:
        """Release the files."""
        self._vectors.close()
        self._said.close()
        self._engine.dispose()

    # Changes

    def add(self, entries: Sequence[Entry]) -> list[bool]:
        """Add articles together; False for each that is there already, and is left as it is.

        An article that is current under the same key becomes an earlier version: no longer
        found, but still cited; an older one is that at once. No two of `entries` may have the
        same key.

        Raises:
            StoreError: another process is writing, or the disk is full; none was added.
            ValueError: not one embedding of the right length for each chunk or statement.
        """
        dimension = self.dimension
        embedded = [r.vectors(entry, dimension) for entry in entries]
        ids = [entry.article.id for entry in entries]
        with self._writing():
            with self._transaction() as connection:
                states = versions.states(connection, ids)
                # The source went back to an earlier version.
                older = {entry.article.id for entry in entries if entry.older}
                back = [i for i, s in states.items() if s == "superseded" and i not in older]
                versions.set_state(connection, back, "pending")
                fresh = {
                    entry.article.id: (entry, vectors)
                    for entry, vectors in zip(entries, embedded, strict=True)
                    if entry.article.id not in states
                }
                coming = [i for i in fresh if i not in older]
                r.insert(connection, [fresh[i] for i in coming], "pending")
                r.insert(connection, [fresh[i] for i in fresh if i in older], "superseded")
            new = {*back, *fresh}
            self._finish([*back, *coming], "pending")
        first = {article_id: n for n, article_id in reversed(list(enumerate(ids)))}
        return [i in new and first[i] == n for n, i in enumerate(ids)]

    def mark_seen(self, addresses: Sequence[str]) -> None:
        """Keep in mind that the articles at those web addresses were read.

        Raises:
            StoreError: another process is writing, or the disk is full.
        """
        with self._writing(), self._transaction() as connection:
            versions.mark_seen(connection, addresses)

    def keep_copies(self, copied: Sequence[Article]) -> None:
        """Keep in mind in which other outlets stored articles were found word for word.

        Raises:
            StoreError: another process is writing, or the disk is full.
        """
        with self._writing(), self._transaction() as connection:
            there = versions.states(connection, [article.id for article in copied])
            stories.keep_copies(connection, [a for a in copied if a.id in there])
            versions.mark_seen(connection, [article.origin for article in copied])

    def remove(self, article_id: str) -> bool:
        """Remove an article, with its earlier versions; False if there is none of that id.

        Raises:
            StoreError: another process is writing, or the disk is full.
        """
        with self._writing():
            going = self.versions(article_id) if self.is_current(article_id) else [article_id]
            with self._transaction() as connection:
                if not versions.states(connection, [article_id]):
                    return False
                versions.set_state(connection, going, "removing")
                t.next_generation(connection)
            self._finish(going, "removing")
        return True

    def replace(self, entries: Iterable[Entry], *, model: str, dimension: int) -> None:
        """Put `entries` in the place of all articles at once, with another embedding model.

        Until the one transaction that does it, everything stays as it was.

        Raises:
            StoreError: another process is writing, or the disk is full.
            ValueError: not one embedding of the right length for each chunk or statement.
        """
        with self._writing():
            with self._transaction() as connection:
                before = {
                    row.id: row
                    for row in connection.execute(
                        sa.select(t.articles.c.id, t.articles.c.state, t.articles.c.key)
                    )
                }
                copies = connection.execute(sa.select(t.copies)).mappings().all()
                lexical.clear(connection)
                connection.execute(sa.delete(t.articles))
                for entry in entries:
                    was = before.get(entry.article.id)
                    if was:
                        entry = dataclasses.replace(entry, key=was.key)
                    state = was.state if was else "ready"
                    r.insert(connection, [(entry, r.vectors(entry, dimension))], state)
                if copies:
                    connection.execute(sa.insert(t.copies), [dict(row) for row in copies])
                t.set_meta(
                    connection, model=model, dimension=dimension, collection=t.new_collection()
                )
                t.next_generation(connection)
            self._model = model
            # Opening the new collections fills them.
            self._vectors.refresh()
            self._said.refresh()

    # Search

    @property
    def record(self) -> Record:
        """The statements of all articles, to be searched."""
        return Record(self._transaction, self._nearest_statements)

    def dense(self, embedding: Sequence[float], k: int) -> list[tuple[str, float]]:
        """The `k` nearest chunks: (chunk id, cosine similarity), most similar first.

        Raises:
            StoreError: the index was rebuilt with another embedding model meanwhile, or Chroma's
                files are damaged.
        """
        found = self._nearest(t.chunks, self._vectors, embedding, k)
        visible = {c.id for c in self.chunks([i for i, _ in found])}
        return [(i, similarity) for i, similarity in found if i in visible][:k]

    def lexical(self, query: str, k: int) -> list[tuple[str, float]]:
        """The `k` chunks that share most words with `query`: (chunk id, BM25), best first.

        Any text will do: its words are looked for, whatever else it holds.
        """
        with self._transaction() as connection:
            return lexical.search(connection, query, k)

    def lexical_articles(self, query: str, k: int) -> list[tuple[str, float]]:
        """The same of whole articles, their titles included: (article id, BM25), best first."""
        with self._transaction() as connection:
            return lexical.search_articles(connection, query, k)

    # Soundness

    def check(self) -> list[str]:
        """What is wrong with the store, a sentence for each; empty if nothing is.

        Raises:
            StoreError: SQLite's or Chroma's files cannot be read at all.
        """
        dimension = self.dimension
        with self._transaction() as connection:
            problems = check_tables(connection, dimension)
            kinds = [
                (
                    what,
                    vectors,
                    sample_vectors(connection, table, dimension),
                    # Two processes can leave these behind; the next to write takes them away.
                    earlier(connection, table),
                )
                for what, table, vectors in (
                    ("chunk", t.chunks, self._vectors),
                    ("statement", t.statement_vectors, self._said),
                )
            ]
        with t.speaking(self.data_dir):
            for what, vectors, sample, harmless in kinds:
                problems += check_vectors(vectors, what, sample, harmless)
        return problems

    def repair(self) -> None:
        """Finish what was interrupted, and make the word index and the vectors anew.

        Raises:
            StoreError: another process is writing, or the disk is full.
        """
        with self._writing():
            with self._transaction() as connection:
                r.index_words(connection)
                t.set_meta(connection, collection=t.new_collection())
            for vectors in (self._vectors, self._said):
                vectors.reset()
                vectors.refresh()

    # Inside

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with t.speaking(self.data_dir), self._thread_lock:
            try:
                self._file_lock.acquire()
            except Timeout as error:
                raise StoreError(
                    f"{self.data_dir} is in use by another process; try again when it has finished."
                ) from error
            try:
                yield
            finally:
                self._file_lock.release()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """The one writer of all threads and processes, with nothing left unfinished by others."""
        with self._locked():
            self._recover()
            yield

    def _unfinished(self) -> list[tuple[str, str]]:
        with self._transaction() as connection:
            query = sa.select(t.articles.c.id, t.articles.c.state).where(t.UNFINISHED)
            return [(row.id, row.state) for row in connection.execute(query)]

    def _take_up(self) -> None:
        """Finish what another process left, unless one is writing just now."""
        if self._unfinished():
            with (
                contextlib.suppress(Timeout),
                self._thread_lock,
                self._file_lock.acquire(timeout=0),
            ):
                self._recover()

    def _recover(self) -> None:
        unfinished = self._unfinished()
        for state in ("pending", "removing"):
            self._finish([article_id for article_id, each in unfinished if each == state], state)

    def _finish(self, article_ids: Sequence[str], state: str) -> None:
        """Take up a change to articles, all of that state, where a process was stopped."""
        for start in range(0, len(article_ids), IN_LIMIT):
            part = article_ids[start : start + IN_LIMIT]
            if state == "pending":
                self._bring_in(part)
            else:
                self._take_out(part)

    def _bring_in(self, article_ids: Sequence[str]) -> None:
        with self._transaction() as connection:
            replaced = versions.superseded_by(connection, article_ids)
        for table, vectors in self._kinds:
            with self._transaction() as connection:
                rows = r.embedded(connection, table, article_ids)
                earlier = [row.id for row in r.embedded(connection, table, replaced)]
            vectors.put([row.id for row in rows], r.stack([row.embedding for row in rows]))
            # Before they are superseded: should this stop here, they are current and put back.
            vectors.delete(earlier)
        with self._transaction() as connection:
            versions.set_state(connection, replaced, "superseded")
            versions.set_state(connection, article_ids, "ready")
            t.next_generation(connection)

    def _take_out(self, article_ids: Sequence[str]) -> None:
        for table, vectors in self._kinds:
            with self._transaction() as connection:
                rows = r.embedded(connection, table, article_ids)
            vectors.delete([row.id for row in rows])
        with self._transaction() as connection:
            for table, words in ((t.chunks, lexical.CHUNKS), (t.statements, lexical.STATEMENTS)):
                theirs = sa.select(table.c.number).where(table.c.article_id.in_(article_ids))
                lexical.delete(connection, words, theirs)
            going = t.articles.c.id.in_(article_ids)
            lexical.delete(
                connection, lexical.ARTICLES, sa.select(t.articles.c.number).where(going)
            )
            connection.execute(sa.delete(t.articles).where(going))

    def _difference(
        self, table: sa.Table, stored: set[str]
    ) -> tuple[list[str], list[str], Vectors]:
        with self._transaction() as connection:
            return r.difference(connection, table, stored)

    def _nearest_statements(self, embedding: Sequence[float], k: int) -> list[tuple[str, float]]:
        return self._nearest(t.statement_vectors, self._said, embedding, k)

    def _nearest(
        self, table: sa.Table, vectors: VectorIndex, embedding: Sequence[float], k: int
    ) -> list[tuple[str, float]]:
        """The `k` nearest of what can be seen, among what cannot."""
        self._fits(embedding)
        if k < 1:
            return []
        with self._transaction() as connection:
            hidden = sa.select(sa.func.count()).select_from(
                table.join(t.articles, t.articles.c.id == table.c.article_id)
            )
            extra = connection.execute(hidden.where(t.UNFINISHED)).scalar_one()
        with t.speaking(self.data_dir):
            return vectors.query(embedding, k + extra)

    def _fits(self, embedding: Sequence[float]) -> None:
        meta = self._meta()
        if self._model not in (None, meta["model"]) or len(embedding) != int(meta["dimension"]):
            raise StoreError(
                f"The index in {self.data_dir} was rebuilt with the embedding model "
                f"{meta['model']}; start again with that model."
            )
