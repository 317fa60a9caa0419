"""Where something may be credited to somebody: cues and what they may credit, over the parse.

Proposes broadly; `index.scoring` decides. The forms follow PolNeAR (Newell, Margolin and Ruths
2018).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.content import Range, subtree, without
from index.lexicon import ACTS, ADDRESSING, SEEMING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPOKEN = ("ccomp", "xcomp", "outer", "advcl", "acl")
"""In the form of a candidate whose content is a clause."""
_CLAUSES = ("ccomp", "xcomp")
_OBJECTS = ("dobj", "attr", "oprd", "dative", "acomp")
_NO_COMPLEMENT = frozenset(
    "punct conj cc nsubj nsubjpass aux auxpass neg advmod mark npadvmod csubj expl prt agent "
    "parataxis dep intj".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue and one way to read what it credits."""

    cue: Token
    form: str
    """How the content hangs on the cue, in words of the parse: "ccomp", "prep:pobj"."""
    link: Token
    """The token that heads the content."""
    ranges: tuple[Range, ...]
    via: str = ""
    """The preposition or mark between, in lower case."""


def candidates(token: Token) -> Iterator[Candidate]:
    """All ways in which `token` may be a cue."""
    if token.pos_ in ("VERB", "AUX"):
        act = token.lemma_.lower() in ACTS
        for candidate in _of_verb(token):
            if not act or any(word in candidate.form for word in _SPOKEN):
                yield candidate
    elif token.pos_ in ("NOUN", "ADJ"):
        yield from _of_noun(token)


def _of_verb(verb: Token) -> Iterator[Candidate]:
    complements = []
    for child in verb.children:
        right = child.i > verb.i
        if child.dep_ in _CLAUSES or child.dep_ in _OBJECTS:
            form = child.dep_ if right else f"{child.dep_}<"
            yield Candidate(verb, form, child, (subtree(child),), _mark(child))
        elif child.dep_ == "advcl":
            yield Candidate(
                verb, "advcl" if right else "advcl<", child, (subtree(child),), _mark(child)
            )
        elif child.dep_ in ("prep", "agent") and right:
            yield from _of_preposition(verb, child, "prep")
        elif child.dep_ in ("prt", "advmod") and right:
            for inner in child.children:
                if inner.dep_ == "prep":
                    yield from _of_preposition(verb, inner, "prt:prep")
                elif inner.dep_ in ("pobj", "pcomp", *_CLAUSES):
                    yield Candidate(
                        verb, f"prt:{inner.dep_}", inner, (subtree(inner),), child.lower_
                    )
        if right and child.dep_ not in _NO_COMPLEMENT:
            complements.append(child)
    aside = ("prep", "dobj", "dative") if verb.lemma_ in ADDRESSING else ("prep",)
    if len(complements) > 1 and _counts(complements[0]):
        complements.pop(0)
    while len(complements) > 1 and complements[0].dep_ in aside and _has_clause(complements):
        # "told Roe in Lund that …": whom and where, not what
        complements.pop(0)
    rest = (complements[0].left_edge.i, _end(verb)) if complements else None
    if rest is not None and rest != subtree(complements[0]):
        form = "+".join(c.dep_ for c in complements[:2])
        yield Candidate(verb, f"rest:{form}", complements[0], (rest,), _mark(complements[-1]))
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    spoken_of = subject is not None and (
        subject.dep_ == "nsubjpass" or verb.lemma_.lower() in SEEMING
    )
    if subject is not None and spoken_of and subject.i < verb.i:
        yield Candidate(verb, subject.dep_, subject, (subtree(subject),))
        if rest is not None:
            last = complements[-1]
            yield Candidate(
                verb, f"{subject.dep_}+rest", last, (subtree(subject), rest), _mark(last)
            )
    if verb.dep_ in ("parataxis", "ccomp", "advcl") and verb.head != verb:
        around = without(_clause(verb), subtree(verb))
        if around:
            yield Candidate(verb, f"outer:{verb.dep_}", verb.head, tuple(around), _mark(verb))
    if verb.dep_ in ("relcl", "acl") and verb.head.i < verb.left_edge.i:
        before = (verb.head.left_edge.i, verb.left_edge.i)
        yield Candidate(verb, f"head:{verb.dep_}", verb.head, (before,))


def _clause(aside: Token) -> Range:
    """What a verb of saying is put into, from semicolon to semicolon: "…; the rest, he said, …"."""
    start, end = subtree(aside.head)
    stops = [t.i for t in aside.doc[start:end] if t.text == ";"]
    left, right = subtree(aside)
    start = max([stop + 1 for stop in stops if stop < left], default=start)
    end = min([stop for stop in stops if stop >= right], default=end)
    return start, end


def _counts(preposition: Token) -> bool:
    """Whether it is how many voted for what, "by 31 to 30"."""
    return preposition.lower_ == "by" and any(c.like_num for c in preposition.children)


def _has_clause(complements: list[Token]) -> bool:
    return any(c.dep_ == "ccomp" for c in complements)


def _of_preposition(cue: Token, preposition: Token, form: str) -> Iterator[Candidate]:
    for inner in preposition.children:
        if inner.dep_ in ("pobj", "pcomp"):
            yield Candidate(
                cue, f"{form}:{inner.dep_}", inner, (subtree(inner),), preposition.lower_
            )


def _of_noun(noun: Token) -> Iterator[Candidate]:
    kind = noun.pos_.lower()
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "relcl", "appos", "advcl", *_CLAUSES):
            yield Candidate(noun, f"{kind}:{child.dep_}", child, (subtree(child),), _mark(child))
        elif child.dep_ == "prep":
            yield from _of_preposition(noun, child, f"{kind}:prep")
    head = noun.head
    if head.pos_ not in ("VERB", "AUX") or noun.dep_ not in (
        "nsubj",
        "nsubjpass",
        "dobj",
        "attr",
        "acomp",
    ):
        return
    for child in head.children:
        if child.i > max(noun.i, head.i) and child.dep_ in (*_CLAUSES, "attr", "advcl", "prep"):
            be = "be" if head.lemma_ == "be" else "verb"
            yield Candidate(
                noun,
                f"{kind}:{noun.dep_}:{be}:{child.dep_}",
                child,
                (subtree(child),),
                _mark(child),
            )


def _mark(clause: Token) -> str:
    """The word that opens a clause: "that", "to", "whether", "how"; empty if none does."""
    for child in clause.children:
        if child.i < clause.i and (
            child.dep_ == "mark" or child.tag_ in ("TO", "WRB", "WP", "WDT") or child.dep_ == "expl"
        ):
            return child.lower_
    return clause.lower_ if clause.dep_ == "prep" else ""


def _end(verb: Token) -> int:
    """Where the verb's own phrase ends, without coordinated clauses."""
    ends = [
        child.right_edge.i + 1
        for child in verb.children
        if child.i > verb.i and child.dep_ not in ("punct", "conj", "cc", "parataxis")
    ]
    return max(ends, default=verb.i + 1)


def words(cue: Token, via: str = "") -> Range:
    """The tokens shown as the cue: with auxiliaries, negation, particle, and its preposition."""
    doc: Doc = cue.doc
    start = end = cue.i
    for child in cue.children:
        if child.dep_ in ("aux", "auxpass", "neg") and cue.i - 4 <= child.i < cue.i:
            start = min(start, child.i)
        elif child.dep_ == "prt" and child.i == cue.i + 1:
            end = child.i
    if via and end + 1 < len(doc) and doc[end + 1].lower_ == via and doc[end + 1].pos_ == "ADP":
        end += 1
    return start, end + 1
