"""Text: the article in its characters."""

import re
from dataclasses import replace

from index.article import Article, Removed
from index.clean import clean
from index.errors import SourceError
from index.read.canonical import canonical
from index.read.streams import tidy

MAX_BYTES = 5_000_000
"""Far above any article; a larger file is something else."""

_ADDRESSED = re.compile(r"\s*(?P<address>https?://\S+)[^\S\n]*\n", re.I)
"""A page pasted with the address of the browser above it."""


def article_of(text: str, origin: str, title: str = "") -> Article:
    """The article in pasted text; `title` as its source tells, empty if unknown.

    Raises:
        SourceError: it is empty, or holds no article.
    """
    text = tidy(text)
    if not text.strip():
        raise SourceError(f"{origin} is empty; put the article's text in it or leave it out.")
    addressed = None if title else _ADDRESSED.match(text)
    if addressed is None:
        return clean(text, origin, title)
    article = clean(text[addressed.end() :], origin)
    url = canonical(addressed["address"])
    return replace(
        article,
        url=url,
        removed=(Removed("address", addressed["address"]), *article.removed),
        provenance=article.provenance + ((("url", "first line"),) if url else ()),
    )
