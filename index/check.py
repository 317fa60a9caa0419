"""Whether a store is sound: every span, every copy, every vector."""

from collections.abc import Iterator

import numpy as np
import sqlalchemy as sa

from index import lexical
from index import rows as r
from index import tables as t
from index.article import Span, Statement
from index.vectors import VectorIndex, Vectors

SAMPLE = 20
"""Chunks, and statements, that are searched for by their own embedding."""
SAME = 0.999
"""Cosine similarity of a vector to itself, for float32."""


def check_tables(connection: sa.Connection, dimension: int) -> list[str]:
    """What is wrong in SQLite, a sentence for each."""
    problems = [
        f"The database is damaged: {row[0]}."
        for row in connection.exec_driver_sql("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        problems.append("There are rows that belong to no article.")
    for row in connection.execute(sa.select(t.articles).order_by(t.articles.c.number)):
        article = r.to_article(row)
        if row.state not in ("ready", "superseded"):
            problems.append(f"The article {row.id} is half-done ({row.state}).")
        if article.id != row.id:
            problems.append(f"The text of the article {row.id} was changed.")
        for kind, span in _spans(connection, row.id):
            if span.end > len(article.text):
                problems.append(f"A {kind} of the article {row.id} ends after its text.")
    problems += _check_words(connection)
    for what, table in (("chunk", t.chunks), ("statement", t.statement_vectors)):
        for row in connection.execute(sa.select(table.c.id, table.c.embedding)):
            if len(row.embedding) != dimension * r.FLOAT.itemsize:
                problems.append(f"The embedding of the {what} {row.id} has the wrong length.")
    return problems


def _spans(connection: sa.Connection, article_id: str) -> Iterator[tuple[str, Span]]:
    for kind, table in (("sentence", t.sentences), ("chunk", t.chunks)):
        for row in connection.execute(sa.select(table).where(table.c.article_id == article_id)):
            yield kind, Span(row.start, row.end)
    query = sa.select(t.statements).where(t.statements.c.article_id == article_id)
    for row in connection.execute(query):
        statement: Statement = r.to_statement(row)
        yield "statement", statement.span


def _check_words(connection: sa.Connection) -> list[str]:
    """Whether the word indexes hold every article, chunk and statement, and nothing else."""
    wanted = {
        row.number: (f"article {row.id}", r.words_of(r.to_article(row)))
        for row in connection.execute(sa.select(t.articles))
    }
    problems = _compare(connection, lexical.ARTICLES, wanted)
    chunks = sa.select(t.chunks, t.articles.c.text).join(t.articles)
    wanted = {
        row.number: (f"chunk {row.id}", row.text[row.start : row.end])
        for row in connection.execute(chunks)
    }
    problems += _compare(connection, lexical.CHUNKS, wanted)
    statements = sa.select(t.statements, t.articles.c.text).join(t.articles)
    wanted = {
        row.number: (
            f"statement {row.number}",
            " ".join(row.text[start:end] for start, end in row.content),
        )
        for row in connection.execute(statements)
    }
    return problems + _compare(connection, lexical.STATEMENTS, wanted)


def _compare(
    connection: sa.Connection, table: sa.TableClause, wanted: dict[int, tuple[str, str]]
) -> list[str]:
    rows = connection.execute(sa.select(table))
    indexed = {row.rowid: row.text for row in rows}
    problems = [
        f"The word index does not hold the {name}."
        for number, (name, text) in wanted.items()
        if indexed.pop(number, None) != text
    ]
    kind = table.name.removesuffix("_text")
    return problems + [f"The word index holds a {kind} that is not there ({n})." for n in indexed]


def sample_vectors(
    connection: sa.Connection, table: sa.Table, dimension: int
) -> tuple[list[str], Vectors]:
    """Ids and embeddings of some chunks or statements, at random."""
    whole = sa.func.length(table.c.embedding) == dimension * r.FLOAT.itemsize
    query = sa.select(table.c.id, table.c.embedding).join(
        t.articles, t.articles.c.id == table.c.article_id
    )
    query = query.where(t.READY, whole).order_by(sa.func.random()).limit(SAMPLE)
    rows = connection.execute(query).all()
    return [row.id for row in rows], r.stack([row.embedding for row in rows])


def earlier(connection: sa.Connection, table: sa.Table) -> set[str]:
    """Ids of the chunks or statements of earlier versions of articles."""
    query = sa.select(table.c.id).join(t.articles, t.articles.c.id == table.c.article_id)
    return set(connection.execute(query.where(t.articles.c.state == "superseded")).scalars())


def check_vectors(
    index: VectorIndex, what: str, sample: tuple[list[str], Vectors], harmless: set[str]
) -> list[str]:
    """What is wrong in Chroma with the vectors of `what`, a sentence for each.

    Those of `harmless` ids may be there or not.
    """
    extra, missing = index.difference()
    problems = [f"The vector {i} belongs to no article." for i in extra if i not in harmless]
    problems += [f"The vector of the {what} {i} is missing." for i in missing]
    if problems:
        # Searching would put it right, and hide it.
        return problems
    for wanted, vector in zip(*sample, strict=True):
        found = index.query(vector.tolist(), 1)
        if np.any(vector) and (not found or found[0][1] < SAME):
            problems.append(f"The search by meaning does not find the {what} {wanted}.")
    return problems
