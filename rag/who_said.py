"""Who said something, and who took a stance on somebody or something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexicon import SAYING
from index.nlp import parse
from index.record import EVERYTHING
from rag.answer import NOT_FOUND
from rag.asked import ASKING_FORMS
from rag.blame import finds_fault
from rag.names import fold, read_name
from rag.ontopic import is_known, is_somebody
from rag.record import COVERED, POOL, WIDE_POOL, found_in
from rag.relevance import SYNONYM, same_word, words_of
from rag.stance import is_against, takes_stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from index.article import Statement
    from index.store import Store
    from rag.answer import Evidence
    from rag.ontopic import OnTopic
    from rag.question import Question, Term
    from rag.record import RecordSearch
    from rag.relevance import Relevance

AROUND = 0.4
"""Coverage of the topic by what has the very word for it, from which it answers who "called" it so:
the thing itself is often but "we" or "it"."""
_CALLED = re.compile(
    r"^who\s+(?:\w+\s+)?(?:called|labell?ed|branded|described|dubbed)\s", re.IGNORECASE
)
MAX_ABOUT = 3
"""Statements about what a stance was asked on, where nobody took one."""


class WhoSaid:
    """One such question's way to statements."""

    def __init__(
        self, store: Store, search: RecordSearch, relevance: Relevance, on_topic: OnTopic
    ) -> None:
        self._store = store
        self._search = search
        self._relevance = relevance
        self._on_topic = on_topic
        self.refusal = NOT_FOUND
        self.instead: list[Statement] = []
        """To be shown with the refusal, under `lead`."""
        self.lead = ""
        self.opening = ""
        """Whom the first one is by, where it is inside another's words; empty if nobody."""

    def find(self, question: Question, evidence: Sequence[Evidence]) -> list[Statement]:
        """The statements that answer, best first; else `instead` has what was said about it."""
        near = [
            statement
            for item in evidence
            for statement in self._store.statements(item.article.id)
            if statement.span.overlaps(item.span)
        ]
        pool = WIDE_POOL if question.stance else POOL
        found = self._search.candidates(question.topic, EVERYTHING, pool) if question.topic else []
        known = [s for s in dict.fromkeys([*near, *found]) if is_somebody(s)]
        of_topic = self._on_topic.of(question, question.terms, known)
        called = bool(_CALLED.match(question.text) and question.terms and not question.stance)
        if called:
            of_topic = self._calling(question.terms, of_topic, known)
        answers = self._on_topic.once(of_topic)
        outer = [s for s in answers if not any(_is_within(s, other) for other in answers)]
        if len(outer) == 1 and not question.stance:
            self.opening = self._source(outer[0], question.terms, called=called)
            answers = outer if self.opening else answers
        if not answers and question.stance:
            self.instead = self._about(question, known)
        if self.instead:
            self.refusal = f"{NOT_FOUND} In so many words, they credit nobody with that."
            # "accused Roe of theft": what is said of Roe is shown
            thing = re.split(r"\s(?:of|for)\s", question.topic)[0]
            self.lead = f"About {thing}, others said:"
        return answers

    def _calling(
        self, terms: Sequence[Term], of_topic: Sequence[Statement], known: Sequence[Statement]
    ) -> list[Statement]:
        """Those that have what it was called, the last of the terms, and not its thing alone."""
        plainly = [s for s in of_topic if self._has(terms[-1:], s) >= SYNONYM]
        return plainly or [
            s
            for coverage, s in self._search.scored(terms, known)
            if coverage >= AROUND
            and self._has(terms[-1:], s) == 1.0
            and self._search.has_names(terms, s)
        ]

    def _has(self, terms: Sequence[Term], statement: Statement) -> float:
        return self._relevance.coverage(terms, [(self._on_topic.content(statement), 1.0)])

    def _source(self, statement: Statement, terms: Sequence[Term], *, called: bool) -> str:
        """Whose it is where it stands inside another's words, as an opening; else empty.

        "A boy said the winch was broken", somebody said.
        """
        inner = self._inner(statement, terms, called=called)
        if inner is not None:
            return f"{inner.speaker} ({inner.role}):" if inner.role else f"{inner.speaker}:"
        content = re.sub(r"[\"“”]", "", self._on_topic.content(statement))
        wanted = set(found_in([t for t in terms if not t.name] or terms, content))
        source = ""
        for verb in parse(content):
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
            if verb.pos_ != "VERB" or subject is None or clause is None:
                continue
            if ASKING_FORMS.get(verb.lower_) not in SAYING or subject.pos_ == "PRON":
                continue
            if any(t.dep_ == "neg" or t.lower_ == "no" for t in [*verb.children, *subject.subtree]):
                continue
            if wanted and wanted <= set(found_in(terms, " ".join(t.text for t in clause.subtree))):
                source = _words(subject)
        if not source:
            return ""
        return f"{source[0].upper()}{source[1:]}, as told by {statement.speaker}:"

    def _inner(
        self, statement: Statement, terms: Sequence[Term], *, called: bool
    ) -> Statement | None:
        """The one inside it that is another's, if that has all of the topic which it has.

        Where it is asked who `called` something so, the word for it is enough, the last of them.
        """
        wanted = set(found_in(terms, self._on_topic.content(statement)))
        for other in self._store.statements(statement.article_id):
            if _is_within(other, statement) and other.through and wanted:
                own = f"{self._on_topic.cue(other)} {self._on_topic.content(other)}"
                if wanted <= set(found_in(terms, own)) or (called and found_in(terms[-1:], own)):
                    return other
        return None

    def _about(self, question: Question, known: Sequence[Statement]) -> list[Statement]:
        """What others said that names it, or to whom it was said; the nearest first.

        Where fault was to be found, what sounds like that, if anything does, and nobody's praise.
        """
        named = [t.text for t in question.terms if t.name]
        people = [read_name(s.name) for s in self._search.meant(question.topic)]
        surnames = [name.words[-1] for name in people if name]
        theirs = [
            s
            for s in known
            if not {fold(word) for word in (*named, *surnames)} & set(fold(s.speaker).split())
            and not self._on_topic.is_outlets(s)
            and self._names(s, question.terms, named or surnames)
        ]
        if is_against(question.stance):
            critics = [
                s
                for s in known
                if is_known(s)
                and self._on_topic.is_headed(question.terms, s)
                and finds_fault(self._on_topic.content(s))
            ]
            if critics:
                return self._nearest(question, critics)
            theirs = [s for s in theirs if not self._speaks_for(s)]
        return self._nearest(question, theirs)

    def _speaks_for(self, statement: Statement) -> bool:
        cue, content = self._on_topic.cue(statement), self._on_topic.content(statement)
        return any(takes_stance(cue, verb, content) for verb in ("support", "promise"))

    def _nearest(self, question: Question, theirs: Sequence[Statement]) -> list[Statement]:
        texts = [self._search.sentence(s) for s in theirs]
        near = self._relevance.similarity(question.text, texts)
        ranked = sorted(zip(near, theirs, strict=True), key=lambda pair: -pair[0])
        return self._on_topic.once([s for _, s in ranked])[:MAX_ABOUT]

    def _names(self, statement: Statement, terms: Sequence[Term], names: Sequence[str]) -> bool:
        """Whether what was said, or to whom, has all the names; without any, the topic."""
        told = f"{self._on_topic.content(statement)} {statement.addressee}"
        if names:
            there = words_of(told)
            return all(any(same_word(n, word, name=True) for word in there) for n in names)
        return bool(terms) and self._relevance.coverage(terms, [(told, 1.0)]) >= COVERED


def _is_within(statement: Statement, other: Statement) -> bool:
    """Whether one stands in what the other has somebody say."""
    return (
        statement != other
        and statement.article_id == other.article_id
        and any(span.covers(statement.span) for span in other.content)
    )


def _words(subject: Token) -> str:
    """The words of a subject, as they stand."""
    tokens = list(subject.subtree)
    return subject.doc[tokens[0].i : tokens[-1].i + 1].text
