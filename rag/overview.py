"""The whole of something in a few sentences of the articles: what happened, who somebody is."""

from collections.abc import Iterator, Sequence

from index.article import Article, Span
from index.store import Store
from rag.about import About, Subject, is_within
from rag.answer import NOT_FOUND, Evidence, More
from rag.compose import Draft, origin
from rag.person import introductions
from rag.question import Question
from rag.relevance import Relevance, stem, words_of
from rag.tellable import Told, body, is_quotation, opening, stands_alone
from rag.withdrawn import Withdrawn

MOST_ARTICLES = 4
LINES = {1: (4,), 2: (2, 3), 3: (1, 2, 2), 4: (1, 1, 1, 2)}
"""Lines of each article, the oldest first, by how many articles there are."""
OF_NEWEST = (3, 1)
"""Of the newest article and the one before, where the newest is asked for."""
OF_PERSON = 3
LOOKED_AT = 25
"""Sentences of an article, from its first, of which lines are taken."""
SAME = 0.6
"""Share of a sentence's words from which another one tells it already."""
EARLY, ON_TITLE, QUOTED = 0.5, 1.0, 0.4
"""Weights of how early a sentence stands and how near it is to the title, and what a quotation
loses: news tells first what matters most, and what somebody thinks of it later."""
FADE = 0.2
"""How much less each paragraph further down counts."""
NAMED = 0.15
"""What a sentence gains that names the subject."""


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

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """One list of drafts; none if no article is about the subject."""
        if not question.subject:
            drafts = self._of_articles(question, evidence)
        else:
            drafts = self._of_subject(question, evidence)
        if drafts:
            yield drafts

    def _of_articles(self, question: Question, evidence: Sequence[Evidence]) -> list[Draft]:
        """The openings of the articles of a time, the newest; else of the best article."""
        if question.period is None:
            return self._lines(evidence[0].article, None, 2, Withdrawn()) if evidence else []
        articles = [
            a for a in self._store.articles() if is_within(a.published, question.period)
        ]
        newest = sorted(articles, key=lambda a: a.published or a.published, reverse=True)
        drafts: list[Draft] = []
        for article in reversed(newest[:MOST_ARTICLES]):
            drafts += self._lines(article, None, 1, self._withdrawn(newest[:MOST_ARTICLES]))
        return drafts

    def _of_subject(self, question: Question, evidence: Sequence[Evidence]) -> list[Draft]:
        subject = Subject(question, evidence, self._store, self._relevance)
        about = subject.about()
        withdrawn = self._withdrawn([each.article for each in about])
        person = introductions(question.subject, subject.articles, self._store)
        if question.form == "who" or (person and not any(each.in_lead for each in about)):
            return self._of_person(person, subject, about, withdrawn)
        if question.form in ("latest", "news"):
            return self._newest(subject, about, withdrawn)
        chosen = _chosen(about)
        drafts: list[Draft] = []
        for each, lines in zip(chosen, LINES.get(len(chosen), ()), strict=True):
            drafts += self._lines(each.article, subject, lines, withdrawn, drafts)
        return drafts

    def _newest(
        self, subject: Subject, about: Sequence[About], withdrawn: Withdrawn
    ) -> list[Draft]:
        """The newest article first."""
        drafts: list[Draft] = []
        newest = sorted(about, key=lambda a: a.day, reverse=True)
        for each, lines in zip(newest, OF_NEWEST, strict=False):
            drafts += self._lines(each.article, subject, lines, withdrawn, drafts)
        return drafts

    def _of_person(
        self,
        introduced: Sequence[Told],
        subject: Subject,
        about: Sequence[About],
        withdrawn: Withdrawn,
    ) -> list[Draft]:
        """Who it is, then what the newest articles tell of them, in order of time."""
        if not introduced:
            return []
        drafts = [_draft(told.article, told.span) for told in introduced]
        later: list[Draft] = []
        for each in sorted(about, key=lambda a: a.day, reverse=True):
            if len(drafts) + len(later) >= OF_PERSON:
                break
            found = self._lines(each.article, subject, 1, withdrawn, [*drafts, *later])
            later += found
        later.sort(key=lambda d: d.article.published is None or d.article.published.toordinal())
        return drafts + later

    def _withdrawn(self, articles: Sequence[Article]) -> Withdrawn:
        return Withdrawn.of(articles, self._store)

    def _lines(
        self,
        article: Article,
        subject: Subject | None,
        most: int,
        withdrawn: Withdrawn,
        before: Sequence[Draft] = (),
    ) -> list[Draft]:
        """At most so many lines of an article, in its order, without what `before` tells."""
        sentences = body(article, self._store.sentences(article.id), LOOKED_AT)
        first = opening(sentences)
        names = subject.names if subject else None
        chosen: list[Span] = []
        if first is not None and (names is None or names(f"{article.title} {article.quote(first)}")):
            if withdrawn.holds(article, first):
                first = sentences[0].span if not withdrawn.holds(article, sentences[0].span) else None
            if first is not None:
                chosen.append(first)
        told = [d.text for d in before] + [article.quote(span) for span in chosen]
        for sentence in self._ranked(article, sentences, subject):
            if len(chosen) == most:
                break
            if (
                any(span.overlaps(sentence.span) for span in chosen)
                or withdrawn.holds(article, sentence.span)
                or any(_repeats(sentence.text, text) for text in told)
            ):
                continue
            chosen.append(sentence.span)
            told.append(sentence.text)
        drafts = [_draft(article, span) for span in sorted(chosen)]
        return drafts + withdrawn.righted_in(article, chosen)

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
        scores = {
            told: ON_TITLE * cosine
            + EARLY / (1 + FADE * told.paragraph)
            + NAMED * (subject is not None and subject.names(told.text))
            - QUOTED * is_quotation(told.text)
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


def _draft(article: Article, span: Span) -> Draft:
    """The article's words at `span`, with its outlet and day."""
    return Draft(" ".join(article.quote(span).split()), article, (span,), note=origin(article))
