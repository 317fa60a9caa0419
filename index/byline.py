"""Bylines, and the names of authors out of them."""

import re
from collections.abc import Iterable

from index.labels import has_first_name, has_role, is_name, is_person, outlet_weight

MAX_NAME = 100
"""Characters; more are a biography."""

# A post in capitals before a name in small letters: "HEALTH REPORTER Ada Orm".
_POST = r"(?:[A-Z]+ ){0,3}(?:CORRESPONDENT|EDITOR|REPORTER|WRITER)\s+(?=[A-ZÀ-Þ][a-zß-ÿ])"
_LEAD = re.compile(
    r"^(?:(?:(?:reporting|written|words|text|story|interview|analysis|compiled|edited|exclusive|"
    r"posted|published) )?"
    r"by\s*:?|von|par|por|di|da|door)\s+|"
    r"^(?:text|words|interview|reporting|autor|autorin|author|auteur)\s*:\s*|"
    rf"^(?-i:{_POST})",
    re.I,
)
_BYLINE = re.compile(
    r"(?:(?:[Ww]ritten |[Rr]eporting |[Ww]ords |[Tt]ext |[Ss]tory |[Ii]nterview |[Aa]nalysis |"
    r"[Cc]ompiled |[Ee]dited |[Ee]xclusive |EXCLUSIVE |[Pp]osted |[Pp]ublished )?[Bb]y:?|"
    r"REPORTING BY|BY|Von|Par|Por|Di|Door)\s+"
    r"(?P<name>[^\W\d_a-zß-ÿ].{1,90})|"
    r"(?:(?:Text|Words|Interview|Reporting|Autor|Autorin|Author|Auteur)\s*:\s*|"
    rf"{_POST})(?P<named>[A-ZÀ-Þ].{{1,60}})"
)
_BETWEEN = re.compile(r"\s*(?:;|,|&|\||\(|\)|\s[-–—]\s|\b(?:and|und|et|y)\b)\s*")
_PLACED = re.compile(
    r"\s+(?:in|at|from|for|reports from|IN|AT|FROM|FOR)\s+(?:the\s+|THE\s+)?[A-ZÀ-Þ].*$"
)
# until the next bar: "By Ada Orm | Photographs by Bo Lind and Tom Reyl | 5 March 2024"
_PICTURES = re.compile(
    r"(?:^|[|;,·•]|\s[-–—])\s*(?:photo(?:graph)?s?|photography|pictures?|images?|illustrations?|"
    r"illustrated|graphics?|videos?)(?: and (?:photo(?:graph)?s?|videos?|graphics?))? by\s"
    r"[^|;·•\x00\x01]+",
    re.I,
)
_SHORT = re.compile(r"[^AEIOU][AEIOUY]")
_SMALL = frozenset("de del della der den di du da la le van von zu zur bin al dos das y e".split())


def is_byline(text: str) -> bool:
    """A line that names authors: "By Ada Orm in Velburg", "Von Jana Beck"."""
    match = _BYLINE.fullmatch(without_pictures(text))
    if match is None or re.search(r"[!?…\"“”:]|\.\s*$", match["name"] or match["named"]):
        return False
    parts = [p for p in _BETWEEN.split(match["name"] or match["named"]) if p]
    return all(_fits(_PLACED.sub("", part)) for part in parts)


def names(given: Iterable[str], source: str = "") -> tuple[str, ...]:
    """Names of persons out of bylines: "By Ada Orm and Bo Lind" is two; no addresses, no posts."""
    found: list[str] = []
    for text in given:
        for part in _BETWEEN.split(_LEAD.sub("", without_pictures(text).strip())):
            name = _PLACED.sub("", part.strip(" .-–—"))
            plain = name and len(name) <= MAX_NAME and not re.search(r"[/@:]|\.\w{2,3}$", name)
            post = has_role(name) and outlet_weight(name) < 2
            # behind a person "The Post" is where they work
            outlet = bool(found) and name.startswith("The ")
            if (
                plain
                and not (post or outlet)
                and name.casefold() != source.casefold()
                and name not in found
            ):
                found.append(name)
    return tuple(dict.fromkeys(map(ordinary_case, found)))


def without_pictures(text: str) -> str:
    """The line without who made its pictures, who is no author."""
    return _PICTURES.sub(" ", text).strip()


def ordinary_case(name: str) -> str:
    """A person's name that is printed in capitals, as it is written else: "Joan de la Cruz"."""
    if not name.isupper() or not is_person(name):
        return name
    first, *others = name.split()
    # "AJ" is no first name as "JO" is, but two initials
    initials = len(first) == 2 and not (has_first_name(first) or _SHORT.fullmatch(first))
    words = [first if initials else _capitalised(first)]
    words += [w.lower() if w.lower() in _SMALL else _capitalised(w) for w in others[:-1]]
    return " ".join([*words, *map(_capitalised, others[-1:])])


def _capitalised(word: str) -> str:
    word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"\bMc([a-z])", lambda part: f"Mc{part[1].upper()}", word)


def _fits(part: str) -> bool:
    return is_name(re.sub(r"\.(?=\s|$)", "", part)) or has_role(part) or "@" in part


def without_place(name: str) -> str:
    """The name without where its bearer reports from: "Ada Orm in Velburg"."""
    return _PLACED.sub("", name)
