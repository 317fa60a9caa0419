"""Numbers as news writes them: how many of what, and how exactly that is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.article import Span
from rag.relevance import stem

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_LARGE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_WORDS = "|".join((*_SMALL, *_LARGE, "dozen"))
_NUMBER = re.compile(
    r"(?P<currency>(?:US|NZ|[AC])?\$|[€£¥₹])?(?<![\w.,:/–-])"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[- ]?(?P<scale>{'|'.join(_LARGE)})s?\b|\s?(?P<short>bn|tn|mn|[km])\b)?"
    rf"|\b(?P<words>(?:{_WORDS})(?:(?:[- ]|\sand\s)(?:{_WORDS}))*)\b",
    re.IGNORECASE,
)
# "6-4", "1:30", "3/4", "2nd", "10.30pm"
_NOT_ALONE = re.compile(r"[:/,]\d|(?:[-–]\d+)+(?!\w)|(?:st|nd|rd|th)\b|\s?[ap]\.?m\b")
_ROUGH = re.compile(
    r"\b(?:about|around|some|roughly|approximately|estimated|circa)\s+(?:an? )?$", re.IGNORECASE
)
_OVER = re.compile(
    r"\b(?:at least|more than|over|above|exceeding|no (?:fewer|less) than|upwards of)\s+(?:an? )?$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:(?:less|fewer) than|under|below|nearly|almost|close to|just short of)\s+(?:an? )?$",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:up to|at most|as (?:many|much) as|no more than)\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
# What was added to the whole, taken from it, or is some of it.
_PART = re.compile(
    r"\b(?:another|further|additional|extra|by|of the|(?:rise|increase|fall|cut|drop) of)\s+"
    r"(?:an? )?$",
    re.IGNORECASE,
)
_MORE_AFTER = re.compile(r"(?:\s\w+)?\s(?:more|fewer|extra)\b(?! than)")
_OF_THEM = re.compile(r"\sof (?:them|the|its|his|her|their|these|those)\b")
_IN_ITS = re.compile(r"\s(?:in|on|at) (?:its|his|her|their)\b")
_MORE_BEFORE_UNIT = re.compile(r"\s(?:more|fewer|extra|additional|other)\b")
_RATE = re.compile(
    r"\s(?:a|an|per|each|every) (?P<per>year|month|week|day|night|hour|minute|second|mile|person"
    r"|head|tonne|kilometre|household)\b|\s(?P<often>annually|monthly|weekly|daily|yearly)\b"
)
# "98mph" is 98 miles an hour.
_SPEED = re.compile(r"\s?(?:(?P<miles>mph)|kph|kmh|km/h)\b", re.IGNORECASE)
_MEASURES = {
    "long": "length", "length": "length", "tall": "height", "high": "height", "height": "height",
    "wide": "width", "width": "width", "deep": "depth", "depth": "depth", "old": "age",
    "age": "age", "heavy": "weight", "weight": "weight", "weigh": "weight",
    "thick": "thickness", "thickness": "thickness",
}  # fmt: skip
_MEASURE = re.compile(rf"[ -]?(?:in )?(?P<of>{'|'.join(_MEASURES)})\b")
# "paragraph 3" counts nothing.
_NUMBERED = re.compile(
    r"\b(?:page|paragraph|section|chapter|article|part|number|no\.|line|channel|route)\s+$",
    re.IGNORECASE,
)
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "%": "%"}
_METRES = frozenset(map(stem, ("metre", "meter")))
_SAME_UNITS = (
    frozenset(map(stem, "person people life death fatality dead victim human".split())),
    _METRES,
    frozenset(map(stem, ("kilometre", "kilometer", "km"))),
)
_EXACT = 1_000
"""A plain number below is meant as it stands."""
_ROUNDED, _LOOSE = 0.05, 0.1
"""By this share at most a round number may stand for another ("80 million" for 84), and one that
is said to be rough."""
_REACH = 0.25
"""What "more than 80" reaches to beyond it: who means twice that says so."""
_UNIT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of something, at `span` in the text, with its unit and an "at least"."""

    span: Span
    low: float
    high: float
    """What the words allow: "84 million" is 83.5 to 84.5 of them."""
    unit: str
    """Stem of what is counted or measured; empty if not given."""
    per: str = ""
    """Of a rate, for what: "year"."""
    measure: str = ""
    """What a length is of ("height"); empty if not given."""
    part: bool = False
    """Whether it is what was added to something, or some of it."""


def amounts(doc: Doc) -> list[Amount]:
    """The amounts in a parsed text, in order; no years, days, scores or clock times."""
    found: list[Amount] = []
    for match in _NUMBER.finditer(doc.text):
        amount = _amount(doc, match)
        if amount is None:
            continue
        between = doc.text[found[-1].span.end : amount.span.start] if found else ""
        if re.fullmatch(r"\s?(?:to|and|-|–)\s?", between) and _is_range(
            doc.text, found[-1], between
        ):
            first = found.pop()
            opens = _BETWEEN.search(doc.text, 0, first.span.start)
            span = Span(opens.start() if opens else first.span.start, amount.span.end)
            amount = replace(amount, span=span, low=min(first.low, amount.low), part=first.part)
        found.append(amount)
    return found


def measure_of(question: str) -> str:
    """What a question asks the length of, or the like: "height"; empty if nothing."""
    asked = re.search(rf"\b(?:how )?({'|'.join(_MEASURES)})\b", question.lower())
    return _MEASURES[asked[1]] if asked else ""


def comparable(a: Amount, b: Amount) -> bool:
    """Whether two amounts can be of one thing: of a unit, rate and dimension."""
    if a.part or b.part or a.per != b.per:
        return False
    if a.measure and b.measure and a.measure != b.measure:
        return False
    return (
        not (a.unit and b.unit)
        or a.unit == b.unit
        or any({a.unit, b.unit} <= units for units in _SAME_UNITS)
    )


def is_of_unit(a: Amount, thing: str) -> bool:
    """Whether it may be a number of a thing that is counted."""
    return comparable(replace(a, part=False, per=""), Amount(a.span, 0, 0, stem(thing)))


def agree(a: Amount, b: Amount) -> bool:
    """Whether one number can be meant by both."""
    return a.low <= b.high and b.low <= a.high


def _amount(doc: Doc, match: re.Match[str]) -> Amount | None:
    text = doc.text
    short = (match["short"] or "").lower()
    if match["digits"] and not short and _NOT_ALONE.match(text, match.end()):
        return None
    unit, end = _unit(doc, match)
    written = _written(match, metres=bool(short) and end == match.end() and unit in _METRES)
    if written is None:
        return None
    number, slack = written
    around = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    timed = any(token.ent_type_ == "TIME" for token in around or ())
    if not unit and (number == 1 or 1500 <= number < 2100 or (timed and number < 25)):
        return None
    before, after = text[max(match.start() - 30, 0) : match.start()], text[end:]
    if _NUMBERED.search(before):
        return None
    rate, measure = _RATE.match(after), _MEASURE.match(after)
    speed = _SPEED.match(text, match.end())
    if measure and _MEASURES[measure["of"]] == "age":
        end += measure.end()
    low, high, hedge = _bounds(number, slack, before)
    whole = end + rate.end() if rate else end
    return Amount(
        span=Span(match.start() - hedge, whole),
        low=low,
        high=high,
        unit=unit,
        per="hour" if speed else stem(rate["per"] or rate["often"]) if rate else "",
        measure=_MEASURES[measure["of"]] if measure else "",
        part=bool(
            _PART.search(before)
            or _MORE_AFTER.match(after)
            or _IN_ITS.match(after)
            or _MORE_BEFORE_UNIT.match(text, match.end(), max(end, match.end()))
            or (not unit and _OF_THEM.match(after))
        ),
    )


def _written(match: re.Match[str], *, metres: bool) -> tuple[float, float] | None:
    """The number, and how far off it may be for the digits in which it is written."""
    if match["words"]:
        words = match["words"].lower()
        number = _in_words(words)
        scale = _LARGE.get(re.split(r"[- ]", words)[-1], 1.0)
        return None if number is None else (number, scale / 2 if number >= _EXACT else 0.0)
    digits = match["digits"].replace(",", "")
    scale = _LARGE.get((match["scale"] or "").lower(), 1.0)
    if not metres:
        scale *= _SHORT.get((match["short"] or "").lower(), 1.0)
    number = float(digits) * scale
    if number < _EXACT:
        return number, 0.0
    if "." in digits:
        return number, scale * 10.0 ** -len(digits.partition(".")[2]) / 2
    noughts = len(digits) - len(digits.rstrip("0"))
    if not noughts:
        return number, scale / 2 if scale > 1 else 0.0
    return number, min(scale * 10.0**noughts / 2, number * _ROUNDED)


def _in_words(words: str) -> float | None:
    """The number of "eighty-four million"; None for "thousand" alone, which is any."""
    total, part, begun = 0.0, 0.0, False
    for word in re.split(r"[- ]", words):
        if word in _SMALL:
            part += _SMALL[word]
            begun = True
        elif word == "dozen":
            part = (part or 1) * 12
            begun = True
        elif word == "hundred" and begun:
            part *= 100
        elif word in _LARGE and begun:
            total += part * _LARGE[word]
            part = 0.0
    return total + part if begun else None


def _bounds(number: float, slack: float, before: str) -> tuple[float, float, int]:
    """What the words before the number make of it, and how many characters these are."""
    for pattern, low, high in (
        (_UP_TO, 0.0, number),
        (_OVER, number, number * (1 + _REACH)),
        (_UNDER, number * (1 - _REACH), number),
        (_ROUGH, number * (1 - _LOOSE), number * (1 + _LOOSE)),
    ):
        hedge = pattern.search(before)
        if hedge:
            return low, high, len(before) - hedge.start()
    return number - slack, number + slack, 0


def _unit(doc: Doc, match: re.Match[str]) -> tuple[str, int]:
    """What it is a number of, and where the words for both end."""
    end = match.end()
    if match["currency"]:
        return _SYMBOLS[match["currency"][-1]], end
    after = doc.text[end:]
    speed = _SPEED.match(after)
    if speed:
        return stem("mile" if speed["miles"] else "kilometre"), end + speed.end()
    percent = re.match(r"\s?(?:%|per ?cent\b|percentage points?\b)", after)
    if percent:
        return _SYMBOLS["%"], end + percent.end()
    words = 0
    for token in doc:
        if token.idx < end:
            continue
        gap = doc.text[end : token.idx] if not words else ""
        if gap.strip(" -") or words == _UNIT_WORDS:
            break
        if token.text in ("-", "–"):
            continue
        if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ != "PERSON":
            last = token
            # "the 700-metre bridge" is of metres
            while (
                not gap
                and last.i + 1 < len(doc)
                and doc[last.i + 1].pos_ == "NOUN"
                and (doc[last.i + 1].idx == last.idx + len(last) + 1)
            ):
                last = doc[last.i + 1]
            return stem(last.lemma_), last.idx + len(last)
        if token.pos_ not in ("ADJ", "NUM", "DET") and token.lower_ not in ("more", "other"):
            break
        words += 1
    if (match["short"] or "").lower() == "m":
        return stem("metre"), end
    return "", end


def _is_range(text: str, first: Amount, between: str) -> bool:
    """Whether two numbers are the ends of a range, and not two numbers."""
    opened = _BETWEEN.search(text, 0, first.span.start)
    return not first.unit and ("and" not in between or opened is not None)
