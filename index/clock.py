"""Times of day with their time zone, beside a date: "11:04 BST", "6:04 a.m. EDT", "18h30 CET"."""

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateparser.timezone_parser import pop_tz_offset_from_string

TIME = (
    r"(?:T?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?:(?P<half>[ap])\.?m\b\.?|uhr|hrs)?|\s*(?:(?P<whole>[ap])\.?m\b\.?|uhr\b|h\b))|"
    r"\bnoon\b|\bmidnight\b)"
)
ZONE = (
    r"(?:\b(?:GMT|UTC|BST|CET|CEST|MEZ|MESZ|E[SD]?T|C[SD]T|CT|M[SD]?T|P[SD]?T|IST|JST|A[EW][SD]T|"
    r"SGT|HKT|KST|EEST|EET|WAT|SAST)\b|(?<=\d)Z\b)"
)
OFFSET = r"(?<=[\d CT])[+-]\d{1,2}:?\d{0,2}\b"

_ZONED = rf"(?i:{TIME})\s*,?\s*\(?(?P<zone>{ZONE}(?:\s?{OFFSET})?|{OFFSET})\)?"
_BETWEEN = r"[\s,;|/·•–—-]*"
_AFTER = re.compile(rf"{_BETWEEN}(?:(?:at|um|à|alle|om|kl\.?)\s+)?{_ZONED}")
_BEFORE = re.compile(rf"{_ZONED}{_BETWEEN}(?:on\s+)?$")
# of winter and summer alike
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}


def zoned_time(text: str, start: int, end: int, day: date) -> tuple[datetime, int] | None:
    """The moment that a time and zone beside a date tell, and where the text goes on.

    Args:
        text: A line, without any date before the one meant.
        start: Where the date begins.
        end: Where it ends.
        day: The date.
    """
    match = _BEFORE.search(text[:start]) or _AFTER.match(text, end)
    moment = _moment(day, match) if match else None
    return (moment, max(end, match.end())) if match and moment else None


def _moment(day: date, match: re.Match[str]) -> datetime | None:
    if not match["hour"]:
        # "midnight" may be that of either end of the day
        return None
    hour, half = int(match["hour"]), (match["half"] or match["whole"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p") if 0 < hour <= 12 else 24
    try:
        local = datetime.combine(
            day, time(hour, int(match["minute"] or 0), int(match["second"] or 0))
        )
    except ValueError:
        return None
    zone = zone_named(match["zone"])
    return local.replace(tzinfo=zone) if zone else None


def zone_named(name: str) -> tzinfo | None:
    """The time zone of a name or an offset ("EDT", "+02:00"); None if it has several meanings."""
    if name in _PLACES:
        return ZoneInfo(_PLACES[name])
    if name == "IST":
        # of India, of Israel, or of Ireland
        return None
    offset = re.fullmatch(r"(?:UTC|GMT)?\s?([+-])(\d\d?):?(\d\d)?", name)
    if offset:
        told = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-told if offset[1] == "-" else told) if told < timedelta(days=1) else None
    _, known = pop_tz_offset_from_string(f"12:00 {name}")
    return timezone(known.utcoffset(None)) if known else None
