"""Passages in the order of their articles' days, where a question asks for what holds by now."""

from collections.abc import Sequence
from datetime import date

from rag.passages import Passage, near_first
from rag.question import Question


def newest_first(question: Question, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, best first; of those that fit about as well as the best, the newest first.

    As they are unless the question asks for what holds by now. One of unknown day is never newer.
    """
    if not question.newest:
        return list(passages)
    return near_first(passages, lambda p: -_day(p).toordinal())


def _day(passage: Passage) -> date:
    return passage.article.published or passage.article.updated or date.min
