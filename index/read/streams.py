"""Bytes from files, archives and the web: read within limits, and turned into characters."""

import codecs
import contextlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes

from index.errors import SourceError

_BINARY = (
    *(b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF"),
    # Word and Excel until 2003, and Rich Text
    *(b"\xd0\xcf\x11\xe0", b"{\\rtf"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!--)[^>]*>\s*)*<(?:!doctype\s+html|html)\b", re.I
)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, open for reading.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path | str, error: OSError) -> SourceError:
    """What to tell of a file or folder that the system does not open."""
    return SourceError(
        f"{path} cannot be read ({error.strerror or error}); check the path and its permissions."
    )


@contextlib.contextmanager
def parsing(
    origin: str, kind: str, errors: tuple[type[Exception], ...] = (Exception,)
) -> Iterator[None]:
    """What a library raises at a damaged file becomes one sentence.

    Args:
        origin: What to call the file.
        kind: What it should be.
        errors: What the library may raise; few say, so any by default.

    Raises:
        SourceError: in place of it.
    """
    try:
        yield
    except SourceError:
        raise
    except errors as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise SourceError(
            f"{origin} cannot be read as {kind}, it seems to be damaged ({reason}); "
            "open it in its own program and save it again."
        ) from error


def read_all(stream: BinaryIO, origin: str, limit: int) -> bytes:
    """All bytes of a stream.

    Raises:
        SourceError: there are more than `limit`.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(
            f"{origin} has more than the {limit / 1e6:.0f} MB of an article; split it into one "
            "file per article."
        )
    return data


def decode(data: bytes, origin: str, declared: str = "") -> str:
    """The characters of `data`, in the encoding declared, else the one it is most likely in.

    Raises:
        SourceError: it is no text.
    """
    if data.startswith(_BINARY):
        raise _not_text(origin)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_text(origin) from error
    if b"\0" in data:
        return _decode_utf16(data, origin)
    for encoding in (declared, "utf-8"):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            if encoding:
                return data.decode(encoding)
    guesses = from_bytes(data)
    best = guesses.best()
    if best is None:
        raise _not_text(origin)
    if best.encoding.startswith(("cp125", "iso8859", "latin", "mac", "cp437", "cp85", "cp500")):
        # Of the single-byte Western tables only this one is in use; the others tie with it.
        return _western(data, str(best))
    return str(best)


def decode_html(data: bytes, origin: str, declared: str = "") -> str:
    """As `decode`, with the encoding that the page names where the server names none."""
    found = _DECLARED.search(data[:4096])
    text = decode(data, origin, declared or (found[1].decode("ascii") if found else ""))
    return text.replace("\0", "")


def is_html(data: bytes) -> bool:
    """Whether it begins as a page does."""
    return _HTML.match(data) is not None


def tidy(text: str) -> str:
    """Newlines unified, control and zero-width characters gone, every other one kept."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)
    return "".join(
        c
        for c in text
        if c in "\n\t" or c in _FORMATS or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )


def one_line(text: str) -> str:
    """`text` with every white space as one blank, and nothing unseen in it."""
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(tidy(line).split())


_FORMATS = {"\u200c", "\u200d"}
"""Zero-width, yet part of the spelling (Persian, Indic scripts, emoji)."""


def _western(data: bytes, guess: str) -> str:
    """Windows-1252, unless the guess found another script than Latin."""
    letters = [c for c in guess if c.isalpha() and not c.isascii()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if letters and latin * 2 < len(letters):
        return guess
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return guess


def _decode_utf16(data: bytes, origin: str) -> str:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[offset::2].count(0) * 2 > len(data) // 2 and not data[1 - offset :: 2].count(0):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_text(origin) from error
    raise _not_text(origin)


def _not_text(origin: str) -> SourceError:
    return SourceError(f"{origin} is not a text file; save the article as plain text (.txt) first.")
