"""PDF and Word files."""

import re
import time
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.read.streams import parsing
from index.read.text import article_of

MAX_PAGES = 300
MAX_SECONDS = 10.0
"""For the text of one PDF; more is a trap, or no article."""
MAX_UNPACKED = 200_000_000
"""Bytes of a Word file's parts, unpacked."""
SCANNED = 20
"""Characters a page; less is a stamp on a picture."""


def read_pdf(stream: BinaryIO, origin: str) -> Article:
    """The article in a PDF that has text.

    Raises:
        SourceError: it is too long, locked, damaged, a scan, or holds no article.
    """
    from pypdf import PasswordType, PdfReader

    started = time.monotonic()
    with parsing(origin, "PDF"):
        reader = PdfReader(stream)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise SourceError(f"{origin} is locked with a password; save it without one.")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise SourceError(
                f"{origin} has {count} pages, more than the {MAX_PAGES} of an article; split it."
            )
        pages = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if time.monotonic() - started > MAX_SECONDS:
                raise SourceError(
                    f"{origin} takes more than {MAX_SECONDS:.0f} seconds to read; save the "
                    "article's pages as a PDF of their own."
                )
        title = str((reader.metadata.title if reader.metadata else "") or "").strip()
    if sum(len(page.strip()) for page in pages) < SCANNED * max(1, count):
        raise SourceError(
            f"{origin} holds pictures of pages and no text, as scanners make them; "
            "run text recognition (OCR) on it first."
        )
    article = article_of("\n\n".join(_joined(_own_lines(pages))), origin)
    # A title in the properties is often a file name: believed where the text has it too.
    if title and not article.title and title.casefold() in article.text[:500].casefold():
        return replace(article, title=title)
    return article


def read_docx(stream: BinaryIO, origin: str) -> Article:
    """The article in a Word file.

    Raises:
        SourceError: it is too large, damaged, or holds no article.
    """
    import docx

    with parsing(origin, "a Word file"):
        with zipfile.ZipFile(stream) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise SourceError(f"{origin} unpacks to {unpacked / 1e6:.0f} MB; it is no article.")
        document = docx.Document(stream)
        title = ""
        paragraphs = []
        for paragraph in document.paragraphs:
            text = " ".join(paragraph.text.split())
            style = (paragraph.style.name if paragraph.style else "") or ""
            if text and style == "Title" and not title:
                title = text
            elif text:
                paragraphs.append(text)
    article = article_of("\n\n".join(paragraphs), origin, title)
    if not title:
        return article
    where = dict(article.provenance) | {"title": "title style"}
    return replace(article, title=title, provenance=tuple(sorted(where.items())))


def _own_lines(pages: list[str]) -> list[str]:
    """The lines of all pages, but for heads and feet: what most pages begin or end with."""
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges: dict[str, int] = {}
    for lines in split:
        for form in {_form(line) for line in (*lines[:2], *lines[-2:])}:
            edges[form] = edges.get(form, 0) + 1
    furniture = {form for form, n in edges.items() if n > 2 and n * 2 > len(pages)}
    found = []
    for lines in split:
        for number, line in enumerate(lines):
            edge = number < 2 or number >= len(lines) - 2
            page_number = re.fullmatch(r"(?:page )?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", line, re.I)
            if not (edge and (_form(line) in furniture or page_number)):
                found.append(line)
    return found


def _form(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _joined(lines: list[str]) -> list[str]:
    """Paragraphs out of lines: one ends where a line is short and ends a sentence."""
    if not lines:
        return []
    width = sorted(map(len, lines))[len(lines) * 9 // 10]
    paragraphs = [lines[0]]
    for before, line in pairwise(lines):
        full = len(before) > 0.75 * width
        ended = re.search(r"""[.!?:…]["'”’)]*$""", before) is not None
        if (ended and not full) or (not ended and not full and not line[0].islower()):
            paragraphs.append(line)
        elif re.search(r"[a-z]-$", before) and line[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
        else:
            paragraphs[-1] += " " + line
    return paragraphs
