"""Questions that name several people: what each of them said, and who of them said nothing."""

from collections.abc import Callable, Sequence

from index.article import Statement
from index.record import Filter
from rag.names import fold
from rag.record import RecordSearch
from rag.relevance import words_of
from rag.speakers import split_names

Look = Callable[[Filter, int], list[Statement]]
"""Somebody's statements that answer the question, the best of them, at most so many."""


def said_by_each(
    search: RecordSearch, words: str, look: Look, limit: int
) -> tuple[list[Statement], list[str]]:
    """What those said whom `words` name, and the names in `words` of whom nothing was found.

    Each is looked for alone too, so that nobody's best gives way to another's; there are none to
    name where the words don't name several.

    Args:
        search: The record.
        words: As in the question.
        look: Looks for the statements of a filter.
        limit: Statements at most.
    """
    together = search.said_by(words)
    found = look(together, limit) if together.names else []
    parts = split_names(words)
    each: list[Statement] = []
    silent = []
    for part in parts if len(parts) > 1 else ():
        theirs = search.said_by(part)
        own = look(theirs, limit // len(parts)) if theirs.names else []
        each += own
        if not own and not _are_among(part, theirs, found):
            silent.append(part)
    shown = list(dict.fromkeys([*each, *found]))[:limit]
    return shown, silent if len(silent) < len(parts) else []


def _are_among(part: str, theirs: Filter, found: Sequence[Statement]) -> bool:
    """Whether somebody speaks whom the part names, or whose name or role it is a part of.

    "Health and Social Affairs" may be one minister's.
    """
    wanted = {fold(word) for word in words_of(part)}
    return any(
        (s.speaker, s.role) in (theirs.names or ())
        or wanted <= {fold(word) for word in words_of(f"{s.speaker} {s.role}")}
        for s in found
    )
