"""Exports: one article a line (.jsonl) or a row (.csv), its columns known by their names."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from index.article import Article
from index.byline import names
from index.errors import SourceError
from index.read.apart import read_apart
from index.read.canonical import canonical
from index.read.moments import read_moment
from index.read.streams import decode
from index.read.text import article_of

MAX_LINE = 10_000_000
"""Bytes of one line, or characters of one field."""
SAMPLE = 100_000
"""Bytes from which a file's encoding is told."""

COLUMNS = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "articlebody",
        "articletext",
        "fulltext",
        "story",
        "maintext",
    ),
    "title": ("title", "headline", "heading"),
    "published": (
        "published",
        "date",
        "publishedat",
        "publicationdate",
        "pubdate",
        "publishdate",
        "datepublish",
        "datepublished",
        "datetime",
        "time",
        "timestamp",
    ),
    "updated": ("updated", "updatedat", "modified", "datemodified", "lastmodified"),
    "authors": ("authors", "author", "byline", "creator", "writer"),
    "source": (
        "source",
        "publisher",
        "outlet",
        "publication",
        "sitename",
        "sourcename",
        "sourcedomain",
        "newspaper",
        "agency",
    ),
    "section": ("section", "category", "topic"),
    "language": ("language", "lang"),
    "url": ("url", "link", "canonicalurl", "address", "uri", "webaddress", "weburl"),
    "place": ("place", "location", "dateline"),
}
"""Names of columns by what they hold, without case and separators; the first present counts."""

_TAGS = re.compile(r"<(?:p|div|br|article|html|body)\b", re.I)


def read_jsonl(stream: BinaryIO, origin: str) -> Iterator[Article | SourceError]:
    """The articles of a file of JSON objects, one a line; a bad line is its SourceError."""
    for number in range(1, 1 << 62):
        line = stream.readline(MAX_LINE + 1)
        if not line:
            return
        place = f"{origin}, line {number}"
        if len(line) > MAX_LINE:
            yield SourceError(f"{place} has more than {MAX_LINE / 1e6:.0f} MB; it is no article.")
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            continue
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            record = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield SourceError(f"{place} is not JSON ({error}); every line has to be an object.")
            continue
        if not isinstance(record, dict):
            yield SourceError(f"{place} is not a JSON object with the article's fields.")
            continue
        yield _article_or_error(record, place)


def read_csv(stream: BinaryIO, origin: str) -> Iterator[Article | SourceError]:
    """The articles of a table, one a row; a bad row is its SourceError.

    Raises:
        SourceError: it is no text, or has no column with the articles' text.
    """
    sample = stream.read(SAMPLE)
    encoding = _encoding(sample, origin)
    head = sample.decode(encoding, "replace")
    whole = io.BufferedReader(_Rest(sample, stream))
    lines = io.TextIOWrapper(whole, encoding, errors="replace", newline="")
    first = head.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    previous = csv.field_size_limit(MAX_LINE)
    try:
        rows = csv.DictReader(lines, delimiter=delimiter, restkey="")
        columns = rows.fieldnames or ()
        if _column(dict.fromkeys(columns, "x"), "text") is None:
            named = " ".join(", ".join(columns).split())
            raise SourceError(
                f"{origin} has no column with the articles' text, called one of "
                f"{', '.join(COLUMNS['text'])}; its columns are {named[:200] or 'none'}."
            )
        while True:
            place = f"{origin}, line {rows.line_num + 1}"
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield SourceError(f"{place} is not a row of a table ({error}).")
                continue
            yield _article_or_error(row, place)
    finally:
        csv.field_size_limit(previous)


def article_of_record(record: Mapping[str, Any], origin: str) -> Article:
    """The article that a record with named fields describes.

    Raises:
        SourceError: it has no text, or nothing in it reads as an article.
    """
    told = _column(record, "text")
    text = told if isinstance(told, str) else ""
    if not text.strip():
        raise SourceError(
            f"{origin} has no text; it should be in a field called one of "
            f"{', '.join(COLUMNS['text'])}."
        )
    if _TAGS.search(text):
        url = canonical(_string(_column(record, "url")))
        return with_record(read_apart("page", text, origin, url), record)
    return with_record(article_of(text, origin, _string(_column(record, "title"))), record)


def with_record(article: Article, record: Mapping[str, Any]) -> Article:
    """The article with what a record's named fields tell of it."""
    published = read_moment(_string(_column(record, "published")))
    updated = read_moment(_string(_column(record, "updated")))
    authors = _column(record, "authors")
    listed = authors if isinstance(authors, list) else [authors]
    found: dict[str, Any] = {
        "title": _string(_column(record, "title")),
        "source": _string(_column(record, "source")),
        "authors": names(_string(author) for author in listed),
        "updated": updated.day if updated else None,
        "section": _string(_column(record, "section")),
        "language": _string(_column(record, "language"))[:2].lower(),
        "url": canonical(_string(_column(record, "url"))),
        "place": _string(_column(record, "place")),
    }
    found = {name: value for name, value in found.items() if value}
    where = dict(article.provenance) | dict.fromkeys(found, "record")
    if published:
        found |= {"published": published.day, "published_from": "record"}
    return replace(
        article,
        **found,
        published_at=published.at if published else article.published_at,
        updated_at=updated.at if updated else article.updated_at,
        provenance=tuple(sorted(where.items())),
    )


def _article_or_error(record: Mapping[str, Any], origin: str) -> Article | SourceError:
    try:
        return article_of_record(record, origin)
    except SourceError as error:
        return error


def _column(record: Mapping[str, Any], field: str) -> Any:
    """The first value there is for a field, under any of its names."""
    named = {re.sub(r"[\W_]", "", str(k).casefold()): v for k, v in record.items()}
    return next((named[name] for name in COLUMNS[field] if named.get(name)), None)


def _string(value: Any) -> str:
    """A value as text; an object is its name ("source": {"name": …})."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _encoding(sample: bytes, origin: str) -> str:
    try:
        # The sample may end inside a character.
        sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("utf-8-sig")
        return "utf-8-sig"
    except UnicodeDecodeError:
        decode(sample, origin)
        return "utf-16" if sample[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"


class _Rest(io.RawIOBase):
    """A stream that goes on after the bytes already read from it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        data = data or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
