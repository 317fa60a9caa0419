"""Running heads and feet of a document's pages: what stands above and below the text of each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.article import Removed
from index.furniture import LONGEST, furniture_kind, is_prose

DEPTH = 2
"""Lines at the top or bottom of a page that may be its head or foot."""
MAX_WORDS = 60
"""Characters of a head that has nothing but words; more is a line of the text."""

_PARTED = re.compile(r"[\d|/©·•–—]| - ")
_PRINTED = re.compile(r"\b\d{1,2}:\d{2}\b|://")
"""Time or address, which a browser prints beside the title on every page."""
_NUMBER = r"(?<!\d)\d{1,4}(?!\d)"
_PAGE_NUMBER = re.compile(rf"(?:page )?{_NUMBER}(?:\s*(?:/|of)\s*{_NUMBER})?", re.I)


def without_heads(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[Removed]]:
    """The lines of all pages, and their heads and feet, each of these once."""
    heads = _numbers([lines[:DEPTH] for lines in pages])
    below = [lines[n:] for lines, n in zip(pages, heads, strict=True)]
    feet = _numbers([lines[: -DEPTH - 1 : -1] for lines in below])
    kept: list[str] = []
    removed: dict[Removed, None] = {}
    for lines, top, bottom in zip(pages, heads, feet, strict=True):
        end = len(lines) - bottom
        kept += lines[top:end]
        removed |= dict.fromkeys(Removed("running head", line) for line in lines[:top])
        removed |= dict.fromkeys(Removed("running foot", line) for line in lines[end:])
    return kept, list(removed)


def _numbers(edges: Sequence[Sequence[str]]) -> list[int]:
    """How many lines of each page's edge, given from the edge inwards, are its head or foot."""
    on_pages = Counter(
        form
        for page, lines in enumerate(edges)
        for form in {form for line in lines for form in _forms(line, page)}
    )
    return [_number(lines, page, on_pages, len(edges)) for page, lines in enumerate(edges)]


def _number(lines: Sequence[str], page: int, on_pages: Counter[str], count: int) -> int:
    for number, line in enumerate(lines):
        # what stands there twice is the headline under a head of the same words
        if line in lines[:number] or not _is_head(line, page, on_pages, count):
            return number
    return len(lines)


def _forms(line: str, page: int) -> Iterator[str]:
    """The line, and the line without each number in it that may be the page's.

    A page's number runs with the pages: lines whose numbers differ otherwise ("In 1960 …", "In
    1998 …") are no head.
    """
    yield line
    for number in re.finditer(_NUMBER, line if len(line) <= LONGEST else ""):
        yield f"{line[: number.start()]}#{int(number[0]) - page}#{line[number.end() :]}"


def _is_head(line: str, page: int, on_pages: Counter[str], count: int) -> bool:
    """Whether it is no sentence, and stands so on most pages."""
    most = max(on_pages[form] for form in _forms(line, page))
    if _PAGE_NUMBER.fullmatch(line):
        return not line.isdigit() or int(line) == page + 1 or most >= 2
    return most > 2 and most * 2 > count and not _is_text(line)


def _is_text(line: str) -> bool:
    """A sentence, or a part of one; an address begins with a small letter too."""
    if furniture_kind(line) or _PRINTED.search(line):
        return False
    word = re.match(r"[^\W\d_]+", line)
    goes_on = word is not None and word[0].islower() and not re.search(r"\w[./@]\w", line)
    words = len(line) > MAX_WORDS and not _PARTED.search(line)
    return goes_on or words or is_prose(line)
