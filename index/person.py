"""A person of an article, and what tells whether it is a he or a she."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.lexicon import FEMALE, FEMALE_NOUNS, MALE, MALE_NOUNS
from index.names import FEMALE_FIRST_NAMES, MALE_FIRST_NAMES

if TYPE_CHECKING:
    from spacy.tokens import Span


@dataclass(slots=True)
class Person:
    """A person of the article under the fullest name it gives."""

    name: str
    role: str = ""
    gender: str = ""
    mentions: list[int] = field(default_factory=list)
    """Where the person is named, as offsets into the text, ascending."""


def gender_beside(ent: Span, role: str) -> str:
    """By the title, the noun of kin or the role beside a name; empty where they tell nothing."""
    kin = ent.root.head.lemma_ if ent.root.dep_ == "appos" else ""
    words = {w.lower().rstrip(".") for w in re.findall(r"[\w.]+", f"{role} {kin} {ent.text}")}
    if ent.start > 0:
        words.add(ent[0].nbor(-1).lower_.rstrip("."))
    if words & (FEMALE | FEMALE_NOUNS):
        return "f"
    if words & (MALE | MALE_NOUNS):
        return "m"
    return ""


def gender_of_name(name: str) -> str:
    """By the first name of a full name; empty where it tells nothing."""
    words = name.lower().split()
    if len(words) < 2:
        return ""
    if words[0] in FEMALE_FIRST_NAMES:
        return "f"
    return "m" if words[0] in MALE_FIRST_NAMES else ""
