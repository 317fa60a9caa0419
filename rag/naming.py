"""Whether words name a speaker: in part, misspelt, with a title, or with whose they are."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from rag.identity import Speaker
from rag.names import can_be_same, fold, is_title, read_name
from rag.relevance import same_word, stem, words_of
from rag.rolewords import OFFICIALS, doing

MISSPELT_NAME = 88
"""Levenshtein ratio of a whole misspelt name to the right one."""
LINKS = frozenset("a an and at for from in of on s the to their his her who is was s".split())
OWNER = re.compile(r"(?:['’]s|s['’])$")
_PREPOSITION = re.compile(
    r"\s(?:of|at|for|by|in|from|to|on|with|about|against|behind|near|over|under)\s"
)
_BEFORE_PLACE = "at|by|for|from|in|near|of|on|to"


def is_name_of(words: str, speaker: str) -> bool:
    """Whether every word is one of the speaker's name, or the whole name is among the words."""
    wanted = content_words(words)
    name = content_words(speaker)
    if not wanted:
        return False
    if all(any(_name_word(w, n) for n in name) for w in wanted):
        return True
    if fuzz.ratio(_plain(words), _plain(speaker)) >= MISSPELT_NAME:
        return True
    # "CNN's Jane Roe" is Jane Roe; "Jane Roe's daughters" are not.
    owned = re.split(r"['’]s?\s+", words)[-1]
    asked, given = read_name(_capitals(owned)), read_name(speaker)
    if (
        asked
        and given
        and min(len(asked.words), len(given.words)) > 1
        and can_be_same(asked, given)
    ):
        return True
    # "President Vladimir Putin of Russia": the name is all there, what is left is description.
    parts = speaker.split()
    if len(parts) < 2 or not all(part[0].isupper() for part in parts):
        return False
    # "the shopkeeper on Little Isle" is not the isle
    if re.search(rf"\s(?:{_BEFORE_PLACE})\s+(?:the\s+)?{re.escape(speaker)}", words, re.IGNORECASE):
        return False
    return _has_all(words_of(owned), parts)


def _has_all(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether each part of a name stands among the words, no word for two parts."""
    left = list(words)
    for part in sorted(parts, key=len, reverse=True):
        # As it is spelt rather than alike: in "Chris Marsh" is no "Christie".
        same = next((w for w in left if fold(w) == fold(part)), None)
        found = same or next((w for w in left if _name_word(w, part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def is_exactly(words: str, speaker: str) -> bool:
    """Whether every word is one of the speaker's name as it is spelt, diacritics apart."""
    name = {fold(w) for w in words_of(speaker)}
    wanted = [fold(w) for w in content_words(words)]
    return bool(wanted) and all(w in name for w in wanted)


def themselves(words: str, speakers: list[Speaker]) -> list[Speaker]:
    """Without those who only belong to whom the words name: "Roe's office", "the union's rival".

    The officials of a body speak for it.
    """
    wanted = {fold(w) for w in content_words(words)}
    persons = [s for s in speakers if read_name(s.name)]
    if not persons:
        asked = fold(head(words))
        bodies = [s for s in speakers if fold(head(s.name)) == asked]
        officials = [s for s in speakers if fold(head(s.name)) in OFFICIALS]
        return [s for s in speakers if s in bodies or s in officials] if bodies else speakers
    others = [s for s in speakers if fold(head(s.name)) in wanted]
    return [s for s in speakers if s in persons or s in others]


def not_sons(words: str, speakers: list[Speaker]) -> list[Speaker]:
    """Without each "Junior", unless that is asked for or nobody else is left."""
    asked = read_name(_capitals(words))
    if asked is None or asked.suffix:
        return speakers
    names = {s.name: read_name(s.name) for s in speakers}
    return [s for s in speakers if not ((name := names[s.name]) and name.suffix)] or speakers


def fits_around(words: str, around: str) -> bool:
    """Whether all the words stand in the text around a statement of a body without a name."""
    there = words_of(around)
    return all(any(same_word(w, a, name=False) for a in there) for w in content_words(words))


def is_union_of(words: str, speaker: str) -> bool:
    """Whether a body is called by its noun and by those whose it is, named after what they do.

    "The dockers' union" is the Union of Ship and Dock Workers.
    """
    *whose, noun = content_words(words) or [""]
    name = content_words(speaker)
    return (
        bool(whose)
        and read_name(speaker) is None
        and same_word(noun, head(speaker), name=False)
        and all(any(_name_word(w, n) or stem(n) in doing(w) for n in name) for w in whose)
    )


def has_noun(speaker: Speaker, noun: str) -> bool:
    """Whether a speaker without a name is called by the noun."""
    return any(
        name[:1].islower()
        and same_word(noun, words_of(_PREPOSITION.split(name)[0])[-1], name=False)
        for name, _ in speaker.names
    )


def untitled(words: str) -> str:
    """A name without what stands before it: titles, parties, whose it is ("CNN's", "GOP Rep")."""
    left = words.split()
    while len(left) > 1 and (is_title(left[0]) or OWNER.search(left[0]) or left[0].isupper()):
        left = left[1:]
    return " ".join(left)


def _capitals(words: str) -> str:
    """A name as it would be written: questions are typed in any case."""
    return " ".join(w[:1].upper() + w[1:] for w in words.split())


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", fold(name)).strip()


def _name_word(word: str, other: str) -> bool:
    return fold(word) == fold(other) or same_word(word, other, name=True)


def content_words(words: str) -> list[str]:
    """The words but for small ones that link others."""
    return [w for w in words_of(words) if w.lower() not in LINKS]


def head(phrase: str) -> str:
    """The noun of a phrase, before its prepositions: "tenor" in "tenor at the Keld opera"."""
    return next(reversed(words_of(_PREPOSITION.split(phrase)[0])), "")


def folded_words(text: str) -> list[str]:
    """The words of a text in lower case without diacritics and possessives."""
    return [fold(word) for word in words_of(text)]
