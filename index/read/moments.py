"""Dates as sources write them: read exactly, or not at all."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

import dateparser

from index.clock import ZONE, zone_named

MAX_LENGTH = 60
_LANGUAGES = "en de fr es it pt nl sv da nb fi pl cs hu ro el tr ru uk ar ja zh ko".split()
"""The library knows 200, and takes seconds to load them all for what is no date."""
_EARLIEST = date(1700, 1, 1)
_SETTINGS = {
    # Nothing relative ("2 hours ago"), nothing filled in from today.
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    # Only consulted for numbers: with points the day comes first everywhere.
    "DATE_ORDER": "DMY",
    "PREFER_LOCALE_DATE_ORDER": False,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the exact moment where the source tells time and time zone."""

    day: date
    at: datetime | None = None


def read_moment(text: str) -> Moment | None:
    """The moment that a text names; None where it is unclear, incomplete, or in the future.

    "03/04/2020" is unclear: some countries read March, others April.
    """
    text = " ".join(text.split())
    if not text or len(text) > MAX_LENGTH or not re.search(r"\d", text):
        return None
    found = _iso(text) or _mail(text) or _number(text) or _written(text)
    if found is None:
        return None
    # A day that begins earlier elsewhere is not the future yet.
    if not _EARLIEST <= found.date() <= datetime.now(UTC).date() + timedelta(days=1):
        return None
    exact = found if found.tzinfo and _has_time(text) else None
    return Moment(found.date(), exact)


def _has_time(text: str) -> bool:
    return re.search(r"\d:?\d\d", re.sub(r"\d{4}-?\d\d-?\d\d", "", text)) is not None or (
        text.isdigit() and len(text) >= 10
    )


def _iso(text: str) -> datetime | None:
    for form in (text, re.sub(r"\s+([+-]\d\d:?\d\d|Z|UTC|GMT)$", r"\1", text)):
        try:
            return datetime.fromisoformat(re.sub(r"(?:UTC|GMT)$", "Z", form))
        except ValueError:
            continue
    return None


def _mail(text: str) -> datetime | None:
    """RFC 5322: "Mon, 18 Nov 2019 13:20:00 GMT"."""
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d", text):
        return None
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def _number(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    if not re.fullmatch(r"\d{10}|\d{13}", text):
        return None
    return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)


def _written(text: str) -> datetime | None:
    numbers = re.match(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b", text)
    if numbers:
        first, second = int(numbers[1]), int(numbers[3])
        if first <= 12 and second <= 12 and first != second and numbers[2] != ".":
            return None
    elif not re.search(r"\d{4}", text):
        return None
    found: datetime | None = dateparser.parse(text, languages=_LANGUAGES, settings=_SETTINGS)
    zone = re.search(rf"{ZONE}$", text)
    if found and found.tzinfo and zone:
        # the library takes "ET" for winter's, and "IST" for Israel's
        return found.replace(tzinfo=zone_named(zone[0]))
    return found
