"""The head of a page: masthead, navigation, headline, standfirst, byline, date, caption.

Lines are known by form and order. One that could be the article's own stays in the text; what is
unclear stays unknown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from index.byline import is_byline, names, ordinary_case, without_place
from index.furniture import AGENCY, Page, is_prose
from index.labels import (
    LEADING,
    company_name,
    has_first_name,
    is_kicker,
    is_name,
    is_person,
    is_section,
    outlet_name,
    outlet_weight,
)
from index.lines import CRUMBS, Line, head_lines, outlet_at, signed_names
from index.stamp import Stamp, read_stamp

HEADLINE = 4
"""Words from which a line is a headline below another that may be one."""
SPOKEN_OF = 2
"""Words of a line that the text has too, if it is a headline."""
SURE = 3
"""Signs that make a first line the masthead rather than the headline."""

_TAGLINE = re.compile(
    r"(?:[a-zà-ÿ]|(?:Est|Established|Since|Founded|Vol|Volume|Issue|No|Price|Every|www)\b).{0,80}"
)
_SITE = re.compile(r"(?P<title>.{8,})\s(?P<bar>[|–—-])\s(?P<site>[^|]{3,40})")
_RELEASE = re.compile(
    r"(?:for immediate|press|news|media) release\W*|news provided by\W*|communiqué\W*", re.I
)
_PRINTED = re.compile(r"^\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?\s+")
"""What browsers print above a page: when it was printed."""
_BARRED = re.compile(r"\s+[|·•]\s+|\.\s+(?=[A-Z])")
"""What parts a date from what stands beside it in a line: "Cup final | 5 March 2024 | Att: 800"."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page's head tells; empty or None where it does not."""

    title: str = ""
    source: str = ""
    source_from: str = ""
    section: str = ""
    published: date | None = None
    published_at: datetime | None = None
    updated: date | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()


def read_head(page: Page, title: str = "") -> Head:
    """Take the head's lines off a page, but for a standfirst; what they tell.

    Args:
        page: A page with all of its furniture.
        title: The headline, if it is known and no line.
    """
    lines = head_lines(page.paragraphs, title)
    rest = page.texts()[len(lines) :]
    if not lines or not rest:
        return Head(title=title)
    whole = "\n".join(page.texts())
    spoken = _words(" ".join([text for text in rest if is_prose(text)][:8]))
    issuer = _issuer(lines, page.texts()[len(lines) :])
    masthead = -1 if title else _masthead(lines, whole, spoken)
    at = -1 if title else _headline(lines, masthead, spoken, issuer)
    found, site = (title, "") if title else _title(lines, at)
    marked = [_marked(lines, n, masthead, at, found) for n in range(len(lines))]
    chronology = _is_chronology(lines, rest)
    dates = (
        [] if chronology else [(n > at, line.stamp) for n, line in enumerate(lines) if line.stamp]
    )
    if not dates:
        marked = ["" if kind == "date" else kind for kind in marked]
    day = _published(dates) if dates or chronology else _published_beside(lines[at + 1 :])
    told = Head(title=found, published=day)
    told = _with_source(told, lines, masthead, site, whole)
    if issuer >= 0 and issuer != at:
        told = _sourced(told, lines[issuer].text, "press release")
        marked[issuer] = "masthead"
    told = _with_people(told, lines, marked, "\n".join(rest))
    stamps = [stamp for _, stamp in dates]
    updated = max((stamp.updated for stamp in stamps if stamp.updated), default=None)
    section = next((line.stamp.section for line in lines if line.stamp and line.stamp.section), "")
    sections = [
        line.text
        for line, kind in zip(lines, marked, strict=True)
        if kind == "section" and not is_kicker(line.text)
    ]
    told = replace(
        told,
        # above the headline is the day of the page, and the time of the visit
        published_at=_moment(
            stamp.published_at
            for below, stamp in dates
            if (below or stamp.labelled) and day and stamp.published == day
        ),
        updated=updated,
        updated_at=_moment(stamp.updated_at for stamp in stamps if stamp.updated == updated),
        section=told.section or section or (sections[-1] if len(sections) == 1 else ""),
    )
    if at >= 0 and lines[at].text == found:
        # the headline is no furniture
        page.paragraphs.pop(at)
        marked.pop(at)
    elif at >= 0:
        marked[at] = "title"
    gone = 0
    for number, kind in enumerate(marked):
        if kind:
            page.take(number - gone, kind)
            gone += 1
    return told


def _issuer(lines: list[Line], rest: list[str]) -> int:
    """The number of the line with the name of who gave out a press release; -1 if none."""
    if not any(_RELEASE.fullmatch(line.text) for line in lines):
        return -1
    opening = " ".join(rest[:2])
    for number, line in enumerate(lines):
        name = company_name(line.text) or line.text
        if line.role == "short" and is_name(name) and name in opening:
            return number
    return -1


def _masthead(lines: list[Line], whole: str, spoken: frozenset[str]) -> int:
    """The number of the line with the outlet's name; -1 if none is surely it."""
    headline = _headline(lines, -1, spoken)
    for number, line in enumerate(lines):
        above = line.role == "short" and (number <= headline or headline < 0)
        if above and _is_masthead(lines, number, whole, spoken):
            return number
    return -1


def _is_masthead(lines: list[Line], first: int, whole: str, spoken: frozenset[str]) -> bool:
    line = lines[first]
    name = outlet_name(line.text)
    headline, told = _headline(lines, first, frozenset()), _headline(lines, first, spoken)
    agency = re.fullmatch(AGENCY, name, re.I) is not None
    weight = 2 if agency else outlet_weight(name)
    named = _is_named(name, whole)
    led = LEADING.match(name) is not None
    if not is_name(name) or headline < 0 or not (weight or named or led):
        return False
    between = lines[first + 1 : headline]
    near = lines[max(0, first - 1) : headline]
    menu = any(
        other.role == "navigation" or (other.role == "promotion" and other.block == line.block)
        for other in near
    )
    signs = weight + 2 * menu + ((weight > 0 or menu) and led)
    signs += 2 * named
    # an agency's is that everywhere
    capitals = name.isupper() and not agency and not lines[headline].text.isupper()
    signs += 1 if capitals and len(LEADING.sub("", name).split()) <= 3 else 0
    signs += any(other.role == "section" for other in between)
    signs += any(other.role in ("date", "short") and other.block == line.block for other in between)
    # nothing is told of it, but of the line below
    signs += weight > 1 and not _words(name) & spoken and _told(lines[told], spoken) > 1
    return signs >= SURE


def _headline(lines: list[Line], masthead: int, spoken: frozenset[str], issuer: int = -1) -> int:
    """The number of the headline's line below the masthead's; -1 if there is none.

    The first that may be one; but not a label of which the text (its words: `spoken`) says
    little, if it speaks of one below, nor what stands above the menu.
    """
    found = []
    for number in range(masthead + 1, len(lines)):
        line = lines[number]
        tagline = (
            masthead >= 0 and line.block == lines[masthead].block and _TAGLINE.fullmatch(line.text)
        )
        passed = tagline or number == issuer or re.match(r"[-–—*•]", line.text)
        if line.role == "short" and not passed:
            found.append(number)
    told = [_told(lines[number], spoken) for number in found]
    for at, number in enumerate(found):
        best = max(told[at:])
        text = lines[number].text
        label = told[at] <= (len(text.split()) <= 4) and not re.search(r"[!?:'\"‘’“”]", text)
        later = found[at + 1 :]
        if label and best >= told[at] + 2:
            continue
        if later and _is_above(lines, number, later, masthead, told[at]):
            continue
        return number
    sections = [n for n in range(masthead + 1, len(lines)) if lines[n].role == "section"]
    return sections[-1] if sections else -1


def _is_above(lines: list[Line], number: int, later: list[int], masthead: int, told: int) -> bool:
    """Whether a line is a label or a tagline: above the menu or beside the masthead."""
    first, bar, rest = lines[number].text.partition(" | ")
    if bar and is_section(first) and len(rest.split()) <= 3:
        return True
    # "every Wednesday" below the outlet's name is no headline
    headlines = (n for n in later if len(lines[n].text.split()) >= HEADLINE)
    headed = next((n for n in headlines if _headed(lines, n)), -1)
    head = _headed(lines, number)
    if headed < 0 or head == "byline":
        return False
    if not head:
        return told < SPOKEN_OF and any(
            line.role == "navigation" for line in lines[number + 1 : headed]
        )
    under = masthead >= 0 and lines[number].block == lines[masthead].block
    other = lines[headed].block != lines[number].block
    return under and other and _headed(lines, headed) == "byline"


def _headed(lines: list[Line], number: int) -> str:
    """Whether "byline" or "date" follows a line, be it after a standfirst or a caption."""
    for line in lines[number + 1 :]:
        if line.role in ("byline", "date"):
            return line.role
        if line.role not in ("standfirst", "caption", "share", "navigation", "promotion"):
            break
    return ""


def _told(line: Line, spoken: frozenset[str]) -> int:
    """How many of its words the text has."""
    return len(_words(line.text) & spoken)


def _words(text: str) -> frozenset[str]:
    """Its words of more than three letters."""
    return frozenset(re.findall(r"[^\W\d_]{4,}", text.casefold()))


def _title(lines: list[Line], at: int) -> tuple[str, str]:
    """The headline and, where the window's title was pasted with it, the site's name."""
    if at < 0:
        return "", ""
    text = re.sub(r"^#{1,2}\s+(.+?)[\s#]*$", r"\1", _PRINTED.sub("", lines[at].text))
    match = _SITE.fullmatch(text)
    if match:
        again = any(_letters(line.text) == _letters(match["title"]) for line in lines)
        if again or (match["bar"] == "|" and outlet_weight(match["site"])):
            return match["title"].strip(), match["site"].strip() if is_name(match["site"]) else ""
    return text, ""


def _marked(lines: list[Line], number: int, masthead: int, at: int, title: str) -> str:
    """The kind under which a line is taken off; empty if it stays."""
    line = lines[number]
    if number == masthead:
        return "masthead"
    if line.role in ("short", "standfirst"):
        if title and number != at and _letters(line.text) == _letters(title):
            return "title"
        if line.role != "short" or number >= at or re.match(r"[-–—*•]", line.text):
            return ""
        under = masthead >= 0 and line.block == lines[masthead].block
        return "masthead" if under else "navigation"
    if line.role == "section":
        return "section" if number < at else ""
    return "byline" if line.role == "post" else line.role


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _is_chronology(lines: list[Line], rest: list[str]) -> bool:
    """Whether the text goes on under other dates, so that the first one is not the page's."""
    dates = {line.stamp.published for line in lines if line.stamp and not line.stamp.labelled}
    if any(line.stamp and line.stamp.labelled for line in lines) or not dates:
        return False
    for text, after in pairwise(rest):
        stamp = read_stamp(text) if len(text) <= 60 and is_prose(after) else None
        plain = stamp and stamp.dated and not (stamp.labelled or stamp.before or stamp.after)
        if stamp and plain and stamp.published not in dates:
            return True
    return False


def _published(dates: list[tuple[bool, Stamp]]) -> date | None:
    """The one date that the best of the lines agree on: labelled, else below the headline."""
    dated = [(below, stamp) for below, stamp in dates if stamp.dated]
    labelled = [stamp for _, stamp in dated if stamp.labelled]
    plain = [(below, s) for below, s in dated if s.published or not s.updated]
    below = [stamp for under, stamp in plain if under]
    best = labelled or below or [stamp for _, stamp in plain]
    days = {stamp.published for stamp in best}
    return next(iter(days)) if len(days) == 1 else None


def _moment(moments: Iterable[datetime | None]) -> datetime | None:
    """The one moment that lines of the same day tell."""
    told = {moment for moment in moments if moment}
    return next(iter(told)) if len(told) == 1 else None


def _published_beside(lines: list[Line]) -> date | None:
    """The one date that stands for itself in lines that tell other things too."""
    days: set[date | None] = set()
    for line in lines:
        parts = _BARRED.split(line.text)
        stamps = [read_stamp(part) for part in parts] if len(parts) > 1 else []
        days |= {s.published for s in stamps if s and s.dated and not (s.before or s.after)}
    return next(iter(days)) if len(days) == 1 else None


def _with_source(head: Head, lines: list[Line], masthead: int, site: str, whole: str) -> Head:
    """With the outlet that the first of masthead, way to the page, date line and byline tells."""
    if masthead >= 0:
        head = replace(head, source=outlet_name(lines[masthead].text), source_from="masthead")
    for line in lines:
        if line.role == "navigation" and CRUMBS.fullmatch(line.text):
            crumbs = [part.strip() for part in re.split(r"[>›»/]", line.text)]
            first = crumbs[0]
            outlet = is_name(first) and (outlet_weight(first) or _is_named(first, whole))
            if outlet and not is_section(first):
                head = _sourced(head, first, "breadcrumb")
            second = [part for part in crumbs[1:2] if is_name(part, 3)]
            head = replace(head, section=head.section or "".join(second))
    if site:
        head = _sourced(head, site, "page title")
    for line in lines:
        for name in (line.stamp.before + line.stamp.after) if line.stamp else ():
            if _is_outlet(name, whole):
                head = _sourced(head, name, "date line")
        if line.role in ("byline", "post"):
            for name in names([line.text])[is_byline(line.text) :]:
                known = name == outlet_at(line.text) or outlet_weight(name) > 1
                if known or re.fullmatch(rf"{AGENCY}|[A-Z]{{2,5}}", name):
                    head = _sourced(head, name, "byline")
    return head


def _sourced(head: Head, name: str, where: str) -> Head:
    return head if head.source else replace(head, source=outlet_name(name), source_from=where)


def _is_outlet(name: str, whole: str) -> bool:
    """Whether a name beside a date is an outlet's; a place that the text speaks of is none."""
    if outlet_weight(name) or _is_named(name, whole):
        return True
    long = LEADING.match(name) is not None and len(name.split()) > 2
    return long and not _is_place(name, whole)


def _is_named(name: str, whole: str) -> bool:
    """Whether the page names it as an outlet elsewhere: "© 2024 Velburg Post", "told the Post"."""
    core = re.escape(LEADING.sub("", name.casefold()))
    lead = r"(?:©|\(c\)|\bcopyright|\btold|\bfollow)\W{0,4}(?:\d{4}\W{1,3})?(?:the )?\W?"
    return re.search(rf"{lead}{core}\b", whole.casefold()) is not None


def _is_place(name: str, whole: str) -> bool:
    pattern = rf"\b(?:in|near|outside|across|to|from)\s+(?:the )?{re.escape(name.casefold())}\b"
    return re.search(pattern, whole.casefold()) is not None


def _with_people(head: Head, lines: list[Line], marked: list[str], body: str) -> Head:
    """With the authors of bylines and date lines."""
    authors: list[str] = []
    for line, kind in zip(lines, marked, strict=True):
        if line.role == "byline" and kind:
            authors += names([line.text]) if is_byline(line.text) else signed_names(line.text)
        elif kind == "date" and line.stamp:
            authors += line.stamp.authors
            barred = re.search(r"[|·•]", line.text) is not None
            before = [n for n in line.stamp.before if barred and has_first_name(n)]
            for given in (*line.stamp.after, *before):
                name = without_place(given)
                capitals = name.isupper() and not has_first_name(name)
                if is_person(name) and not capitals and name.casefold() not in body.casefold():
                    authors.append(name)
    # "By Ada Orm, The Velburg Post"
    kept = [
        name
        for n, name in enumerate(authors)
        if not n or not (outlet_weight(name) or (" " in authors[0] and " " not in name))
    ]
    return replace(head, authors=tuple(dict.fromkeys(map(ordinary_case, kept))))
