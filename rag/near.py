"""What somebody said that comes near to what was asked of them, in other words perhaps."""

import re
from collections.abc import Collection

from rag.names import fold
from rag.relevance import Relevance

ON_THAT = 0.45
NEARBY = 0.33
WHOLE = 0.5
"""Cosines of MiniLM: of what was asked and what was said, both without names, from which the one
bears on the other, and from which it is worth showing; in both cases with at least `WHOLE` between
the claim and the whole sentence. Of 56 hand-made pairs, 29 of which bear on the claim, the first
picks 5 of these and 1 other, the second 10 and 2; the others are about the same thing."""
_PRONOUN = re.compile(r"^(?:s?he|they|it)\b", re.IGNORECASE)


def nearness(
    relevance: Relevance,
    *,
    speaker: str,
    asked: str,
    names: Collection[str],
    said: str,
    sentence: str,
) -> float:
    """How near what was said comes, a cosine; 0 where it is about something else.

    Args:
        relevance: Embeds them.
        speaker: Who is asked about.
        asked: What they are to have said, as a clause.
        names: The names in it, folded.
        said: What they said.
        sentence: The sentence that tells it.
    """
    claim = _PRONOUN.sub(speaker, asked)
    bare = without(asked, names), without(said, names)
    if not all(bare):
        return 0.0
    one, other, whole, told = relevance.embed([*bare, claim, sentence])
    return float(one @ other) if float(whole @ told) >= WHOLE else 0.0


def without(text: str, names: Collection[str]) -> str:
    """The text without its words that are names: these are alike whatever is said of them."""
    return " ".join(word for word in text.split() if fold(word.strip('"“”,.?!:')) not in names)
