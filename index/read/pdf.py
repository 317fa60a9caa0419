"""PDF files."""

import re
import time
from dataclasses import replace
from itertools import pairwise
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.read.heads import without_heads
from index.read.streams import parsing
from index.read.text import article_of

MAX_PAGES = 300
MAX_SECONDS = 10.0
"""For the text of one PDF; more is a trap, or no article."""
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
    lines = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    kept, removed = without_heads(lines)
    article = article_of("\n\n".join(_joined(kept)), origin)
    article = replace(article, removed=(*article.removed, *removed))
    # A title in the properties is often a file name: believed where the text has it too.
    if title and not article.title and title.casefold() in article.text[:500].casefold():
        return replace(article, title=title)
    return article


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
