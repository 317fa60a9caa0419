"""What is shown where the one asked about said nothing on the topic."""

from collections.abc import Sequence

from index.article import Statement
from rag.answer import NOT_FOUND
from rag.identity import NameRole
from rag.ontopic import OTHERS, OnTopic, Scored, asked_about
from rag.period import within
from rag.question import Question, topic_terms
from rag.record import RecordSearch
from rag.relevance import Relevance

MAX_NEAR = 3
"""Statements shown as the nearest that somebody did say."""
NEAR, FAIRLY_NEAR = 0.2, 0.3
"""Cosine to the topic, of the title with the sentence, from which they are shown where the article
has all words of the topic, and where it has not."""
PLAINLY = 0.4
"""Cosine of the sentence alone from which one is shown that has no main word of the topic."""
NEAREST = "Nearest to it of what they did say:"
"""Before these."""


class Nothing:
    """The refusal, and what comes nearest; decided once by `decide`."""

    def __init__(
        self, question: Question, search: RecordSearch, relevance: Relevance, on_topic: OnTopic
    ) -> None:
        self._question = question
        self._search = search
        self._relevance = relevance
        self._on_topic = on_topic
        self.refusal = NOT_FOUND
        self.instead: list[Statement] = []
        """To be shown with the refusal, under `lead`."""
        self.lead = ""

    def decide(self, names: frozenset[NameRole], others: Sequence[Scored]) -> None:
        """Choose what is shown.

        Args:
            names: Under which the one asked about is in the record.
            others: What others said about it.
        """
        question, asked = self._question, asked_about(self._question)
        topic = bool(question.terms or question.occasion)
        time = " in that time" if names and not topic else ""
        about = " plainly about that" if names and topic else ""
        self.refusal = f"{NOT_FOUND} No statement by {asked}{time}{about} was found."
        near = self._near() if topic else []
        if near:
            self.instead, self.lead = near, NEAREST
        else:
            self.instead, self.lead = self._on_topic.best(others, question), OTHERS

    def _near(self) -> list[Statement]:
        """Of what the one asked about did say the nearest, in order of time; none if far off."""
        question = self._question
        theirs = within(self._search.said_by(question.speaker), question.period)
        if not theirs.names:
            return []
        topic = question.topic or question.occasion
        terms = question.terms or topic_terms(topic)
        pool = self._search.candidates(topic, theirs)
        found = [s for s in pool if not self._on_topic.is_scrap(s)]
        told = [self._search.sentence(s) for s in found]
        titled = [
            f"{self._search.article(s).title}. {text}" for s, text in zip(found, told, strict=True)
        ]
        whole = self._relevance.similarity(topic, titled)
        alone = self._relevance.similarity(topic, told)
        best = [
            (near, s)
            for near, own, s in zip(whole, alone, found, strict=True)
            if near >= (NEAR if self._on_topic.has_words(terms, s) else FAIRLY_NEAR)
            and (own >= PLAINLY or self._on_topic.shares(terms, s))
        ]
        best.sort(key=lambda pair: -pair[0])
        return sorted(self._on_topic.once([s for _, s in best])[:MAX_NEAR], key=self._on_topic.time)
