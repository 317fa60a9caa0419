"""Text: the article in its characters."""

from index.article import Article
from index.clean import clean
from index.errors import SourceError
from index.read.streams import tidy

MAX_BYTES = 5_000_000
"""Far above any article; a larger file is something else."""


def article_of(text: str, origin: str, title: str = "") -> Article:
    """The article in pasted text; `title` as its source tells, empty if unknown.

    Raises:
        SourceError: it is empty, or holds no article.
    """
    text = tidy(text)
    if not text.strip():
        raise SourceError(f"{origin} is empty; put the article's text in it or leave it out.")
    return clean(text, origin, title)
