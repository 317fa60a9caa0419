"""Readings that the trained weights let pass though nothing is said in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.lexicon import (
    ADDRESSING,
    ATTITUDES,
    NAMING,
    SAYING,
    SPEECH_ACTS,
    UTTERING,
    VOWING,
)

if TYPE_CHECKING:
    from index.proposals import Proposal

_KNOWN = SAYING | NAMING | VOWING | UTTERING | SPEECH_ACTS | ATTITUDES
_NOBODY = frozenset("nobody none nothing".split())
_CALLS = frozenset("bell call door phone telephone".split())
# Whom they are done to is not what is said.
_DONE_TO = ADDRESSING | frozenset("address congratulate defend greet represent".split())
_OBJECTS = ("dobj", "dative", "nsubjpass", "oprd")


def is_hollow(reading: Proposal) -> bool:
    """Whether a reading credits nobody, or credits somebody with no words and no thought."""
    cue, link = reading.cue, reading.candidate.link
    form, lemma = reading.candidate.form, reading.cue.lemma_.lower()
    words = [cue.doc[i] for i in reading.tokens]
    named = reading.source.named
    if named.root.lower_ in _NOBODY or named.text.lower() == "no one":
        return True
    if all(word.pos_ in ("PRON", "DET") for word in words):
        return True
    if form == "nsubjpass" and (lemma in ADDRESSING or lemma not in _KNOWN):
        return True
    if cue.lemma_ == "be" and form == "xcomp" and reading.candidate.via == "to":
        return True  # "the shops are to share a fund", "they had been to look at houses"
    if lemma == "answer" and form == "dobj" and link.lemma_.lower() in _CALLS:
        return True
    if lemma == "speak" and form.startswith("prep") and reading.candidate.via == "for":
        return True
    return (
        lemma in _DONE_TO
        and form in _OBJECTS
        and all(word.pos_ == "PROPN" or word.ent_type_ == "PERSON" for word in words)
    )
