"""When and on what occasion something was said, as far as the sentence says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.article import Span
from index.lexicon import OCCASIONS

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = {"today": 0, "tonight": 0, "yesterday": -1}
_PREPOSITIONS = frozenset(["at", "during", "in", "on", "after", "before"])


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`said_on` is None and `occasion` empty where the sentence does not tell."""

    said_on: date | None
    occasion: str


def of(sentence: DocSpan, content: tuple[Span, ...], published: date | None) -> Circumstances:
    """What `sentence` tells outside of `content`; days are counted back from `published`."""
    tokens = [t for t in sentence if not any(span.start <= t.idx < span.end for span in content)]
    said_on = None
    if published is not None:
        said_on = next(filter(None, (_day(t.lower_, published) for t in tokens)), None)
    occasion = next(filter(None, (_occasion(t, tokens) for t in tokens)), "")
    return Circumstances(said_on, occasion)


def _day(word: str, published: date) -> date | None:
    if word in _RELATIVE:
        return published + timedelta(days=_RELATIVE[word])
    if word in _WEEKDAYS:
        back = (published.weekday() - _WEEKDAYS.index(word)) % 7
        return published - timedelta(days=back)
    return None


def _occasion(token: Token, allowed: list[Token]) -> str:
    if token.lower_ not in _PREPOSITIONS:
        return ""
    for child in token.children:
        if child.dep_ == "pobj" and child.lemma_.lower() in OCCASIONS:
            inside = [t for t in token.subtree if t in allowed]
            text = token.doc[token.i : inside[-1].i + 1].text if inside else ""
            return re.split(r"\s+(?:when|where|which|who)\b|[,;]", text)[0].strip()
    return ""
