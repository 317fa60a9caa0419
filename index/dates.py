"""Full dates in text, in several languages; one that is unclear is found, but has no day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MONTH_NAMES = (
    "january jan januar jänner januari janvier janv enero gennaio janeiro",
    "february feb februar februari février févr fevrier febrero febbraio fevereiro",
    "march mar märz maerz mär maart mrt mars marzo março",
    "april apr avril avr abril aprile",
    "may mai mei mayo maggio maio",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet juil julio luglio julho",
    "august aug augustus août aout agosto",
    "september sept sep septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dicembre dezembro",
)
_MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY_NAMES = (
    "monday mon montag lundi lunes lunedì maandag segunda-feira",
    "tuesday tue tues dienstag mardi martes martedì dinsdag terça-feira",
    "wednesday wed mittwoch mercredi miércoles mercoledì woensdag quarta-feira",
    "thursday thu thur thurs donnerstag jeudi jueves giovedì donderdag quinta-feira",
    "friday fri freitag vendredi viernes venerdì vrijdag sexta-feira",
    "saturday sat samstag sonnabend samedi sábado sabato zaterdag",
    "sunday sun sonntag dimanche domingo domenica zondag",
)
_WEEKDAYS = {name: n for n, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any(_MONTHS)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[-/.]\d)"
_NAMED = re.compile(
    rf"\b(?P<weekday>{_any(_WEEKDAYS)})\b\.?,?\s*(?:the |den |le |el |dem )?$", re.I
)
_FULL = [
    re.compile(p, re.I)
    for p in (
        r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)[-/](?P<month>\d\d)[-/](?P<day>\d\d)(?!\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<![\d.:/-]){_DAY}\s*(?:(?:of|de|-)\s*)?{_MONTH},?\s*(?:(?:de|del|-)\s*)?{_YEAR}",
        r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        rf"(?<![\d./-]){_DAY}\s*(?P<month>\d{{1,2}})\.\s*{_YEAR}",
        rf"(?<![\d/])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{_YEAR}",
    )
]


_NO_YEAR = [re.compile(p, re.I) for p in (rf"\b{_MONTH}\s+{_DAY}\b", rf"\b{_DAY}\s+{_MONTH}")]


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text, from its weekday on: characters `start` to `end`."""

    start: int
    end: int
    day: date | None
    """None where it is unclear ("03/04/2024"), no such day, another weekday, to come, or of no
    year."""


def full_dates(text: str) -> list[Found]:
    """The dates of a text that name day, month and year, in order."""
    found: list[Found] = []
    for match in sorted(_matches(text), key=lambda m: (m.start(), -m.end())):
        if found and match.start() < found[-1].end:
            continue
        named = _NAMED.search(text[: match.start()])
        day = _day(match)
        if named and day and _WEEKDAYS[named["weekday"].lower()] != day.weekday():
            day = None
        found.append(Found(named.start() if named else match.start(), match.end(), day))
    return found


def day_of(year: int, month: str, day: str) -> date | None:
    """The date of a month's name or number, if there is such a day."""
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    try:
        return date(year, number, int(day))
    except ValueError:
        return None


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in _FULL:
        yield from pattern.finditer(text)


def _day(match: re.Match[str]) -> date | None:
    year, month, day = int(match["year"]), match["month"], match["day"]
    if "/" in match[0] and len(match[0].split("/")[0]) < 3:
        # some countries write the day first, others the month
        if int(month) > 12:
            month, day = day, month
        elif int(day) <= 12 and int(day) != int(month):
            return None
    found = day_of(year, month, day)
    # a day that begins earlier elsewhere is not to come yet
    return found if found and found <= datetime.now(UTC).date() + timedelta(days=1) else None


def dates_without_year(text: str) -> list[Found]:
    """Days and months, "Feb. 12", of which no year can be told."""
    found = next((m for pattern in _NO_YEAR if (m := pattern.search(text))), None)
    return [Found(found.start(), found.end(), None)] if found else []
