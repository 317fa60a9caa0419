"""For or against: verbs of saying that mean much the same, and what says so without them."""

import re
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

_STANCES = tuple(
    frozenset(group.split())
    for group in (
        "accuse attack blame blast condemn criticise criticize decry denounce deride fault lambast"
        " mock object oppose rebuke scoff slam",
        "applaud back commend defend endorse hail laud praise support welcome",
        "contradict deny dismiss refute reject",
        "guarantee pledge promise swear vow",
        "caution threaten warn",
        "appeal_for ask_for call_for call_on demand insist press push urge",
        "decline refuse",
    )
)
_STEMMER = snowballstemmer.stemmer("english")
_INFINITIVE = re.compile(r"^(?:[A-Z]\S*\s+){0,3}to\s+[a-z]")


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word.lower()))


_STEMS = tuple(
    frozenset("_".join(map(_stem, entry.split("_"))) for entry in group) for group in _STANCES
)


def is_stance(verb: str) -> bool:
    """Whether who did so has said more than something; "call for" is one, "call" is none."""
    return any(_stance_stem(verb) in group for group in _STEMS)


def _led_by(content: str) -> str:
    return next((p for p in ("for", "on") if content.startswith(f"{p} ")), "")


def is_against(verb: str) -> bool:
    """Whether who did so found fault with it."""
    return _stance_stem(verb) in _STEMS[0]


def takes_stance(cue: str, verb: str, content: str = "") -> bool:
    """Whether the words of a cue mean much the same as `verb`, a stance.

    A cue "asked" is a demand where what was asked, the content, is an infinitive; a "for" or "on"
    may begin the content.
    """
    words = [_stem(word) for word in re.findall(r"\w+", f"{cue} {_led_by(content)}")]
    stems = {*words, *("_".join(pair) for pair in pairwise(words))}
    if _INFINITIVE.match(content):
        stems |= {f"{word}_for" for word in words}
    asked = _stance_stem(verb)
    return any(asked in group and stems & group for group in _STEMS)


def names_stance(content: str, verb: str) -> bool:
    """Whether what was said has a word for the stance itself: "I never asked her to go"."""
    asked = _stance_stem(verb)
    words = {_stem(word) for word in re.findall(r"\w+", content)}
    return any(asked in group and words & {s.split("_")[0] for s in group} for group in _STEMS)


def _stance_stem(verb: str) -> str:
    """As it stands in a group: "called for" as "call_for", "pressed for" as "press"."""
    whole = "_".join(map(_stem, verb.split()))
    return whole if any(whole in group for group in _STEMS) else whole.split("_")[0]
