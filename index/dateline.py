"""Where and when: the dateline's place and agency, and the date an article gives for itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.dates import day_of, full_dates

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        range(1, 21),
        strict=True,
    )
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_WEEKDAY = r"\b(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\b"
_NAMED = [
    re.compile(rf"{_WEEKDAY}\s*[(,]\s*{order}(?!,?\s+\d{{4}})", re.I)
    for order in (rf"{_MONTH}\s+{_DAY}", rf"{_DAY}\s+{_MONTH}")
]
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’\- ]*[A-Z](?:/[A-Z][A-Z ]+)?)"
    r"(?P<rest>(?:,\s*[A-Z][\w.]+(?:\s[A-Z][a-z]+)?)?(?:,?\s+[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?)?"
    r"(?:\s*\((?P<agency>[A-Z][\w ./&-]{1,30})\))?)"
    r"\s*(?:[—–]|--?(?=\s)|:)\s*(?=\S)"
)

# What stands before a title as a place does before a text: "LIVE: …", "BREAKING NEWS - …".
_KICKERS = frozenset(
    """
    ANALYSIS BREAKING COMMENT CORRECTION EDITOR'S EDITOR’S EXCLUSIVE EXPLAINED EXPLAINER FEATURE
    INTERVIEW LATEST LISTEN LIVE NEWS NOTE OBITUARY OPINION PODCAST PROFILE REVEALED REVIEW UPDATE
    UPDATED UPDATES VIDEO WATCH
    """.split()
)

# What stands before a date as a place does before a text: "PUBLISHED: 22:31, 3 June 2024 | …".
_DATED = re.compile(r"(?:(?:FIRST|LAST|ORIGINALLY) )?(?:PUBLISHED|POSTED|MODIFIED|EDITED|UPDATED)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`PARIS, June 3 (Reuters) -` at the head of a paragraph."""

    place: str
    agency: str
    text: str


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline a paragraph begins with; None if it begins otherwise."""
    match = _DATELINE.match(paragraph)
    if match is None or len(match.group()) > 80 or len(paragraph) - match.end() < 40:
        return None
    if len(match["place"]) < 3:
        # "UN: …" and "US - …" name who, not where
        return None
    plain = not match["rest"].strip()
    # "UPDATE: …" or "NEW - …" look the same; a transcript's "SMITH: …" is told by its caller
    if plain and (match["place"].split()[0] in _KICKERS or _DATED.fullmatch(match["place"])):
        return None
    return Dateline(match["place"].strip(), match["agency"] or "", match.group())


def find_published(dateline: str, body: Sequence[str]) -> tuple[date | None, str]:
    """The date of publication and how it is known; (None, "") where the text does not tell.

    Args:
        dateline: The dateline, empty if none.
        body: The paragraphs of the text.
    """
    for found in full_dates(dateline):
        if found.day:
            return found.day, "dateline"
    for paragraph in body[:2]:
        for pattern in _NAMED:
            match = pattern.search(paragraph)
            if match:
                return _with_year(match, "\n".join(body))
    return None, ""


def _with_year(match: re.Match[str], text: str) -> tuple[date | None, str]:
    """The day named by `match` in the one year that the text implies and the weekday agrees with.

    A year is implied by standing there, or by a count of years ("first visit in 24 years") from
    one that stands there ("the trip in 2000"). Two that agree are none.
    """
    years = [int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", text)]
    implied = {year: str(year) for year in years}
    for count in re.finditer(r"\b(\d{1,2}|[a-z]+)[ -]years?\b", text, re.I):
        number = count[1].lower()
        span = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
        for year in years:
            if span:
                implied.setdefault(year + span, f"“{count[0]}” after {year}")
    fits = []
    for year, reason in implied.items():
        day = day_of(year, match["month"], match["day"])
        if day and _WEEKDAYS[day.weekday()] == f"{match['weekday'].lower()}day":
            fits.append((day, reason))
    if len(fits) != 1:
        return None, ""
    day, reason = fits[0]
    return (
        day,
        f"“{match[0].replace('(', '')}” in the first lines; year from {reason} and the weekday",
    )
