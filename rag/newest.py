"""Passages in the order of their articles' days, where a question asks for what holds by now."""

from collections.abc import Sequence
from datetime import date

from rag.passages import Passage
from rag.question import Question

AS_WELL = 0.75
"""Share of the best coverage from which a passage may come before it for being newer."""


def newest_first(question: Question, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, best first; of those that fit about as well as the best, the newest first.

    As they are unless the question asks for what holds by now. One of unknown day is never newer.
    """
    if not question.newest or not passages:
        return list(passages)
    enough = AS_WELL * max(p.coverage for p in passages)
    near = [p for p in passages if p.coverage >= enough]
    near.sort(key=lambda p: p.article.published or p.article.updated or date.min, reverse=True)
    return [*near, *(p for p in passages if p.coverage < enough)]
