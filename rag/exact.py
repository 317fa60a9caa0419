"""The exact number where an answer's is a vague one: "14,300 homes" for "thousands of homes"."""

import re
from collections.abc import Sequence
from datetime import date

from index.article import Span
from index.store import Store
from rag.amounts import Amount, agree
from rag.compose import from_passage
from rag.passages import COVERED, Passage
from rag.question import Question
from rag.reader import Reader
from rag.short import Short, known_values

MOST_READ = 2
"""Passages that the model reads for this, each about a second."""
STATED = 0.5
"""The model's P(yes) from which one is told, as `rag.differing.SURE`: the vague answer that it is
measured against was read already."""
CLOSE = 0.02
"""Of a number, by how much one that is exact is off at most: "4.6 million" by 0.011."""

_LEAST = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2e6}
_MOST = 500
"""How many times the least such a word stands for at most: nobody calls a million thousands."""
_LOOSELY = re.compile(rf"\b(?:tens of )?({'|'.join(_LEAST)})\b", re.IGNORECASE)


def is_vague(short: Short) -> bool:
    """Whether its words are "thousands", or "more than 200"."""
    return _reach(short) is not None


def more_exact(
    question: Question,
    short: Short,
    passages: Sequence[Passage],
    store: Store,
    reader: Reader | None,
) -> Short | None:
    """The best passage's exact number that the vague one can mean; None if there is none.

    Args:
        question: The question, for a number.
        short: Its vague answer.
        passages: Others that can answer, best first.
        store: Where the articles are.
        reader: The model, if there is one.
    """
    reach = _reach(short)
    day = short.article.published or date.max
    read = 0
    for passage in passages:
        newer = passage.article.id == short.article.id or (passage.article.published or day) >= day
        if reach is None or not newer or passage.correction or passage.span == short.passage.span:
            continue
        draft = from_passage(passage, [s.span for s in store.sentences(passage.article.id)])
        fitting = [
            value
            for value in known_values(question, passage, draft)
            if isinstance(value, Amount) and _is_exact(value) and agree(value, reach)
        ]
        if len(fitting) != 1:
            continue
        if reader is None:
            stated = passage.coverage >= COVERED
        elif read == MOST_READ:
            return None
        else:
            read += 1
            stated = reader.states_answer(draft.text, question.text) >= STATED
        if stated:
            start = draft.spans[0].start
            words = Span(start + fitting[0].span.start, start + fitting[0].span.end)
            return Short(passage, draft, tuple(fitting), words)
    return None


def _reach(short: Short) -> Amount | None:
    """What a vague answer reaches from and to; None if it is exact, or no number."""
    if short.words is None:
        return None
    vague = next((v for v in short.values if isinstance(v, Amount) and not _is_exact(v)), None)
    if vague is not None or short.values:
        return vague
    loose = _LOOSELY.search(short.article.quote(short.words))
    least = _LEAST[loose[1].lower()] if loose else 0
    return Amount(short.words, least, least * _MOST, "") if loose else None


def _is_exact(amount: Amount) -> bool:
    return amount.high - amount.low <= CLOSE * amount.high
