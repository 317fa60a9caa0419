"""Whether an article itself credits words to somebody, or only has another tell of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.article import Article, Span, Statement
from index.nlp import parse
from rag.names import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

# "Reiss reportedly said": somebody reports it.
_DOUBTS = frozenset("allegedly apparently purportedly reportedly reputedly supposedly".split())
_CONDITIONS = frozenset("if unless whether".split())
# "Was quoted as saying": the article has the words from elsewhere, and they are still one's own.
_QUOTES = frozenset("cite hear quote record".split())
_INSIDE = ("acl", "ccomp", "csubj", "pcomp", "xcomp")


def is_first_hand(article: Article, statement: Statement, whole: Span) -> bool:
    """Whether no other is told to say or hear that it was said, and nothing puts it in doubt.

    Args:
        article: Of the statement.
        statement: What somebody said.
        whole: The sentences that hold it.
    """
    if statement.through:
        return False
    if statement.cue is None:
        return True
    at = statement.cue.start - whole.start
    cue = next((t for t in parse(article.quote(whole)) if t.idx + len(t) > at), None)
    while cue is not None and not _is_said(cue, statement, whole):
        if _is_doubted(cue):
            return False
        if cue.dep_ in _INSIDE and not _is_their_own(cue, statement):
            return _is_said(cue.head, statement, whole)
        cue = cue.head if cue.head != cue else None
    return True


def _is_said(token: Token, statement: Statement, whole: Span) -> bool:
    """Whether it stands in what was said, on which the parser hangs the saying now and then."""
    at = whole.start + token.idx
    return any(span.start <= at < span.end for span in statement.content)


def _is_doubted(verb: Token) -> bool:
    return any(
        c.lower_ in _DOUBTS or (c.dep_ == "mark" and c.lower_ in _CONDITIONS) for c in verb.children
    )


def _is_their_own(verb: Token, statement: Statement) -> bool:
    """Whether the clause above that of the verb is about whoever speaks: "Roe began by saying"."""
    head = verb.head
    if verb.dep_ == "pcomp":
        head = head.head
        if head.lemma_.lower() in _QUOTES:
            return True
    if verb.dep_ == "acl":
        return _is_speaker(head, statement)
    return any(c.dep_ == "nsubj" and _is_speaker(c, statement) for c in head.children)


def _is_speaker(noun: Token, statement: Statement) -> bool:
    """Whether it names whoever speaks."""
    told = {fold(word) for word in re.findall(r"[\w-]+", " ".join(t.text for t in noun.subtree))}
    return bool(told & set(fold(f"{statement.speaker} {statement.role}").split()))
