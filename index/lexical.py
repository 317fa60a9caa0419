"""Search by words: SQLite's FTS5 over articles, their chunks and the content of the statements."""

import re
import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa

ARTICLES = sa.table("article_text", sa.column("rowid"), sa.column("text"))
"""Title and text."""
CHUNKS = sa.table("chunk_text", sa.column("rowid"), sa.column("text"))
STATEMENTS = sa.table("statement_text", sa.column("rowid"), sa.column("text"))
ALL = (ARTICLES, CHUNKS, STATEMENTS)
"""The word indexes; a rowid is the article's, the chunk's or the statement's number."""
MAX_TERMS = 64
"""Words of a query that count; a question has fewer, and FTS5 nests only so deep."""
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then "
    "there these they this to was will with".split()
)
"""Lucene's for English: nearly every text has them, and they cost most of a search."""
_SEARCH_ARTICLES = sa.text(
    "SELECT articles.id, -bm25(article_text) AS score FROM article_text "
    "JOIN articles ON articles.number = article_text.rowid "
    "WHERE article_text MATCH :match AND articles.state = 'ready' "
    "ORDER BY score DESC, articles.number LIMIT :k"
)
_SEARCH = sa.text(
    "SELECT chunks.id, -bm25(chunk_text) AS score FROM chunk_text "
    "JOIN chunks ON chunks.number = chunk_text.rowid "
    "JOIN articles ON articles.id = chunks.article_id "
    "WHERE chunk_text MATCH :match AND articles.state = 'ready' "
    "ORDER BY score DESC, chunks.number LIMIT :k"
)


def create(connection: sa.Connection, table: sa.TableClause) -> None:
    """Make a word index."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {table.name} USING fts5("
        "text, tokenize = 'porter unicode61 remove_diacritics 2')"
    )


def insert(
    connection: sa.Connection, table: sa.TableClause, numbers: Sequence[int], texts: Sequence[str]
) -> None:
    """Take in the texts of the chunks or statements of those numbers."""
    rows = [{"rowid": n, "text": text} for n, text in zip(numbers, texts, strict=True)]
    if rows:
        connection.execute(sa.insert(table), rows)


def delete(connection: sa.Connection, table: sa.TableClause, numbers: sa.Select[int]) -> None:
    """Take out the texts of the numbers that a query gives."""
    connection.execute(sa.delete(table).where(table.c.rowid.in_(numbers)))


def insert_articles(connection: sa.Connection) -> None:
    """Take in all articles."""
    connection.exec_driver_sql(
        "INSERT INTO article_text (rowid, text) SELECT number, title || char(10) || text "
        "FROM articles"
    )


def clear(connection: sa.Connection) -> None:
    """Take out everything."""
    for table in ALL:
        connection.execute(sa.delete(table))


def match(query: str) -> str:
    """Any text as an FTS5 expression that looks for any of its words; "" if it has none.

    Stop words are looked for only where there is nothing else.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", query))
    unique = list(dict.fromkeys(word.lower() for word in words))
    terms = ([word for word in unique if word not in STOP_WORDS] or unique)[:MAX_TERMS]
    # Quoted, a word that is an operator of FTS5 is a word.
    return " OR ".join(f'"{term}"' for term in terms)


def search(connection: sa.Connection, query: str, k: int) -> list[tuple[str, float]]:
    """The `k` chunks that share most words with any text: (chunk id, BM25), best first."""
    return _found(connection, _SEARCH, query, k)


def search_articles(connection: sa.Connection, query: str, k: int) -> list[tuple[str, float]]:
    """The same of articles: (article id, BM25)."""
    return _found(connection, _SEARCH_ARTICLES, query, k)


def _found(
    connection: sa.Connection, search: sa.TextClause, query: str, k: int
) -> list[tuple[str, float]]:
    expression = match(query)
    if not expression or k < 1:
        return []
    rows = connection.execute(search, {"match": expression, "k": k})
    return [(row.id, float(row.score)) for row in rows]
