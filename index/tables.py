"""The SQLite database of the store: its tables, how it is opened, and what its errors mean."""

import contextlib
import errno
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from index import lexical
from index.errors import StoreError

APPLICATION_ID = 0x444C4E31
"""Marks a SQLite file as ours ("DLN1"); see the `application_id` pragma."""
VERSION = 4
"""Of the tables; kept in the `user_version` pragma."""
BUSY_TIMEOUT_MS = 5000
IN_LIMIT = 500
"""Ids in one IN list; SQLite's limit of variables was 999 before 3.32."""

metadata = sa.MetaData()

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
articles = sa.Table(
    "articles",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    # "pending" until its vectors are in Chroma, then "ready"; "superseded" by a newer version;
    # "removing" until they are gone.
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("published_from", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("removed", sa.JSON, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("authors", sa.JSON, nullable=False),
    sa.Column("published_at", sa.Text, nullable=False),
    sa.Column("updated", sa.Date),
    sa.Column("updated_at", sa.Text, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("provenance", sa.JSON, nullable=False),
    # What names the article at its source, so that a changed one is known again; "" for nothing.
    sa.Column("key", sa.Text, nullable=False, index=True),
    # Id of the first of the articles that tell the same story in much the same words.
    sa.Column("story", sa.Text, nullable=False, server_default="", index=True),
)


def _article_id() -> sa.Column[Any]:
    return sa.Column(
        "article_id", sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True
    )


sentences = sa.Table(
    "sentences",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    _article_id(),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("paragraph", sa.Integer, nullable=False),
)
chunks = sa.Table(
    "chunks",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _article_id(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    # Little-endian float32. Kept here too, so that Chroma can be made anew without the model.
    sa.Column("embedding", sa.LargeBinary, nullable=False),
)
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    _article_id(),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("cue", sa.JSON(none_as_null=True)),
    sa.Column("source", sa.JSON(none_as_null=True)),
    sa.Column("speaker", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("said_on", sa.Date),
    sa.Column("occasion", sa.Text, nullable=False),
    sa.Column("addressee", sa.Text, nullable=False),
    sa.Column("through", sa.Text, nullable=False),
    sa.Index("statements_by_speaker", "speaker", "role", "article_id"),
)
# Apart from the statements, which are also read without any of this.
statement_vectors = sa.Table(
    "statement_vectors",
    metadata,
    sa.Column("number", sa.ForeignKey("statements.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _article_id(),
    # As in chunks, of the content.
    sa.Column("embedding", sa.LargeBinary, nullable=False),
)
# The MinHash of each article's words, in bands; near-duplicates share one or more.
bands = sa.Table(
    "bands",
    metadata,
    sa.Column("hash", sa.Integer, primary_key=True),
    sa.Column(
        "article",
        sa.ForeignKey("articles.number", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    sqlite_with_rowid=False,
)
# Other outlets in which an article was found word for word; it is stored once.
copies = sa.Table(
    "copies",
    metadata,
    sa.Column("article_id", sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("published", sa.Date),
    sqlite_with_rowid=False,
)
# Addresses that were read, so that a feed's later runs bring only what is new.
seen = sa.Table("seen", metadata, sa.Column("address", sa.Text, primary_key=True))
READY = articles.c.state == "ready"
CITABLE = articles.c.state.in_(("ready", "superseded"))
# SQLite takes this index only for a query that has the same words, its values written out.
NOT_READY = sa.text("articles.state <> 'ready'")
not_ready = sa.Index(
    "articles_not_ready", articles.c.state, sqlite_where=sa.text("state <> 'ready'")
)
"""Of the few articles that are not, so that none need look through all for them."""
UNFINISHED = sa.and_(NOT_READY, articles.c.state.in_(("pending", "removing")))


@contextlib.contextmanager
def speaking(data_dir: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into one clear sentence.

    Raises:
        StoreError: the folder cannot be used, the disk is full, or the database is damaged.
    """
    try:
        yield
    except sa.exc.DBAPIError as error:
        reason = str(error.orig)
        if "full" in reason:
            raise _full(data_dir) from error
        if "not a database" in reason or "malformed" in reason:
            raise StoreError(
                f"The database in {data_dir} is damaged, or not one of this program ({reason}); "
                "restore it from a copy, or choose another folder."
            ) from error
        if "locked" in reason:
            raise StoreError(
                f"{data_dir} is in use by another process; try again when it has finished."
            ) from error
        raise _unusable(data_dir, reason) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(data_dir) from error
        raise _unusable(data_dir, error.strerror or str(error)) from error


def _full(data_dir: Path) -> StoreError:
    return StoreError(f"The disk that holds {data_dir} is full; free some space and try again.")


def _unusable(data_dir: Path, reason: str) -> StoreError:
    return StoreError(
        f"The data folder {data_dir} cannot be read and written ({reason}); "
        "choose another with --data or DATELINE_DATA_DIR."
    )


def connect(path: Path) -> sa.Engine:
    """An engine for the file at `path`, every commit of which outlives a power cut."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
    )

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        # Python's driver would otherwise commit behind SQLAlchemy's back.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def set_meta(connection: sa.Connection, **values: object) -> None:
    """Set rows of the table `meta`."""
    for key, value in values.items():
        connection.execute(sa.delete(meta).where(meta.c.key == key))
        connection.execute(sa.insert(meta).values(key=key, value=str(value)))


def next_generation(connection: sa.Connection) -> None:
    """Count a change of the articles that can be seen."""
    connection.execute(
        sa.update(meta)
        .where(meta.c.key == "generation")
        .values(value=sa.cast(sa.cast(meta.c.value, sa.Integer) + 1, sa.Text))
    )


def prepare(engine: sa.Engine, folder: Path, model: str | None, dimension: int | None) -> None:
    """Make the tables if there are none, or see that they are ours and fit.

    Raises:
        StoreError: the file is not ours, is newer than this code, was made with another embedding
            model, or, where no model is given, is empty.
    """
    with engine.begin() as connection:
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
            if model is None:
                raise StoreError(f"There are no articles in {folder} yet.")
            _create(connection, model, dimension)
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if ours != APPLICATION_ID:
            raise StoreError(
                f"The database in {folder} is not one of this program; choose another folder."
            )
        if version > VERSION:
            raise StoreError(
                f"The index in {folder} was written by a newer version of this program "
                f"(format {version}, this one reads {VERSION}); update it."
            )
        if version < VERSION:
            _bring_up(connection, version)
        made_with = read_meta(connection)
    if model is not None and (model, str(dimension)) != (
        made_with["model"],
        made_with["dimension"],
    ):
        raise StoreError(
            f"The index in {folder} was made with the embedding model {made_with['model']} "
            f"({made_with['dimension']} dimensions), not {model} ({dimension}); go back to that "
            f"model, or run: python -m index rebuild --data {folder}"
        )


def _bring_up(connection: sa.Connection, version: int) -> None:
    """Make the tables of an earlier version like these."""
    if version < 2:
        # No word index of whole articles.
        lexical.create(connection, lexical.ARTICLES)
        lexical.insert_articles(connection)
    not_ready.create(connection, checkfirst=True)
    copies.create(connection, checkfirst=True)
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _create(connection: sa.Connection, model: str, dimension: int | None) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    metadata.create_all(connection)
    for words in lexical.ALL:
        lexical.create(connection, words)
    set_meta(
        connection,
        model=model,
        dimension=dimension,
        generation=0,
        fingerprint=uuid.uuid4().hex,
        collection=new_collection(),
    )


def new_collection() -> str:
    """A new name for Chroma's collection, so that no process takes an older one for it."""
    return f"chunks-{uuid.uuid4().hex}"


def read_meta(connection: sa.Connection) -> dict[str, str]:
    """All rows of the table `meta`."""
    return {row.key: row.value for row in connection.execute(sa.select(meta))}
