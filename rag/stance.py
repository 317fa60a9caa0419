"""For or against: verbs of saying that mean much the same, and what says so without them."""

import re
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

from index.lexicon import SPEECH_ACTS

_STANCES = tuple(
    frozenset(group.split())
    for group in (
        "accuse assail attack bemoan blame blast castigate chide condemn criticise criticize decry"
        " denounce deride disparage fault lambast mock object oppose rebuke ridicule scoff scold"
        " slam",
        "applaud back commend compliment congratulate defend endorse hail laud praise support tout"
        " welcome",
        "contradict deny dismiss dispute rebut refute reject scotch",
        "guarantee pledge promise swear vow",
        "caution threaten warn",
        "appeal_for ask_for call_for call_on demand insist plead_for press push urge",
        "decline refuse",
        "compare equate liken",
        "apologise apologize",
        "thank",
    )
)
# Of the verbs for what is done with words, those for what can be done without any.
_DEEDS = frozenset("assail attack".split())
# What tells it without the verb: "the strike is like a flood", "I am sorry".
_LIKENESS = re.compile(
    r"\b(?:(?<!would )(?<!should )(?<!['’]d )(?<!\bI )(?<!\bwe )(?<!\bto )like|akin|comparable"
    r"|equivalent|reminiscent|reminds?|reminded|resembl\w+|similar|the same as|worse than"
    r"|no better than|as \w+ as)\b",
    re.IGNORECASE,
)
_APOLOGY = re.compile(
    r"\b(?:(?:I|we)(?: am| are|['’]m|['’]re)?|(?:s?he|they) (?:is|are|was|were))"
    r"(?: (?:deeply|do|really|sincerely|so|truly|very|want to|wish to|would like to))*"
    r" (?:sorry|apologi[sz]e|regret)\b|\bmy apologies\b",
    re.IGNORECASE,
)
_STEMMER = snowballstemmer.stemmer("english")
_INFINITIVE = re.compile(r"^(?:[A-Z]\S*\s+){0,3}to\s+[a-z]")


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word.lower()))


_STEMS = tuple(
    frozenset("_".join(map(_stem, entry.split("_"))) for entry in group) for group in _STANCES
)
_SPOKEN = frozenset(
    "_".join(map(_stem, verb.split("_")))
    for verb in (SPEECH_ACTS | {"appeal_for", "equate", "plead_for"}) - _DEEDS
)


def is_stance(verb: str) -> bool:
    """Whether who did so has said more than something; "call for" is one, "call" is none."""
    return any(_stance_stem(verb) in group for group in _STEMS)


def is_spoken(verb: str) -> bool:
    """Whether it is a stance that takes words: who "attacked the village" may have said none."""
    return is_stance(verb) and _stance_stem(verb) in _SPOKEN


def tells_stance(content: str, verb: str) -> bool:
    """Whether what was said compares, or says sorry, where that is what `verb` asks for."""
    asked = _stance_stem(verb)
    told = {_stem("compare"): _LIKENESS, _stem("apologise"): _APOLOGY}
    return any(
        pattern.search(content) is not None
        for first, pattern in told.items()
        if any({first, asked} <= group for group in _STEMS)
    )


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
