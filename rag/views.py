"""What all who spoke on something say of it: reactions, the sides of a quarrel."""

from collections.abc import Sequence

from index.article import Statement
from index.record import EVERYTHING
from index.store import Store
from rag.about import Subject
from rag.answer import Evidence
from rag.ontopic import OnTopic, is_known, is_somebody
from rag.period import within
from rag.question import Question
from rag.record import COVERED, WIDE_POOL, RecordSearch
from rag.relevance import Relevance
from rag.telling import HELD, UTTERED, is_told

NEAR, HEADED = 0.3, 0.1
"""Cosine to the topic from which a statement is on it in an article that opens with it, or has it
in its title."""


class Views:
    """One such question's way to statements, the best on the topic of each who spoke."""

    def __init__(
        self, store: Store, search: RecordSearch, relevance: Relevance, on_topic: OnTopic
    ) -> None:
        self._store = store
        self._search = search
        self._relevance = relevance
        self._on_topic = on_topic

    def find(self, question: Question, evidence: Sequence[Evidence], most: int) -> list[Statement]:
        """At most so many, of those nearest to the topic, in order of time."""
        ranked = self._on_topic.once(self._ranked(question, evidence))
        best: dict[str, Statement] = {}
        for statement in ranked:
            best.setdefault(statement.speaker, statement)
        return sorted(list(best.values())[:most], key=self._on_topic.time)

    def _ranked(self, question: Question, evidence: Sequence[Evidence]) -> list[Statement]:
        """All that is on the topic, the nearest first."""
        about = Subject(question, evidence, self._store, self._relevance).about()
        opened = {each.article.id for each in about if each.in_lead}
        wanted = within(EVERYTHING, question.period)
        pool = [
            *self._search.candidates(question.topic, wanted, WIDE_POOL),
            *(s for i in opened for s in self._store.statements(i)),
        ]
        pool = [s for s in dict.fromkeys(pool) if self._may_be_shown(s)]
        near = self._relevance.similarity(question.topic, [self._search.sentence(s) for s in pool])
        cosine = dict(zip(pool, near, strict=True))
        scored = [
            (max(coverage, cosine[s]), s)
            for coverage, s in self._search.scored(question.terms, pool)
            if (coverage >= COVERED and self._search.has_names(question.terms, s))
            or (s.article_id in opened and cosine[s] >= self._enough(question, s))
        ]
        return [s for _, s in sorted(scored, key=lambda item: -item[0])]

    def _enough(self, question: Question, statement: Statement) -> float:
        return HEADED if self._on_topic.is_headed(question.terms, statement) else NEAR

    def _may_be_shown(self, statement: Statement) -> bool:
        article = self._search.article(statement)
        return (
            is_told(statement, article.text, UTTERED | HELD)
            and is_somebody(statement)
            and is_known(statement)
            and not self._on_topic.is_outlets(statement)
            and not self._on_topic.is_scrap(statement)
        )
