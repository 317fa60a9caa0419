"""Questions that name several people: what each of them said, and who of them said nothing."""

from collections.abc import Callable, Sequence

from index.article import Statement
from index.record import Filter
from rag.names import fold
from rag.record import RecordSearch
from rag.relevance import words_of
from rag.speakers import split_names

Look = Callable[[Filter], list[Statement]]
"""Somebody's statements that answer the question, in the order of the answer."""


def said_by_each(
    search: RecordSearch, words: str, look: Look, limit: int
) -> tuple[list[Statement], list[str]]:
    """What those said whom `words` name, and the names in `words` of whom nothing was found.

    One of whom nothing is among the best for all is looked for alone; there are none to name where
    the words don't name several.

    Args:
        search: The record.
        words: As in the question.
        look: Looks for the statements of a filter.
        limit: Statements at most; some of each are left in.
    """
    together = search.said_by(words)
    found = look(together) if together.names else []
    parts = split_names(words)
    silent = []
    for part in parts if len(parts) > 1 else ():
        theirs = search.said_by(part)
        if _are_among(part, theirs, found):
            continue
        own = look(theirs) if theirs.names else []
        if own:
            found = [*found[: max(limit - len(own), limit // len(parts))], *own][:limit]
        else:
            silent.append(part)
    return found, silent if len(silent) < len(parts) else []


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
