"""The time that a question names: "in June", "since 4 March 2031", "last week"."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.record import Filter

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATE = (
    r"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|(?:the )?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH.replace('month', 'month2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,? {_YEAR.replace('year', 'year2')})?"
    rf"|{_MONTH.replace('month', 'month3')}(?:,? {_YEAR.replace('year', 'year3')})?"
    rf"|{_YEAR.replace('year', 'year4')}"
    rf"|(?P<weekday>{'|'.join(_WEEKDAYS)}))"
)
_NAMED = re.compile(
    r"(?:^|\s)(?P<how>in|on|during|since|after|before|until)\s+(?:early |late |mid-)?"
    rf"{_DATE}(?=\s|$)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:^|\s)(?P<when>today|yesterday|(?:this|last) (?:week|month|year))(?=\s|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, or every one of a month, a day of the month, a weekday."""

    since: date | None = None
    until: date | None = None
    month: int = 0
    day: int = 0
    weekday: int = 0
    """1 (Monday) to 7."""


def find_period(text: str, today: date) -> tuple[Period, str, str] | None:
    """The time that `text` names, `text` without it, and its words; None if it names none."""
    relative = _RELATIVE.search(text)
    if relative:
        return _relative(relative["when"].lower(), today), *_cut(text, relative)
    for match in _NAMED.finditer(text):
        period = _named(match)
        if period is not None:
            return period, *_cut(text, match)
    return None


def within(wanted: Filter, period: Period | None) -> Filter:
    """`wanted` of that time only."""
    if period is None:
        return wanted
    return replace(
        wanted,
        since=period.since,
        until=period.until,
        month=period.month,
        day=period.day,
        weekday=period.weekday,
    )


def _cut(text: str, match: re.Match[str]) -> tuple[str, str]:
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), match.group().strip()


def _relative(when: str, today: date) -> Period:
    if when == "today":
        return Period(today, today)
    if when == "yesterday":
        return Period(today - timedelta(1), today - timedelta(1))
    last = when.startswith("last")
    if when.endswith("week"):
        monday = today - timedelta(today.weekday() + 7 * last)
        return Period(monday, monday + timedelta(6))
    year, month = today.year, today.month
    if when.endswith("year"):
        return _whole(year - last, 0)
    return _whole(year - 1, 12) if last and month == 1 else _whole(year, month - last)


def _named(match: re.Match[str]) -> Period | None:
    """The period of a date as written; None if there is no such day."""
    how = match["how"].lower()
    if match["weekday"]:
        on = how in ("on", "during")
        return Period(weekday=_WEEKDAYS.index(match["weekday"].lower()) + 1) if on else None
    try:
        if match["iso"]:
            first = date.fromisoformat(match["iso"])
            return _bounded(how, Period(first, first))
        month = match["month"] or match["month2"] or match["month3"]
        number = _month(month) if month else 0
        day = int(match["d1"] or match["d2"] or 0)
        year = match["year"] or match["year2"] or match["year3"] or match["year4"]
        if not year:
            date(2000, number, day or 1)
            plain = how in ("in", "on", "during")
            return Period(month=number, day=day) if plain else None
        if day:
            first = date(int(year), number, day)
            return _bounded(how, Period(first, first))
        return _bounded(how, _whole(int(year), number))
    except ValueError:
        return None


def _bounded(how: str, period: Period) -> Period:
    """What "since", "after", "before" and "until" make of a period with both ends."""
    assert period.since is not None and period.until is not None
    if how == "since":
        return Period(since=period.since)
    if how == "after":
        return Period(since=period.until + timedelta(1))
    if how == "before":
        return Period(until=period.since - timedelta(1))
    if how == "until":
        return Period(until=period.until)
    return period


def _month(word: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:3]))


def _whole(year: int, month: int) -> Period:
    """A month of a year, or with month 0 the year."""
    if not month:
        return Period(date(year, 1, 1), date(year, 12, 31))
    after = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), after - timedelta(1))
