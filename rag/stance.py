"""For or against: verbs of saying that mean much the same."""

import re

import snowballstemmer

_STANCES = tuple(
    frozenset(group.split())
    for group in (
        "accuse attack blame blast condemn criticise criticize decry denounce deride fault lambast"
        " mock object oppose rebuke scoff slam",
        "applaud back commend endorse hail laud praise support welcome",
        "contradict deny dismiss refute reject",
        "guarantee pledge promise swear vow",
        "caution threaten warn",
        "demand insist urge",
    )
)
_STEMMER = snowballstemmer.stemmer("english")
_STEMS = tuple(frozenset(_STEMMER.stemWords(sorted(group))) for group in _STANCES)


def is_stance(verb: str) -> bool:
    """Whether who did so has said more than something."""
    return any(verb in group for group in _STANCES)


def takes_stance(cue: str, verb: str) -> bool:
    """Whether the words of a cue mean much the same as `verb`, a stance."""
    asked = _STEMMER.stemWord(verb.lower())
    stems = set(_STEMMER.stemWords(re.findall(r"\w+", cue.lower())))
    return any(asked in group and stems & group for group in _STEMS)
