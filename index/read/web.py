"""Articles at web addresses: a page, a feed, a sitemap, or a file."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from index.article import Article
from index.errors import SourceError
from index.read import sitemap
from index.read.apart import read_apart
from index.read.canonical import canonical
from index.read.feed import Entry, entries
from index.read.fetch import Download, Fetcher
from index.read.files import KINDS, articles_of
from index.read.streams import decode_html

MAX_MAPS = 50
"""Sitemaps read for one that lists sitemaps."""

_FILES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/zip": ".zip",
}


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that was read in an earlier run, so not again."""

    address: str


def is_address(source: str) -> bool:
    """Whether it is a web address rather than a path."""
    return source.strip().lower().startswith(("http://", "https://"))


def articles_at(
    address: str, fetcher: Fetcher, known: Callable[[str], bool], limit: int
) -> Iterator[Article | SourceError | Known]:
    """The articles at an address: its own, or those that it lists.

    Args:
        address: Of a page, a feed, a sitemap or a file.
        fetcher: What reads it.
        known: Whether an entry of a feed or sitemap was read before.
        limit: Entries read; those known don't count.

    Raises:
        SourceError: the address itself cannot be read.
    """
    found = fetcher.fetch(address)
    if sitemap.is_sitemap(found.data):
        yield from _listed(_pages(found, fetcher), fetcher, known, limit)
    elif _is_feed(found):
        listed: list[tuple[str, Entry | None]] = [(e.link, e) for e in entries(found.data, address)]
        yield from _listed(listed, fetcher, known, limit, base=found.address)
    else:
        yield from _articles(found, address)


def _articles(found: Download, asked: str) -> Iterator[Article | SourceError]:
    """The article on a page, or those in a file."""
    suffix = _FILES.get(found.kind, "")
    if not suffix and found.kind in ("", "application/octet-stream"):
        named = PurePosixPath(urlsplit(found.address).path).suffix.lower()
        suffix = named if named in KINDS and not named.startswith((".htm", ".xhtm")) else ""
    if suffix:
        for article in articles_of(io.BytesIO(found.data), f"file{suffix}", asked):
            yield _at(article, found.address)
        return
    if found.kind and not found.kind.startswith(("text/", "application/xhtml", "application/xml")):
        raise SourceError(f"{asked} is of the kind {found.kind}, which is not read here.")
    html = decode_html(found.data, asked, found.encoding)
    yield read_apart("page", html, asked, found.address)


def _at(article: Article | SourceError, address: str) -> Article | SourceError:
    if isinstance(article, SourceError) or article.url:
        return article
    return replace(article, url=canonical(address))


def _listed(
    listed: list[tuple[str, Entry | None]],
    fetcher: Fetcher,
    known: Callable[[str], bool],
    limit: int,
    base: str = "",
) -> Iterator[Article | SourceError | Known]:
    """The articles of a feed's or sitemap's entries."""
    read = 0
    for link, entry in listed:
        address = urljoin(base, link) if link else ""
        if address and known(address):
            yield Known(address)
            continue
        if read >= limit:
            yield SourceError(
                f"More than {limit} new entries are listed; add it again for the rest, or raise "
                "the setting max_entries."
            )
            return
        read += 1
        try:
            yield _entry(address, entry, fetcher)
        except SourceError as error:
            yield error


def _entry(address: str, entry: Entry | None, fetcher: Fetcher) -> Article:
    """The page of an entry; where it cannot be read, what the feed itself holds of it."""
    try:
        if not address:
            raise SourceError("An entry of the feed has no link and no text.")
        found = fetcher.fetch(address)
        article = next((a for a in _articles(found, address) if isinstance(a, Article)), None)
        if article is None:
            raise SourceError(f"{address} holds no article.")
    except SourceError:
        if entry is None or not entry.content.strip():
            raise
        return entry.article(address or entry.title)
    if article.published is None and entry is not None and entry.published is not None:
        return replace(
            article,
            published=entry.published.date(),
            published_at=entry.published,
            published_from="feed",
        )
    return article


def _is_feed(found: Download) -> bool:
    head = found.data[:1000].lstrip().lower()
    marked = any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf"))
    return marked and not head.startswith(b"<!doctype html")


def _pages(found: Download, fetcher: Fetcher) -> list[tuple[str, Entry | None]]:
    """The pages that a sitemap lists, and those that the sitemaps it lists do."""
    pages, maps = sitemap.addresses(found.data, found.address)
    for place in maps[:MAX_MAPS]:
        inner = fetcher.fetch(place)
        pages += sitemap.addresses(inner.data, place)[0]
    return [(page, None) for page in dict.fromkeys(pages)]
