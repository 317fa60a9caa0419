"""Rows of the store's tables, to and from the types of `index.article`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index import lexical, stories
from index import tables as t
from index.article import Article, Chunk, Removed, Sentence, Span, Statement
from index.errors import StoreError

FLOAT = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is stored of one article."""

    article: Article
    sentences: Sequence[Sentence]
    chunks: Sequence[Chunk]
    statements: Sequence[Statement]
    embeddings: Sequence[Sequence[float]]
    """One for each chunk."""
    key: str = ""
    """What names the article at its source, its address or file; empty for nothing."""


def article_row(article: Article) -> dict[str, Any]:
    """The row of `article`, without number and state."""
    return {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "published_from": article.published_from,
        "place": article.place,
        "origin": article.origin,
        "removed": [[r.kind, r.text] for r in article.removed],
        "url": article.url,
        "authors": list(article.authors),
        "published_at": _moment_text(article.published_at),
        "updated": article.updated,
        "updated_at": _moment_text(article.updated_at),
        "section": article.section,
        "language": article.language,
        "provenance": [list(pair) for pair in article.provenance],
    }


def to_article(row: sa.Row[Any]) -> Article:
    """The article of a row."""
    return Article(
        text=row.text,
        title=row.title,
        source=row.source,
        published=row.published,
        published_from=row.published_from,
        place=row.place,
        origin=row.origin,
        removed=tuple(Removed(kind, text) for kind, text in row.removed),
        url=row.url,
        authors=tuple(row.authors),
        published_at=_moment(row.published_at),
        updated=row.updated,
        updated_at=_moment(row.updated_at),
        section=row.section,
        language=row.language,
        provenance=tuple((name, where) for name, where in row.provenance),
    )


def sentence_row(article_id: str, sentence: Sentence) -> dict[str, Any]:
    """The row of `sentence`."""
    return {
        "article_id": article_id,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "paragraph": sentence.paragraph,
    }


def to_sentence(row: sa.Row[Any]) -> Sentence:
    """The sentence of a row."""
    return Sentence(Span(row.start, row.end), row.paragraph)


def chunk_row(chunk: Chunk, embedding: bytes) -> dict[str, Any]:
    """The row of `chunk`."""
    return {
        "id": chunk.id,
        "article_id": chunk.article_id,
        "position": chunk.position,
        "start": chunk.span.start,
        "end": chunk.span.end,
        "embedding": embedding,
    }


def to_chunk(row: sa.Row[Any]) -> Chunk:
    """The chunk of a row."""
    return Chunk(row.article_id, row.position, Span(row.start, row.end))


def statement_row(statement: Statement) -> dict[str, Any]:
    """The row of `statement`."""
    return {
        "article_id": statement.article_id,
        "content": [[s.start, s.end] for s in statement.content],
        "cue": _span_json(statement.cue),
        "source": _span_json(statement.source),
        "speaker": statement.speaker,
        "role": statement.role,
        "kind": statement.kind,
        "said_on": statement.said_on,
        "occasion": statement.occasion,
        "addressee": statement.addressee,
    }


def to_statement(row: sa.Row[Any]) -> Statement:
    """The statement of a row."""
    said_on: date | None = row.said_on
    return Statement(
        article_id=row.article_id,
        content=tuple(Span(start, end) for start, end in row.content),
        cue=Span(*row.cue) if row.cue else None,
        source=Span(*row.source) if row.source else None,
        speaker=row.speaker,
        role=row.role,
        kind=row.kind,
        said_on=said_on,
        occasion=row.occasion,
        addressee=row.addressee,
    )


def _moment_text(moment: datetime | None) -> str:
    """ISO 8601; SQLite's own type of datetimes would lose the time zone."""
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _span_json(span: Span | None) -> Sequence[int] | None:
    return [span.start, span.end] if span else None


def vectors(entry: Entry, dimension: int) -> NDArray[np.float32]:
    """The embeddings of an entry, shape (chunks, dimension).

    Raises:
        ValueError: not one embedding of that length for each chunk.
    """
    lengths = {len(embedding) for embedding in entry.embeddings}
    if len(entry.embeddings) != len(entry.chunks) or lengths - {dimension}:
        raise ValueError(
            f"{len(entry.chunks)} chunks need as many embeddings of {dimension} numbers, "
            f"not {len(entry.embeddings)} of {sorted(lengths)}"
        )
    matrix: NDArray[np.float32] = np.array(entry.embeddings, dtype=FLOAT)
    return matrix.reshape(-1, dimension)


def stack(embeddings: Sequence[bytes]) -> NDArray[np.float32]:
    """Stored embeddings as a matrix, a row each.

    Raises:
        StoreError: they differ in length, so one is damaged.
    """
    if len({len(embedding) for embedding in embeddings}) > 1:
        raise StoreError(
            "A stored embedding is damaged; make them anew with: python -m index rebuild"
        )
    return np.array([np.frombuffer(e, dtype=FLOAT) for e in embeddings], dtype=np.float32)


def insert(
    connection: sa.Connection, entry: Entry, matrix: NDArray[np.float32], state: str
) -> None:
    """Insert all rows of an entry, those of the word index included."""
    article = entry.article
    row = {**article_row(article), "state": state, "key": entry.key}
    connection.execute(sa.insert(t.articles).values(**row))
    for table, rows in (
        (t.sentences, [sentence_row(article.id, s) for s in entry.sentences]),
        (t.statements, [statement_row(s) for s in entry.statements]),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)
    for chunk, vector in zip(entry.chunks, matrix, strict=True):
        values = chunk_row(chunk, vector.astype(FLOAT).tobytes())
        number = connection.execute(
            sa.insert(t.chunks).values(**values).returning(t.chunks.c.number)
        ).scalar_one()
        lexical.insert(connection, number, article.quote(chunk.span))
    stories.place(connection, article)
    mark_seen(connection, [article.origin])


def state(connection: sa.Connection, article_id: str) -> str | None:
    """The state of an article, None if there is none of that id."""
    query = sa.select(t.articles.c.state).where(t.articles.c.id == article_id)
    return connection.execute(query).scalar_one_or_none()


def set_state(connection: sa.Connection, article_id: str, state: str) -> None:
    """Change the state of an article."""
    connection.execute(
        sa.update(t.articles).where(t.articles.c.id == article_id).values(state=state)
    )


def earlier(connection: sa.Connection, article_id: str) -> list[str]:
    """Ids of the articles that are current under the same key as the one of that id."""
    key = sa.select(t.articles.c.key).where(t.articles.c.id == article_id).scalar_subquery()
    query = sa.select(t.articles.c.id).where(
        t.articles.c.key == key, t.articles.c.key != "", t.READY, t.articles.c.id != article_id
    )
    return list(connection.execute(query).scalars())


def mark_seen(connection: sa.Connection, addresses: Sequence[str]) -> None:
    """Keep in mind that what is at those addresses was read; paths are passed over."""
    rows = [{"address": a} for a in addresses if a.startswith(("http://", "https://"))]
    if rows:
        connection.execute(sa.insert(t.seen).prefix_with("OR IGNORE"), rows)
