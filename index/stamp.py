"""Lines that date a page: "Published 13:41, 5 Mar 2024", "The Post, 12 March 2024. By Ada Orm"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from index.byline import is_byline, names, without_pictures
from index.clock import OFFSET, TIME, ZONE, zoned_time
from index.dates import Found, dates_without_year, full_dates
from index.labels import has_role, is_name, is_section

LONGEST = 200
"""Characters of such a line."""

_UPDATED = (
    r"(?:last )?(?:updated|modified|revised|edited|corrected)(?: on| at)?|update|"
    r"aktualisiert(?: am)?|stand|mis(?:e)? à jour(?: le)?|modifié(?: le)?|"
    r"actualizado(?: el)?|aggiornato(?: il)?|bijgewerkt(?: op)?"
)
_PUBLISHED = (
    r"this (?:story|article) is from|"
    r"(?:first )?(?:published|posted|submitted|created|issued|filed)(?: on| at)?|"
    r"(?:publication )?date|"
    r"veröffentlicht(?: am)?|erstellt(?: am)?|publié(?:e)?(?: le)?|publicado(?: el)?|"
    r"pubblicato(?: il)?|gepubliceerd(?: op)?"
)
_LABEL = re.compile(
    rf"(?<![^\W\d_])(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))\b\s*:?", re.I
)
_OTHER = re.compile(
    r"(?:^|[|·•(;,]\s*)(?:"
    r"(?:release|review|effective|event|expiry|start|end|due|opening|closing|birth|air) date|"
    r"born|died|when|deadline|expires|effective|kick-?off|starts|begins|ends|due|opens|closes|"
    r"correction|aired|recorded|filmed|taken|founded|established|since|until|"
    r"geboren|gestorben|née?|morte?|nacid[oa]|muert[oa]|nat[oa])"
    r"[ :,]+(?:on |am |le |el |il )?$",
    re.I,
)
"""Of what else a line may tell the date: "Born 4 June 1932", "Review date: 4 June 2024"."""
_GLUED = re.compile(r"^(Published|Updated|Posted)(?=[A-Z]|\d)")
_RELATIVE = (
    r"(?:(?:about |over )?(?:an?|\d+) ?(?:s|m|h|d|secs?|seconds?|mins?|minutes?|hrs?|hours?|"
    r"days?|weeks?|"
    r"months?|years?) ago|just now|yesterday|today|vor \d+ \w+|il y a \d+ \w+|hace \d+ \w+)"
)
_EXTRA = re.compile(
    rf"{_RELATIVE}|{TIME}|{OFFSET}|\b\d+[- ]min(?:ute)?s?\.?(?: read)?\b|"
    r"\b(?:reading time|lesezeit|temps de lecture)\s*:?(?:\s*\d+ ?min\w*\.?)?|"
    r"\b\d[\d,.]* (?:comments?|shares?|views?)\b|\blocal time\b",
    re.I,
)
_RELATIVE_LINE = re.compile(rf"(?:{_LABEL.pattern})?\s*{_RELATIVE}.{{0,60}}", re.I)
TIME_LINE = re.compile(rf"(?:at |time: ?)?{TIME}\s*{ZONE}?", re.I)
"""A time alone, as under a date."""
_ISSUE = re.compile(
    r"(?:(?:page|seite|p\.)\s*)?[A-Z]?\d{1,3}|(?:vol(?:ume)?|no|nr|n°|issue|ausgabe)\.?\s*[\dIVXLC]+|"
    r"(?:(?:early|late|final|print|city|national|morning|evening|weekend|sunday)\s+)?edition",
    re.I,
)
_FILED = re.compile(r"(?:in|under) [A-Z][\w&' ]{2,30}")
"""Where a blog has put it: "in Walking"."""
_PARTS = re.compile(r"\s*(?:[|·•/;()\[\]\x00]|(?<=\s)[-–—](?=\s)|,|\.(?=\s|$)|—)\s*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line that dates a page tells."""

    published: date | None = None
    updated: date | None = None
    published_at: datetime | None = None
    """The moment, where the line tells time and time zone."""
    updated_at: datetime | None = None
    dated: bool = False
    """Whether it has a full date at all, be it an unclear one."""
    labelled: bool = False
    """Whether it says "published" or its like."""
    authors: tuple[str, ...] = ()
    """Named as such: "By Ada Orm"."""
    before: tuple[str, ...] = ()
    """Names before the date, whoever's or whatever's they are."""
    after: tuple[str, ...] = ()
    section: str = ""


def read_stamp(text: str) -> Stamp | None:
    """What the line tells, if it is one; None if it has words that no such line has."""
    # "— Ada Orm (@orm) March 5, 2024" signs a post that the article quotes
    if len(text) > LONGEST or re.match(r"[-–—]", text) or "@" in text:
        return None
    text = _GLUED.sub(r"\1 ", text)
    dates = full_dates(text)
    if any(_OTHER.search(text[: found.start]) for found in dates):
        return None
    labels = list(_LABEL.finditer(text))
    # "Posted Feb. 12 at 10:47 p.m." tells no date, but is nothing of the article's either
    shown = dates or (dates_without_year(text) if labels else [])
    if not shown and not _RELATIVE_LINE.fullmatch(text):
        return None
    rest = _EXTRA.sub(" ", re.sub(ZONE, " ", _LABEL.sub("\x00", _without(text, shown))))
    parts = _told(without_pictures(rest))
    if parts is None:
        return None
    authors, before, after, section = parts
    given = list(_given(text, dates, labels))
    labelled = any(date_.label == "published" for date_ in given)
    published, published_at = _only(given, "published" if labelled else "")
    updated, updated_at = _only(given, "updated")
    return Stamp(
        published=published,
        updated=updated,
        published_at=published_at,
        updated_at=updated_at,
        dated=bool(dates),
        labelled=labelled,
        authors=authors,
        before=before,
        after=after,
        section=section,
    )


def is_label(text: str) -> bool:
    """Whether it is no more than what a date is called: "Updated"."""
    return _LABEL.fullmatch(text) is not None


class _Given(NamedTuple):
    """A date of the line, with time and zone where they are told, and what it is called."""

    label: str
    day: date | None
    at: datetime | None


def _given(text: str, dates: list[Found], labels: list[re.Match[str]]) -> Iterator[_Given]:
    read = 0
    for found in dates:
        label = next((m for m in reversed(labels) if m.end() <= found.start), None)
        start, end = found.start - read, found.end - read
        told = zoned_time(text[read:], start, end, found.day) if found.day else None
        read += told[1] if told else end
        yield _Given((label.lastgroup or "") if label else "", found.day, told and told[0])


def _only(given: list[_Given], label: str) -> tuple[date | None, datetime | None]:
    """The one date of that label, and the one moment, if there is no other."""
    days = {date_.day for date_ in given if date_.label == label}
    moments = {date_.at for date_ in given if date_.label == label}
    day = next(iter(days)) if len(days) == 1 else None
    return day, next(iter(moments)) if day and len(moments) == 1 else None


def _without(text: str, dates: list[Found]) -> str:
    """The text with a mark in place of each date."""
    for found in reversed(dates):
        text = f"{text[: found.start]} \x01 {text[found.end :]}"
    return text


_Told = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]


def _told(rest: str) -> _Told | None:
    """Authors, names before and after the date, and section; None if there is anything else."""
    authors: list[str] = []
    sides: tuple[list[str], list[str]] = ([], [])
    section = ""
    side = 0
    # "by Ada Orm on Monday, 6 May 2024"
    rest = re.sub(r"(?:\s(?:on|at|le|am|el))?[\s,]*\x01", " | \x01 | ", rest)
    for part in _PARTS.split(rest):
        part = part.strip(" :.-–—\"'")
        if not part or part.casefold() in ("at", "on", "um", "à", "the", "a las", "le", "am"):
            continue
        if part == "\x01":
            side = 1
        elif is_byline(part):
            authors += names([part])
        elif _ISSUE.fullmatch(part) or _FILED.fullmatch(part):
            continue
        elif is_section(part):
            section = section or part
        elif has_role(part) and len(part.split()) <= 4:
            continue
        elif is_name(part):
            sides[side].append(part)
        else:
            return None
    return tuple(authors), tuple(sides[0]), tuple(sides[1]), section
