"""What tells a real attribution from a mere verb and its object, as named features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.cues import Candidate
from index.lexicon import AMERICAN, NAMING, ROLE_NOUNS, SAYING, VOWING
from index.sources import RELATIVE, Source, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST = frozenset(["i", "we", "me", "us", "my", "our"])
_SECOND = frozenset(["you", "your"])
_THIRD = frozenset(["he", "she", "they", "him", "her", "them", "his", "their"])
_CLASSES = {"saying": SAYING, "naming": NAMING, "vowing": VOWING}
_ABOVE = 4
"""Steps up the parse to a verb of saying that the cue may stand under."""
_LENGTHS = (1, 2, 3, 5, 8, 12, 20, 40)


@dataclass(frozen=True, slots=True)
class CueFacts:
    """What all readings of one cue share."""

    lemma: str
    source: str
    """Class of the source: "he", "who", "I", "PERSON", "role", …"""
    passive: bool
    features: tuple[str, ...]


def of_cue(cue: Token, source: Source, *, asked: bool) -> CueFacts:
    """The facts of `cue`, computed once for all its candidates; `asked`: its sentence asks."""
    lemma = cue.lemma_.lower()
    lemma = AMERICAN.get(lemma, lemma)
    who = source_class(source)
    passive = is_passive(cue)
    children = {c.dep_ for c in cue.children}
    auxiliaries = [c.lemma_.lower() for c in cue.children if c.dep_ == "aux"]
    head = cue.head
    found = [
        f"l={lemma}|{cue.pos_}",
        f"ls={lemma}|{who}",
        f"s={who}",
        f"tag={cue.tag_}",
        f"lt={lemma}|{cue.tag_}",
        f"dep={cue.dep_}",
        f"ts={cue.tag_}|{who}",
        f"way={source.way}",
        f"ldep={lemma}|{cue.dep_}",
        f"sl={_word(source.named.root)}",
    ]
    found += [f"aux={a}" for a in auxiliaries]
    if not auxiliaries:
        found.append("aux=")
    found += [f"has={d}" for d in children]
    if "neg" in children:
        found.append(f"lneg={lemma}")
    if passive:
        found.append(f"lpas={lemma}")
    for name, words in _CLASSES.items():
        if lemma in words:
            found += [f"in={name}", f"ins={name}|{who}", f"int={name}|{cue.tag_}"]
    above = head
    for _ in range(_ABOVE):
        if above.head == above:
            break
        if above.lemma_.lower() in SAYING and above != cue:
            found.append(f"under={cue.dep_}")
            found.append(f"lunder={lemma}")
            break
        above = above.head
    if head != cue:
        found.append(f"head={cue.dep_}|{_word(head)}")
        found.append(f"hpos={cue.dep_}|{head.pos_}")
    if asked:
        found.append("question")
    return CueFacts(lemma, who, passive, tuple(found))


def of_candidate(candidate: Candidate, facts: CueFacts, words: int, quoted: int) -> list[str]:
    """The features of one reading.

    Args:
        candidate: The reading.
        facts: Of its cue.
        words: How many words the content has.
        quoted: How many of these stand between quotation marks.
    """
    form, via, link, lemma = candidate.form, candidate.via, candidate.link, facts.lemma
    length = sum(words > limit for limit in _LENGTHS)
    marks = "q" if quoted and quoted >= words - 1 else "m" if quoted else "n"
    classes = [f"inf={name}|{form}" for name, known in _CLASSES.items() if lemma in known]
    gap = link.left_edge.i - candidate.cue.i
    near = "1" if gap == 1 else "2" if 1 < gap <= 3 else "-" if gap < 0 else "far"
    return [
        *facts.features,
        *classes,
        f"fsl={form}|{facts.source}|{link.pos_}",
        f"linkll={lemma}|{_word(link)}",
        f"links={lemma}|{link.pos_}",
        f"fcs={form}|{facts.source}|{candidate.cue.tag_}",
        f"f={form}",
        f"fv={form}|{via}",
        f"lf={lemma}|{form}",
        f"lv={lemma}|{via}",
        f"lfv={lemma}|{form}|{via}",
        f"fs={form}|{facts.source}",
        f"ft={form}|{candidate.cue.tag_}",
        f"fp={form}|{facts.passive}",
        f"fd={form}|{candidate.cue.dep_}",
        f"len={form}|{length}",
        f"llen={lemma}|{min(length, 3)}",
        f"linkp={form}|{link.pos_}",
        f"linkt={link.tag_}",
        f"linkl={_word(link)}",
        f"linke={form}|{link.ent_type_}",
        f"q={marks}",
        f"fq={form}|{marks}",
        f"lq={lemma}|{marks}",
        f"near={form}|{near}",
    ]


def _word(token: Token) -> str:
    """The lemma, or for a name its kind: nobody's name may count for or against it."""
    return token.ent_type_ or "NAME" if token.pos_ == "PROPN" else token.lemma_.lower()


def source_class(source: Source) -> str:
    """The kind of thing a source is, as one word."""
    root = source.phrase.root
    word = root.lower_
    if word in RELATIVE and root.tag_ in ("WP", "WDT", "IN"):
        return "who" if word in ("who", "whom") else "which"
    if root.pos_ == "PRON" or word in _THIRD or word in _FIRST:
        if word in _FIRST:
            return "I"
        if word in _SECOND:
            return "you"
        if word in _THIRD:
            return "he"
        return "it" if word == "it" else "pron"
    if root.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return root.ent_type_
    lemma = root.lemma_.lower()
    if lemma in ROLE_NOUNS:
        return "role"
    if root.pos_ == "PROPN":
        return "propn"
    plural = root.tag_ in ("NNS", "NNPS")
    return "nouns" if plural else "noun"
