"""Who said something, and who took a stance on somebody or something."""

import re
from collections.abc import Sequence

from index.article import Statement
from index.record import EVERYTHING
from index.store import Store
from rag.answer import NOT_FOUND, Evidence
from rag.blame import finds_fault
from rag.names import fold, read_name
from rag.ontopic import OnTopic, is_known, is_somebody
from rag.question import Question, Term
from rag.record import COVERED, POOL, WIDE_POOL, RecordSearch
from rag.relevance import Relevance, same_word, words_of
from rag.stance import is_against, takes_stance

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
        answers = self._on_topic.once(self._on_topic.of(question, question.terms, known))
        if not answers and question.stance:
            self.instead = self._about(question, known)
        if self.instead:
            self.refusal = f"{NOT_FOUND} In so many words, they credit nobody with that."
            # "accused Roe of theft": what is said of Roe is shown
            thing = re.split(r"\s(?:of|for)\s", question.topic)[0]
            self.lead = f"About {thing}, others said:"
        return answers

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
