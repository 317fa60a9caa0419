"""What a page shows between its headline and its text: who wrote it, and when it was published.

Only there: a date beside the masthead is today's, one further down is of something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from index.article import Article
from index.byline import is_byline, names
from index.furniture import is_list_head, is_prose
from index.labels import has_first_name, is_person, outlet_weight
from index.read.blocks import Block, is_apart, letters
from index.stamp import Stamp, read_stamp

SENTENCE = 40
"""Characters of a sentence of the text that is surely no headline, bullet or label."""
HEADLINE = 4
"""Words from which a link leads to another article, rather than to an author or a section."""

_BARRED = re.compile(r"\s+[|·•]\s+")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is told there; empty or None where it is not."""

    published: date | None = None
    published_at: datetime | None = None
    updated: date | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()


def find_shown(page: Sequence[Block], article: Article) -> Shown:
    """What the page shows of an article near its headline.

    Args:
        page: The blocks of the page.
        article: The article that was found on it.
    """
    at = _headline(page, article)
    if at < 0:
        return Shown()
    lines = _between(page[at:], article)
    stamps = [
        stamp
        for block, begun in lines
        for stamp in _stamps(block)
        if _is_its_own(stamp, article, begun)
    ]
    labelled = [s for s in stamps if s.labelled]
    dated = labelled or ([] if _is_chronology(article) else [s for s in stamps if s.published])
    published, published_at = _agreed((s.published, s.published_at) for s in dated)
    updated, updated_at = _agreed((s.updated, s.updated_at) for s in stamps if s.updated)
    signed = [name for block, _ in lines for name in _signed(block)]
    authors = dict.fromkeys([*(name for stamp in stamps for name in stamp.authors), *signed])
    return Shown(published, published_at, updated, updated_at, tuple(authors))


def _headline(page: Sequence[Block], article: Article) -> int:
    """The number of the headline's block; -1 if none is surely it."""
    title = letters(article.title)
    headings = [n for n, block in enumerate(page) if block.node.tag in ("h1", "h2")]
    same = [n for n in headings if title and letters(page[n].text) == title]
    if same:
        return same[-1]
    first = [n for n in headings if page[n].node.tag == "h1"]
    # search engines are told another headline, but a masthead may be one too
    sole = len(first) == 1 and letters(page[first[0]].text) != letters(article.source)
    return first[0] if sole and not outlet_weight(page[first[0]].text) else -1


def _between(page: Sequence[Block], article: Article) -> list[tuple[Block, bool]]:
    """The blocks below the headline down to the text; none if it does not follow.

    Each with whether the text has begun: with a standfirst, or with a box among its paragraphs.
    """
    known = letters(article.text)
    around = set(page[0].node.iterancestors())
    found: list[tuple[Block, bool]] = []
    begun = False
    for above, block in pairwise(page):
        if is_list_head(block.text):
            break
        if letters(block.text) not in known:
            if not (block.heading or block.linked or _leads(above) or is_apart(block.node, around)):
                found.append((block, begun))
        elif block.node.tag != "li" and len(block.text) >= SENTENCE and is_prose(block.text):
            if begun:
                break
            begun = True
    return found if begun else []


def _leads(block: Block) -> bool:
    """Whether it is a link to another article, to which the next line may belong."""
    return block.linked and len(block.text.split()) >= HEADLINE


def _stamps(block: Block) -> list[Stamp]:
    stamp = _stamp(block.text, block.told)
    if stamp:
        return [stamp]
    parts = _BARRED.split(block.told)
    told = [read_stamp(part) for part in parts] if len(parts) > 1 else []
    return [s for s in told if s and not (s.before or s.after)]


def _signed(block: Block) -> list[str]:
    """The names of a byline, or of links to their bearers' pages."""
    parts = _BARRED.split(block.text)
    lines = [part for part in parts if is_byline(part)]
    if not lines:
        links = [
            a for a in block.node.iter("a") if "author" in (a.get("rel") or "").lower().split()
        ]
        lines = [a.text_content() for a in links if a.text_content() in block.text]
    return [name for name in names(lines) if is_person(name)]


def _stamp(text: str, told: str) -> Stamp | None:
    """What a line tells, by its words and by the moments beside them; None if they differ."""
    stamp = read_stamp(told)
    plain = read_stamp(text) if stamp and told != text else None
    if stamp is None or plain is None or None in (stamp.published, plain.published):
        return stamp
    assert stamp.published and plain.published
    # a moment in UTC may be of another day where the outlet is
    if abs(stamp.published - plain.published) > timedelta(days=1):
        return None
    return replace(stamp, published=plain.published)


def _is_its_own(stamp: Stamp, article: Article, begun: bool) -> bool:
    """Whether a line dates the article, rather than another whose headline it holds."""
    if begun and not (stamp.labelled or stamp.updated or stamp.authors):
        return False
    return all(
        name in article.authors
        or name.casefold() == article.source.casefold()
        or outlet_weight(name)
        or (is_person(name) and has_first_name(name))
        for name in stamp.before + stamp.after
    )


def _is_chronology(article: Article) -> bool:
    """Whether the text itself goes on under dates."""
    lines = (read_stamp(text) for text in article.text.split("\n\n") if len(text) <= SENTENCE)
    return any(line and line.dated and not line.labelled for line in lines)


def _agreed(
    given: Iterator[tuple[date | None, datetime | None]],
) -> tuple[date | None, datetime | None]:
    """The one day that all tell, and the one moment of those that tell one."""
    told = set(given)
    days, moments = {day for day, _ in told}, {moment for _, moment in told if moment}
    day = next(iter(days)) if len(days) == 1 else None
    return day, next(iter(moments)) if day and len(moments) == 1 else None
