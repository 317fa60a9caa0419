"""When, on what occasion and to whom something was said, as far as the sentence says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from index.article import Span
from index.lexicon import ADDRESSING, OCCASIONS, SAYING

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PREPOSITIONS = frozenset(["at", "during", "in", "on", "after", "before"])
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
# A weekday that something is done by, since or every time is not the day it was said.
_NOT_THAT = frozenset(
    "last next every each past a by since until after before following previous".split()
)
_TIMES = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE),
    re.compile(r"\b(?P<today>today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE),
    re.compile(r"\b(?P<yesterday>yesterday|last night)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<ago>\d|{'|'.join(_NUMBERS)}) days ago\b", re.IGNORECASE),
)
# What somebody does while saying it: "Speaking on Tuesday, …".
_WHILE = frozenset(["speak", "talk", "appear", "write", "testify", "address", "ask", "respond"])
_HOURS = frozenset(["time", "morning", "afternoon", "evening", "night"])


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`said_on` is None and the others are empty where the sentence does not tell."""

    said_on: date | None
    occasion: str
    addressee: str


def of(
    sentence: DocSpan, cue: Token, source: Token, content: tuple[Span, ...], published: date | None
) -> Circumstances:
    """What `sentence` tells outside of `content`; days are counted back from `published`.

    Args:
        sentence: Where it is said.
        cue: The cue's verb or noun.
        source: The head of the source.
        content: What is said.
        published: The day of the article.
    """
    outside = [t for t in sentence if not any(span.start <= t.idx < span.end for span in content)]
    said_on = next(_days(sentence, outside, cue, source, published), None)
    occasion = next(filter(None, (_occasion(t, outside) for t in outside)), "")
    return Circumstances(said_on, occasion, _addressee(cue, outside))


def _days(
    sentence: DocSpan, outside: list[Token], cue: Token, source: Token, published: date | None
) -> Iterator[date]:
    """The days on which it was said, those first that stand first."""
    at = {t.idx: t for t in outside}
    text = sentence.text
    found = sorted(
        (match for pattern in _TIMES for match in pattern.finditer(text)),
        key=lambda match: match.start(),
    )
    for match in found:
        token = at.get(sentence.start_char + match.start())
        if token is None or (token.i > 0 and token.nbor(-1).lower_ in _NOT_THAT):
            continue
        if _tells_when(token, cue, source):
            day = _day(match.groupdict(), published)
            if day is not None:
                yield day


def _tells_when(token: Token, cue: Token, source: Token) -> bool:
    """Whether a time hangs on the cue: not on what somebody did, nor on another noun's day."""
    while token != cue:
        head = token.head
        if head == token:
            return False
        if token.pos_ == "ADP" and token.lower_ in ("after", "before", "since", "until", "by"):
            return False
        if head == cue:
            return True
        if head.pos_ in ("VERB", "AUX") and head.lemma_.lower() not in _WHILE:
            # "told reporters on Tuesday": the time may hang on a verb that shares the cue's subject
            return head.lemma_.lower() in SAYING and cue.head == head
        lemma = head.lemma_.lower()
        known = head == source or head.ent_type_ == "PERSON" or lemma in OCCASIONS | _HOURS
        if head.pos_ in ("NOUN", "PROPN") and not known and head.ent_type_ not in ("DATE", "TIME"):
            return False
        token = head
    return True


def _day(parts: dict[str, str | None], published: date | None) -> date | None:
    """The day that a match of _TIMES means; None if there is none, or no way to tell."""
    month, day, year = parts.get("month"), parts.get("day"), parts.get("year")
    if month and day:
        return _dated(_MONTHS.index(month[:3].lower()) + 1, int(day), year, published)
    if published is None:
        return None
    weekday, ago = parts.get("weekday"), parts.get("ago")
    if weekday:
        back = (published.weekday() - _WEEKDAYS.index(weekday.lower())) % 7
        return published - timedelta(days=back)
    if ago:
        return published - timedelta(days=_NUMBERS.get(ago.lower()) or int(ago))
    return published - timedelta(days=1 if parts.get("yesterday") else 0)


def _dated(month: int, day: int, year: str | None, published: date | None) -> date | None:
    """A day of the year given, else the last such day that was not after `published`."""
    try:
        if year:
            return date(int(year), month, day)
        if published is None:
            return None
        found = date(published.year, month, day)
        return found if found <= published else date(published.year - 1, month, day)
    except ValueError:
        return None


def _occasion(token: Token, outside: list[Token]) -> str:
    if token.lower_ not in _PREPOSITIONS:
        return ""
    for child in token.children:
        if child.dep_ == "pobj" and child.lemma_.lower() in OCCASIONS:
            clauses = (c for c in child.subtree if c.dep_ in ("relcl", "acl"))
            told = {t for clause in clauses for t in clause.subtree}
            inside = set(outside) - told
            within = list(takewhile(inside.__contains__, token.subtree))
            text = token.doc[token.i : within[-1].i + 1].text if within else ""
            return re.split(r"\s+(?:when|where|which|who)\b|[,;:\n]", text)[0].strip()
    return ""


def _addressee(verb: Token, outside: list[Token]) -> str:
    """Whom it is said to: "Kim" in "told Kim", "wrote to Kim"."""
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and verb.lemma_ in ADDRESSING:
            named = child
        elif child.dep_ in ("prep", "dative") and child.lower_ == "to" and verb.lemma_ in SAYING:
            named = next((c for c in child.children if c.dep_ == "pobj"), child)
        else:
            continue
        if named in outside and named.pos_ in ("PROPN", "NOUN", "PRON"):
            phrase = named.doc[named.left_edge.i : named.right_edge.i + 1]
            return re.split(
                r"\s+(?:on|at|in|during|after|before|that|who|which)\b|[,;:\n]", phrase.text
            )[0].strip()
    return ""
