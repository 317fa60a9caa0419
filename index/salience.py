"""How much a mention counts by its place in the grammar, and what is left of it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.lexicon import SAYING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Lappin and Leass's weights.
_RECENCY = 100.0
_SUBJECT = 80.0
_OBJECT = 50.0
_INDIRECT = 40.0
_HEAD = 80.0
_NOT_ADVERBIAL = 50.0
_HALF = 0.5
# Ours.
_SPEAKS = 60.0
"""Of the subject of a verb of saying."""
_MAIN = 80.0
"""Of the subject of a main clause."""
SPEAKER = _RECENCY + _SUBJECT + _SPEAKS + _MAIN + _HEAD + _NOT_ADVERBIAL
"""Of the source of a saying, however it is parsed."""
_BESIDE = 20.0
"""Of a name that only describes another word: "a Roe supporter"."""
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


class Salience:
    """A sum of weights that is half as much with every sentence; of each sentence the largest."""

    __slots__ = ("_at", "_here", "_sum")

    def __init__(self) -> None:
        self._sum = self._here = 0.0
        self._at = 0

    def add(self, number: int, weight: float) -> None:
        """A mention in sentence `number`, which is no earlier one than the last."""
        if number > self._at:
            self._sum, self._here, self._at = self.in_sentence(number), 0.0, number
        if weight > self._here:
            self._sum += weight - self._here
            self._here = weight

    def in_sentence(self, number: int) -> float:
        """What is left of it in sentence `number`."""
        return self._sum * _HALF ** (number - self._at)


def weight(token: Token) -> float:
    """Salience of the mention that `token` heads, by its place in the sentence."""
    head = token
    while head.dep_ in ("appos", "conj") and head.head != head:
        head = head.head
    dep = head.dep_
    if dep in ("compound", "nmod", "amod"):
        return _BESIDE
    found = _RECENCY
    if dep in SUBJECTS and head.head.dep_ in ("relcl", "acl"):
        return found
    if dep in SUBJECTS or _inverted(head):
        found += _SUBJECT
        if head.head.lemma_.lower() in SAYING:
            found += _SPEAKS
        if head.head.dep_ in ("ROOT", "conj"):
            found += _MAIN
    elif dep in ("dobj", "attr", "oprd"):
        found += _OBJECT
    elif dep in ("dative", "agent"):
        found += _INDIRECT
    embedded = dep == "poss" or (
        dep == "pobj" and head.head.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    )
    if not embedded:
        found += _HEAD
    if dep != "pobj":
        found += _NOT_ADVERBIAL
    return found


def is_speaker(token: Token) -> bool:
    """Whether it is the subject of a verb of saying."""
    return (token.dep_ in SUBJECTS and token.head.lemma_.lower() in SAYING) or _inverted(token)


def is_leader(token: Token) -> bool:
    """Whether it is the subject of its sentence."""
    while token.dep_ == "appos":
        token = token.head
    return token.dep_ in SUBJECTS and token.head.dep_ == "ROOT"


def _inverted(token: Token) -> bool:
    """Whether the parser missed that it is the subject of a verb before it: "…," said Roe."""
    verb = token.head
    return (
        verb.i < token.i
        and verb.lemma_.lower() in SAYING
        and token.dep_ in ("dobj", "npadvmod", "oprd", "attr")
        and token.left_edge.i == verb.i + 1
    )
