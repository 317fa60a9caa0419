"""Text files: bytes to characters, then the article in them."""

import codecs
import re
import unicodedata
from pathlib import Path

from charset_normalizer import from_bytes

from index.article import Article
from index.clean import clean
from index.errors import SourceError

MAX_BYTES = 5_000_000
"""Far above any article; a larger file is something else."""

_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = {"\u200c", "\u200d"}
"""Zero-width, yet part of the spelling (Persian, Indic scripts, emoji)."""


def read_text(path: Path) -> Article:
    """The article in a text file of any common encoding.

    Raises:
        SourceError: the file cannot be read, is empty, binary or too large, or holds no article.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"{path} has {size / 1e6:.1f} MB, more than the {MAX_BYTES / 1e6:.0f} MB of an "
                "article; split it into one file per article."
            )
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read ({error.strerror or error}); check the path and its "
            "permissions."
        ) from error
    text = _tidy(_decode(data, path))
    if not text.strip():
        raise SourceError(f"{path} is empty; put the article's text in it or leave it out.")
    return clean(text, origin=str(path))


def _decode(data: bytes, path: Path) -> str:
    """The characters of `data`, in the encoding it is most likely in."""
    if data.startswith(_BINARY):
        raise _not_text(path)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_text(path) from error
    if b"\0" in data:
        return _decode_utf16(data, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guesses = from_bytes(data)
    best = guesses.best()
    if best is None:
        raise _not_text(path)
    if best.encoding.startswith(("cp125", "iso8859", "latin", "mac", "cp437", "cp85", "cp500")):
        # Of the single-byte Western tables only this one is in use; the others tie with it.
        return _western(data, str(best))
    return str(best)


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


def _decode_utf16(data: bytes, path: Path) -> str:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[offset::2].count(0) * 2 > len(data) // 2 and not data[1 - offset :: 2].count(0):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_text(path) from error
    raise _not_text(path)


def _not_text(path: Path) -> SourceError:
    return SourceError(f"{path} is not a text file; save the article as plain text (.txt) first.")


def _tidy(text: str) -> str:
    """Newlines unified, control and zero-width characters gone, every other one kept."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)
    return "".join(
        c
        for c in text
        if c in "\n\t" or c in _FORMATS or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
