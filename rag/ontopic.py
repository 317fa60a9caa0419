"""Statements held against the topic of a question, and shown."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from index.article import Span, Statement
from index.lexicon import ROLE_NOUNS
from index.nlp import parse
from index.record import EVERYTHING
from index.rows import content_of
from index.store import Store
from index.stories import saying
from rag.asked import ASKING_FORMS
from rag.blame import blamed
from rag.compose import Draft, from_statement, note_of, without_repeats
from rag.feeling import feelings, shows
from rag.identity import NameRole
from rag.names import NOBODY, fold
from rag.passages import setting
from rag.question import Question, Term
from rag.reader import Reader
from rag.record import COVERED, RecordSearch, found_in
from rag.relevance import Relevance, stem, words_of
from rag.stance import is_against, names_stance, takes_stance, tells_stance

ALIKE = 0.9
"""Share of the best statement's coverage from which another one answers "who said" too."""
MAX_INSTEAD = 2
"""Statements of others shown where the one asked about said nothing."""
BESIDE = 12
"""Characters at most between a statement and the quotation that goes on from it."""
MAX_READ = 2
"""Statements that the model reads for one question."""
ON_TOPIC = 0.5
"""Mean of coverage and of the model's P(yes) from which a statement, which is by the right speaker
already, is about the topic."""
SURELY, HARDLY = 0.85, 0.25
"""Coverage of the topic from which, and below which, the model is not asked."""
OWN_NEAR, WHOLE_NEAR, OWN_NEARER = 0.22, 0.5, 0.3
"""Cosines to the topic: of what was said and of its title and sentence, and of what was said in an
article that has the topic's words. "The plan was theft" has 0.33 to "the takeover", "that the
illness does not pass from one person to another" 0.26 and 0.56 to "whether it is contagious"; of
what an article on a wall has somebody say about a boat, 0.19 and 0.46."""
OWN_SAME, SENTENCE_SAME = 0.4, 0.35
"""The same of what was said and of its sentence, from which it says just that whatever else the
article is about: "a bid for the chain" has 0.54 and 0.54 to "buying the chain"."""
NEARER = 0.5
"""Coverage of the topic by what else they said in the article, and where they said it, from which
what has none of it is about something else."""
DENYING = "deny"
_JUDGING = frozenset(
    map(
        stem, "brand call criticise criticize deride describe dismiss dub hail label praise".split()
    )
)
"""Stems of verbs that say what something is to somebody."""
OTHERS = "Others spoke of it:"
"""Before what others said, where the one asked about said nothing."""

Scored = tuple[float, Statement]


class OnTopic:
    """What is about a question's topic, for one question."""

    def __init__(
        self, store: Store, search: RecordSearch, relevance: Relevance, reader: Reader | None
    ) -> None:
        self._store = store
        self._search = search
        self._relevance = relevance
        self._reader = reader

    def of(
        self, question: Question, terms: Sequence[Term], statements: Sequence[Statement]
    ) -> list[Statement]:
        """The statements that the topic is about, best first."""
        found = []
        scored = [
            (coverage if self._does_so(s, question) else min(coverage, HARDLY), s)
            for coverage, s in self._search.scored(terms, statements)
        ]
        if question.kind == "said" and not question.act and not question.whether:
            scored = self._lifted(scored, question, terms)
        scored = self._felt(scored, terms)
        scored.sort(key=lambda item: -item[0])
        if question.stance:
            # Who praised Roe is not what Roe praised.
            about = {fold(term.text) for term in terms if term.name}
            scored = [(c, s) for c, s in scored if not about & set(fold(s.speaker).split())]
        for number, (coverage, statement) in enumerate(scored):
            if coverage < max(HARDLY, ALIKE * scored[0][0] if question.kind == "who_said" else 0):
                break
            read = number < MAX_READ
            if self._search.has_names(terms, statement) and self._is_about(
                coverage, statement, question, read=read
            ):
                found.append(statement)
        return found

    def _lifted(
        self, scored: Sequence[Scored], question: Question, terms: Sequence[Term]
    ) -> list[Scored]:
        """With `COVERED` for what is about the topic without its words.

        That is what somebody says in an article on the very thing that is asked about, where this
        is but a name, and what is near to it by its sense, in an article that has its words.
        """
        told = [s for c, s in scored if c < COVERED and self._search.has_names(terms, s)]
        if not told:
            return list(scored)
        plainly = len(told) < len(scored) and any(
            c >= COVERED and self._search.has_names(terms, s) for c, s in scored
        )
        touching = {s for c, s in scored if c >= HARDLY}
        nearer = {s.article_id for c, s in scored if c >= NEARER}
        contents = [self.content(s) for s in told]
        sentences = [self._search.sentence(s) for s in told]
        titled = [
            f"{self._search.article(s).title}. {sentence}"
            for s, sentence in zip(told, sentences, strict=True)
        ]
        own, inside, whole = (
            self._relevance.similarity(question.topic, texts)
            for texts in (contents, sentences, titled)
        )
        lifted = {
            s
            for s, near, sentence_near, told_near in zip(told, own, inside, whole, strict=True)
            if (all(t.name for t in terms) and self.is_headed(terms, s))
            or (
                not plainly
                and (
                    (near >= OWN_NEAR and told_near >= WHOLE_NEAR)
                    or (near >= OWN_SAME and sentence_near >= SENTENCE_SAME)
                    or (
                        near >= OWN_NEARER
                        and (s in touching or s.article_id not in nearer)
                        and self.has_words(terms, s)
                    )
                    or self._is_judgement(terms, s)
                    or self.is_so(question.manner, terms, s)
                    or (
                        question.manner
                        and s in touching
                        and sentence_near >= SENTENCE_SAME
                        and takes_stance(self.cue(s), question.manner)
                    )
                )
            )
        }
        return [(COVERED if s in lifted else c, s) for c, s in scored]

    def is_so(self, manner: str, terms: Sequence[Term], statement: Statement) -> bool:
        """Whether it is the promise, or what else is asked for, on the place or body named."""
        named = [t for t in terms if t.name]
        return (
            bool(manner and named)
            and takes_stance(self.cue(statement), manner)
            and len(found_in(named, self._search.sentence(statement))) == len(named)
        )

    def _is_judgement(self, terms: Sequence[Term], statement: Statement) -> bool:
        """Whether something is called so, right where the number that the topic has stands."""
        numbers = [t for t in terms if t.text[0].isdigit()]
        words = {stem(ASKING_FORMS.get(w.lower(), w)) for w in words_of(self.cue(statement))}
        text = self._search.article(statement).text
        start = text.rfind("\n\n", 0, statement.span.start) + 1
        beside = text[start : statement.span.end]
        return bool(numbers and words & _JUDGING) and not self._relevance.unmatched_names(
            numbers, beside
        )

    def _felt(self, scored: Sequence[Scored], terms: Sequence[Term]) -> list[Scored]:
        """With `COVERED` for what shows the feeling asked for, in an article on the thing."""
        felt = feelings(terms)
        things = [t for t in terms if t not in felt]
        return [
            (max(c, COVERED), s)
            if felt
            and shows(f"{self.cue(s)} {self.content(s)}", felt)
            and self.has_words(things, s)
            else (c, s)
            for c, s in scored
        ]

    def is_headed(self, terms: Sequence[Term], statement: Statement) -> bool:
        """Whether the title of its article has all of the terms."""
        title = self._search.article(statement).title
        return len(found_in(terms, title)) == len(terms)

    def has_words(self, terms: Sequence[Term], statement: Statement) -> bool:
        """Whether its article has all of the terms somewhere."""
        article = self._search.article(statement)
        return len(found_in(terms, f"{article.title}\n{article.text}")) == len(terms)

    def by_others(self, question: Question, names: frozenset[NameRole]) -> list[Scored]:
        """What others said about it, by how far it is about that."""
        if not question.terms:
            return []
        nearest = self._search.candidates(question.topic, EVERYTHING)
        theirs = [s for s in nearest if is_somebody(s) and (s.speaker, s.role) not in names]
        return [
            (coverage, statement)
            for coverage, statement in self._search.scored(question.terms, theirs)
            if coverage >= COVERED and self._search.has_names(question.terms, statement)
        ]

    def best(self, others: Sequence[Scored], question: Question) -> list[Statement]:
        """The best of what others said, to be shown where the one asked about said nothing.

        They have every main word of the topic itself, none that is only like it, and its sense.
        """
        theirs = [
            (c, s)
            for c, s in others
            if not self.is_outlets(s)
            and is_known(s)
            and self._is_one_thing(question.topic, s)
            and self.shares(question.terms, s, wholly=True)
        ]
        near = self._relevance.similarity(
            question.topic,
            [f"{self._search.article(s).title}. {self._search.sentence(s)}" for _, s in theirs],
        )
        theirs = [item for item, cosine in zip(theirs, near, strict=True) if cosine >= OWN_NEARER]
        return [s for c, s in theirs if c >= ALIKE * theirs[0][0]][:MAX_INSTEAD]

    def _is_one_thing(self, topic: str, statement: Statement) -> bool:
        """Whether its article has two nouns of the topic side by side.

        A café's bill is no water bill.
        """
        article = self._search.article(statement)
        told = [stem(word) for word in words_of(f"{article.title} {article.text}")]
        pairs = set(pairwise(told))
        sentence = {stem(word) for word in words_of(self._search.sentence(statement))}
        return all(
            pair in pairs or set(pair) <= sentence
            for one, other in pairwise(parse(topic))
            if one.pos_ == other.pos_ == "NOUN" and one.dep_ == "compound"
            for pair in [(stem(one.text), stem(other.text))]
        )

    def shares(self, terms: Sequence[Term], statement: Statement, *, wholly: bool = False) -> bool:
        """Whether its sentence has half of the topic's main words, or `wholly` all but names."""
        main = [t for t in terms if not t.name and t.weight >= 1.0]
        if wholly or not main:
            main = [t for t in terms if not t.name] or list(terms)
        found = found_in(main, f"{self._search.sentence(statement)} {statement.addressee}")
        return len(found) >= len(main) * (1.0 if wholly else 0.5)

    def with_quotations(self, found: Sequence[Statement]) -> list[Statement]:
        """With the speaker's quotation right beside each, which goes on from what it is told of."""
        shown = list(found)
        for statement in found:
            for other in self._store.statements(statement.article_id):
                if other not in shown and self._goes_on(statement, other):
                    shown.append(other)
        return shown

    def _goes_on(self, statement: Statement, other: Statement) -> bool:
        """Whether one is a quotation right behind or before what the other tells in other words."""
        if statement.speaker != other.speaker or "direct" not in (statement.kind, other.kind):
            return False
        if statement.kind == other.kind:
            return False
        first, second = sorted((statement.span, other.span))
        between = self._search.article(statement).text[first.end : second.start]
        return "\n" not in between and len(between) <= BESIDE

    def is_around(self, terms: Sequence[Term], statement: Statement) -> bool:
        """Whether a main word of the topic stands where it was said, or in its article's title."""
        main = [t for t in terms if not t.name and t.weight >= 1.0]
        around = setting(self._search.article(statement), statement.span)
        return bool(found_in(main, f"{self._search.sentence(statement)} {around}"))

    def is_scrap(self, statement: Statement) -> bool:
        """Whether what was said is a word at most."""
        return len(words_of(self.content(statement))) < 2

    def time(self, statement: Statement) -> tuple[date, str, Span]:
        """When it was said, as far as is known: what statements are put in order by."""
        article = self._search.article(statement)
        said = statement.said_on or article.published or date.max
        return said, article.id, statement.content[0]

    def once(self, statements: Sequence[Statement]) -> list[Statement]:
        """Of what copies of one story have somebody say in the same words, the first."""
        stories = self._store.stories([s.article_id for s in statements])
        first: dict[tuple[str, tuple[str, str]], Statement] = {}
        for statement in statements:
            content = content_of(self._search.article(statement), statement)
            story = stories.get(statement.article_id, statement.article_id)
            first.setdefault((story, saying(statement.speaker, content)), statement)
        return list(first.values())

    def drafts(self, statements: Sequence[Statement], *, dated: bool = False) -> list[Draft]:
        """A draft each, with the day of its article if these differ or if `dated`."""
        articles = [self._search.article(statement) for statement in statements]
        reported = dated or len({article.published for article in articles}) > 1
        drafts: dict[str, Draft] = {}
        for article, statement in zip(articles, statements, strict=True):
            draft = from_statement(article, statement, self._search.sentences(article))
            note = note_of(article, statement, draft.text, reported=reported)
            # What several outlets have from one agency is shown once.
            content = content_of(article, statement)
            drafts.setdefault(fold(draft.text), replace(draft, note=note, content=content))
        return without_repeats(list(drafts.values()))

    def is_outlets(self, statement: Statement) -> bool:
        """Whether it is by the paper itself, whose interviewers put questions."""
        return fold(statement.speaker) == fold(self._search.article(statement).source)

    def cue(self, statement: Statement) -> str:
        """The words of its cue; empty if it has none."""
        article = self._search.article(statement)
        return article.quote(statement.cue) if statement.cue else ""

    def content(self, statement: Statement) -> str:
        """What was said."""
        return content_of(self._search.article(statement), statement)

    def does(self, statement: Statement, stance: str, terms: Sequence[Term]) -> bool:
        """Whether who said it did that by it, to the thing of the terms: "criticised", "deny"."""
        cue, content = self.cue(statement), self.content(statement)
        if takes_stance(cue, stance, content) or tells_stance(content, stance):
            return True
        # Of "Varga's plan" the plan has to be what is called a disgrace.
        things = [t for t in terms if not t.name] or terms
        return is_against(stance) and bool(found_in(things, blamed(cue, content)))

    def _is_about(
        self, coverage: float, statement: Statement, question: Question, *, read: bool
    ) -> bool:
        if coverage >= SURELY:
            return True
        if self._reader is None or not read:
            return coverage >= COVERED
        article = self._search.article(statement)
        draft = from_statement(article, statement, self._search.sentences(article))
        share = self._reader.states_answer(draft.text, question.text)
        return (share + coverage) / 2 >= ON_TOPIC

    def _does_so(self, statement: Statement, question: Question) -> bool:
        """Whether who said it did what is asked for more than saying, or denied it."""
        if question.act:
            return (
                self.does(statement, question.act, question.terms)
                or takes_stance(self.cue(statement), DENYING)
                or names_stance(self.content(statement), question.act)
            )
        return not question.stance or self.does(statement, question.stance, question.terms)


def is_somebody(statement: Statement) -> bool:
    """Whether the article lets one know who spoke."""
    return bool(statement.speaker) and statement.speaker.lower() not in NOBODY


def is_known(statement: Statement) -> bool:
    """Whether the speaker is somebody in particular: no "authorities" or "leaked papers"."""
    words = statement.speaker.split()
    named = any(word[:1].isupper() for word in words)
    return named or bool(statement.role) or fold(words[-1]) in ROLE_NOUNS


def asked_about(question: Question) -> str:
    """Who is asked about, in the words of the question with their article: "the coach"."""
    found = re.search(rf"\bthe\s+{re.escape(question.speaker)}", question.text, re.IGNORECASE)
    return f"the {question.speaker}" if found else question.speaker


def enumerated(names: Sequence[str], word: str = "and") -> str:
    """Names as "A, B and C", each once."""
    unique = list(dict.fromkeys(names))
    return f" {word} ".join(filter(None, (", ".join(unique[:-1]), unique[-1])))
