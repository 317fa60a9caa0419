"""Whether a statement says what a question asks about, and does not merely share its words.

Strict: it is asked before the articles are said to credit something to somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.nlp import parse
from rag.names import fold
from rag.record import found_in
from rag.relevance import stem
from rag.stance import takes_stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.question import Term

# Verbs that say that what was said is so.
_ASSERTING = frozenset(
    map(
        stem,
        "acknowledge add admit affirm allege announce argue assert believe claim conclude confirm"
        " contend continue declare disclose explain insist maintain note observe point read recall"
        " reiterate remark repeat reply report respond retort reveal said say state stress tell"
        " testify told tweet underscore warn write wrote".split(),
    )
)
_SELF = frozenset("i we he she they".split())
_NEGATIONS = frozenset("not n't n’t never no nobody none nothing neither nor hardly".split())
_MOODS = {
    **dict.fromkeys("will would shall 'll ’ll 'd ’d wo".split(), "future"),
    **dict.fromkeys("must should ought".split(), "must"),
    **dict.fromkeys("can could may might ca".split(), "may"),
}
_INTENTIONS = frozenset("intention plan".split())
_CONDITIONS = frozenset("if unless whether".split())
_MAIN = ("ROOT", "conj", "parataxis")


@dataclass(frozen=True, slots=True)
class _Clause:
    """Who does what, as it is told: stems and kinds, nothing else."""

    subject: str
    verb: str
    complement: str
    """Of "to be": what the subject is."""
    passive: bool
    negated: bool
    mood: str


def asserts(cue: str) -> bool:
    """Whether a cue, or none, credits what was said as so: no question, denial or demand."""
    words = re.findall(r"[\w’']+", cue.lower())
    if any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in words):
        return False
    return not words or words[0] == "according" or any(stem(w) in _ASSERTING for w in words)


def says(asked: str, terms: Sequence[Term], said: str, *, own: bool, negated: bool = False) -> bool:
    """Whether the words of a statement say what is asked about: who does what, and is it so.

    Args:
        asked: What it should say, as a clause.
        terms: Its content words, every one of which has to be there.
        said: The words of the statement.
        own: Whether it is by the one asked about, for whom a pronoun stands in both.
        negated: Whether they should say that it is not so.
    """
    if not terms or len(found_in(terms, said)) < len(terms):
        return False
    wanted = next(_clauses(parse(asked), own=own), None)
    plain = re.sub(r"^\W*that\s|[\"“”«»]", "", " ".join(said.split()))
    if wanted is None:
        return False
    wanted = replace(wanted, negated=wanted.negated != negated)
    return any(c == wanted for c in _clauses(parse(plain), own=own))


def takes_act(text: str, stance: str, terms: Sequence[Term]) -> bool:
    """Whether a sentence tells that somebody did what `stance` says to the thing of the terms."""
    things = [t for t in terms if not t.name] or terms
    for verb in parse(text):
        if verb.pos_ != "VERB" or not takes_stance(verb.text, stance):
            continue
        around = {c.dep_: c for c in verb.children}
        whom = around.get("nsubjpass") or around.get("dobj") or around.get("prep")
        who = around.get("agent") if "nsubjpass" in around else around.get("nsubj")
        if who is None or whom is None or who.lower_ in _NEGATIONS or "neg" in around:
            continue
        if any(c.lower_ in _NEGATIONS for c in who.children) or "aux" in around:
            continue
        if found_in(things, " ".join(t.text for t in whom.subtree)):
            return True
    return False


def _clauses(doc: Doc, *, own: bool) -> Iterator[_Clause]:
    """What is plainly told: no question, condition or clause inside another."""
    for token in doc:
        meant = _intended(token)
        # "would stay but had no plans to run"
        bearer = token.head if meant is not None and token.dep_ == "conj" else token
        subject = next((c for c in bearer.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or not _is_main(token) or token.sent.text.rstrip().endswith("?"):
            continue
        if any(c.lower_ in _CONDITIONS for inner in token.children for c in inner.subtree):
            continue
        who = fold(subject.lemma_ if subject.pos_ == "NOUN" else subject.text)
        if subject.pos_ == "PRON":
            if not own or who not in _SELF:
                continue
            who = ""
        if meant is not None:
            yield _Clause(
                subject=stem(who),
                verb=stem(meant.lemma_),
                complement=_complement(meant),
                passive=False,
                negated=True,
                mood="future",
            )
            continue
        yield _Clause(
            subject=stem(who),
            verb=stem(token.lemma_),
            complement=_complement(token),
            passive=subject.dep_ == "nsubjpass",
            negated=any(c.lower_ in _NEGATIONS for c in (*token.children, *subject.children)),
            mood=next((m for c in token.children if (m := _MOODS.get(c.lower_))), ""),
        )


def _intended(verb: Token) -> Token | None:
    """Of "had no intention of going", "has no plans to go", what will not be done."""
    if verb.lemma_ != "have":
        return None
    plan = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in _INTENTIONS), None)
    if plan is None or not any(c.lower_ == "no" for c in plan.children):
        return None
    inside = (c for child in plan.children for c in (child, *child.children))
    return next((c for c in inside if c.pos_ == "VERB"), None)


def _is_main(verb: Token) -> bool:
    while verb.dep_ in _MAIN and verb.dep_ != "ROOT":
        verb = verb.head
    return verb.dep_ == "ROOT"


def _complement(verb: Token) -> str:
    if verb.lemma_ != "be":
        return ""
    return next((stem(c.text) for c in verb.children if c.dep_ in ("acomp", "attr")), "")
