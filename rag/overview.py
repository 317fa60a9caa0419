"""The whole of something in a few sentences of the articles: what happened, who somebody is."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from index.article import Article, Span
from index.store import Store
from rag.about import About, Subject, is_within
from rag.answer import NOT_FOUND, Evidence, More
from rag.compose import Draft, origin
from rag.corrections import Correction
from rag.expected import parsed
from rag.person import introductions
from rag.question import Question
from rag.relevance import Relevance, stem, words_of
from rag.tellable import (
    Told,
    body,
    is_description,
    is_quotation,
    opening,
    stands_alone,
)
from rag.withdrawn import Withdrawn

MOST_ARTICLES = 4
LINES = {1: (4,), 2: (2, 3), 3: (1, 2, 2), 4: (1, 1, 1, 2)}
"""Lines of each article, the oldest first, by how many articles there are."""
OF_NEWEST, FEW = 4, 2
"""Lines of the newest article, if that is asked for; with so few the one before is told too."""
OF_PERSON, OF_ONE = 3, 3
LOOKED_AT = 25
"""Sentences of an article, from its first, of which lines are taken."""
SAME = 0.6
"""Share of a sentence's words from which another one tells it already."""
EARLY, ON_TITLE, FIGURE, QUOTED, SAID = 0.5, 0.8, 0.15, 0.4, 0.2
"""Weights of how early a sentence stands, how near it is to the title, and that it has a figure,
and what somebody's words lose, in quotation marks and without: news tells first what matters most,
and what people think of it beside that."""
FADE = 0.2
"""How much less each paragraph further down counts."""
NAMED = 0.15
"""What a sentence gains that names the subject."""
LASTING = 0.6
"""What a sentence loses that tells what always holds: "The firm serves two million customers",
which news sets beside what happened. FIGURE and a place in the first paragraph together, 0.65, just
make up for it."""
_LASTING = frozenset(
    "be belong carry comprise contain cover employ have include make offer operate own produce"
    " provide run sell serve".split()
)

_FIGURE = re.compile(r"\d")


class Overview:
    """One question's way to the sentences that tell most about its subject."""

    def __init__(self, store: Store, relevance: Relevance) -> None:
        self._store = store
        self._relevance = relevance
        self.opening = ""
        """Fields as those of `FromArticles`."""
        self.refusal = NOT_FOUND
        self.instead: list[Draft] = []
        self.lead = ""
        self.more: More | None = None
        self._left_out: list[tuple[Article, Correction]] = []

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """One list of drafts; none if no article is about the subject."""
        if not question.subject:
            drafts = self._of_articles(question)
        else:
            drafts = self._of_subject(question, evidence)
        if drafts:
            yield [*drafts, *self._righted(drafts)]

    def _of_articles(self, question: Question) -> list[Draft]:
        """The openings of the newest articles, or more of the only one."""
        articles = [a for a in self._store.articles() if is_within(a.published, question.period)]
        newest = sorted(articles, key=lambda a: a.published or date.min)[-MOST_ARTICLES:]
        lines = OF_ONE if len(newest) == 1 else 1
        withdrawn = self._withdrawn(newest)
        drafts: list[Draft] = []
        for article in newest:
            drafts += self._lines(About(article, 1.0, True), None, lines, withdrawn, drafts)
        return drafts

    def _of_subject(self, question: Question, evidence: Sequence[Evidence]) -> list[Draft]:
        subject = Subject(question, evidence, self._store, self._relevance)
        about = subject.about(mentioned=question.form == "who")
        withdrawn = self._withdrawn([each.article for each in about])
        if question.form == "who" or not any(each.in_lead for each in about):
            person = introductions(question.subject, subject.articles, self._store)
            if person or question.form == "who":
                return self._of_person(person, subject, about, withdrawn)
        if question.form in ("latest", "news"):
            return self._newest(subject, about, withdrawn)
        chosen = _chosen(about)
        drafts: list[Draft] = []
        for each, lines in zip(chosen, LINES.get(len(chosen), ()), strict=True):
            drafts += self._lines(each, subject, lines, withdrawn, drafts)
        return drafts

    def _newest(
        self, subject: Subject, about: Sequence[About], withdrawn: Withdrawn
    ) -> list[Draft]:
        """The newest article first."""
        drafts: list[Draft] = []
        newest = sorted(about, key=lambda a: a.day, reverse=True)
        for each in newest:
            if len(drafts) > FEW:
                break
            drafts += self._lines(each, subject, OF_NEWEST - len(drafts), withdrawn, drafts)
        return drafts

    def _of_person(
        self,
        introduced: Sequence[tuple[Article, Span]],
        subject: Subject,
        about: Sequence[About],
        withdrawn: Withdrawn,
    ) -> list[Draft]:
        """Who it is, then what the newest articles tell of them, in order of time."""
        if not introduced:
            return []
        drafts = [_draft(article, span) for article, span in introduced]
        later: list[Draft] = []
        for each in sorted(about, key=lambda a: a.day, reverse=True):
            if len(drafts) + len(later) >= OF_PERSON:
                break
            later += self._lines(each, subject, 1, withdrawn, [*drafts, *later])
        later.sort(key=lambda draft: draft.article.published or date.min)
        return drafts + later

    def _withdrawn(self, articles: Sequence[Article]) -> Withdrawn:
        return Withdrawn.of(articles, self._store)

    def _lines(
        self,
        about: About,
        subject: Subject | None,
        most: int,
        withdrawn: Withdrawn,
        before: Sequence[Draft] = (),
    ) -> list[Draft]:
        """At most so many lines of an article, in its order, without what `before` tells."""
        article = about.article
        sentences = body(article, self._store.sentences(article.id), LOOKED_AT)
        if subject is not None and not about.in_lead:
            sentences = [s for s in sentences if subject.names(s.text)]
        first = opening(sentences) if about.in_lead else None
        told = [d.text for d in before]
        shown = [s for d in before if d.article.id == article.id for s in d.spans]
        if first is not None and (
            any(span.overlaps(first) for span in shown)
            or self._is_withdrawn(withdrawn, article, first)
        ):
            first = None
        chosen = [first] if first is not None else []
        told += [article.quote(span) for span in chosen]
        for sentence in self._ranked(article, sentences, subject):
            if len(chosen) == most:
                break
            if (
                any(span.overlaps(sentence.span) for span in (*chosen, *shown))
                or self._is_withdrawn(withdrawn, article, sentence.span)
                or any(_repeats(sentence.text, text) for text in told)
            ):
                continue
            chosen.append(sentence.span)
            told.append(sentence.text)
        return [_draft(article, span) for span in sorted(chosen)]

    def _is_withdrawn(self, withdrawn: Withdrawn, article: Article, span: Span) -> bool:
        found = withdrawn.by(article, span)
        if found is not None and found not in self._left_out:
            self._left_out.append(found)
        return found is not None

    def _righted(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The corrections for which sentences were left out."""
        return [
            _draft(article, correction.span)
            for article, correction in self._left_out
            if correction.right
            and not any(
                d.article.id == article.id and any(correction.span.overlaps(s) for s in d.spans)
                for d in drafts
            )
        ]

    def _ranked(
        self, article: Article, sentences: Sequence[Told], subject: Subject | None
    ) -> list[Told]:
        """The sentences that can stand alone, those that tell most first."""
        able = [s for s in sentences if stands_alone(s)]
        if not able:
            return []
        near = self._relevance.similarity(
            article.title or sentences[0].text, [s.text for s in able]
        )
        said = [s.span for s in self._store.statements(article.id)]
        scores = {
            told: ON_TITLE * cosine
            + EARLY / (1 + FADE * told.paragraph)
            + NAMED * (subject is not None and subject.names(told.text))
            + FIGURE * bool(_FIGURE.search(told.text))
            - QUOTED * is_quotation(told.text)
            - LASTING * _is_lasting(told.text)
            - SAID * (any(span.overlaps(told.span) for span in said) or is_description(told.text))
            for told, cosine in zip(able, near, strict=True)
        }
        return sorted(able, key=lambda told: -scores[told])


def _chosen(about: Sequence[About]) -> list[About]:
    """The plainest articles and the newest, in order of time."""
    if not about:
        return []
    newest = max(about, key=lambda a: a.day)
    others = [a for a in about if a is not newest]
    return sorted([newest, *others[: MOST_ARTICLES - 1]], key=lambda a: a.day)


def _repeats(text: str, other: str) -> bool:
    """Whether most of the words of one sentence stand in another."""
    mine = {stem(word) for word in words_of(text) if len(word) > 3}
    there = {stem(word) for word in words_of(other)}
    return bool(mine) and len(mine & there) >= SAME * len(mine)


def _is_lasting(text: str) -> bool:
    """Whether each of its main verbs tells, in the present, how something is."""
    roots = [t for t in parsed(text) if t.dep_ == "ROOT"]
    return all(t.tag_ in ("VBZ", "VBP") and t.lemma_ in _LASTING for t in roots) and not any(
        c.dep_ in ("aux", "auxpass") for t in roots for c in t.children
    )


def _draft(article: Article, span: Span) -> Draft:
    """The article's words at `span`, with its outlet and day."""
    return Draft(" ".join(article.quote(span).split()), article, (span,), note=origin(article))
