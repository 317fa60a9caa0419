"""Days, months and years as news writes them, as far as each is given."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from index.article import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b(?:\.(?=,? \d))?"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|[.,]\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_MONTH} {_DAY}\b(?:,? {_YEAR})?",
        rf"\b{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH},? {_YEAR}",
        rf"(?:(?<=\b[Ii]n )|(?<=\bearly )|(?<=\blate )|(?<=\bsince )){_MONTH}",
        rf"(?<![\w.,/$€£-]){_YEAR}",
        rf"(?i:\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b)",
        r"(?i:\b(?P<near>today|tonight|this (?:morning|afternoon|evening)|yesterday|last night"
        r"|tomorrow)\b)",
    )
)
_NEAR = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is given, at `span` in the text that it was read from."""

    span: Span
    year: int = 0
    month: int = 0
    day: int = 0
    """0 where it is not given."""
    either: tuple[date, ...] = ()
    """The days that a weekday can mean; empty if it is none."""


def days(text: str, published: date | None) -> list[Day]:
    """The days, months and years that a text names, in order; "Monday" is seen from `published`."""
    found: list[Day] = []
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if any(span.overlaps(other.span) for other in found):
                continue
            day = _day(match.groupdict(), span, published)
            if day is not None:
                found.append(day)
    return sorted(found, key=lambda day: day.span)


def agree(a: Day, b: Day) -> bool:
    """Whether both can be one day: no part that both give is another."""
    if a.either or b.either:
        some, others = (a, b) if a.either else (b, a)
        mine = [Day(some.span, d.year, d.month, d.day) for d in some.either]
        theirs = [Day(others.span, d.year, d.month, d.day) for d in others.either] or [others]
        return any(agree(x, y) for x in mine for y in theirs)
    parts = ((a.year, b.year), (a.month, b.month), (a.day, b.day))
    return all(x == y for x, y in parts if x and y)


def comparable(a: Day, b: Day) -> bool:
    """Whether both give some part of the day, so that they can be held against each other."""
    full = a.either or b.either
    return bool(full or (a.year and b.year) or (a.month and b.month) or (a.day and b.day))


def _day(parts: dict[str, str | None], span: Span, published: date | None) -> Day | None:
    weekday, near = parts.get("weekday"), parts.get("near")
    if weekday or near:
        if published is None:
            return None
        if near:
            that = published + timedelta(_NEAR.get(near.lower(), 0))
            return Day(span, that.year, that.month, that.day)
        assert weekday is not None
        back = (published.weekday() - _WEEKDAYS.index(weekday.lower())) % _WEEK
        before = published - timedelta(back)
        return Day(span, either=(before, before + timedelta(_WEEK)))
    month, day, year = parts.get("month"), parts.get("day"), parts.get("year")
    number = 0
    if month:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    if number > 12 or int(day or 0) > 31:
        return None
    return Day(span, int(year or 0), number, int(day or 0))
