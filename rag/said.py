"""Answers from the record of who said what."""

from collections.abc import Iterator, Sequence

from index.article import Article, Span, Statement
from index.store import Store
from rag.answer import NOT_FOUND, Evidence
from rag.compose import Draft, from_statement
from rag.passages import setting
from rag.question import Question
from rag.reader import Reader
from rag.relevance import Relevance
from rag.speakers import spoken_by

MAX_STATEMENTS = 8
"""Statements shown for one question."""
MAX_STATEMENTS_READ = 2
"""Statements that the model reads for one question."""
ALIKE = 0.9
"""Share of the best statement's coverage from which another one answers "who said" too."""
ON_TOPIC = 0.5
"""Mean of coverage and of the model's P(yes) from which a statement, which is by the right speaker
already, is about the topic."""
SURELY, HARDLY = 0.85, 0.25
"""Coverage of the topic from which, and below which, the model is not asked."""
COVERED = 0.7
"""Coverage that is enough where there is no model to ask."""


class FromRecord:
    """One statement question's way from the record to drafts."""

    def __init__(self, store: Store, relevance: Relevance, reader: Reader | None) -> None:
        self._store = store
        self._relevance = relevance
        self._reader = reader
        # A speaker's statements are looked at several times; their articles are read once.
        self._articles: dict[str, Article] = {}
        self.refusal = NOT_FOUND
        """What to show when nothing supports an answer."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Drafts, best first; none if the record has no answer."""
        if question.kind == "said":
            return self._said(question)
        return self._who_said(question, evidence)

    def _said(self, question: Question) -> Iterator[list[Draft]]:
        theirs = self._spoken_by(question.speaker)
        if not theirs:
            self.refusal = f"{NOT_FOUND} They credit nothing to {question.speaker}."
            return
        if question.terms:
            theirs = self._on_topic(question, theirs)
            if not theirs:
                self.refusal = (
                    f"{NOT_FOUND} What they credit to {question.speaker} is not about that."
                )
                return
        yield self._drafts(theirs[:MAX_STATEMENTS])

    def _who_said(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        articles = {item.article.id for item in evidence}
        statements = [s for a in articles for s in self._store.statements(a)]
        found = self._on_topic(question, statements)
        if found:
            yield self._drafts(found[:MAX_STATEMENTS])

    def _on_topic(self, question: Question, statements: Sequence[Statement]) -> list[Statement]:
        """The statements that the question's topic is about, best first."""
        scored = []
        for statement in statements:
            article = self._article(statement)
            content = " ".join(article.quote(span) for span in statement.content)
            whole = article.quote(statement.span)
            cue = article.quote(statement.cue) if statement.cue else ""
            coverage = self._relevance.coverage(
                question.terms,
                [
                    (f"{content} {cue}", 1.0),
                    (f"{whole} {statement.addressee}", 0.8),
                    (setting(article, statement.span), 0.6),
                ],
            )
            scored.append((coverage, statement))
        scored.sort(key=lambda item: -item[0])
        found = []
        for number, (coverage, statement) in enumerate(scored):
            if coverage < max(HARDLY, ALIKE * scored[0][0] if question.kind == "who_said" else 0):
                break
            if self._is_about(coverage, statement, question, read=number < MAX_STATEMENTS_READ):
                found.append(statement)
        return found

    def _is_about(
        self, coverage: float, statement: Statement, question: Question, *, read: bool
    ) -> bool:
        article = self._article(statement)
        told = f"{article.quote(statement.span)} {setting(article, statement.span)}"
        if self._relevance.unmatched_names(question.terms, told):
            return False
        if coverage >= SURELY:
            return True
        if self._reader is None or not read:
            return coverage >= COVERED
        draft = from_statement(article, statement, self._sentences(article))
        share = self._reader.states_answer(draft.text, question.text)
        return (share + coverage) / 2 >= ON_TOPIC

    def _drafts(self, statements: Sequence[Statement]) -> list[Draft]:
        drafts: list[Draft] = []
        for statement in statements:
            article = self._article(statement)
            draft = from_statement(article, statement, self._sentences(article))
            if draft.text not in [d.text for d in drafts]:
                drafts.append(draft)
        return drafts

    def _spoken_by(self, words: str) -> list[Statement]:
        statements = self._store.statements()
        return spoken_by(words, statements, lambda s: self._article(s))

    def _article(self, statement: Statement) -> Article:
        if statement.article_id not in self._articles:
            article = self._store.article(statement.article_id)
            assert article is not None
            self._articles[article.id] = article
        return self._articles[statement.article_id]

    def _sentences(self, article: Article) -> list[Span]:
        return [s.span for s in self._store.sentences(article.id)]
