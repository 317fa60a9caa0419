"""What is asked: of whom, about what, and what kind of answer would do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from index.errors import QuestionError
from index.nlp import parse
from rag.asked import (
    ASKING_FORMS,
    PARTICLES,
    addressed,
    asked_of,
    clean_speaker,
    clean_topic,
)
from rag.of_all import each_of_two, topic_of_all
from rag.period import Period, find_period
from rag.phrasal import single_verb
from rag.stance import is_spoken, is_stance
from rag.subject import Form, read_whole

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["said", "who_said", "views", "overview", "fact"]
"""What X said; who said something; what all say on it; the whole of something; anything else."""
Expected = Literal["person", "place", "time", "amount", "reason", "name", "long_form", "any"]

_MISSPELT_LEAD = re.compile(r"^(\w{2,6})(?=\s+(?:did|does|do|has|have|had|is|was|were|are)\b)")
_LEADS = ("what", "how", "why", "when", "where", "which", "who")
_WHO = re.compile(
    r"^who(?:\s+(?:else|all|has|have|had|is|was|were))*\s+(?:also\s+)?(?P<rest>.+)$", re.IGNORECASE
)
# "Has anyone criticised the deal?"
_ANYONE = re.compile(
    r"^(?:did|does|do|has|have|had)\s+(?:any(?:one|body| \w+)|some(?:one|body))\s+"
    r"(?:(?:else|ever|also|already|publicly|actually)\s+)*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
# "Did X promise a boat? What did he say?" is asked once.
_AGAIN = re.compile(
    r"\?\s+(?:and )?(?:how|what|when|where|who|why)\s+(?:did|do|does|has|is|was)\s+"
    r"(?:s?he|they|it)\b[^?]*$",
    re.IGNORECASE,
)
_TRUE = re.compile(r"^(?:is|was) it true that\s+", re.IGNORECASE)
_WAS_IT = re.compile(r"^(?:is|was) it (?P<who>.+?) (?:who|that) (?P<rest>\w.*)$", re.IGNORECASE)
# "Does X back Y?" asks for a view, which may be in other words than these.
_WHETHER = re.compile(
    r"^(?:did|does|do|has|have|had)\s.*?\b(?:say|said|state|stated|claim|claimed|tell|told|announced?"
    r"|write|written|want|wanted to|intend|intended)\b",
    re.IGNORECASE,
)
# "Did X say anything about Y?" asks for the words, not whether.
_ANYTHING = re.compile(r"^(?:any|some)(?:thing|\s)|^(?:a|one) (?:thing|word)\b|^much\b", re.I)
_TOLD = re.compile(
    r"\b(?:tell|tells|told|telling)\s+(?P<who>\S.*?)"
    r"(?=\s+(?:about|that|on|regarding|in|to|when|at|s?he|they|it|there)\b|$)"
    r"|\b(?:say|says|said|saying|spoke|speak|write|wrote)\b.*?\sto\s+(?P<who2>(?:the\s+)?[A-Z]\S*"
    r"(?:\s[A-Z]\S*)*)",
)
# Asks for what holds by now, of which the newest article knows most.
_NEWEST = re.compile(
    r"\b(?:in the end|final(?:ly)?(?! match\b| game\b)|eventually|ultimately|(?:right )?now"
    r"|latest|newest|most recent(?:ly)?|current(?:ly)?|so far|still|to date|at the moment"
    r"|these days|nowadays|as of (?:now|today)|by now|altogether|in all)\b",
    re.IGNORECASE,
)
# What of that says nothing else.
_BY_NOW = re.compile(
    r"\s+(?:in the end|so far|to date|at the moment|these days|nowadays|as of (?:now|today)|by now"
    r"|in all|altogether|right now)(?=\s|$)",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"\b(?:list|which (?:\w+ )*\w+s (?:are|were|did|do|have)|members|names of|what (?:are|were) the"
    r"|who (?:are|were|else|all|belongs?|makes? up))\b",
    re.IGNORECASE,
)
_NOT_LEADS = frozenset("that this it he she there they we you i".split())
_WHERE = frozenset("in at from near to into outside through via".split())
_GENERIC = frozenset(
    """
    a about all also an and any anyone anything article articles as at be by can could did do does
    during else ever exactly for from give had has have he her him his how i in into is it its
    list made make many me mean much name of on or our people person please quote say said
    says she show so speak statement story tell than that the their them they thing think this those
    abbreviation acronym short stand stands to told us was we were what when where which who whom
    whose why will with word words would you
    """.split()
)


ROOT_WEIGHT = 1.3
"""The question's main verb: what is asked of the names, which many sentences share."""

NAME_WEIGHT = 0.7
"""A name's: it has to stand near the passage anyway."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the answer's passage should have, or something close to it."""

    text: str
    lemma: str
    weight: float
    """1 for numbers and nouns, less for names, verbs and modifiers."""
    name: bool
    place: bool = False
    """Whether something happens there: "in Moscow" is not Russia, "talks with Moscow" are."""
    abbreviation: str = ""
    """The initials of the name it is part of ("UN" for "Nations" in "United Nations")."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    text: str
    kind: Kind
    expected: Expected
    speaker: str
    """The words that name whose statement is asked for; empty unless `kind` is "said"."""
    topic: str
    """What the statement should be about; empty if anything."""
    terms: tuple[Term, ...]
    """Content words: of the topic where words are asked for, else of the whole question."""
    period: Period | None
    """When it should have been said; None if at any time."""
    dated_terms: tuple[Term, ...]
    """`terms` with the words of the period: "in June" may belong to the topic."""
    addressee: str
    """To whom it should have been said; empty if to anybody."""
    occasion: str
    """When it should have been said, as a clause or phrase, of a question without a topic; or
    empty."""
    stance: str
    """What "who_said" asks for more than saying ("criticised"); empty if nothing."""
    whether: bool
    """Whether it asks if somebody said something in particular: "Did X say that …?"."""
    act: str
    """What that is to have been, if more than saying: "Did X deny that …?"; else empty."""
    manner: str
    """What kind of words are asked for, as a verb ("What did X promise about …?"); or empty."""
    counted: str
    """What "how many" counts; empty if nothing."""
    listing: bool
    """Whether several things are asked for."""
    form: Form
    """What "overview" asks for; else empty."""
    subject: str
    """Of what; empty if of the articles themselves. Of "views" the topic."""
    newest: bool
    """Whether it asks for what holds by now ("in the end", "so far")."""


def read_question(text: str, max_chars: int, today: date | None = None) -> Question:
    """Read a question; "last week" is seen from `today`, by default this day.

    Raises:
        QuestionError: it is blank, longer than `max_chars`, or has no word in it.
    """
    text = re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f\u200b-\u200f]", " ", text)).strip()
    if not text:
        raise QuestionError("The question is empty; type a question such as “What did X say?”.")
    if len(text) > max_chars:
        raise QuestionError(
            f"The question has {len(text):,} characters, more than the {max_chars:,} allowed; "
            "ask a shorter one."
        )
    if not re.search(r"\w", text):
        raise QuestionError("The question has no word in it; type a question in words.")
    bare = _MISSPELT_LEAD.sub(_right_lead, _AGAIN.sub("", text.rstrip(" ?!.…")))
    whether = bool(_WHETHER.match(bare) or _TRUE.match(bare) or _WAS_IT.match(bare))
    bare = each_of_two(_WAS_IT.sub(r"\g<who> \g<rest>", _TRUE.sub("", bare)))
    timed = find_period(bare, today or date.today())
    kind: Kind = "fact"
    speaker, topic, stance, act = "", "", "", ""
    undated = timed[1] if timed else bare
    anyone = _ANYONE.match(undated)
    who = anyone or _WHO.match(undated)
    asked = None if who else asked_of(undated)
    whole = read_whole(undated)
    of_all = "" if whole else topic_of_all(undated)
    if whole is not None:
        kind = "overview"
    elif of_all:
        kind, topic = "views", clean_topic(of_all)
    elif asked is not None:
        kind = "said"
        speaker, topic, act = asked.speaker, asked.topic, asked.act
        if _ANYTHING.match(topic):
            topic, act = f"{act} {topic}".strip(), ""
    elif who is not None and (found := _who_said(who["rest"], bool(anyone))) is not None:
        kind = "who_said"
        stance, topic = found
    of_record = kind in ("said", "who_said", "views")
    period = timed[0] if timed and kind != "fact" else None
    told = _TOLD.search(undated) if of_record else None
    addressee = asked.addressee if asked else ""
    if told and not addressee:
        addressee = clean_speaker(told["who"] or told["who2"])
    return Question(
        text=text,
        kind=kind,
        expected=_expected(bare),
        speaker=speaker,
        topic=topic,
        terms=topic_terms(topic if of_record else _BY_NOW.sub("", bare)),
        period=period,
        dated_terms=topic_terms(f"{topic} {timed[2]}") if timed and of_record else (),
        addressee=addressee,
        occasion=asked.occasion if asked else "",
        stance=stance,
        whether=(whether or bool(act) or (asked is not None and asked.whether))
        and kind == "said"
        and not _ANYTHING.match(topic),
        act=act,
        manner=asked.manner if asked and kind == "said" else "",
        counted=_counted(bare),
        listing=bool(_LISTING.search(bare)),
        form=whole.form if whole else "",
        subject=whole.subject if whole else of_all,
        newest=bool(_NEWEST.search(bare)),
    )


def _who_said(rest: str, anyone: bool) -> tuple[str, str] | None:
    """The stance and the topic of "Who criticised …?"; None if no words are asked for.

    Who "attacked the village" may not have said a word; whether anyone did asks for words.
    """
    verb, *words = rest.split()
    lemma = ASKING_FORMS.get(verb.lower())
    whole = _with_particle(verb, words)
    # Who "apologised" at all is told by the articles more often than in somebody's words.
    spoken = bool(words) and (is_stance(verb.lower()) if anyone else is_spoken(whole.lower()))
    if lemma is None and not spoken:
        return None
    topic = addressed(lemma or "", " ".join(words))[1]
    if whole != verb:
        return whole, clean_topic(" ".join(words[1:]))
    return verb if is_stance(lemma or verb.lower()) else "", clean_topic(topic)


def _with_particle(verb: str, words: Sequence[str]) -> str:
    """A verb that is a stance by its particle with that: "called for"."""
    whole = f"{verb} {words[0]}" if words else verb
    particle = bool(words) and words[0].lower() in PARTICLES
    return whole if particle and is_stance(whole.lower()) else verb


def topic_terms(topic: str) -> tuple[Term, ...]:
    """The content words of a topic as it would stand in a question."""
    return _terms(parse(topic))


def _right_lead(match: re.Match[str]) -> str:
    """A misspelt question word, righted: "wat", "waht"."""
    word = match[1]
    if word.lower() in _LEADS or word.lower() in _NOT_LEADS:
        return word
    best = max(_LEADS, key=lambda lead: fuzz.ratio(word.lower(), lead))
    return best if fuzz.ratio(word.lower(), best) >= 75 else word


_ASKS_FOR: tuple[tuple[Expected, re.Pattern[str]], ...] = (
    (
        "amount",
        re.compile(
            r"\bhow (?:many|much|old|long|far|tall|big|large|often|fast|high|deep|wide|heavy)\b"
        ),
    ),
    (
        "time",
        re.compile(
            r"^(?!what|which|who|where|why|how)(?:\w+ ){0,4}?when\b"
            r"|\b(?:what|which) (?:day|date|year|month|time)\b"
        ),
    ),
    (
        "place",
        re.compile(
            r"^(?!what|which|who|when|why|how)(?:\w+ ){0,4}?where\b"
            r"|\b(?:what|which) (?:city|country|town|place|state|venue)\b"
        ),
    ),
    (
        "reason",
        re.compile(r"\b(?:why|what (?:is|was) the (?:reason|cause)|for what reason|how come)\b"),
    ),
    ("person", re.compile(r"^(?:and |so )?(?:who|whom|whose)\b")),
    ("long_form", re.compile(r"\b(?:stands? for|short for|abbreviation|acronym)\b")),
    (
        "name",
        re.compile(
            r"\bnames? of\b|\bname\b.*\b(?:is|was)\b"
            r"|^what (?:is|was|are|were)\b.*\b(?:names?|named|called)$"
        ),
    ),
)


def _expected(bare: str) -> Expected:
    """What kind of thing would answer; the first that fits."""
    return next((kind for kind, pattern in _ASKS_FOR if pattern.search(bare.lower())), "any")


def _counted(bare: str) -> str:
    match = re.search(r"\bhow many (?:\w+ )*?(\w+s|people|men|women|children)\b", bare, re.I)
    return match[1] if match else ""


def _terms(doc: Doc) -> tuple[Term, ...]:
    return tuple(
        Term(_text(t), t.lemma_.lower(), _weight(t), _is_name(t), _is_place(t), _abbreviation(t))
        for t in doc
        if t.lower_ not in _GENERIC
        and t.lemma_.lower() not in _GENERIC
        and not t.is_punct
        and not t.is_space
        and t.pos_ not in ("AUX", "PART", "SCONJ", "CCONJ", "DET", "PRON", "INTJ")
        and t.pos_ != "ADP"
        and not (t.i > 0 and t.nbor(-1).lower_ == "how")
        and any(c.isalnum() for c in t.text)
        and t.text.lower() not in ("'s", "’s")
    )


def _text(token: Token) -> str:
    """The word, for "step down" the one word that says so."""
    if token.pos_ != "VERB" or token.i + 1 >= len(token.doc):
        return token.text
    return single_verb(token.text, token.nbor().text)


def _abbreviation(token: Token) -> str:
    """The initials of the run of capitalised words around, if it is two or more."""
    first = last = token.i
    while first > 0 and _in_name(token.doc[first - 1]):
        first -= 1
    while last + 1 < len(token.doc) and _in_name(token.doc[last + 1]):
        last += 1
    words = [t.text for t in token.doc[first : last + 1] if t.text[0].isupper()]
    return "".join(w[0] for w in words) if _in_name(token) and len(words) > 1 else ""


def _in_name(token: Token) -> bool:
    return token.i > 0 and (token.text[0].isupper() or token.lower_ == "of")


def _is_place(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in _WHERE


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or (token.text[0].isupper() and token.i > 0)


def _weight(token: Token) -> float:
    if token.dep_ == "ROOT" and token.pos_ in ("VERB", "NOUN"):
        return ROOT_WEIGHT
    if _is_name(token):
        return NAME_WEIGHT
    if token.pos_ in ("NOUN", "NUM"):
        return 1.0
    return 0.7 if token.pos_ == "VERB" else 0.5
