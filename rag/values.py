"""What a short answer's words stand for, and whether two of them can both be right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from index.article import Span
from index.nlp import parse
from rag import amounts, days
from rag.amounts import Amount
from rag.capitals import country_in
from rag.days import Day
from rag.names import fold, is_title
from rag.question import Expected
from rag.relevance import same_word

_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w’'-]*")
_SPELLING = 80
"""Ratio from which two names may be one, spelt otherwise: "Muhammed" and "Mohamed"."""
_NOT_NAMES = frozenset(
    "a an and as at but by for from he her his how i if in it its mr mrs ms my of on one or our she"
    " so some that the their there they this those to was we what when where which who with".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """The name of somebody or something, at `span` in the text that it was read from."""

    span: Span
    text: str


Value = Amount | Day | Named


def values(text: str, expected: Expected, published: date | None, question: str) -> list[Value]:
    """The amounts or days in `text`, as `expected` asks for, that are not the question's own.

    Of what may be any of both, both.

    Args:
        text: Of a cited sentence.
        expected: What the question asks for.
        published: The day of the article, from which "Monday" is seen.
        question: What stands in it is no answer to it.
    """
    dated = days.days(text, published)
    found: list[Value] = []
    if expected in ("time", "any"):
        found += [d for d in dated if text[d.span.start : d.span.end] not in question]
    if expected in ("amount", "any"):
        asked = amounts.measure_of(question)
        found += [
            a
            for a in amounts.amounts(parse(text))
            if not any(a.span.overlaps(d.span) for d in dated)
            and text[a.span.start : a.span.end] not in question
            and not (asked and a.measure and asked != a.measure)
        ]
    return sorted(found, key=lambda value: value.span)


def at(phrase: Span, text: str, found: Sequence[Value], expected: Expected) -> list[Value]:
    """The values of the words at `phrase`: of those found in the text, or a name."""
    inside = [value for value in found if value.span.overlaps(phrase)]
    if inside or expected in ("amount", "time", "reason"):
        return inside
    words = text[phrase.start : phrase.end]
    return [Named(phrase, words)] if _name_words(words) else []


def contradict(some: Sequence[Value], others: Sequence[Value]) -> bool:
    """Whether what is meant by the ones cannot be meant by the others.

    Different units, dimensions or parts of a date contradict nothing.
    """
    pairs = [(a, b) for a in some for b in others if _comparable(a, b)]
    return bool(pairs) and not any(_agree(a, b) for a, b in pairs)


def agree(some: Sequence[Value], others: Sequence[Value]) -> bool:
    """Whether some value can be meant by both."""
    return any(_comparable(a, b) and _agree(a, b) for a in some for b in others)


def _comparable(a: Value, b: Value) -> bool:
    if isinstance(a, Amount) and isinstance(b, Amount):
        return amounts.comparable(a, b)
    if isinstance(a, Day) and isinstance(b, Day):
        return days.comparable(a, b)
    return isinstance(a, Named) and isinstance(b, Named)


def _agree(a: Value, b: Value) -> bool:
    if isinstance(a, Amount) and isinstance(b, Amount):
        return amounts.agree(a, b)
    if isinstance(a, Day) and isinstance(b, Day):
        return days.agree(a, b)
    assert isinstance(a, Named) and isinstance(b, Named)
    return may_be_same(a.text, b.text)


def may_be_same(a: str, b: str) -> bool:
    """Whether two names may be one's: they share a word, or one abbreviates the other."""
    mine, theirs = _name_words(a), _name_words(b)
    if any(
        same_word(x, y, name=True) or fuzz.ratio(fold(x), fold(y)) >= _SPELLING
        for x in mine
        for y in theirs
    ):
        return True
    short = {"".join(w[0] for w in words) for words in (mine, theirs) if len(words) > 1}
    written = {re.sub(r"\W", "", word) for word in (a, b)}
    return bool(short & written) or country_in(a, b) or country_in(b, a)


def shares_name(name: str, text: str) -> bool:
    """Whether a word of a name stands in a text."""
    there = {fold(word) for word in _CAPITALISED.findall(text)}
    return any(fold(word) in there for word in _name_words(name))


def _name_words(text: str) -> list[str]:
    """The capitalised words of a name, without titles."""
    return [
        w for w in _CAPITALISED.findall(text) if w.lower() not in _NOT_NAMES and not is_title(w)
    ]
