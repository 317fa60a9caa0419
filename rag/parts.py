"""Questions that ask for two things: "Who wrote it and how long did it take?"."""

import re
from dataclasses import replace

from rag.question import Question, read_question

_AND = re.compile(
    r",?\s+and\s+(?=(?:to |for |in |at )?(?:who|whom|whose|what|which|when|where|why|how)\b)",
    re.IGNORECASE,
)
MOST_BARE = 3
"""Words from which a part asks something by itself: "who built it", not "to what"."""


def parts_of(question: Question) -> list[Question]:
    """The questions in a question, each with the names of the first; itself if it is one.

    One of a question word alone ("and why") is not asked for itself: what answers the first often
    tells it too.
    """
    if question.kind != "fact" or question.stance:
        return [question]
    texts = [text.strip(" ,?") for text in _AND.split(question.text)]
    if len(texts) < 2 or len(texts[0].split()) < MOST_BARE:
        return [question]
    first, *others = (
        read_question(f"{text}?", len(question.text) + 1)
        for text in texts
        if len(text.split()) >= MOST_BARE
    )
    # "Who was cleared?" reads like "Who was Ada Orme?".
    kinds = {first.kind, *(p.kind for p in others if p.form != "who")}
    if not kinds <= {"fact", "who_said"}:
        return [question]
    parts = (first, *others)
    # "How many died and how many were hurt in the Oster fire?": what it is about may stand in any.
    names = {part: tuple(t for t in part.terms if t.name) for part in parts}
    about = names[first] or next(filter(None, names.values()), ())
    return [
        replace(
            part,
            kind="fact",
            stance="",
            terms=(*part.terms, *(n for n in about if n not in part.terms)),
            newest=any(p.newest for p in parts),
        )
        for part in parts
    ]
