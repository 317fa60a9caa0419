"""RSS and Atom feeds: what they list, and the articles that a feed file itself holds."""

import calendar
import html
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

import feedparser

from index.article import Article
from index.byline import names
from index.errors import SourceError
from index.read.apart import ask_apart, read_apart
from index.read.canonical import canonical
from index.read.moments import read_moment
from index.read.streams import parsing, read_all
from index.read.text import article_of

MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, as the feed tells it."""

    link: str
    title: str
    content: str
    """HTML or text: the article, or the beginning of it."""
    published: datetime | None
    updated: datetime | None
    authors: tuple[str, ...]
    section: str
    feed: str
    """Title of the feed."""
    language: str

    def article(self, origin: str) -> Article:
        """The article that the entry itself holds.

        Raises:
            SourceError: it has no text.
        """
        if "<" in self.content:
            page = f"<html><body><article><p>{self.content}</p></article></body></html>"
            article = read_apart("page", page, origin)
        else:
            article = article_of(html.unescape(self.content), origin, self.title)
        found: dict[str, Any] = {
            "title": self.title,
            "source": self.feed,
            "authors": self.authors,
            "section": self.section,
            "language": self.language,
            "url": canonical(self.link),
            "updated": self.updated.date() if self.updated else None,
        }
        found = {name: value for name, value in found.items() if value}
        where = dict(article.provenance) | dict.fromkeys(found, "feed")
        if self.published:
            found |= {
                "published": self.published.date(),
                "published_at": self.published,
                "published_from": "feed",
            }
        return replace(
            article, **found, updated_at=self.updated, provenance=tuple(sorted(where.items()))
        )


def entries(data: bytes, origin: str) -> list[Entry]:
    """`read_entries`, in a process of its own.

    Raises:
        SourceError: it is no feed, or an empty one, or took too long.
    """
    return cast(list[Entry], ask_apart("feed", data, origin))


def read_entries(data: bytes, origin: str) -> list[Entry]:
    """The entries of a feed, in its order.

    Raises:
        SourceError: it is no feed, or an empty one.
    """
    with parsing(origin, "a feed"):
        # Given bytes, not an address: the library would fetch that on its own.
        parsed = feedparser.parse(data, resolve_relative_uris=False)
        if not parsed.version:
            raise SourceError(f"{origin} is not an RSS or Atom feed.")
        feed = parsed.feed
        found = [_entry(item, feed) for item in parsed.entries]
    if not found:
        raise SourceError(f"The feed {origin} is empty.")
    return found


def read_feed_file(stream: BinaryIO, origin: str) -> Iterator[Article | SourceError]:
    """The articles that a feed file holds; its links are not followed.

    Raises:
        SourceError: it is no feed, or an empty one.
    """
    for number, entry in enumerate(entries(read_all(stream, origin, MAX_BYTES), origin), 1):
        try:
            yield entry.article(entry.link or f"{origin}, entry {number}")
        except SourceError as error:
            yield error


def _entry(item: Any, feed: Any) -> Entry:
    content = max((c.get("value") or "" for c in item.get("content", [])), key=len, default="")
    tags = item.get("tags") or [{}]
    writers = [a.get("name") or "" for a in item.get("authors", [])] or [item.get("author") or ""]
    return Entry(
        link=item.get("link") or "",
        title=" ".join(html.unescape(item.get("title") or "").split()),
        content=content or item.get("summary") or "",
        published=_moment(item.get("published"), item.get("published_parsed")),
        # The library's own `get` gives the date of publication where there is none.
        updated=_moment(dict.get(item, "updated"), dict.get(item, "updated_parsed")),
        authors=names(writers),
        section=" ".join((tags[0].get("term") or "").split()),
        feed=" ".join(html.unescape(feed.get("title") or "").split()),
        language=(feed.get("language") or "")[:2].lower(),
    )


def _moment(written: str | None, parsed: Any) -> datetime | None:
    """The moment in the feed's own time zone, in which its day is meant; else in UTC.

    The library gives UTC, without saying so.
    """
    told = read_moment(written or "")
    if told and told.at:
        return told.at
    if parsed is None:
        return None
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment <= datetime.now(UTC) else None
