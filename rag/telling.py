"""What a statement's cue makes of its content: words said, a topic spoken of, or a view held."""

import re
from collections.abc import Sequence

from index.article import Statement
from index.lexicon import ATTITUDES, NAMING, SPEECH_ACTS, UTTERING
from rag.asked import ASKING_FORMS
from rag.relevance import stem, words_of

UTTERED = frozenset(stem(v.removesuffix("_out")) for v in UTTERING | NAMING | SPEECH_ACTS)
"""Stems of the verbs of saying."""
HELD = frozenset(stem(verb) for verb in ATTITUDES)
"""Stems of the verbs for what somebody has in mind."""
_OF = frozenset("about against behind for from of on".split())
_NO_NOUN = re.compile(r"(?:ed|ing)$")
"""Ends verbs that no noun looks like: "commenting on", "warned of"."""
_POSSESSIVE = re.compile(r"(?:['’]s?|\b(?:his|her|its|my|our|their|your))$", re.IGNORECASE)


def is_told(statement: Statement, text: str, verbs: frozenset[str]) -> bool:
    """Whether the cue is one of the verbs, given by stem; a quotation needs none to be said.

    Args:
        statement: The statement.
        text: Its article's.
        verbs: `UTTERED` or `HELD`.
    """
    if statement.kind != "indirect" or statement.cue is None:
        return True
    cue = _cue(statement, text)
    words = words_of(cue)
    if cue.startswith(("according", ":")):
        return True
    # "attacks on Roe" are no words of anybody
    return bool(words) and words[-1] not in _OF and _has_verb(words, verbs)


def is_told_of(statement: Statement, text: str) -> bool:
    """Whether it is told what somebody spoke of: "warned of a flood", "talks about Roe".

    Args:
        statement: The statement.
        text: Its article's.
    """
    source, cue = statement.source, statement.cue
    words = words_of(_cue(statement, text))
    if cue is None or not words or words[-1] not in _OF or not _has_verb(words, UTTERED):
        return False
    if any(_NO_NOUN.search(word) or _is_irregular(word) for word in words):
        return True
    if source is None or source.end > cue.start:
        return False
    return not text[source.end : cue.start].strip() and not _POSSESSIVE.search(
        text[source.start : source.end]
    )


def _cue(statement: Statement, text: str) -> str:
    cue = statement.cue
    return text[cue.start : cue.end].lower() if cue else ""


def _has_verb(words: Sequence[str], verbs: frozenset[str]) -> bool:
    """Whether a form of one of the verbs, given by stem, is among the words."""
    return any(stem(ASKING_FORMS.get(word, word)) in verbs for word in words)


def _is_irregular(word: str) -> bool:
    """Whether it is a form like "spoke"."""
    return ASKING_FORMS.get(word, word) != word and not word.endswith("s")
