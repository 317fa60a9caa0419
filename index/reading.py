"""What is stored of articles, read from SQLite alone."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from index import rows as r
from index import stories, versions
from index import tables as t
from index.article import Article, Chunk, Sentence, Statement
from index.errors import StoreError
from index.tables import IN_LIMIT

DATABASE = "articles.db"


def has_index(folder: Path) -> bool:
    """Whether there is an index in the data folder.

    Raises:
        StoreError: it is no folder, or may not be looked at.
    """
    try:
        (folder / DATABASE).stat()
    except FileNotFoundError:
        return False
    except NotADirectoryError as error:
        raise StoreError(
            f"{folder} is not a folder, so no articles are in it; choose another with --data or "
            "DATELINE_DATA_DIR."
        ) from error
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be read ({error.strerror or error}); choose another "
            "with --data or DATELINE_DATA_DIR."
        ) from error
    return True


class Reading:
    """The reading half of `Store`.

    Args:
        data_dir: The folder that holds the database.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._engine = t.connect(data_dir / DATABASE)

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
            return versions.states(connection, [article_id]).get(article_id) == "ready"

    def current(self, keys: Sequence[str]) -> dict[str, Article]:
        """The current article of each key that has one."""
        with self._transaction() as connection:
            rows = versions.current(connection, keys)
        return {key: r.to_article(row) for key, row in rows.items()}

    def versions(self, article_id: str) -> list[str]:
        """Ids of all versions of an article, itself included, in the order they were added."""
        with self._transaction() as connection:
            return versions.of(connection, article_id)

    def stories(self, article_ids: Sequence[str]) -> dict[str, str]:
        """For each article the id of its story: the same for near-duplicates."""
        with self._transaction() as connection:
            return stories.of(connection, article_ids)

    def also_in(self, article_id: str) -> list[Article]:
        """The other articles that tell the same story in much the same words.

        Those that do so word for word in another outlet have the same id; no versions of it.
        """
        story = self.stories([article_id]).get(article_id)
        if story is None:
            return []
        others = t.articles.c.id.not_in(self.versions(article_id))
        rows = self._rows(t.articles, t.articles.c.story == story, others)
        same = [r.to_article(row) for row in rows]
        with self._transaction() as connection:
            copied = stories.copies_of(connection, [article_id, *(a.id for a in same)])
        return [*same, *copied]

    def is_earlier(self, article_id: str) -> bool:
        """Whether the article is an earlier version of another."""
        with self._transaction() as connection:
            return versions.states(connection, [article_id]).get(article_id) == "superseded"

    def seen(self, address: str) -> bool:
        """Whether the article at a web address was read before."""
        with self._transaction() as connection:
            return versions.seen(connection, address)

    def ids(self, *, earlier: bool = False) -> list[str]:
        """Ids of `articles`."""
        with self._transaction() as connection:
            among = t.CITABLE if earlier else t.READY
            query = sa.select(t.articles.c.id).where(among).order_by(t.articles.c.number)
            return list(connection.execute(query).scalars())

    def count(self) -> int:
        """Number of articles."""
        with self._transaction() as connection:
            every = sa.select(sa.func.count()).select_from(t.articles)
            others = every.where(t.NOT_READY)
            counted = sa.select(every.scalar_subquery() - others.scalar_subquery())
            return int(connection.execute(counted).scalar_one())

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

    # Inside

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with t.speaking(self.data_dir), self._engine.begin() as connection:
            yield connection

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
