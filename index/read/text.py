"""Text files: the article in their characters."""

from typing import BinaryIO

from index.article import Article
from index.clean import clean
from index.errors import SourceError
from index.read.streams import decode, read_all, tidy

MAX_BYTES = 5_000_000
"""Far above any article; a larger file is something else."""


def read_text(stream: BinaryIO, origin: str) -> Article:
    """The article in a text file of any common encoding.

    Raises:
        SourceError: it is empty, binary or too large, or holds no article.
    """
    return article_of(decode(read_all(stream, origin, MAX_BYTES), origin), origin)


def article_of(text: str, origin: str, title: str = "") -> Article:
    """The article in pasted text; `title` as its source tells, empty if unknown.

    Raises:
        SourceError: it is empty, or holds no article.
    """
    text = tidy(text)
    if not text.strip():
        raise SourceError(f"{origin} is empty; put the article's text in it or leave it out.")
    return clean(text, origin, title)
