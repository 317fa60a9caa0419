"""One place for everything stored: SQLite, which is the truth, beside Chroma, which finds.

An article is added in three steps: its rows go into SQLite as "pending", its vectors into
Chroma, then the rows become "ready". Only ready articles are ever seen, and whatever a killed
process leaves behind is finished by the next one: everything needed for it is in SQLite.
"""

import contextlib
import dataclasses
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from filelock import FileLock, Timeout

from index import lexical, stories, versions
from index import rows as r
from index import tables as t
from index.article import Article, Chunk, Sentence, Statement
from index.check import check_tables, check_vectors, earlier, sample_vectors
from index.errors import StoreError
from index.record import Record
from index.rows import Entry
from index.tables import IN_LIMIT
from index.vectors import VectorIndex, Vectors

DATABASE = "articles.db"
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


class Store:
    """The stored articles of one data folder; usable from several threads and processes."""

    def __init__(self, data_dir: Path, model: str | None, dimension: int | None) -> None:
        """Use `Store.open`."""
        self.data_dir = data_dir
        self._model = model
        self._thread_lock = threading.RLock()
        self._file_lock = FileLock(data_dir / ".lock", timeout=LOCK_TIMEOUT_S, thread_local=False)
        made = (data_dir / DATABASE).exists()
        self._engine = t.connect(data_dir / DATABASE)
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
        if model is None and not (data_dir / DATABASE).is_file():
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # What it was made with

    @property
    def model(self) -> str:
        """Name of the embedding model."""
        return self._meta()["model"]

    @property
    def dimension(self) -> int:
        """Length of an embedding."""
        return int(self._meta()["dimension"])

    @property
    def generation(self) -> int:
        """A number that grows whenever articles come or go."""
        return int(self._meta()["generation"])

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits, unlike those of any other store."""
        return self._meta()["fingerprint"]

    # Changes

    def add(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        chunks: Sequence[Chunk],
        statements: Sequence[Statement],
        embeddings: Sequence[Sequence[float]],
        statement_embeddings: Sequence[Sequence[float]] = (),
        *,
        key: str = "",
    ) -> bool:
        """Add an article, as `Entry` has it; False, and nothing changes, if it is there already.

        An article that is current under the same `key` becomes an earlier version: no longer
        found, but still cited.

        Raises:
            StoreError: another process is writing, or the disk is full.
            ValueError: not one embedding of the right length for each chunk or statement.
        """
        entry = Entry(article, sentences, chunks, statements, embeddings, statement_embeddings, key)
        vectors = r.vectors(entry, self.dimension)
        with self._writing():
            with self._transaction() as connection:
                state = versions.state(connection, article.id)
                if state == "superseded":
                    # The source went back to an earlier version.
                    versions.set_state(connection, article.id, "pending")
                elif state:
                    return False
                else:
                    r.insert(connection, entry, vectors, "pending")
            self._finish(article.id, "pending")
        return True

    def remove(self, article_id: str) -> bool:
        """Remove an article, with its earlier versions; False if there is none of that id.

        Raises:
            StoreError: another process is writing, or the disk is full.
        """
        with self._writing():
            going = self.versions(article_id) if self.is_current(article_id) else [article_id]
            with self._transaction() as connection:
                if not versions.state(connection, article_id):
                    return False
                for each in going:
                    versions.set_state(connection, each, "removing")
                t.next_generation(connection)
            for each in going:
                self._finish(each, "removing")
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
                lexical.clear(connection)
                connection.execute(sa.delete(t.articles))
                for entry in entries:
                    was = before.get(entry.article.id)
                    if was:
                        entry = dataclasses.replace(entry, key=was.key)
                    state = was.state if was else "ready"
                    r.insert(connection, entry, r.vectors(entry, dimension), state)
                t.set_meta(
                    connection, model=model, dimension=dimension, collection=t.new_collection()
                )
                t.next_generation(connection)
            self._model = model
            # Opening the new collections fills them.
            self._vectors.refresh()
            self._said.refresh()

    # Articles and their parts

    def article(self, article_id: str) -> Article | None:
        """The article of that id, an earlier version too, or None."""
        rows = self._rows(t.articles, t.articles.c.id == article_id, among=t.CITABLE)
        return r.to_article(rows[0]) if rows else None

    def articles(self, *, earlier: bool = False) -> list[Article]:
        """All articles, in the order in which they were added; on demand earlier versions too."""
        among = t.CITABLE if earlier else t.READY
        return [r.to_article(row) for row in self._rows(t.articles, among=among)]

    def is_current(self, article_id: str) -> bool:
        """Whether there is an article of that id that is not an earlier version."""
        with self._transaction() as connection:
            return versions.state(connection, article_id) == "ready"

    def current(self, key: str) -> Article | None:
        """The current article of that key, or None."""
        with self._transaction() as connection:
            row = versions.current(connection, key)
        return r.to_article(row) if row else None

    def versions(self, article_id: str) -> list[str]:
        """Ids of all versions of an article, itself included, in the order they were added."""
        with self._transaction() as connection:
            return versions.of(connection, article_id)

    def stories(self, article_ids: Sequence[str]) -> dict[str, str]:
        """For each article the id of its story: the same for near-duplicates."""
        with self._transaction() as connection:
            return stories.of(connection, article_ids)

    def also_in(self, article_id: str) -> list[Article]:
        """The other articles that tell the same story in much the same words."""
        story = self.stories([article_id]).get(article_id)
        if story is None:
            return []
        rows = self._rows(t.articles, t.articles.c.story == story, t.articles.c.id != article_id)
        return [r.to_article(row) for row in rows]

    def seen(self, address: str) -> bool:
        """Whether the article at a web address was read before."""
        with self._transaction() as connection:
            return versions.seen(connection, address)

    def mark_seen(self, addresses: Sequence[str]) -> None:
        """Keep in mind that the articles at those web addresses were read.

        Raises:
            StoreError: another process is writing, or the disk is full.
        """
        with self._writing(), self._transaction() as connection:
            versions.mark_seen(connection, addresses)

    def ids(self, *, earlier: bool = False) -> list[str]:
        """Ids of `articles`."""
        with self._transaction() as connection:
            among = t.CITABLE if earlier else t.READY
            query = sa.select(t.articles.c.id).where(among).order_by(t.articles.c.number)
            return list(connection.execute(query).scalars())

    def count(self) -> int:
        """Number of articles."""
        with self._transaction() as connection:
            query = sa.select(sa.func.count()).select_from(t.articles).where(t.READY)
            return connection.execute(query).scalar_one()

    def sentences(self, article_id: str) -> list[Sentence]:
        """The sentences of an article, in order."""
        rows = self._rows(t.sentences, t.sentences.c.article_id == article_id, among=t.CITABLE)
        return [r.to_sentence(row) for row in rows]

    def statements(self, article_id: str | None = None) -> list[Statement]:
        """The statements of one article, in order, or of all."""
        if article_id is None:
            return [r.to_statement(row) for row in self._rows(t.statements)]
        mine = t.statements.c.article_id == article_id
        return [r.to_statement(row) for row in self._rows(t.statements, mine, among=t.CITABLE)]

    def chunk(self, chunk_id: str) -> Chunk | None:
        """The chunk of that id, or None."""
        found = self.chunks([chunk_id])
        return found[0] if found else None

    def chunks(self, chunk_ids: Sequence[str]) -> list[Chunk]:
        """The chunks of those ids, in that order; ids that are not there are left out."""
        found = {}
        for start in range(0, len(chunk_ids), IN_LIMIT):
            part = chunk_ids[start : start + IN_LIMIT]
            found.update(
                {row.id: r.to_chunk(row) for row in self._rows(t.chunks, t.chunks.c.id.in_(part))}
            )
        return [found[i] for i in chunk_ids if i in found]

    def chunks_of(self, article_id: str) -> list[Chunk]:
        """The chunks of an article, in order."""
        mine = t.chunks.c.article_id == article_id
        return [r.to_chunk(row) for row in self._rows(t.chunks, mine, among=t.CITABLE)]

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
    def _transaction(self) -> Iterator[sa.Connection]:
        with t.speaking(self.data_dir), self._engine.begin() as connection:
            yield connection

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
        for article_id, state in self._unfinished():
            self._finish(article_id, state)

    def _finish(self, article_id: str, state: str) -> None:
        """Take up a change to an article where a process was stopped."""
        with self._transaction() as connection:
            replaced = versions.superseded_by(connection, article_id) if state == "pending" else []
        for table, vectors in ((t.chunks, self._vectors), (t.statement_vectors, self._said)):
            mine = table.c.article_id.in_([article_id, *replaced])
            with self._transaction() as connection:
                query = sa.select(table.c.id, table.c.article_id, table.c.embedding).where(mine)
                rows = connection.execute(query.order_by(table.c.number)).all()
            if state == "pending":
                new = [row for row in rows if row.article_id == article_id]
                vectors.put([row.id for row in new], r.stack([row.embedding for row in new]))
                # Before they are superseded: should this stop here, they are current and put back.
                vectors.delete([row.id for row in rows if row.article_id != article_id])
            else:
                vectors.delete([row.id for row in rows])
        with self._transaction() as connection:
            if state == "pending":
                for earlier in replaced:
                    versions.set_state(connection, earlier, "superseded")
                versions.set_state(connection, article_id, "ready")
                t.next_generation(connection)
                return
            for table, words in ((t.chunks, lexical.CHUNKS), (t.statements, lexical.STATEMENTS)):
                theirs = sa.select(table.c.number).where(table.c.article_id == article_id)
                lexical.delete(connection, words, theirs)
            connection.execute(sa.delete(t.articles).where(t.articles.c.id == article_id))

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

    def _meta(self) -> dict[str, str]:
        with self._transaction() as connection:
            return t.read_meta(connection)

    def _rows(
        self,
        table: sa.Table,
        *where: sa.ColumnElement[bool],
        among: sa.ColumnElement[bool] = t.READY,
    ) -> Sequence[sa.Row[Any]]:
        query = sa.select(table).where(among, *where).order_by(table.c.number)
        if table is not t.articles:
            query = query.join(t.articles, t.articles.c.id == table.c.article_id)
        with self._transaction() as connection:
            return connection.execute(query).all()
