"""When two written names can be one person's: diacritics, initials, titles, suffixes, surnames."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.lexicon import HONORIFICS, ROLE_NOUNS
from index.names import FIRST_NAMES

# What Unicode does not take apart into a letter and its mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
NOBODY = frozenset(
    "anyone everybody everyone he her him his i it many most nobody one others she some somebody"
    " someone that them these they this those we which who whoever you".split()
)
"""What a pronoun is left as for which nobody was found."""
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_TITLES = frozenset(
    """
    actor actress adm admiral amb brig capt cdr cllr cmdr col comedian cpl dr fr gen gov hon lt maj
    msgr pres prof rapper rep rev reverend sen sgt supt
    """.split()
)
# Words for what somebody is that are surnames too, and those of them that are no title.
_SURNAMES = frozenset("baker butcher driver farmer king pope prince singer".split())
_TRADES = _SURNAMES - {"king", "pope", "prince"}
# "Council" is not another name of the "Marlow Council" of some other article.
_BODIES = frozenset(
    """
    academy agency alliance army assembly association authority bank board bureau cabinet campaign
    center centre chamber church club college commission committee company congress corporation
    council court department federation force foundation fund government group hospital house
    institute league media ministry movement navy network news office organisation organization
    panel parliament party police post press school senate service society state states team times
    tribunal trust union university
    """.split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, folded to lower case without diacritics."""

    words: tuple[str, ...]
    """Given names, or their initials, and the surname."""
    suffix: str = ""
    """"jr", "iii"; empty if none."""


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """`text` in lower case without diacritics, possessives and punctuation but hyphens."""
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    bare = "".join(c for c in lower if not unicodedata.combining(c))
    bare = re.sub(r"['’]s?(?=\s|$)", "", bare)
    return " ".join(re.sub(r"[^\w\s-]", "", bare.replace("’", "")).split())


def read_name(text: str) -> Name | None:
    """`text` as a person's name without titles; None if it cannot be one.

    Bodies and noun phrases ("the White House", "state officials", "Roe and Doe") are none.
    """
    parts = [p.strip(",") for p in text.split()]
    while len(parts) > 1 and is_title(parts[0]):
        parts = parts[1:]
    suffix = fold(parts[-1]) if len(parts) > 1 and fold(parts[-1]) in _SUFFIXES else ""
    if suffix:
        parts = parts[:-1]
    if not parts or not parts[0][:1].isupper() or not parts[-1][:1].isupper():
        return None
    words = tuple(w for p in parts if (w := fold(p)))
    if not words or {"and", "of", "the", "for"} & set(words) or words[-1] in _BODIES:
        return None
    if words[-1] in ROLE_NOUNS and not _is_surname(words, titled=len(parts) < len(text.split())):
        return None
    return Name(words, suffix)


def _is_surname(words: tuple[str, ...], *, titled: bool) -> bool:
    """Whether the last word, a noun for what somebody is, is a name: "James Baker", not "the King".

    As the surname behind a first name or a title; by itself only what is no title.
    """
    if len(words) > 1:
        return words[-1] in _SURNAMES and words[0] in FIRST_NAMES
    return words[0] in (_SURNAMES if titled else _TRADES)


def is_title(word: str) -> bool:
    """Whether it stands before a name without being part of it."""
    return fold(word) in HONORIFICS | _TITLES | ROLE_NOUNS


def can_be_same(a: Name, b: Name) -> bool:
    """Whether two names of two words or more can be one person's.

    "John F. Kennedy" can be "John Kennedy" and "J. F. Kennedy", but not "John D. Kennedy";
    "Kim Jong-un" is "Kim Jong Un". "John Kennedy Jr." is John Kennedy's son, unless both names have
    the same one in the middle.
    """
    if a.suffix != b.suffix and ((a.suffix and b.suffix) or min(len(a.words), len(b.words)) < 3):
        return False
    if _squeezed(a) == _squeezed(b):
        return True
    if min(len(a.words), len(b.words)) < 2 or a.words[-1] != b.words[-1]:
        return False
    given, other = a.words[:-1], b.words[:-1]
    if not _alike(given[0], other[0]):
        return False
    middle, other_middle = given[1:], other[1:]
    # A middle name may be left out, but not another one put in its place.
    return all(_alike(m, o) for m, o in zip(middle, other_middle, strict=False))


def is_surname_of(single: Name, full: Name) -> bool:
    """Whether a name of one word can be the surname of `full`, also where that comes first.

    Of a surname that comes first the given name is known by its hyphen ("Hwang Joon-kook").
    """
    if len(single.words) != 1 or len(full.words) < 2:
        return False
    if single.suffix and full.suffix and single.suffix != full.suffix:
        return False
    first = single.words[0] == full.words[0] and "-" in full.words[-1]
    return single.words[0] == full.words[-1] or first


def bears_surname(name: Name, text: str) -> bool:
    """Whether `text` gives the full name, and that surname to nobody else.

    Whatever capitalised word but a title stands before the surname counts as a given name. A name
    of one word has none.
    """
    if len(name.words) < 2:
        return False
    found = [
        (
            fold(m[1]),
            bool(re.search(r"[.!?:”\"]\s+$|\n\s*$|^$", text[max(m.start() - 3, 0) : m.start()])),
        )
        for m in re.finditer(r"\b([^\W\d_][\w.'’-]*)\s+(?=([^\W\d_][\w-]*))", text)
        if m[1][0].isupper() and fold(m[2]) == name.words[-1] and not is_title(m[1])
    ]
    # At a sentence's start it may be any word: "But Roe said".
    inside = {word for word, opens in found if not opens}
    return name.words[-2] in {word for word, _ in found} and inside <= set(name.words)


def _squeezed(name: Name) -> str:
    return "".join(name.words).replace("-", "")


def _alike(a: str, b: str) -> bool:
    """The same given name, or one the other's initial."""
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
