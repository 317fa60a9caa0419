"""Whether a sentence can answer by its sense: of whom it tells, and whether it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from index.nlp import parse
from rag.expected import holds
from rag.passages import Passage, near_first
from rag.question import ROOT_WEIGHT, Question
from rag.relevance import Relevance, same_word, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

MEANT = 0.55
"""Cosine of a verb to one of the sentence's words from which that says it: `relevance.SYNONYM`."""
FIRST_CHARS = 1500
"""Of an article, in which whom it is about is named."""

# Who may yet do it has not done it.
_MAYBE = re.compile(
    r"\b(?:candidates?|contenders?|favou?rites?|front-?runners?|in the running|shortlist(?:ed)?"
    r"|tipped (?:to|as|for)|thought to (?:be|include)|linked with|rumou?red|speculation"
    r"|(?:could|may|might) (?:be|become|take|follow|replace|succeed))\b",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:allege(?:s|d|dly)?|alleging|accus(?:es|ed|ing)|prosecutors?|prosecuting"
    r"|(?:court|jury|jurors?|tribunal|inquest) (?:\w+ )?(?:heard|was told|were told))\b",
    re.IGNORECASE,
)
# A fine that somebody risks was not paid: so far as the clause goes.
_MAY_YET = re.compile(
    r"\b(?:risk(?:s|ed|ing)?|fac(?:es?|ing)|liable|carr(?:y|ies|ying)|threat\w*"
    r"|(?:could|(?-i:may)|might)(?! (?:\w+ )?have\b)"
    r"|(?:fines?|sentences?|penalt(?:y|ies)|terms?|jail|prison) of up to)\b(?:[^,;.]|[,.]\d)*",
    re.IGNORECASE,
)
_LIGHT = frozenset("be come do get give go happen have make take".split())
_ONE_OF_ALL = frozenset(("first", "last", "only"))
_AS_FIRST = {"first": "maiden inaugural debut 1st initial", "last": "final", "only": "sole alone"}
_PRONOUNS = frozenset("he she him her his hers they them their it its".split())


def tells_what_happened(question: Question, text: str) -> bool:
    """Whether a sentence does not only tell who may yet do what a question asks who did.

    Nor a sum or a number that may yet come of it.
    """
    unsure = {"person": _MAYBE, "amount": _MAY_YET}.get(question.expected)
    if unsure is None or not unsure.search(text) or unsure.search(question.text):
        return True
    if not _asks_the_past(question.text):
        return True
    return question.expected == "amount" and holds("amount", unsure.sub(" ", text), question.text)


def has_superlative(question: Question, text: str) -> bool:
    """Whether a sentence says so of whom a question asks as the first or the tallest."""
    if not re.match(r"(?:who|which|what)\b", question.text, re.IGNORECASE):
        return True
    words = words_of(text)
    return all(
        any(same_word(asked, word, name=False) for word in words)
        or any(other in map(str.lower, words) for other in _AS_FIRST.get(asked, "").split())
        for asked in _superlatives(question.text)
    )


def is_of_person(question: Question, passage: Passage, before: str) -> bool:
    """Whether a sentence can be of the person that a question names.

    It is if it has the name, or a pronoun with the name before it, or opens an article that
    names that person first: who "was jailed for a year" there is nobody else whom it names later.

    Args:
        question: The question.
        passage: The sentence.
        before: What stands before it in the paragraph, and the sentence before.
    """
    asked = _people(question.text)
    if not asked:
        return True
    words = words_of(passage.text)

    def names(words: Sequence[str]) -> bool:
        return any(same_word(name.split()[-1], word, name=True) for name in asked for word in words)

    if names(words):
        return True
    if names(words_of(before)) and _PRONOUNS & {w.lower() for w in words}:
        return True
    article = passage.article
    first = next(iter(_people(f"{article.title}. {article.text[:FIRST_CHARS]}")), "")
    return names(words_of(first))


def by_sense(
    question: Question, passages: Sequence[Passage], relevance: Relevance
) -> list[Passage]:
    """The passages, best first; of those that fit about as well, first what tells it happened.

    That is one with the question's verb or one that means it, and one that is not only alleged.
    """
    verbs = [
        t
        for t in question.terms
        if t.weight == ROOT_WEIGHT and t.lemma not in _LIGHT and _is_verb(question.text, t.text)
    ]
    alleged = _ALLEGED.search(question.text) is not None

    def lacks(passage: Passage) -> tuple[bool, bool]:
        told = passage.article.quote(passage.whole)
        return (
            bool(verbs) and relevance.coverage(verbs, [(passage.text, 1.0)]) < MEANT,
            not alleged and _ALLEGED.search(told) is not None,
        )

    return near_first(passages, lacks)


@lru_cache(maxsize=1_000)
def _asks_the_past(text: str) -> bool:
    doc = parse(text)
    return any(t.tag_ in ("VBD", "VBN") for t in doc) and not any(
        t.lemma_ in ("will", "would", "can", "could", "may", "might") for t in doc
    )


@lru_cache(maxsize=1_000)
def _superlatives(text: str) -> list[str]:
    """The "first" and "tallest" of what a question asks for."""
    doc = parse(text)
    roots = [t for t in doc if t.dep_ == "ROOT" and t.lemma_ in ("be", "become")]
    return [
        t.lower_
        for t in doc
        if (t.tag_ == "JJS" or t.lower_ in _ONE_OF_ALL)
        and t.lower_ not in ("latest", "newest")
        and t.dep_ == "amod"
        and _heads(t.head, roots)
    ]


def _heads(noun: Token, roots: Sequence[Token]) -> bool:
    return noun.head in roots and noun.dep_ in ("attr", "nsubj")


@lru_cache(maxsize=1_000)
def _people(text: str) -> list[str]:
    return [
        re.sub(r"['’]s?$", "", ent.text.strip())
        for ent in parse(text).ents
        if ent.label_ == "PERSON" and ent.text[0].isupper()
    ]


def _is_verb(text: str, word: str) -> bool:
    """Whether a word of a question is its verb, and not only its first noun."""
    return any(t.text == word and t.pos_ == "VERB" for t in parse(text))
