"""Which articles are about a subject, and how plainly."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from index.article import Article
from index.store import Store
from rag.answer import Evidence
from rag.names import Name, fold, is_title, read_name
from rag.period import Period
from rag.question import Question, Term, topic_terms
from rag.relevance import Relevance, same_word, words_of
from rag.tellable import is_sentence

POOL = 60
"""Articles looked at, besides those of the evidence."""
LEAD = 2
"""Sentences of the body that, with the title, tell what an article is about."""
LATER = 0.75
"""What a word counts that stands only further down: a name, or with the others in a sentence."""
ENOUGH = 0.7
"""Share of the subject that an article about it has."""
MOST = 0.66
"""Share of the subject's words that must stand in one sentence."""
AS_PLAIN = 0.8
"""Share of the best article's from which another one is about it too."""
ONE_STORY = 0.55
"""Cosine of title and opening to those of the best article from which another one that has the
subject's names tells the same story: of three reports on one ship only the last may open with
its name."""

# What a subject is called besides its name: "the Voss case", "the Quillon company".
_GENERAL = frozenset(
    """
    affair background business case company controversy debate decision dispute event firm fuss
    happening incident issue matter news quarrel row saga scandal situation story thing topic v vs
    """.split()
)

_MATCHES = frozenset("clash derby final fixture game match tie".split())
_SCORE = re.compile(r"\b\d{1,3}\s?[-–:]\s?\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class About:
    """An article and how much of the subject it has."""

    article: Article
    share: float
    """0 to 1."""
    in_lead: bool
    """Whether its title or opening names the subject."""

    @property
    def day(self) -> date:
        """Its day, or that of its last change; the first of all where neither is known."""
        return self.article.published or self.article.updated or date.min


class Subject:
    """The subject of a question, and the articles about it.

    Args:
        question: With the subject.
        evidence: What retrieval found for the question.
        store: Where the articles are.
        relevance: Tells words that mean the same.
    """

    def __init__(
        self, question: Question, evidence: Sequence[Evidence], store: Store, relevance: Relevance
    ) -> None:
        self._store = store
        self._relevance = relevance
        ids = [i for i, _ in store.lexical_articles(question.subject, POOL)]
        ids += [e.article.id for e in evidence]
        found = (store.article(i) for i in dict.fromkeys(ids))
        self.articles = [
            a for a in found if a is not None and is_within(a.published, question.period)
        ]
        self.terms = _terms(question.subject, self.articles)
        whole = read_name(question.subject)
        self._person = whole if whole and all(term.name for term in self.terms) else None

    def about(self, *, mentioned: bool = False) -> list[About]:
        """The articles about it, the plainest first; of copies of a story only one.

        With `mentioned` those too that only mention it.
        """
        names = [term for term in self.terms if term.name]
        found = []
        leads = {}
        for article in self.articles:
            if self._relevance.unmatched_names(names, f"{article.title} {article.text}"):
                continue
            lead = lead_of(article, self._store)
            share = self._share(lead, article)
            if share >= ENOUGH:
                leads[article.id] = "\n".join(lead)
                missing = self._relevance.unmatched_names(names, leads[article.id])
                found.append(About(article, share, not missing and (bool(names) or share > LATER)))
        found.sort(key=lambda a: (a.in_lead, a.share, a.day), reverse=True)
        stories = self._store.stories([a.article.id for a in found])
        near = [0.0] * len(found)
        if names and not mentioned and found and found[0].in_lead:
            texts = [leads[each.article.id] for each in found]
            near = self._relevance.similarity(texts[0], texts)
        told: set[str] = set()
        kept = []
        for each, cosine in zip(found, near, strict=True):
            story = stories.get(each.article.id, each.article.id)
            best = found[0]
            plain = each.in_lead >= best.in_lead and each.share >= AS_PLAIN * best.share
            same = cosine >= ONE_STORY
            if (plain or same or mentioned) and story not in told:
                told.add(story)
                kept.append(replace(each, in_lead=True) if same else each)
        return kept

    def names(self, text: str) -> bool:
        """Whether a text names it, by one of its names or, without any, by one of its words.

        A person by the full name, or by the surname with no other given name.
        """
        if self._person is not None:
            return _names_person(self._person, text)
        names = [term for term in self.terms if term.name] or self.terms
        words = words_of(text)
        return any(_has(term, words) for term in names)

    def _share(self, lead: Sequence[str], article: Article) -> float:
        """How much of the subject an article has, 0 to 1.

        Other words than names count where most of the subject stands in one sentence: "I hated
        water" and, pages on, "asks for the bill" are not about a water bill. So they do in a lead
        with such a sentence, or below a title with the subject's names.
        """
        plain = self._together(lead)
        names = [term for term in self.terms if term.name]
        if plain or (names and not self._relevance.unmatched_names(names, article.title)):
            plain = self._together(["\n".join(lead)])
        further: set[str] | None = None
        written = words_of("\n".join(lead))
        total = 0.0
        for term in self.terms:
            if term.text in plain or (term.name and _has(term, written)):
                total += 1.0
            elif term.lemma in _MATCHES and _SCORE.search(lead[0]):
                # "Rovers 3-2 City" need not say that it was a match
                total += 1.0
            elif term.name:
                # or it is named by its initials
                total += LATER
            elif _has(term, words_of(article.text)) or _has(term, written):
                if further is None:
                    sentences = self._store.sentences(article.id)
                    further = self._together([article.quote(s.span) for s in sentences])
                total += LATER * (term.text in further)
            else:
                total += self._relevance.coverage((term,), [("\n".join(lead), LATER)])
        return total / len(self.terms) if self.terms else 0.0

    def _together(self, texts: Sequence[str]) -> set[str]:
        """The words of the subject in those of the texts that have most of it."""
        found: set[str] = set()
        for text in texts:
            words = words_of(text)
            here = {term.text for term in self.terms if _has(term, words)}
            if len(here) >= MOST * len(self.terms):
                found |= here
        return found


def lead_of(article: Article, store: Store) -> tuple[str, ...]:
    """Title and first sentences of an article."""
    texts = (article.quote(s.span) for s in store.sentences(article.id))
    return (article.title, *islice(filter(is_sentence, texts), LEAD))


def is_within(day: date | None, period: Period | None) -> bool:
    """Whether an article of that day is of that time; one of unknown day is of none."""
    if period is None:
        return True
    if day is None:
        return False
    return (
        (period.since is None or day >= period.since)
        and (period.until is None or day <= period.until)
        and (not period.month or day.month == period.month)
        and (not period.day or day.day == period.day)
        # Papers print the day after.
        and (not period.weekday or (day.isoweekday() - period.weekday) % 7 <= 1)
    )


def _terms(subject: str, articles: Iterable[Article]) -> tuple[Term, ...]:
    """The words of the subject; a name in small letters is known by how the articles write it."""
    terms = topic_terms(subject)
    special = tuple(t for t in terms if t.lemma not in _GENERAL and t.text.lower() not in _GENERAL)
    text = "\n".join(a.text for a in articles)
    return tuple(
        t if t.name else replace(t, name=_is_always_capital(t.text, text)) for t in special or terms
    )


def _has(term: Term, words: Sequence[str]) -> bool:
    return any(same_word(term.text, word, name=term.name) for word in words)


def _names_person(name: Name, text: str) -> bool:
    """Whether a text has somebody's surname without another given name before it."""
    for match in re.finditer(r"(?:(\S+)\s+)?([^\W\d_][\w-]*)", text):
        if fold(match[2]) != name.words[-1]:
            continue
        before = match[1] or ""
        given = fold(before)
        if not before[:1].isupper() or is_title(before) or given in name.words:
            return True
        if len(name.words) == 1 or before.endswith((".", ",")):
            return True
    return False


def _is_always_capital(word: str, text: str) -> bool:
    """Whether the word stands in the text, inside sentences, and only with a capital."""
    inside = re.findall(rf"(?<=[a-z,] ){re.escape(word)}\b", text, re.IGNORECASE)
    return bool(inside) and all(found[0].isupper() for found in inside)
