"""What articles tell that somebody said where the record has no words of theirs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.lexicon import NAMING, SAYING
from index.names import FIRST_NAMES
from index.nlp import parse
from rag.compose import Draft
from rag.names import fold
from rag.passages import setting
from rag.relevance import words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.article import Article, Span, Statement
    from index.store import Store
    from rag.ontopic import OnTopic
    from rag.question import Question
    from rag.record import RecordSearch
    from rag.relevance import Relevance

LOOKED_IN = 5
"""Articles nearest to a name in which it is looked for."""
ENOUGH, NEAR = 0.5, 0.35
"""Coverage of the topic, and cosine to it, from which what is told is about it."""
TOLD_TO = 0.2
"""The same cosine where it is told by whom it is asked to have been said to."""
MAX_TOLD = 2
"""Such reports that are shown."""
BEFORE = 1500
"""Characters before a statement in which it is looked for who was named last."""
_TITLES = frozenset("dame dr lady lord mr mrs ms prof professor sir".split())
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+")
_PRONOUNS = frozenset("he she".split())
_VERBS = SAYING | NAMING


@dataclass(frozen=True, slots=True)
class Told:
    """A report of what somebody said, with whoever tells it; the article itself if nobody."""

    draft: Draft
    by: str
    near: float


class Hearsay:
    """Looks for such reports, for one question."""

    def __init__(
        self, store: Store, search: RecordSearch, relevance: Relevance, on_topic: OnTopic
    ) -> None:
        self._store = store
        self._search = search
        self._relevance = relevance
        self._on_topic = on_topic

    def of(self, question: Question) -> list[Told]:
        """The reports that are on the topic, best first; none of whoever has no name."""
        name = [fold(word) for word in words_of(question.speaker)]
        if len(name) < 2 or len(_CAPITAL.findall(question.speaker)) < len(question.speaker.split()):
            return []
        itself: list[Told] = []
        others: list[Told] = []
        for article_id, _ in self._store.lexical_articles(question.speaker, LOOKED_IN):
            article = self._store.article(article_id)
            assert article is not None
            if not set(name) <= {fold(word) for word in words_of(article.text)}:
                continue
            itself += self._told_by_itself(question, name, article)
            others += self._told_by_others(question, name, article)
        return sorted(itself or others, key=lambda t: -t.near)[:MAX_TOLD]

    def _told_by_others(self, question: Question, name: list[str], article: Article) -> list[Told]:
        found = []
        for statement in self._store.statements(article.id):
            own = {fold(word) for word in words_of(statement.speaker)}
            asked = bool(own & {fold(word) for word in words_of(question.addressee)})
            enough = TOLD_TO if asked else NEAR
            near = self._nearness(question, article, statement.span, enough)
            if near and not set(name) <= own and self._tells(statement, name, own, article):
                draft = self._on_topic.drafts([statement])[0]
                found.append(Told(draft, statement.speaker, near))
        return found

    def _told_by_itself(self, question: Question, name: list[str], article: Article) -> list[Told]:
        """Sentences that have the one asked about say so and that are in nobody's record."""
        record = self._store.statements(article.id)
        found = []
        only = name[:-1] if _has_namesake(article, name) else name[-1:]
        for span in self._search.sentences(article):
            text = article.quote(span)
            if name[-1] not in fold(text) or any(s.span.overlaps(span) for s in record):
                continue
            near = self._nearness(question, article, span, NEAR)
            if near and any(_says(t, only) for t in parse(text)):
                found.append(Told(Draft(" ".join(text.split()), article, (span,)), "", near))
        return found

    def _tells(
        self, statement: Statement, name: list[str], own: set[str], article: Article
    ) -> bool:
        """Whether in what was said the one asked about, by name or as who was last named, says."""
        content = self._on_topic.content(statement)
        only = [word for word in name if word not in own]
        if _has_namesake(article, name):
            only = [word for word in only if word != name[-1]]
        # In words that are told again "she" is as well whoever tells them.
        pronoun = statement.kind == "direct" and self._last_named(
            statement, own, set(name), article
        )
        return any(_says(t, only) or (pronoun and _says(t, [], _PRONOUNS)) for t in parse(content))

    def _last_named(
        self, statement: Statement, own: set[str], name: set[str], article: Article
    ) -> bool:
        """Whether of all but the speaker it is this name that stands last before the statement.

        A surname that both have is the one's who was named in full last.
        """
        end = statement.span.start
        theirs = False
        for ent in parse(article.text[max(end - BEFORE, 0) : end]).ents:
            if ent.label_ != "PERSON":
                continue
            words = {fold(word) for word in words_of(ent.text)} - _TITLES
            if words <= name and not words <= own:
                theirs = True
            elif not words <= own:
                theirs = False
        return theirs

    def _nearness(self, question: Question, article: Article, span: Span, enough: float) -> float:
        """How near what is told there comes to the topic; 0 where it is not about that."""
        if not question.terms:
            return 1.0
        whole = [s for s in self._search.sentences(article) if s.overlaps(span)]
        text = article.text[whole[0].start : whole[-1].end] if whole else article.quote(span)
        around = setting(article, span)
        if self._relevance.unmatched_names(question.terms, f"{text} {around}"):
            return 0.0
        coverage = self._relevance.coverage(question.terms, [(text, 1.0)])
        near = self._relevance.similarity(question.topic, [text, f"{article.title}. {text}"])
        return max(coverage, *near) if coverage >= ENOUGH or max(near) >= enough else 0.0


def _says(verb: Token, name: list[str], pronouns: frozenset[str] = frozenset()) -> bool:
    """Whether it is a verb of saying whose subject has this name, or is one of the pronouns."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in _VERBS:
        return False
    if not any(c.dep_ in ("ccomp", "dobj", "oprd", "xcomp") for c in verb.children):
        return False
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None and verb.dep_ == "conj":
        # "he looked at me and told me"
        subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return False
    if subject.lower_ in pronouns:
        return True
    heads = [subject, *(c for c in subject.children if c.dep_ in ("appos", "compound"))]
    return any(head.pos_ == "PROPN" and fold(head.text) in name for head in heads)


def _has_namesake(article: Article, name: list[str]) -> bool:
    """Whether the article has somebody else with the surname, which alone may be theirs."""
    words = [fold(word) for word in words_of(article.text)]
    given = {first for first, last in pairwise(words) if last == name[-1]}
    return bool(given & FIRST_NAMES - set(name))
