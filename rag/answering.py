"""From a question and its evidence to verified drafts, or to none."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from index.article import Article, Span, Statement
from index.store import Store
from rag.answer import NOT_FOUND, Evidence
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
ALIKE = 0.9
"""Share of the best passage's score at which another one goes with it in a list."""
CANDIDATES = 10
"""Sentences looked at for one question, best first."""
MAX_JUDGED = 3
READ_CHARS = 800
"""The model reads at most this many passages and characters for one question, about 30
characters in a tenth of a second; the right sentence was first for 42 of 52 questions and among
the first three for 47."""
WORTH_READING = 0.25
"""Coverage below which no passage was right."""
SUPPORTED = 0.54
"""Mean of coverage and of the model's P(yes) from which a passage answers: of 96 questions on the
seed and three invented articles, 56 of the 65 with an answer got the right one and 4 a wrong one,
and 28 of the 31 without were refused."""
CERTAIN = 0.75
"""The same, from which no further passage is read."""
MAX_STATEMENTS_READ = 2
"""Statements that the model reads for one question."""
ON_TOPIC = 0.5
"""The same for a statement, which is by the right speaker already."""
SURELY, HARDLY = 0.85, 0.25
"""Coverage of the topic from which, and below which, the model is not asked."""
COVERED = 0.7
"""Coverage that is enough where there is no model to ask."""


class Answering:
    """One question's way from evidence to what may be shown."""

    def __init__(self, store: Store, relevance: Relevance, reader: Reader | None) -> None:
        self._store = store
        self._relevance = relevance
        self._reader = reader
        # A speaker's statements are looked at several times; their articles are read once.
        self._articles: dict[str, Article] = {}
        self.refusal = NOT_FOUND
        """What to show when nothing supports an answer."""
        self.short = ""
        """The model's short answer, once it is among the drafts."""
        self.dropped: list[Draft] = []
        """What verification held back."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Verified drafts, more and better with each; none at all if nothing is supported."""
        if question.kind == "said":
            steps = self._said(question)
        elif question.kind == "who_said":
            steps = self._who_said(question, evidence)
        elif question.kind == "overview":
            steps = self._overview(evidence)
        else:
            steps = self._fact(question, evidence)
        for drafts in steps:
            verified = [d for d in drafts if verify(d, self._store.statements(d.article.id))]
            self.dropped += [d for d in drafts if d not in verified and d not in self.dropped]
            if verified:
                yield verified

    # -- what X said

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
            and self._relevance.counts(question.counted, p.text)
            and not self._relevance.unmatched_names(question.terms, f"{p.text} {p.setting}")
        ]
        best: tuple[float, Passage, Draft] | None = None
        unread = READ_CHARS
        for passage in candidates[:MAX_JUDGED]:
            draft = from_passage(passage, self._sentences(passage.article))
            unread -= len(draft.text)
            if best is not None and unread < 0:
                break
            support = self._support(question, passage, draft)
            if best is None or support > best[0]:
                best = support, passage, draft
            if support >= CERTAIN:
                break
        if best is None or best[0] < (SUPPORTED if self._reader else COVERED):
            return
        _, passage, draft = best
        drafts = [draft, *self._alike(question, passage, candidates)]
        yield drafts
        lead = self._lead(question, draft)
        if lead is not None:
            self.short = lead.text
            yield [lead, *drafts]

    def _support(self, question: Question, passage: Passage, draft: Draft) -> float:
        """How sure it is, 0 to 1, that the passage answers."""
        if self._reader is None or passage.coverage < WORTH_READING:
            return passage.coverage
        share = self._reader.states_answer(draft.text, question.text)
        return (share + passage.coverage) / 2

    def _alike(
        self, question: Question, passage: Passage, candidates: Sequence[Passage]
    ) -> list[Draft]:
        """For a question that asks for several things, the passages that fit as well."""
        if not question.listing:
            return []
        return [
            from_passage(p, self._sentences(p.article))
            for p in candidates[:MAX_JUDGED]
            if p is not passage and p.score >= ALIKE * passage.score
        ]

    def _lead(self, question: Question, draft: Draft) -> Draft | None:
        """The model's short answer, if its words are the passage's and of the kind asked for."""
        if self._reader is None or question.listing:
            return None
        phrase = ""
        with closing(self._reader.phrase(draft.text, question.text)) as pieces:
            for piece in pieces:
                phrase += piece
                whole_words = phrase.rpartition(" ")[0]
                if whole_words and not supported_phrase(whole_words, draft.article, draft.spans):
                    return None
        span = supported_phrase(phrase, draft.article, draft.spans)
        if span is None or draft.spans[0] == span:
            return None
        text = draft.article.quote(span)
        if not holds(question.expected, text, question.text):
            return None
        return Draft(text[0].upper() + text[1:], draft.article, draft.spans, draft.speaker)

    # -- look-ups

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
