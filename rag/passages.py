"""From retrieved chunks to single sentences, ranked by how well they answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from index.article import Article, Sentence, Span, Statement
from index.store import Store
from index.subheads import subheads
from rag.answer import Evidence
from rag.corrections import Correction, find_corrections
from rag.question import Question
from rag.relevance import Relevance

CONTEXT = 0.7
"""What a term counts that stands beside the sentence rather than in it."""
COVERAGE_WEIGHT, SIMILARITY_WEIGHT, RETRIEVED_WEIGHT = 0.5, 0.2, 0.3
"""With 0.7, 0.3, 0 the best passage was from the right article for 70 % of 96 news questions over
1,000 articles and held the answer for 33 %, with these 75 % and 37 %; of 99 of SQuAD 2.0's for
83 % and 72 %, now 87 % and 75 %."""
NEEDED = 0.1
"""Coverage that the sentence before must add to be read and cited too: "It is to cost 34 million"
tells nothing alone, and of seven such sentences the model's P(yes) rose from 0.2 to 0.9."""
LONGEST = 600
"""Characters of both together, all of which the model reads."""
COVERED = 0.7
"""Coverage that is enough where there is no model to ask."""
AS_WELL = 0.75
"""Share of the best coverage from which a passage may come before it for what else is known of
it. Looked at on three questions only, whose right sentences had 0.84 or more of it."""
_SENTENCE_END = re.compile(r"(?<=[.!?\"'”’)])\s*(?:\n\n|$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article as a candidate answer, or a correction with what it retracts."""

    article: Article
    span: Span
    statement: Statement | None
    """The statement whose content it is part of, if any."""
    setting: str
    """What the article has told by then: its title, its opening, the paragraphs around."""
    coverage: float
    similarity: float
    retrieved: float
    """Score of the chunk that it is from."""
    correction: Correction | None = None
    before: Span | None = None
    """The sentence before, where only it tells what this one is about."""

    @property
    def whole(self) -> Span:
        """What is cited: the sentence, with the one before where that is needed."""
        return Span((self.before or self.span).start, self.span.end)

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.article.quote(self.span)

    @property
    def right(self) -> tuple[Span, ...]:
        """Where it says what holds: not in words that it retracts."""
        return self.correction.right if self.correction else (self.span,)

    @property
    def right_text(self) -> str:
        """The words of `right`."""
        return self.correction.right_text(self.article) if self.correction else self.text

    @property
    def score(self) -> float:
        """How well it fits the question; between 0 and 1."""
        return (
            COVERAGE_WEIGHT * self.coverage
            + SIMILARITY_WEIGHT * max(self.similarity, 0.0)
            + RETRIEVED_WEIGHT * self.retrieved
        )


def rank_passages(
    question: Question, evidence: Sequence[Evidence], store: Store, relevance: Relevance
) -> list[Passage]:
    """The sentences of the evidence, best first."""
    found: list[tuple[Evidence, Span, str, Statement | None, Correction | None, Span | None]] = []
    seen: set[tuple[str, Span]] = set()
    # Several chunks are often one article's.
    looked_up: dict[
        str, tuple[list[Sentence], list[Statement], list[Correction], frozenset[Span]]
    ] = {}
    for item in evidence:
        article = item.article
        if article.id not in looked_up:
            theirs = store.sentences(article.id)
            corrected = find_corrections(article, theirs)
            headings = subheads(article.text, theirs)
            looked_up[article.id] = theirs, store.statements(article.id), corrected, headings
        sentences, statements, corrections, headings = looked_up[article.id]
        opening = _opening(article.text)
        for number, sentence in enumerate(sentences):
            if sentence.span in headings or not sentence.span.overlaps(item.span):
                continue
            if sentence.span.end <= opening.start:  # a rubric, or an outlet's name
                continue
            correction = next((c for c in corrections if c.span.overlaps(sentence.span)), None)
            span = correction.span if correction else sentence.span
            if (article.id, span) in seen:
                continue
            seen.add((article.id, span))
            near = " ".join(_beside(article, sentences, number, opening))
            statement = None if correction else _statement_at(statements, span)
            before = sentences[number - 1].span if number and not correction else None
            found.append((item, span, near, statement, correction, before))
    if not found:
        return []
    texts = [item.article.quote(span) for item, span, *_ in found]
    similarity = relevance.similarity(question.text, texts)
    passages = []
    for (item, span, near, statement, correction, before), cosine in zip(
        found, similarity, strict=True
    ):
        article = item.article
        who = f"{statement.speaker} {statement.role}" if statement else ""
        near = f"{near} {article.title} {who}"
        coverage = relevance.coverage(question.terms, [(article.quote(span), 1.0), (near, CONTEXT)])
        around = f"{setting(article, span)}\n{_story(article, span)}\n{who}"
        if before and not _needs(article, span, before, question, relevance):
            before = None
        passages.append(
            Passage(
                article, span, statement, around, coverage, cosine, item.score, correction, before
            )
        )
    return sorted(passages, key=lambda p: -p.score)


def near_first(passages: Sequence[Passage], key: Callable[[Passage], Any]) -> list[Passage]:
    """The passages, best first; those that fit about as well as the best by the key, least first.

    Args:
        passages: Best first.
        key: Gives what to compare by.
    """
    enough = AS_WELL * max((p.coverage for p in passages), default=0.0)
    near = sorted((p for p in passages if p.coverage >= enough), key=key)
    return [*near, *(p for p in passages if p.coverage < enough)]


def _needs(
    article: Article, span: Span, before: Span, question: Question, relevance: Relevance
) -> bool:
    """Whether the sentence at `span` speaks of what is asked about only with the one before."""
    if span.end - before.start > LONGEST:
        return False
    alone, told = article.quote(span), article.quote(before)
    gain = relevance.coverage(question.terms, [(alone, 1.0), (told, 1.0)])
    return gain >= NEEDED + relevance.coverage(question.terms, [(alone, 1.0)])


def setting(article: Article, span: Span) -> str:
    """What a reader of `span` has in mind: title, place, opening paragraph, and the one before."""
    text = article.text
    start = text.rfind("\n\n", 0, max(text.rfind("\n\n", 0, span.start), 0)) + 1
    end = text.find("\n\n", span.end)
    around = text[start : end if end >= 0 else len(text)]
    opening = text.split("\n\n", 1)[0]
    return "\n".join((article.title, article.place, article.source, opening, around))


def _opening(text: str) -> Span:
    """The first paragraph that ends as a sentence: above it may be an outlet's name or a rubric."""
    first = _SENTENCE_END.search(text)
    end = first.start() if first else len(text)
    return Span(max(text.rfind("\n\n", 0, end), 0), end)


def _story(article: Article, span: Span) -> str:
    """What the article is about: its opening, and for that the paragraph after, and its year.

    An opening tells of "a shopkeeper", whom the next paragraph names; and what is told without a
    year is of the article's own.
    """
    opening = _opening(article.text)
    rest = article.text[opening.end :].lstrip()
    after = rest.partition("\n\n")[0] if opening.covers(span) else ""
    year = str(article.published.year) if article.published else ""
    return "\n".join((article.quote(opening), after, year))


def _beside(
    article: Article, sentences: Sequence[Sentence], number: int, opening: Span
) -> tuple[str, str]:
    """The sentences before and after, the one after only from the same paragraph.

    After the opening of the article any: it names whom that calls "a shopkeeper".
    """
    before = article.quote(sentences[number - 1].span) if number else ""
    after = ""
    if number + 1 < len(sentences) and (
        sentences[number + 1].paragraph == sentences[number].paragraph
        or opening.covers(sentences[number].span)
    ):
        after = article.quote(sentences[number + 1].span)
    return before, after


def _statement_at(statements: Sequence[Statement], span: Span) -> Statement | None:
    """The statement with the most content in `span`."""

    def shared(statement: Statement) -> int:
        return sum(
            max(0, min(c.end, span.end) - max(c.start, span.start)) for c in statement.content
        )

    best = max(statements, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None
