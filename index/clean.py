"""A page pasted as text: the article's own words kept, the page's furniture taken off.

Nothing is thrown away silently: what goes is in `Article.removed`. When unsure, it stays.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.article import Article
from index.captions import take_captions
from index.dateline import find_published
from index.errors import SourceError
from index.furniture import (
    AGENCY,
    Page,
    Paragraph,
    first_dateline,
    take_feed_line,
    take_furniture,
    take_links,
    take_lists,
    take_repeated_title,
)
from index.head import read_head
from index.language import language_of
from index.regions import take_authors, take_boxes
from index.tail import copyright_outlet, take_credit, take_tail


def clean(raw: str, origin: str = "", title: str = "") -> Article:
    """The article in a page pasted as text; `title` as its source tells, empty if unknown.

    Raises:
        SourceError: nothing in it reads as an article's text.
    """
    page = Page(_paragraphs(raw))
    take_repeated_title(page, title)
    return _clean(page, title, origin)


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
    take_boxes(page)
    take_captions(page, below_head=False)
    head = read_head(page, title)
    take_captions(page, below_head=True)
    take_feed_line(page, head.title)
    take_furniture(page)
    take_lists(page)
    take_authors(page, head.authors)
    tail = take_tail(page)
    take_authors(page, head.authors)
    credit = take_credit(page)
    dateline, _ = first_dateline(page)
    body = page.texts()
    if not body:
        raise SourceError(
            f"{origin or 'The text'} holds no article text; only a title or a page's furniture "
            "was found. Add the text of the article."
        )
    text = "\n\n".join(body)
    published, published_from = find_published(dateline.text if dateline else "", body)
    if head.published or tail.published:
        published = head.published or tail.published
        published_from = "byline" if head.published else "last line"
    # an agency wrote what the outlet printed
    agency = re.fullmatch(AGENCY, credit) is not None
    sources = (
        (head.source, head.source_from),
        (tail.outlet, "last line"),
        ("" if agency else credit, "credit"),
        (copyright_outlet(page), "copyright line"),
        (credit, "credit"),
        (dateline.agency if dateline else "", "dateline"),
    )
    source, source_from = next((given for given in sources if given[0]), ("", ""))
    authors = head.authors or tail.authors
    place = dateline.place if dateline else ""
    language = language_of(text)
    known = (
        ("authors", "byline" if authors else ""),
        ("language", "text" if language else ""),
        ("place", "dateline" if place else ""),
        ("section", "text" if head.section else ""),
        ("source", source_from),
        ("title", "text" if head.title else ""),
        ("updated", "byline" if head.updated else ""),
    )
    return Article(
        text=text,
        title=head.title,
        source=source,
        published=published,
        published_from=published_from,
        published_at=head.published_at,
        updated=head.updated,
        updated_at=head.updated_at,
        section=head.section,
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
        given = [line.strip() for line in text.split("\n") if line.strip()]
        lines = [" ".join(line.split()) for line in given]
        if _is_wrapped(lines):
            paragraphs.append(Paragraph(block, " ".join(lines)))
            continue
        columns = [len(re.split(r"\s{2,}|\t", line)) for line in given]
        paragraphs += [
            Paragraph(block, line, columns=n) for line, n in zip(lines, columns, strict=True)
        ]
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
