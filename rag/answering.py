"""From a question and its evidence to verified drafts, or to none."""

from collections.abc import Iterator, Sequence

from index.article import Article, Span, Statement
from index.store import Store
from rag.answer import Evidence
from rag.compose import Draft, from_passage, from_statement
from rag.expected import holds
from rag.passages import Passage, rank_passages, setting
from rag.question import Question
from rag.reader import Reader
from rag.relevance import Relevance
from rag.speakers import spoken_by
from rag.verify import supported_phrase, verify

MAX_STATEMENTS = 8
"""Statements shown for one question."""
CANDIDATES = 10
"""Sentences looked at for one question, best first."""
MAX_JUDGED = 3
"""Passages that the model reads for one question: it takes about a second for each."""


class Answering:
    """One question's way from evidence to what may be shown."""

    def __init__(self, store: Store, relevance: Relevance, reader: Reader | None) -> None:
        self._store = store
        self._relevance = relevance
        self._reader = reader
        self.refusal = "The articles don't say."
        """What to show when nothing supports an answer."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Verified drafts, more and better with each; none at all if nothing is supported."""
        if question.kind == "said":
            steps = self._said(question, evidence)
        elif question.kind == "who_said":
            steps = self._who_said(question, evidence)
        elif question.kind == "overview":
            steps = self._overview(evidence)
        else:
            steps = self._fact(question, evidence)
        for drafts in steps:
            verified = [d for d in drafts if verify(d, self._store.statements(d.article.id))]
            if verified:
                yield verified

    # -- what X said

    def _said(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        theirs = self._spoken_by(question.speaker)
        if not theirs:
            self.refusal = f"The articles quote nothing that {question.speaker} said."
            return
        if question.terms:
            theirs = self._on_topic(question, theirs)
            if not theirs:
                self.refusal = f"The articles don't say anything of {question.speaker} about that."
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
                [(f"{content} {cue}", 1.0), (f"{whole} {statement.addressee}", 0.8)],
            )
            scored.append((coverage, content, statement))
        scored.sort(key=lambda item: -item[0])
        found = []
        for number, (coverage, content, statement) in enumerate(scored):
            if coverage < 0.3 and number:
                break
            judged = self._reader is not None and number < MAX_JUDGED
            if self._supports(coverage, content, statement, question, judged=judged):
                found.append(statement)
        return found

    def _supports(
        self,
        coverage: float,
        content: str,
        statement: Statement,
        question: Question,
        *,
        judged: bool,
    ) -> bool:
        article = self._article(statement)
        told = f"{article.quote(statement.span)} {setting(article, statement.span)}"
        if self._relevance.unmatched_names(question.terms, told):
            return False
        if self._reader is None or not judged:
            return coverage >= 0.75
        draft = from_statement(article, statement, self._sentences(article))
        return self._reader.states_answer(draft.text, question.text) * 0.5 + coverage * 0.5 >= 0.5

    def _drafts(self, statements: Sequence[Statement]) -> list[Draft]:
        drafts: list[Draft] = []
        for statement in statements:
            article = self._article(statement)
            draft = from_statement(article, statement, self._sentences(article))
            if draft.text not in [d.text for d in drafts]:
                drafts.append(draft)
        return drafts

    # -- anything else

    def _overview(self, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """The opening sentences, where news puts what matters most."""
        article = evidence[0].article
        opening = self._sentences(article)[:2]
        yield [Draft(article.quote(span), article, (span,)) for span in opening]

    def _fact(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        ranked = rank_passages(question, evidence, self._store, self._relevance)
        candidates = [
            p
            for p in ranked[:CANDIDATES]
            if holds(question.expected, p.text, question.text)
            and not self._relevance.unmatched_names(question.terms, f"{p.text} {p.setting}")
        ]
        for passage in candidates[:MAX_JUDGED]:
            draft = from_passage(passage, self._sentences(passage.article))
            if self._reader is None:
                if passage.coverage >= 0.7:
                    yield [draft]
                    return
                continue
            share = self._reader.states_answer(draft.text, question.text)
            if 0.5 * share + 0.5 * passage.coverage < 0.55:
                continue
            yield [draft]
            lead = self._lead(question, passage, draft)
            if lead is not None:
                yield [lead, draft]
            return

    def _lead(self, question: Question, passage: Passage, draft: Draft) -> Draft | None:
        """The model's short answer, if its words are the passage's."""
        assert self._reader is not None
        phrase = self._reader.phrase(draft.text, question.text)
        span = supported_phrase(phrase, passage.article, draft.spans)
        if span is None or draft.spans[0] == span:
            return None
        text = passage.article.quote(span)
        return Draft(text[0].upper() + text[1:], passage.article, draft.spans, draft.speaker)

    # -- look-ups

    def _spoken_by(self, words: str) -> list[Statement]:
        statements = self._store.statements()
        return spoken_by(words, statements, lambda s: self._article(s))

    def _article(self, statement: Statement) -> Article:
        article = self._store.article(statement.article_id)
        assert article is not None
        return article

    def _sentences(self, article: Article) -> list[Span]:
        return [s.span for s in self._store.sentences(article.id)]
