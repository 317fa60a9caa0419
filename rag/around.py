"""What a statement is about that its own sentence does not name: the question put, who is who."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.roles import offices
from rag.descriptions import descriptions
from rag.names import bears_surname, fold, read_name
from rag.relevance import words_of
from rag.rolewords import is_role, role_word

if TYPE_CHECKING:
    from index.article import Article, Span, Statement
    from rag.question import Term

# "Asked about this", "pressed on that": what the sentence before tells.
_ABOUT_THAT = re.compile(
    r"^\W*(?:when |once )?(?:asked|pressed|questioned|quizzed)\s+(?:about|on|over)\s+"
    r"(?:it|that|them|these|this|those)\b",
    re.IGNORECASE,
)
_WAS_ASKED = re.compile(
    r"\b(?:was|were|been|when)\s+(?:\w+\s+)?(?:asked|pressed|questioned|quizzed)\s+(?:about|how|if|on"
    r"|what|when|whether|who|why)\b",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"\b(?:[A-ZÀ-Þ][\w.'’-]+ )+[A-ZÀ-Þ][\w'’-]+")


@lru_cache(maxsize=100)
def _full_names(text: str) -> tuple[str, ...]:
    """Remembered, because each statement of an article is held against a topic."""
    return tuple(sorted({m[0] for m in _FULL_NAME.finditer(text)}))


def question_put(
    article: Article, statement: Statement, whole: Span, sentences: Sequence[Span]
) -> str:
    """The sentence before a statement, where it is what was asked; else empty.

    Args:
        article: Of the statement.
        statement: What somebody said.
        whole: The sentences that hold it.
        sentences: All of the article.
    """
    before = next((s for s in reversed(sentences) if s.end <= whole.start), None)
    if before is None:
        return ""
    text = article.quote(before)
    beside = "\n\n" not in article.text[before.end : whole.start]
    put = (
        _ABOUT_THAT.match(article.quote(whole))
        or (beside and _WAS_ASKED.search(text))
        or (statement.cue is None and text.rstrip(" \"”’'").endswith("?"))
    )
    return text if put else ""


def stood_for(terms: Sequence[Term], article: Article, text: str, speaker: str) -> str:
    """The words of a topic that names in a text stand for, as their article tells.

    That is the given name of whom it calls by the surname, and what it calls them: "housekeeper"
    for "Mrs Roe", who is "housekeeper Jane Roe" elsewhere in it.
    """
    found = []
    there = {fold(word) for word in words_of(text)}
    for given, surname in pairwise(terms):
        name = read_name(f"{given.text.title()} {surname.text.title()}")
        if name is None or not (given.name and surname.name) or name.words[-1] not in there:
            continue
        if bears_surname(name, article.text):
            found.append(given.text)
    roles = [t.text for t in terms if not t.name and is_role(t.text)]
    if not roles:
        return " ".join(found)
    own = {fold(word) for word in words_of(speaker)}
    for whole in _full_names(article.text):
        name = read_name(whole)
        if name is None or len(name.words) < 2 or name.words[-1] not in there - own:
            continue
        told = [d.words for d in descriptions(whole, article.text) if not d.clause]
        held = [office for words in told for office in offices(words)]
        found += [role for role in roles if role_word(role, held)]
    return " ".join(found)
