"""Whether two passages that answer a question speak of the same thing, as far as their words tell.

Where anything tells that they may not, they do not: it is used to find articles that differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.nlp import parse
from rag.amounts import Amount
from rag.compose import Draft
from rag.days import days
from rag.names import fold
from rag.passages import Passage
from rag.question import Question
from rag.relevance import same_word, words_of
from rag.values import Named, Value, contradict

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DENIED = re.compile(
    r"\b(?:not|never|no longer|den(?:y|ies|ied|ying)|false|falsely|untrue|rumou?rs?|hoax|incorrect"
    r"|wrongly|rather than|instead of)\b|n['’]t\b",
    re.IGNORECASE,
)
# What was to be is no other answer than what was.
_PLANNED = re.compile(
    r"\b(?:will|would|could|may|might|should|if|expect(?:s|ed)?|plan(?:s|ned)?|proposed|forecast"
    r"|projected|budget(?:ed)?|target(?:ed)?|scheduled|due|hopes?|aims?|(?:was|were|is|are) to"
    r"|initial(?:ly)?|original(?:ly)?|at first)\b"
)
_NEAR = 60
"""Characters before a value in which such words are about it."""
_GROWING = re.compile(
    r"\b(?:toll|r[io]sen?|rose|climb(?:s|ed)?|so far|now|total|confirmed|died|dead|deaths?|killed"
    r"|missing|injured)\b",
    re.IGNORECASE,
)
_TIMES = ("DATE", "TIME")
_YEAR = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:first|second|third|fourth) (?:quarter|half)\b|Q[1-4]"
)
# What somebody was, or something cost, before.
_FORMER = re.compile(
    r"\b(?:until|former(?:ly)?|previous(?:ly)?|used to|once|predecessor|ex-|then-)", re.IGNORECASE
)
# What "how many … has it" is told with.
_HAVING = frozenset(
    "accommodate be boast comprise contain count employ have hold include number offer own seat"
    " total".split()
)
# Which one of several it is.
_WHICH = frozenset(
    "old former second third other another previous original temporary future next last upper lower"
    " northern southern eastern western smaller larger left right".split()
)
# What a sum or a count is told as: "the bill came to 84 million".
_MEASURING = frozenset(
    "age amount bill cost death distance figure fee height length loss number population price rate"
    " size sum toll total turnout value weight width".split()
)


def is_denied(text: str) -> bool:
    """Whether a sentence tells what is not, or what somebody says is not."""
    return _DENIED.search(text) is not None


def is_planned(draft: Draft, found: Sequence[Value]) -> bool:
    """Whether values are told as something to come, or as it was meant to be."""
    text = draft.article.quote(draft.spans[0])
    starts = [v.span.start for v in found if not isinstance(v, Named)]
    before = [text[max(start - _NEAR, 0) : start] for start in starts]
    return any(_PLANNED.search(words) for words in before or [text])


def is_same_thing(question: Question, a: Passage, b: Passage) -> bool:
    """Whether nothing tells that two passages are about different things."""
    asked = {fold(term.text) for term in question.terms}
    docs = parse(a.text), parse(b.text)
    if not any(term.name for term in question.terms):
        # What pins it down is in the articles, if anywhere.
        known = [_names(parse(p.setting)) - asked for p in (a, b)]
        if not known[0] & known[1]:
            return False
    if _differ(*(_names_at(doc, question) - asked for doc in docs)):
        return False
    which = [_which_at(doc, question) - asked for doc in docs]
    if which[0] != which[1]:
        return False
    if bool(_FORMER.search(a.text)) != bool(_FORMER.search(b.text)):
        return False
    if any(_is_beside(parse(question.text), doc) for doc in docs):
        return False
    places = [_places(doc) for doc in docs]
    elsewhere = any(
        (mine - asked - _words(other)) and (question.expected == "time" or not mine & asked)
        for mine, other in zip(places, (b, a), strict=True)
    )
    if elsewhere:
        return False
    if question.expected == "time":
        return True
    if any(_years(mine) - _years(other, whole=True) - asked for mine, other in ((a, b), (b, a))):
        return False
    dated = [days(p.text, p.article.published) for p in (a, b)]
    growing = all(_GROWING.search(p.text) for p in (a, b))
    return growing or not contradict(*dated)


def is_of_asked(question: Question, draft: Draft, value: Value) -> bool:
    """Whether a number is told of what is asked about, and not of something else beside it.

    Of "the storm cost 60 million and the wall" it is the storm.
    """
    doc = parse(draft.article.quote(draft.spans[0]))
    inside = [t for t in doc if value.span.start <= t.idx < value.span.end]
    if not isinstance(value, Amount) or not inside:
        return True
    verb = inside[-1]
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    for_whom = [c for t in (*inside, verb) for c in t.children if c.lower_ == "for"]
    if any(
        thing.pos_ == "NOUN" and not _is_asked(question, thing) and thing not in inside
        for word in for_whom
        for thing in word.children
    ):
        return False
    if verb.pos_ not in ("VERB", "AUX"):
        # A small parser takes "the storm cost" for a noun.
        named = [verb, *(c for c in verb.children if c.dep_ in ("compound", "nsubj"))]
        return all(
            t in inside or t.lemma_.lower() in _MEASURING or _is_asked(question, t) for t in named
        )
    having = any(t.dep_ == "ROOT" and t.lemma_ == "have" for t in parse(question.text))
    if having and verb.lemma_ not in _HAVING:
        return False
    subject = _subject(verb)
    if (
        subject is None
        or subject in inside
        or subject.pos_ == "PRON"
        or subject.lemma_.lower() in _MEASURING
        or _is_asked(question, subject)
    ):
        return True
    # What a question asks that its own subject "did" is not told of another.
    does = re.search(r"\b(?:do|does|did)\b(.*)", question.text, re.IGNORECASE)
    if does and any(same_word(word, verb.lemma_, name=False) for word in words_of(does[1])):
        return False
    apart = set(subject.subtree)
    return any(_is_asked(question, token) for token in verb.subtree if token not in apart)


def _subject(verb: Token) -> Token | None:
    """Who or what does it, also of "which" and where two verbs share it."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
            return verb.head if relative else child
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    if verb.dep_ in ("conj", "xcomp") and verb.head != verb:
        return _subject(verb.head)
    return None


def _is_asked(question: Question, token: Token) -> bool:
    return any(
        same_word(term.text, word.text, name=term.name)
        for term in question.terms
        for word in (token, *(c for c in token.children if c.dep_ in ("compound", "appos")))
    )


def _differ(mine: set[str], theirs: set[str]) -> bool:
    """Whether both are given, and have nothing in common."""
    return bool(mine and theirs) and not mine & theirs


def _names(doc: Doc) -> set[str]:
    return {fold(t.text) for t in doc if t.pos_ == "PROPN" and t.text[0].isupper() and len(t) > 2}


def _places(doc: Doc) -> set[str]:
    """The names of places in or at which something is."""
    return {
        fold(name.text)
        for token in doc
        if token.lower_ in ("in", "at", "near", "outside")
        for place in token.children
        if place.pos_ == "PROPN" and place.ent_type_ != "DATE"
        for name in (place, *(c for c in place.children if c.dep_ == "compound"))
    }


def _nouns_asked(doc: Doc, question: Question) -> list[Token]:
    nouns = [term.text for term in question.terms if not term.name]
    return [
        t for t in doc if t.pos_ == "NOUN" and any(same_word(n, t.text, name=False) for n in nouns)
    ]


def _which_at(doc: Doc, question: Question) -> set[str]:
    """The "old" of the old bridge."""
    return {
        child.lower_
        for token in _nouns_asked(doc, question)
        for child in token.children
        if child.lower_ in _WHICH
    }


def _names_at(doc: Doc, question: Question) -> set[str]:
    """Names that tell which one is meant of what the question asks about: the "Oster" bridge."""
    found = set()
    for token in _nouns_asked(doc, question):
        for child in token.children:
            if child.pos_ == "PROPN" and child.dep_ in ("compound", "poss", "amod", "nmod"):
                found.add(fold(child.text))
            elif child.lower_ in ("of", "in", "at", "over"):
                found |= {fold(t.text) for t in child.children if t.pos_ == "PROPN"}
    return found


def _is_beside(asking: Doc, doc: Doc) -> bool:
    """Whether it tells of a fire where the question asks what happened "in the storm"."""
    asked, told = _circumstances(asking), _circumstances(doc)
    return any(
        not any(same_word(x, y, name=False) for x in asked[word] for y in told[word])
        for word in asked.keys() & told.keys()
    )


def _circumstances(doc: Doc) -> dict[str, list[str]]:
    """The nouns, no names or times, behind each "in", "at" and the like."""
    found: dict[str, list[str]] = {}
    for token in doc:
        if token.dep_ == "pobj" and token.pos_ == "NOUN" and token.ent_type_ not in _TIMES:
            found.setdefault(token.head.lower_, []).append(token.text)
    return {word: nouns for word, nouns in found.items() if word in ("in", "at", "during", "on")}


def _years(passage: Passage, *, whole: bool = False) -> set[str]:
    """The years and quarters in a sentence, or in the `whole` article, with those of its day."""
    published = passage.article.published
    found = set(_YEAR.findall(passage.article.text if whole else passage.text))
    if whole and published:
        found |= {str(published.year), str(published.year - 1)}
    return found


def _words(passage: Passage) -> set[str]:
    article = passage.article
    return {fold(word) for word in words_of(f"{article.title} {article.place} {article.text}")}
