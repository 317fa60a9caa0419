"""Rows of the store's tables, to and from the types of `index.article`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index import lexical, stories, versions
from index import tables as t
from index.article import Article, Chunk, Removed, Sentence, Span, Statement
from index.errors import StoreError
from index.tables import IN_LIMIT

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
    statement_embeddings: Sequence[Sequence[float]] = ()
    """One for the content of each statement; or none, and then only words find them."""
    key: str = ""
    """What names the article at its source, its address or file; empty for nothing."""
    older: bool = False
    """Whether it is an earlier version of what is current under its key."""


@dataclass(frozen=True, slots=True)
class EntryVectors:
    """The embeddings of an entry as matrices of shape (n, dimension)."""

    chunks: NDArray[np.float32]
    statements: NDArray[np.float32]
    statement_ids: tuple[str, ...]
    """Deterministic, so that a repair is a repeat."""


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
        "through": statement.through,
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
        through=row.through,
    )


def _moment_text(moment: datetime | None) -> str:
    """ISO 8601; SQLite's own type of datetimes would lose the time zone."""
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _span_json(span: Span | None) -> Sequence[int] | None:
    return [span.start, span.end] if span else None


def words_of(article: Article) -> str:
    """What a whole article is found by."""
    return f"{article.title}\n{article.text}"


def content_of(article: Article, statement: Statement) -> str:
    """What was said, as it is embedded and searched for."""
    return " ".join(article.quote(span) for span in statement.content)


def vectors(entry: Entry, dimension: int) -> EntryVectors:
    """The embeddings of an entry.

    Raises:
        ValueError: not one embedding of that length for each chunk, or for each statement if for
            any.
    """
    said = entry.statements if entry.statement_embeddings else ()
    return EntryVectors(
        _matrix(entry.embeddings, "chunks", len(entry.chunks), dimension),
        _matrix(entry.statement_embeddings, "statements", len(said), dimension),
        tuple(f"{entry.article.id}:s{position}" for position in range(len(said))),
    )


def _matrix(
    embeddings: Sequence[Sequence[float]], what: str, count: int, dimension: int
) -> NDArray[np.float32]:
    lengths = {len(embedding) for embedding in embeddings}
    if len(embeddings) != count or lengths - {dimension}:
        raise ValueError(
            f"{count} {what} need as many embeddings of {dimension} numbers, "
            f"not {len(embeddings)} of {sorted(lengths)}"
        )
    matrix: NDArray[np.float32] = np.array(embeddings, dtype=FLOAT)
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
    connection: sa.Connection, entries: Sequence[tuple[Entry, EntryVectors]], state: str
) -> None:
    """Insert all rows of entries, those of the word indexes included; none may be there yet."""
    articles = [entry.article for entry, _ in entries]
    numbers = _numbers(connection, t.articles, len(entries))
    _insert_all(
        connection,
        t.articles,
        [
            {
                **article_row(entry.article),
                "number": number,
                "state": state,
                "key": entry.key,
                "story": entry.article.id,
            }
            for number, (entry, _) in zip(numbers, entries, strict=True)
        ],
    )
    lexical.insert(connection, lexical.ARTICLES, numbers, [words_of(a) for a in articles])
    sentences = [sentence_row(e.article.id, s) for e, _ in entries for s in e.sentences]
    _insert_all(connection, t.sentences, sentences)
    _insert_chunks(connection, entries)
    _insert_statements(connection, entries)
    stories.place(connection, list(zip(numbers, articles, strict=True)))
    versions.mark_seen(connection, [article.origin for article in articles])


def _insert_chunks(
    connection: sa.Connection, entries: Sequence[tuple[Entry, EntryVectors]]
) -> None:
    rows = [
        chunk_row(chunk, vector.astype(FLOAT).tobytes())
        for entry, vectors in entries
        for chunk, vector in zip(entry.chunks, vectors.chunks, strict=True)
    ]
    numbers = _numbers(connection, t.chunks, len(rows))
    texts = [entry.article.quote(chunk.span) for entry, _ in entries for chunk in entry.chunks]
    _insert_all(connection, t.chunks, _numbered(numbers, rows))
    lexical.insert(connection, lexical.CHUNKS, numbers, texts)


def _insert_statements(
    connection: sa.Connection, entries: Sequence[tuple[Entry, EntryVectors]]
) -> None:
    rows = [statement_row(s) for entry, _ in entries for s in entry.statements]
    numbers = _numbers(connection, t.statements, len(rows))
    texts = [content_of(entry.article, s) for entry, _ in entries for s in entry.statements]
    _insert_all(connection, t.statements, _numbered(numbers, rows))
    lexical.insert(connection, lexical.STATEMENTS, numbers, texts)
    vectors = []
    each = iter(numbers)
    for entry, embedded in entries:
        theirs = [next(each) for _ in entry.statements]
        # None has a vector, or each has.
        vectors += [
            {
                "number": number,
                "id": statement_id,
                "article_id": entry.article.id,
                "embedding": vector.astype(FLOAT).tobytes(),
            }
            for number, statement_id, vector in zip(
                theirs, embedded.statement_ids, embedded.statements, strict=False
            )
        ]
    _insert_all(connection, t.statement_vectors, vectors)


def _numbers(connection: sa.Connection, table: sa.Table, count: int) -> range:
    """The next numbers of a table, for the one writer that there is."""
    last = connection.execute(sa.select(sa.func.max(table.c.number))).scalar_one() or 0
    return range(last + 1, last + 1 + count)


def _numbered(numbers: Sequence[int], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"number": n, **row} for n, row in zip(numbers, rows, strict=True)]


def _insert_all(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def embedded(
    connection: sa.Connection, table: sa.Table, article_ids: Sequence[str]
) -> list[sa.Row[Any]]:
    """Ids and embeddings of the chunks or statements of articles."""
    found: list[sa.Row[Any]] = []
    for start in range(0, len(article_ids), IN_LIMIT):
        part = table.c.article_id.in_(article_ids[start : start + IN_LIMIT])
        query = sa.select(table.c.id, table.c.embedding).where(part).order_by(table.c.number)
        found += connection.execute(query)
    return found


def index_words(connection: sa.Connection) -> None:
    """Make the word indexes anew."""
    lexical.clear(connection)
    lexical.insert_articles(connection)
    chunks = sa.select(t.chunks, t.articles.c.text).join(t.articles)
    for row in connection.execute(chunks).all():
        text = row.text[row.start : row.end]
        lexical.insert(connection, lexical.CHUNKS, [row.number], [text])
    statements = sa.select(t.statements, t.articles.c.text).join(t.articles)
    for row in connection.execute(statements).all():
        content = " ".join(row.text[start:end] for start, end in row.content)
        lexical.insert(connection, lexical.STATEMENTS, [row.number], [content])


def difference(
    connection: sa.Connection, table: sa.Table, stored: set[str]
) -> tuple[list[str], list[str], NDArray[np.float32]]:
    """The ids in Chroma that are out of place, and the ready ones that lack, with vectors."""
    query = sa.select(table.c.id, t.articles.c.state).join(
        t.articles, t.articles.c.id == table.c.article_id
    )
    states = {row.id: row.state for row in connection.execute(query)}
    missing = [i for i, state in states.items() if state == "ready" and i not in stored]
    embeddings = []
    for start in range(0, len(missing), IN_LIMIT):
        part = missing[start : start + IN_LIMIT]
        rows = connection.execute(
            sa.select(table.c.id, table.c.embedding).where(table.c.id.in_(part))
        )
        found = {row.id: row.embedding for row in rows}
        embeddings += [found[i] for i in part]
    wanted = {i for i, state in states.items() if state != "superseded"}
    return sorted(stored - wanted), missing, stack(embeddings)
