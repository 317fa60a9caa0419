"""A page pasted as text: the article's own words kept, the page's furniture taken off.

Nothing is thrown away silently: what goes is in `Article.removed`. When unsure, it stays.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.article import Article
from index.byline import names
from index.dateline import find_published
from index.errors import SourceError
from index.furniture import (
    Page,
    Paragraph,
    first_dateline,
    take_credit,
    take_furniture,
    take_head,
    take_links,
    take_lists,
    take_repeated_title,
    take_title,
)
from index.language import language_of


def clean(raw: str, origin: str = "") -> Article:
    """The article in a page pasted as text.

    Raises:
        SourceError: nothing in it reads as an article's text.
    """
    return _clean(Page(_paragraphs(raw)), "", origin)


def clean_page(paragraphs: Sequence[Paragraph], title: str, origin: str = "") -> Article:
    """The article in the paragraphs of a page; `title` as its metadata tell, empty if unknown.

    Raises:
        SourceError: nothing in it reads as an article's text.
    """
    page = Page(list(paragraphs))
    take_repeated_title(page, title)
    take_links(page)
    return _clean(page, title, origin)


def _clean(page: Page, title: str, origin: str) -> Article:
    take_furniture(page)
    take_lists(page)
    title = title or take_title(page)
    dateline, at = first_dateline(page)
    heads = take_head(page, at)
    credit = take_credit(page)
    source = credit or (dateline.agency if dateline else "")
    body = page.texts()
    if not body:
        raise SourceError(
            f"{origin or 'The text'} holds no article text; only a title or a page's furniture "
            "was found. Add the text of the article."
        )
    text = "\n\n".join(body)
    published, published_from = find_published(heads, dateline.text if dateline else "", body)
    authors = names(r.text for r in page.removed if r.kind == "byline")
    place = dateline.place if dateline else ""
    language = language_of(text)
    known = (
        ("authors", "byline" if authors else ""),
        ("language", "text" if language else ""),
        ("place", "dateline" if place else ""),
        ("source", ("credit" if credit else "dateline") if source else ""),
        ("title", "text" if title else ""),
    )
    return Article(
        text=text,
        title=title,
        source=source,
        published=published,
        published_from=published_from,
        place=place,
        origin=origin,
        removed=tuple(page.removed),
        authors=authors,
        language=language,
        provenance=tuple((name, where) for name, where in known if where),
    )


def _paragraphs(raw: str) -> list[Paragraph]:
    """Each paragraph with its block's number; hard-wrapped lines joined."""
    paragraphs = []
    for block, text in enumerate(re.split(r"\n\s*\n", raw.replace("\r\n", "\n"))):
        lines = [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]
        if _is_wrapped(lines):
            lines = [" ".join(lines)]
        paragraphs += [Paragraph(block, line) for line in lines]
    return paragraphs


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph: of about one length, broken inside sentences."""
    if len(lines) < 2 or max(map(len, lines)) > 100 or min(map(len, lines[:-1])) < 40:
        return False
    broken = sum(
        after[0].islower() or before[-1] not in '.!?:"”' for before, after in pairwise(lines)
    )
    lower = sum(line[0].islower() for line in lines[1:])
    return broken * 2 > len(lines) - 1 and lower * 3 >= len(lines) - 1
