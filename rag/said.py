"""Answers from the record of who said what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from index.article import Span, Statement
from index.lexicon import NAMING, SAYING, VOWING
from index.record import EVERYTHING, Filter
from index.rows import content_of
from index.store import Store
from index.stories import saying
from rag.answer import NOT_FOUND, Evidence, More
from rag.asked import ASKING_FORMS
from rag.compose import Draft, day, from_statement, note_of
from rag.identity import NameRole, Speaker
from rag.names import NOBODY, fold, read_name
from rag.question import Question, Term
from rag.reader import Reader
from rag.record import COVERED, RecordSearch
from rag.relevance import Relevance, same_word, words_of
from rag.several import said_by_each
from rag.speakers import Roster, split_names
from rag.stance import takes_stance
from rag.topics import by_topic

MAX_STATEMENTS = 10
"""Statements shown for one question."""
LOOKED_AT = 200
"""Newest statements of each speaker among which those to be shown are looked for."""
MAX_INSTEAD = 2
"""Statements of others shown where the one asked about said nothing."""
MAX_STATEMENTS_READ = 2
"""Statements that the model reads for one question."""
ALIKE = 0.9
"""Share of the best statement's coverage from which another one answers "who said" too."""
ON_TOPIC = 0.5
"""Mean of coverage and of the model's P(yes) from which a statement, which is by the right speaker
already, is about the topic."""
SURELY, HARDLY = 0.85, 0.25
"""Coverage of the topic from which, and below which, the model is not asked."""

CLEARLY, FAR = 0.15, 0.4
"""By so much more must another's words cover a claim to say that it is theirs, or a topic to say
that what was asked of somebody is not about it."""

_UTTERING = SAYING | NAMING | VOWING | {"comment", "speak", "talk"}

Scored = tuple[float, Statement]


class FromRecord:
    """One statement question's way from the record to drafts."""

    def __init__(
        self, store: Store, relevance: Relevance, reader: Reader | None, roster: Roster
    ) -> None:
        self._store = store
        self._search = RecordSearch(store, relevance, roster)
        self._relevance = relevance
        self._reader = reader
        self.opening = ""
        """A sentence before the drafts, which their citations support; empty if none is needed."""
        self.refusal = NOT_FOUND
        """What to show when nothing supports an answer."""
        self.instead: list[Draft] = []
        """What others said about it, to be shown with the refusal."""
        self.led_in = "Others spoke of it:"
        """What stands between the two."""
        self.more: More | None = None
        """What the record has beyond the drafts; None if nothing."""
        self._left = 0

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Drafts; none if the record has no answer."""
        if question.kind == "said":
            return self._said(question)
        return self._who_said(question, evidence)

    # -- what X said

    def _said(self, question: Question) -> Iterator[list[Draft]]:
        names = self._search.said_by(question.speaker).names or frozenset()
        found, silent = said_by_each(
            self._search, question.speaker, lambda w: self._by(w, question), MAX_STATEMENTS
        )
        names |= {(s.speaker, s.role) for s in found}
        others = self._by_others(question, names)
        if self._is_better(others, found, question):
            found = []
        if not found:
            yield from self._nothing(question, names, others)
            return
        which = _which(self._search.meant(question.speaker), found)
        if silent:
            self.opening = self._only(question, silent)
        elif which and len(split_names(question.speaker)) == 1:
            self.opening = which
        elif question.expected == "time":
            days = {statement.said_on for statement in found}
            only = days.pop() if len(days) == 1 else None
            self.opening = f"On {day(only)}." if only else ""
        if self._left:
            self.more = self._beyond(question, silent)
        if len(split_names(question.speaker)) > 1:
            found = sorted(found, key=self._time)
        drafts = self._drafts(found, dated=question.expected == "time")
        yield by_topic(drafts, self._relevance, f"{question.text} {question.topic}")

    def _beyond(self, question: Question, silent: Sequence[str]) -> More:
        """What is left, and how to see it."""
        period = question.period
        speaker = " and ".join(p for p in split_names(question.speaker) if p not in silent)
        return More(
            count=self._left,
            by=_enumerated(self._names_in(question.speaker, silent)),
            speaker=speaker if silent else question.speaker,
            about=question.topic if question.terms else "",
            since=period.since if period else None,
            until=period.until if period else None,
        )

    def _only(self, question: Question, silent: Sequence[str]) -> str:
        """That of several asked about only some said so."""
        what = " about that" if question.terms else " in that time" if question.period else ""
        who = _enumerated(self._names_in(question.speaker, silent))
        return f"The articles credit nothing{what} to {_enumerated(silent, 'or')}, only to {who}."

    def _names_in(self, words: str, silent: Sequence[str]) -> list[str]:
        """Who is named in the words, but for the silent, in full where that is one person."""
        named = []
        for part in split_names(words):
            full = [s.name for s in self._search.meant(part) if read_name(s.name)]
            if part not in silent:
                named.append(full[0] if len(full) == 1 else part)
        return named

    def _by(self, wanted: Filter, question: Question) -> list[Statement]:
        """Their statements on the topic and of the time asked for, in order of time."""
        if question.period is not None:
            timed = replace(
                wanted,
                since=question.period.since,
                until=question.period.until,
                month=question.period.month,
                day=question.period.day,
                weekday=question.period.weekday,
            )
            found = self._chosen(timed, question, question.terms)
            # "The attack in June" may be the topic and not the time.
            return found or self._chosen(wanted, question, question.dated_terms)
        return self._chosen(wanted, question, question.terms)

    def _chosen(self, wanted: Filter, question: Question, terms: Sequence[Term]) -> list[Statement]:
        if not terms:
            return self._all_of(wanted, question.speaker)
        looked_at = self._search.candidates(question.topic, wanted)
        on_topic = self._on_topic(question, terms, _told_to(question.addressee, looked_at))
        on_topic = self._once(on_topic)
        found = on_topic[:MAX_STATEMENTS]
        self._left = max(self._left, len(on_topic) - len(found))
        return sorted(found, key=self._time)

    def _told(self, wanted: Filter) -> int:
        """How many statements there are; of copies of one story, those of the fullest."""
        counts = Counter(s.article_id for s in self._store.record.select(wanted))
        stories = self._store.stories(list(counts))
        fullest: dict[str, int] = {}
        for article_id, count in counts.items():
            story = stories.get(article_id, article_id)
            fullest[story] = max(count, fullest.get(story, 0))
        return sum(fullest.values())

    def _all_of(self, wanted: Filter, asked: str) -> list[Statement]:
        """Of all that they said, the newest, in order of time.

        Where many articles have them speak, those that name them in the question's words come
        first: "Attorney General Roe" was not that in all of them.
        """
        found = self._once(self._newest(wanted))
        named = {s.article_id for s in found if self._is_named(asked, s)}
        first = self._uttered([s for s in found if s.article_id in named])[:MAX_STATEMENTS]
        rest = [s for s in found if s.article_id not in named]
        rest = self._uttered(rest)[: MAX_STATEMENTS - len(first)]
        self._left = max(self._left, self._told(wanted) - len(first) - len(rest))
        return sorted(first, key=self._time) + sorted(rest, key=self._time)

    def _is_named(self, asked: str, statement: Statement) -> bool:
        """Whether the article gives its source as the question does: in full, with that title."""
        if statement.source is None or len(asked.split()) < 2:
            return False
        source = fold(self._search.article(statement).quote(statement.source))
        titled = len(asked.split()) > len(statement.speaker.split())
        return source == fold(asked) or (titled and f" {fold(asked)} " in f" {source} ")

    def _newest(self, wanted: Filter) -> list[Statement]:
        """The newest statements, those of each speaker in turn."""
        by_name: dict[str, set[NameRole]] = {}
        for name, role in wanted.names or ():
            by_name.setdefault(name, set()).add((name, role))
        if len(by_name) > MAX_STATEMENTS:
            return self._store.record.select(wanted, limit=LOOKED_AT)
        each = [
            self._store.record.select(replace(wanted, names=frozenset(names)), limit=LOOKED_AT)
            for _, names in sorted(by_name.items())
        ]
        turns = zip_longest(*(sorted(statements, key=self._newest_first) for statements in each))
        return [s for turn in turns for s in turn if s is not None]

    def _once(self, statements: Sequence[Statement]) -> list[Statement]:
        """Of what copies of one story have somebody say in the same words, the first."""
        stories = self._store.stories([s.article_id for s in statements])
        first: dict[tuple[str, tuple[str, str]], Statement] = {}
        for statement in statements:
            content = content_of(self._search.article(statement), statement)
            story = stories.get(statement.article_id, statement.article_id)
            first.setdefault((story, saying(statement.speaker, content)), statement)
        return list(first.values())

    def _uttered(self, statements: list[Statement]) -> list[Statement]:
        """Those told as said, or all where none is: "hoped" and "opposes" tell of a mind."""
        return [s for s in statements if self._is_uttered(s)] or statements

    def _is_uttered(self, statement: Statement) -> bool:
        if statement.kind != "indirect" or statement.cue is None:
            return True
        cue = self._search.article(statement).quote(statement.cue).lower()
        return cue.startswith("according") or any(
            ASKING_FORMS.get(word) in _UTTERING for word in words_of(cue)
        )

    def _time(self, statement: Statement) -> tuple[date, str, Span]:
        article = self._search.article(statement)
        said = statement.said_on or article.published or date.max
        return said, article.id, statement.content[0]

    def _newest_first(self, statement: Statement) -> tuple[int, Span]:
        said = statement.said_on or self._search.article(statement).published or date.min
        return -said.toordinal(), statement.content[0]

    # -- where X said nothing

    def _nothing(
        self, question: Question, names: frozenset[NameRole], others: Sequence[Scored]
    ) -> Iterator[list[Draft]]:
        """What the articles credit to others, where they don't credit it to the one asked about."""
        asked = question.speaker
        if not names:
            self.refusal = f"{NOT_FOUND} They credit nothing to {asked}."
        elif question.terms:
            self.refusal = f"{NOT_FOUND} What they credit to {asked} is not about that."
        else:
            self.refusal = f"{NOT_FOUND} They credit nothing to {asked} in that time."
        best = [s for coverage, s in others if coverage >= ALIKE * others[0][0]][:MAX_INSTEAD]
        drafts = self._drafts(best)
        sure = question.whether and others and others[0][0] >= SURELY
        if sure and not any(_may_be(asked, draft.speaker) for draft in drafts):
            who = _enumerated([d.speaker for d in drafts])
            self.opening = f"The articles credit that to {who}, not to {asked}."
            yield drafts
        else:
            self.instead = drafts

    def _by_others(self, question: Question, names: frozenset[NameRole]) -> list[Scored]:
        """What others said about it, by how far it is about that."""
        if not question.terms:
            return []
        nearest = self._search.candidates(question.topic, EVERYTHING)
        theirs = [s for s in nearest if _is_somebody(s) and (s.speaker, s.role) not in names]
        return [
            (coverage, statement)
            for coverage, statement in self._search.scored(question.terms, theirs)
            if coverage >= COVERED and self._search.has_names(question.terms, statement)
        ]

    def _is_better(
        self, others: Sequence[Scored], found: Sequence[Statement], question: Question
    ) -> bool:
        """Whether it is surely somebody else's, and not as surely of the one asked about."""
        if not others or others[0][0] < SURELY:
            return False
        own = self._search.scored(question.terms, found)
        margin = CLEARLY if question.whether else FAR
        return not own or own[0][0] < min(SURELY, others[0][0] - margin)

    # -- who said it

    def _who_said(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        near = [
            statement
            for item in evidence
            for statement in self._store.statements(item.article.id)
            if statement.span.overlaps(item.span)
        ]
        found = self._search.candidates(question.topic, EVERYTHING) if question.topic else []
        known = [s for s in dict.fromkeys([*near, *found]) if _is_somebody(s)]
        on_topic = self._on_topic(question, question.terms, known)
        if on_topic:
            yield self._drafts(self._once(on_topic)[:MAX_STATEMENTS])

    # -- about what

    def _on_topic(
        self, question: Question, terms: Sequence[Term], statements: Sequence[Statement]
    ) -> list[Statement]:
        """The statements that the topic is about, best first."""
        found = []
        scored = [
            (coverage if self._takes_stance(s, question.stance) else min(coverage, HARDLY), s)
            for coverage, s in self._search.scored(terms, statements)
        ]
        scored.sort(key=lambda item: -item[0])
        if question.stance:
            # Who praised Roe is not what Roe praised.
            about = {fold(term.text) for term in terms if term.name}
            scored = [(c, s) for c, s in scored if not about & set(fold(s.speaker).split())]
        for number, (coverage, statement) in enumerate(scored):
            if coverage < max(HARDLY, ALIKE * scored[0][0] if question.kind == "who_said" else 0):
                break
            read = number < MAX_STATEMENTS_READ
            if self._search.has_names(terms, statement) and self._is_about(
                coverage, statement, question, read=read
            ):
                found.append(statement)
        return found

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

    def _takes_stance(self, statement: Statement, stance: str) -> bool:
        article = self._search.article(statement)
        cue = article.quote(statement.cue) if statement.cue else ""
        return not stance or takes_stance(cue, stance)

    def _drafts(self, statements: Sequence[Statement], *, dated: bool = False) -> list[Draft]:
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
        return list(drafts.values())


def _is_somebody(statement: Statement) -> bool:
    """Whether the article lets one know who spoke."""
    return bool(statement.speaker) and statement.speaker.lower() not in NOBODY


def _told_to(addressee: str, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Those that were said to the addressee, if the articles say so of any."""
    wanted = words_of(addressee)
    told = [
        s
        for s in statements
        if wanted
        and all(any(same_word(w, a, name=True) for a in words_of(s.addressee)) for w in wanted)
    ]
    return told or statements


def _which(speakers: Sequence[Speaker], found: Sequence[Statement]) -> str:
    """That the words of the question fit several who speak; empty if only one of them does."""
    pairs = {(s.speaker, s.role) for s in found}
    speaking = [s for s in speakers if s.names & pairs and read_name(s.name)]
    if len(speaking) < 2:
        return ""
    names = [f"{s.name} ({s.role})" if s.role else s.name for s in speaking]
    return f"That can be {_enumerated(names, 'or')}."


def _may_be(asked: str, speaker: str) -> bool:
    """Whether the names share a word, so that it cannot be said that they are two people's."""
    return bool(set(fold(asked).split()) & set(fold(speaker).split()))


def _enumerated(names: Sequence[str], word: str = "and") -> str:
    unique = list(dict.fromkeys(names))
    return f" {word} ".join(filter(None, (", ".join(unique[:-1]), unique[-1])))
