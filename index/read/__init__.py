"""Articles from files, folders, archives, exports, pages, feeds and web addresses."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Article
from index.errors import SourceError
from index.read import files
from index.read.fetch import Fetcher
from index.read.files import LISTED, SUFFIXES, articles_in, files_in, see_folder
from index.read.web import Known, articles_at, is_address
from index.settings import IndexSettings

_OTHER_ADDRESS = re.compile(
    r"[a-z][a-z\d+.-]+:/|(?:mailto|data|news|urn|tel|about|blob|javascript|view-source):", re.I
)

Source = Path | str | Article
"""A file, a folder, a web address, or an article as it stands."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was read."""

    article: Article
    key: str
    """What names it at its source: its address, or the file that holds it alone; or empty."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read."""

    origin: str
    reason: str
    """One sentence."""


def sources_of(given: Source | Iterable[Source]) -> list[Source]:
    """What was given, as a list; a caller in Python may not have checked its types.

    Raises:
        SourceError: something of it cannot be added.
    """
    sources: list[Any]
    if isinstance(given, Source) or not isinstance(given, Iterable):
        sources = [given]
    else:
        sources = list(given)
    for source in sources:
        if not isinstance(source, Source):
            raise SourceError(
                f"{source!r:.100} cannot be added; give paths, web addresses or Article objects."
            )
    return sources


def read_all(
    sources: Iterable[Source], settings: IndexSettings, known: Callable[[str], bool]
) -> Iterator[Read | Failure | Known]:
    """Everything that the sources hold; what cannot be read is said, and the rest go on.

    Args:
        sources: In this order.
        settings: Limits for web addresses.
        known: Whether a feed's or sitemap's entry was read in an earlier run.
    """
    with ExitStack() as stack:
        fetcher: Fetcher | None = None
        for source in sources:
            if isinstance(source, Article):
                yield Read(source, source.url)
                continue
            origin = str(source)
            misnamed = _misnamed(origin)
            if misnamed:
                yield Failure(origin, misnamed)
                continue
            found: Iterator[Article | SourceError | Known]
            if is_address(origin):
                fetcher = fetcher or stack.enter_context(Fetcher(settings))
                found = articles_at(origin, fetcher, known, settings.max_entries)
            else:
                found = articles_in(Path(origin))
            try:
                for item in found:
                    if isinstance(item, SourceError):
                        yield Failure(origin, _told(item, origin))
                    elif isinstance(item, Known):
                        yield item
                    else:
                        yield Read(item, item.url or _file(item.origin))
            except SourceError as error:
                yield Failure(origin, _told(error, origin))


def count(sources: Sequence[Source]) -> int | None:
    """About how many articles there will be; None where only reading tells."""
    total = 0
    for source in sources:
        if isinstance(source, Article) or _misnamed(str(source)):
            total += 1
            continue
        n = None if is_address(str(source)) else files.count(Path(source))
        if n is None:
            return None
        total += n
    return total


def _told(error: SourceError, origin: str) -> str:
    """Its sentence; one of an address that names none is of the address that was given."""
    sentence = str(error)
    return f"{origin}: {sentence}" if is_address(origin) and "://" not in sentence else sentence


def _misnamed(source: str) -> str:
    """Why it names nothing that could be read; empty if it may."""
    if not source.strip():
        return "An empty path names no article; give a file, a folder or a web address."
    if _OTHER_ADDRESS.match(source.strip()) and not is_address(source):
        return f"{source} cannot be read: of addresses, only those of http:// and https:// are."
    return ""


def _file(origin: str) -> str:
    """The file, if the article is all that it holds."""
    path = Path(origin)
    try:
        return str(path.resolve()) if path.is_file() else ""
    except OSError:
        # A name within an archive may be longer than a file's can be.
        return ""


__all__ = [
    "LISTED",
    "SUFFIXES",
    "Failure",
    "Known",
    "Read",
    "Source",
    "articles_at",
    "articles_in",
    "count",
    "files_in",
    "is_address",
    "read_all",
    "see_folder",
    "sources_of",
]
