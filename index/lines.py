"""The lines above an article's text, and what each is by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.buttons import BESIDE
from index.byline import is_byline, without_place
from index.dateline import find_dateline
from index.furniture import Paragraph, furniture_kind, is_caption, is_list_head, is_prose
from index.labels import (
    company_name,
    has_first_name,
    has_role,
    is_menu_item,
    is_name,
    is_navigation,
    is_person,
    is_section,
    outlet_weight,
)
from index.stamp import TIME_LINE, Stamp, read_stamp

MAX_LINES = 60
"""Lines that a head may have: a menu is pasted one item a line."""
CRUMBS = re.compile(
    r"[^>›»]{2,40}(?:\s*[>›»]\s*[^>›»]{2,80}){1,5}|(?:Home|News)(?:\s*/\s*[^/]{2,80}){1,5}"
)
_FROM = re.compile(r"(?:[Rr]eporting|[Rr]eported|[Ww]riting) from [A-ZÀ-Þ].{2,60}")
_STAFF = re.compile(
    r"(?P<outlet>[A-Z].{2,40}?)(?: (?:live|news|web|sports?|digital|online|business))?"
    r" (?:team|staff|reporters?|writers?|desk|newsroom|correspondents?)"
)
_GREETING = re.compile(
    r"(?:good (?:morning|afternoon|evening)|hello|hi|hey)\b[^.!?\"“”]{0,60}[.!]", re.I
)
_MAIL = re.compile(r"@\w+|\S+@\S+\.\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head and what it is."""

    text: str
    block: int
    role: str
    stamp: Stamp | None = None


def head_lines(paragraphs: Sequence[Paragraph], title: str) -> list[Line]:
    """The lines above the text."""
    lines: list[Line] = []
    for number, paragraph in enumerate(paragraphs[:MAX_LINES]):
        role, stamp = _role(paragraphs, number, lines, title)
        if role == "prose":
            if not _is_standfirst(paragraphs, number, lines, title):
                return lines
            role = "standfirst"
        lines.append(Line(paragraph.text, paragraph.block, role, stamp))
    return []


def _role(
    paragraphs: Sequence[Paragraph], number: int, lines: list[Line], title: str
) -> tuple[str, Stamp | None]:
    text = paragraphs[number].text
    if find_dateline(text):
        return "prose", None
    if text.endswith(".") and is_menu_item(text.replace(".", "")):
        # "U.S." is no sentence
        return "navigation", None
    if lines and _GREETING.fullmatch(text) and _is_before_byline(paragraphs, number):
        return "greeting", None
    stamp = read_stamp(text)
    titled = bool(title) or any(line.role == "short" for line in lines)
    if stamp and (titled or not (stamp.before or stamp.after) or _tells_outlet(stamp)):
        return "date", stamp
    above = lines[-1] if lines and lines[-1].block == paragraphs[number].block else None
    if above and above.role == "date" and TIME_LINE.fullmatch(text):
        return "date", Stamp()
    if is_byline(text) and (titled or text[:2].lower() == "by"):
        return "byline", None
    if above and above.role == "navigation" and BESIDE.fullmatch(text):
        return "navigation", None
    if company_name(text):
        return "short", None
    if titled and not title and _is_imprint(paragraphs, number, lines):
        return "post", None
    if above and above.role in ("byline", "post"):
        if is_post(text) or outlet_weight(text) or outlet_at(text) or _FROM.fullmatch(text):
            return "post", None
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if is_person(above.text) and is_name(text, 3) and after and after.block != above.block:
            # where a correspondent is at home, as the last line of a byline
            return "post", None
    elif lines and lines[-1].role == "byline" and _FROM.fullmatch(text):
        return "post", None
    if re.fullmatch(r"\d[\d.,]*[KkMm]?|[\W_]+", text):
        return "share", None
    if titled and not title and _is_signed(paragraphs, number, above):
        return "byline", None
    if titled and _is_staff(text, lines):
        return "post", None
    dated = any(find_dateline(p.text) for p in paragraphs[number + 1 : number + 5])
    if is_caption(text, above_dateline=dated):
        return "caption", None
    if not title and _is_bar(paragraphs, number, lines):
        return "navigation", None
    kind = furniture_kind(text)
    if kind:
        return kind, None
    if not title and not titled and _is_listed(paragraphs, number):
        return "related", None
    if _is_body(text) and not (number == 0 and not title and _is_pointed_headline(paragraphs)):
        return "prose", None
    return ("section" if not title and is_section(text) else "short"), None


def _is_body(text: str) -> bool:
    """A sentence rather than a headline, which may ask or shout."""
    if not is_prose(text):
        return False
    return (
        re.search(r"""[.:;,…。，]['"”’»)\]]*$""", text) is not None
        or len(text) > 120
        or (text[0] in '"“„«')
    )


def _is_standfirst(
    paragraphs: Sequence[Paragraph], number: int, lines: list[Line], title: str
) -> bool:
    """A sentence between headline and byline or date."""
    titled = bool(title) or any(line.role in ("short", "section") for line in lines)
    roles = [line.role for line in lines]
    # a picture's description may stand there too
    seen = "byline" in roles or "date" in roles or roles.count("standfirst") > 1
    if not titled or seen or len(paragraphs[number].text) > 400:
        return False
    following = [
        p.text
        for p in paragraphs[number + 1 : number + MAX_LINES]
        if not (furniture_kind(p.text) or BESIDE.fullmatch(p.text))
    ]
    near = list(takewhile(lambda text: not _is_body(text) or has_date(text), following[:4]))
    told = any(is_byline(text) or has_date(text) for text in near)
    # a picture's description may stand between
    told = told or (len(near) < 3 and any(map(is_byline, following[len(near) + 1 :][:1])))
    return told and any(_is_body(text) for text in following[len(near) :])


def has_date(text: str) -> bool:
    """Whether the line is one that dates a page, and has a full date."""
    stamp = read_stamp(text)
    return stamp is not None and stamp.dated


def _is_pointed_headline(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the first line is a headline that ends with a full stop: byline or date follow."""
    text = paragraphs[0].text
    if len(paragraphs) < 3 or len(text) > 120 or not re.search(r"\w\.$", text):
        return False
    following = paragraphs[1].text
    return is_byline(following) or has_date(following)


def _is_bar(paragraphs: Sequence[Paragraph], number: int, lines: list[Line]) -> bool:
    """A menu or an item of one, or the way to the page: "Home > News > Harbour"."""
    text, block = paragraphs[number].text, paragraphs[number].block
    if is_prose(text):
        return False
    if is_navigation(text) or (len(text) <= 200 and CRUMBS.fullmatch(text)):
        return True
    shorts = [line for line in lines if line.role == "short"]
    # "Party   Votes   Seats" further down may be a table of the article's
    if len(shorts) > 1 or any(line.block != block for line in shorts):
        return False
    if paragraphs[number].columns > 2 and any(is_section(word) for word in text.split()):
        return True
    items = [p.text for p in paragraphs[max(0, number - 20) : number + 20] if p.block == block]
    menu = sum(is_menu_item(item) for item in items) > 2
    return menu and is_name(text, 2) and not outlet_weight(text)


def _is_listed(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """A heading "Most read", or a numbered or marked line under one."""
    text, block = paragraphs[number].text, paragraphs[number].block
    if is_list_head(text):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        return following is not None and following.block == block
    if not re.match(r"(?:\d{1,2}[.)]?|[-•*>])\s+\w", text):
        return False
    heads = [p for p in paragraphs[:number] if p.block == block and is_list_head(p.text)]
    return bool(heads)


def is_post(text: str) -> bool:
    """What stands under a name in a byline: "Harbour correspondent", an address."""
    return _MAIL.fullmatch(text) is not None or (
        has_role(text) and len(text.split()) <= 6 and not is_prose(text)
    )


def outlet_at(text: str) -> str:
    """The outlet of "Velburg News, West Coast", as it stands under a name; empty if none."""
    outlet, _, place = text.partition(", ")
    return outlet if outlet_weight(outlet) and is_name(place, 4) else ""


def names_first(text: str) -> bool:
    """Such as "Ada Orm, Harbour correspondent"."""
    name, _, post = text.partition(", ")
    return is_person(name) and bool(post) and is_post(post)


def signed_names(text: str) -> tuple[str, ...]:
    """The names of a line of nothing but names, places and posts: "Ada Orm in Eln and Bo Lind"."""
    if names_first(text):
        return (text.partition(", ")[0],)
    words = text.split()
    for count in (2, 3):
        name, post = " ".join(words[:count]), " ".join(words[count:])
        if has_first_name(text) and is_person(name) and is_post(post) and post[:1].isupper():
            return (name,)
    found = tuple(without_place(part) for part in re.split(r",\s+|\s+(?:and|&)\s+", text))
    return found if all(is_person(name) for name in found) else ()


def _is_signed(paragraphs: Sequence[Paragraph], number: int, line_above: Line | None) -> bool:
    """Names alone beside a date, above a post or under another name; or with a post."""
    text, block = paragraphs[number].text, paragraphs[number].block
    if names_first(text):
        return True
    found = signed_names(text)
    if not found:
        return False
    above, below = (
        paragraphs[n].text if 0 <= n < len(paragraphs) and paragraphs[n].block == block else ""
        for n in (number - 1, number + 1)
    )
    if is_person(text) and (is_post(below) or outlet_at(below)) and not is_byline(below):
        return True
    # a place stands there too, and what the article is about
    body = " ".join(p.text for p in paragraphs[number + 1 :]).casefold()
    again = [name for name in found if name.casefold() in body]
    if again:
        signed = rf"\bby {re.escape(again[0].casefold())}\b"
        return len(found) == 1 and has_date(below) and re.search(signed, body) is not None
    known = has_first_name(text) or len(found) > 1 or found[0] != text
    named = line_above is not None and line_above.role in ("byline", "post")
    return named or (known and (has_date(above) or has_date(below)))


def _is_before_byline(paragraphs: Sequence[Paragraph], number: int) -> bool:
    return any(is_byline(p.text) for p in paragraphs[number + 1 : number + 6])


def _is_imprint(paragraphs: Sequence[Paragraph], number: int, lines: list[Line]) -> bool:
    """Whether it names where the article stood: "Weekend Review, The Velburg Post"."""
    text = paragraphs[number].text
    *section, outlet = re.split(r", | \| ", text)
    agency = next((d.agency for p in paragraphs[:MAX_LINES] if (d := find_dateline(p.text))), "")
    if outlet == agency and not section:
        return True
    known = section and all(is_name(part, 3) for part in section) and outlet_weight(outlet) > 1
    return bool(known) and len(lines) > 0 and lines[-1].role in ("short", "byline", "date", "post")


def _is_staff(text: str, lines: list[Line]) -> bool:
    """Such as "The Velburg Post live team": an outlet's name and who works there."""
    match = _STAFF.fullmatch(text)
    if match is None or is_prose(text):
        return False
    outlet = match["outlet"].strip(" ,")
    known = any(line.text.casefold() == outlet.casefold() for line in lines)
    return known or outlet_weight(outlet) > 1


def _tells_outlet(stamp: Stamp) -> bool:
    return any(outlet_weight(name) for name in stamp.before + stamp.after)
