"""A file of any kind, by the ending of its name; archives and folders of them."""

import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from index.article import Article
from index.errors import SourceError
from index.read.apart import Kind, read_apart
from index.read.feed import read_feed_file
from index.read.records import read_csv, read_jsonl
from index.read.streams import decode, decode_html, is_html, opened, parsing, read_all, unreadable
from index.read.text import MAX_BYTES, article_of

MAX_MEMBERS = 200_000
MAX_MEMBER_BYTES = 2_000_000_000
MAX_RATIO = 200
"""Unpacked to packed size of a file in an archive: text has 10, a trap 1,000."""
MAX_HTML, MAX_MAIL = 20_000_000, 50_000_000
MAX_DOCUMENT = 100_000_000
"""Bytes; a saved page's pictures are in it too."""
MAX_NESTING = 2
"""Archives within archives."""
SMALL = 1_000_000
"""Bytes that a file in an archive may have whatever its ratio."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)

Found = Iterator[Article | SourceError]


def _one(read: Callable[[BinaryIO, str], Article]) -> Callable[[BinaryIO, str], Found]:
    def reader(stream: BinaryIO, origin: str) -> Found:
        yield read(stream, origin)

    return reader


def _apart(kind: Kind, limit: int) -> Callable[[BinaryIO, str], Found]:
    def reader(stream: BinaryIO, origin: str) -> Found:
        yield read_apart(kind, read_all(stream, origin, limit), origin)

    return reader


def _read_text(stream: BinaryIO, origin: str) -> Article:
    """The article in a text file; a page under a text file's name is read as a page."""
    data = read_all(stream, origin, MAX_BYTES)
    if is_html(data):
        return _read_html(io.BytesIO(data), origin)
    return article_of(decode(data, origin), origin)


def _read_html(stream: BinaryIO, origin: str) -> Article:
    return read_apart("page", decode_html(read_all(stream, origin, MAX_HTML), origin), origin)


KINDS: dict[str, Callable[[BinaryIO, str], Found]] = {
    ".txt": _one(_read_text),
    ".md": _apart("markdown", MAX_BYTES),
    ".html": _one(_read_html),
    ".htm": _one(_read_html),
    ".xhtml": _one(_read_html),
    ".mhtml": _apart("mhtml", MAX_DOCUMENT),
    ".mht": _apart("mhtml", MAX_DOCUMENT),
    ".pdf": _apart("pdf", MAX_DOCUMENT),
    ".docx": _apart("docx", MAX_DOCUMENT),
    ".eml": _apart("mail", MAX_MAIL),
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".rss": read_feed_file,
    ".atom": read_feed_file,
    ".xml": read_feed_file,
}
ARCHIVE = ".zip"
SUFFIXES = frozenset({*KINDS, ARCHIVE})
OTHERS = frozenset(
    ".doc .rtf .odt .pages .xls .xlsx .xlsm .xlsb .ods .numbers .ppt .pptx .odp .key .epub .json "
    ".png .jpg .jpeg .gif .webp .mp3 .mp4 .rar .7z .gz .tar".split()
)
"""Endings of files that are surely no text with an article."""
LISTED = "txt, md, html, mhtml, pdf, docx, eml, jsonl, csv, rss, xml or zip"


def articles_in(path: Path) -> Found:
    """The articles of a file, or of a folder and those below it, in the order of their names.

    What cannot be read of a folder, an archive or an export comes out as its SourceError, and the
    rest go on. Links that lead out of a folder are not followed.

    Raises:
        SourceError: nothing is at `path`, the one file cannot be read, or the folder has none.
    """
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        raise unreadable(path, error) from error
    if is_folder:
        yield from _folder(path)
    elif is_there and not path.is_file():
        raise SourceError(f"{path} is neither a file nor a folder; give one that is.")
    elif is_there:
        yield from _read(path)
    else:
        raise SourceError(f"There is nothing at {path}; check the path.")


def _folder(folder: Path) -> Found:
    shut: list[OSError] = []
    files = files_in(folder, shut.append)
    if not files and not shut:
        raise SourceError(
            f"The folder {folder} holds no articles; put files in it that end in {LISTED}."
        )
    for error in shut:
        yield unreadable(error.filename or folder, error)
    for file in files:
        yield from _or_error(_read(file))


def articles_of(stream: BinaryIO, name: str, origin: str, nesting: int = 0) -> Found:
    """The articles of an open file whose name is `name`.

    Raises:
        SourceError: it is of no kind that is read here, holds nothing, or cannot be read.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ARCHIVE:
        found = _archive(stream, origin, nesting)
    elif suffix in KINDS:
        found = KINDS[suffix](stream, origin)
    else:
        raise SourceError(f"{origin} is of no kind that is read here; it has to be {LISTED}.")
    first = next(found, None)
    if first is None:
        raise SourceError(f"{origin} holds no articles; put some in it or leave it out.")
    yield first
    yield from found


def _read(path: Path) -> Found:
    # A file without a known ending is taken for text, as it always was.
    known = path.suffix.lower() in SUFFIXES | OTHERS
    name = path.name if known else f"{path.name}.txt"
    with opened(path) as stream:
        if path.is_file() and not path.stat().st_size:
            raise _empty(str(path))
        yield from articles_of(stream, name, str(path))


def _empty(origin: str) -> SourceError:
    return SourceError(f"{origin} is empty, so it holds no article; leave it out.")


def _or_error(found: Found) -> Found:
    try:
        yield from found
    except SourceError as error:
        yield error


def files_in(folder: Path, shut: Callable[[OSError], object] | None = None) -> list[Path]:
    """Files of a known kind in and below `folder`, sorted; hidden ones are not articles.

    `shut` is called for every folder that cannot be read.
    """
    root = folder.resolve()
    found = []
    for place, folders, names in os.walk(folder, onerror=shut, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            if name.startswith(".") or file.suffix.lower() not in SUFFIXES:
                continue
            if _may_be_file(file) and file.resolve().is_relative_to(root):
                found.append(file)
    return sorted(found)


def see_folder(folder: Path) -> None:
    """See that a folder to watch is there.

    Raises:
        SourceError: it is not, or may not be read.
    """
    try:
        os.scandir(folder).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceError(f"There is no folder {folder} to watch; make it first.") from error
    except OSError as error:
        raise unreadable(folder, error) from error


def _may_be_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # Reading it will tell what is wrong.
        return True


def count(path: Path) -> int | None:
    """About how many articles a file or folder holds; None where only reading it tells."""
    try:
        is_folder = path.is_dir()
    except OSError:
        # Reading it will tell what is wrong.
        return 1
    if is_folder:
        counts = [count(file) for file in files_in(path)]
        return None if None in counts else sum(n for n in counts if n is not None)
    if path.suffix.lower() in _LINES:
        try:
            with path.open("rb") as stream:
                return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
        except OSError:
            # Reading it will tell what is wrong.
            return None
    return None if path.suffix.lower() in (ARCHIVE, *_FEEDS) else 1


_LINES = (".jsonl", ".ndjson")
_FEEDS = (".rss", ".atom", ".xml", ".csv", ".tsv")


def _archive(stream: BinaryIO, origin: str, nesting: int) -> Found:
    """The articles of an archive; nothing is unpacked to the disk, so no name can escape."""
    if nesting >= MAX_NESTING:
        raise SourceError(
            f"{origin} is an archive in an archive in an archive; unpack the outer ones first."
        )
    with parsing(origin, "a zip archive"):
        archive = zipfile.ZipFile(stream)
    with archive:
        members = [m for m in archive.infolist() if _is_article(m)]
        if len(members) > MAX_MEMBERS:
            raise SourceError(
                f"{origin} holds {len(members)} files, more than {MAX_MEMBERS}; split it."
            )
        if not members:
            raise SourceError(f"{origin} holds no articles; they have to be {LISTED}.")
        for member in members:
            # A name may hold anything, and is shown.
            name = "".join(c if c.isprintable() else "?" for c in member.filename)
            yield from _or_error(_member(archive, member, f"{origin}/{name}", nesting))


def _is_article(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    # macOS puts a shadow of each file beside it.
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not member.is_dir() and not hidden and path.suffix.lower() in SUFFIXES


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: str, nesting: int) -> Found:
    size = member.file_size
    ratio = size / max(1, member.compress_size)
    if size > MAX_MEMBER_BYTES or (size > SMALL and ratio > MAX_RATIO):
        raise SourceError(
            f"{origin} unpacks from {member.compress_size / 1e6:.1f} to {size / 1e6:.0f} MB; "
            "that is a trap, not an article."
        )
    if member.flag_bits & 1:
        raise SourceError(f"{origin} is locked with a password; unpack the archive yourself.")
    if not size:
        raise _empty(origin)
    with parsing(origin, "a file of its archive"):
        stream = cast(BinaryIO, archive.open(member))
    # zipfile itself reads no more than the size that the archive states, checked above.
    with parsing(origin, "a file of its archive", _DAMAGED), stream:
        yield from articles_of(stream, member.filename, origin, nesting + 1)
