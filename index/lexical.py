"""Search by words: SQLite's FTS5 over the text of the chunks."""

import re
import unicodedata

import sqlalchemy as sa

# The rowid is the chunk's number.
CREATE = (
    "CREATE VIRTUAL TABLE chunk_text USING fts5("
    "text, tokenize = 'porter unicode61 remove_diacritics 2')"
)
MAX_TERMS = 64
"""Words of a query that count; a question has fewer, and FTS5 nests only so deep."""
_SEARCH = sa.text(
    "SELECT chunks.id, -bm25(chunk_text) AS score FROM chunk_text "
    "JOIN chunks ON chunks.number = chunk_text.rowid "
    "JOIN articles ON articles.id = chunks.article_id "
    "WHERE chunk_text MATCH :match AND articles.state = 'ready' "
    "ORDER BY score DESC, chunks.number LIMIT :k"
)


def insert(connection: sa.Connection, number: int, text: str) -> None:
    """Take in the text of the chunk of that number."""
    connection.execute(
        sa.text("INSERT INTO chunk_text (rowid, text) VALUES (:number, :text)"),
        {"number": number, "text": text},
    )


def search(connection: sa.Connection, query: str, k: int) -> list[tuple[str, float]]:
    """The `k` chunks that share most words with any text: (chunk id, BM25), best first."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", query))
    terms = list(dict.fromkeys(word.lower() for word in words))[:MAX_TERMS]
    if not terms or k < 1:
        return []
    # Quoted, a word that is an operator of FTS5 is a word.
    match = " OR ".join(f'"{term}"' for term in terms)
    rows = connection.execute(_SEARCH, {"match": match, "k": k})
    return [(row.id, float(row.score)) for row in rows]
