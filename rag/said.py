"""Answers from the record of who said what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.article import Statement
from index.record import Filter
from index.store import Store
from rag.addressed import said_to, said_to_named
from rag.answer import NOT_FOUND, Evidence, More
from rag.asked import without_occasion
from rag.compose import REST, Draft, day
from rag.everything import Everything
from rag.hearsay import Hearsay
from rag.identity import NameRole, Speaker
from rag.names import read_name
from rag.nothing import Nothing
from rag.occasion import on_occasion
from rag.ontopic import SURELY, OnTopic, Scored, asked_about, enumerated
from rag.period import within
from rag.question import Question, Term, topic_terms
from rag.reader import Reader
from rag.record import COVERED, RecordSearch
from rag.relevance import Relevance, same_word, words_of
from rag.several import said_by_each
from rag.speakers import Roster, split_names
from rag.topics import by_topic
from rag.views import Views
from rag.whether import REPLIED, Whether
from rag.who_said import WhoSaid

MAX_STATEMENTS = 10
"""Statements shown for one question."""
AROUND, NEAR = 0.5, 0.2
"""Coverage and cosine to the topic from which the nearest that one of several said is shown rather
than that nothing is credited to them."""
LITTLE = 4
"""Of so few statements by somebody in an article all are on what it is headed by."""
BESIDE = 0.35
"""Cosine to the topic, of the title with the sentence, of what is shown beside what is on it."""
FAR = 0.4
"""By so much more must another's words cover a topic to say that what was asked of somebody is not
about it."""


class FromRecord:
    """One statement question's way from the record to drafts."""

    def __init__(
        self, store: Store, relevance: Relevance, reader: Reader | None, roster: Roster
    ) -> None:
        self._store = store
        self._search = RecordSearch(store, relevance, roster)
        self._relevance = relevance
        self._reader = reader
        self._on_topic = OnTopic(store, self._search, relevance, reader)
        self.opening = ""
        """A sentence before the drafts, which their citations support; empty if none is needed."""
        self.refusal = NOT_FOUND
        """What to show when nothing supports an answer."""
        self.instead: list[Draft] = []
        """What comes nearest, or what others said about it, to be shown with the refusal."""
        self.lead = ""
        """A sentence between the refusal and that."""
        self.more: More | None = None
        """What the record has beyond the drafts; None if nothing."""
        self._total = 0
        """Statements by those asked about, on the topic, shown or not."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Drafts; none if the record has no answer."""
        self._search.about = question.text
        if question.kind == "said":
            yield from self._said(question)
            return
        if question.kind == "views":
            views = Views(self._store, self._search, self._relevance, self._on_topic)
            if found := views.find(question, evidence, MAX_STATEMENTS):
                yield self._on_topic.drafts(found)
            return
        who = WhoSaid(self._store, self._search, self._relevance, self._on_topic)
        found = who.find(question, evidence)[:MAX_STATEMENTS]
        self.opening, self.refusal, self.lead = who.opening, who.refusal, who.lead
        self.instead = self._on_topic.drafts(who.instead)
        if found:
            yield self._on_topic.drafts(found)

    # -- what X said

    def _said(self, question: Question) -> Iterator[list[Draft]]:
        theirs = self._search.said_by(question.speaker)
        names = theirs.names or frozenset()
        found, silent = said_by_each(
            self._search, question.speaker, lambda w, n: self._by(w, question, n), MAX_STATEMENTS
        )
        for part in silent if question.terms else ():
            best = self._nearest_of(part, question)
            if best is not None:
                found = [*found[: MAX_STATEMENTS - 1], best]
                silent = [other for other in silent if other != part]
        names |= {(s.speaker, s.role) for s in found}
        others = self._on_topic.by_others(question, names)
        if question.whether:
            found = self._whether(question, found, theirs, others)
        elif self._is_better(others, found, question):
            found = []
        if not found:
            if not question.whether:
                yield from self._told_or_nothing(question, names, others)
            return
        which = _which(self._search.meant(question.speaker), found)
        if silent and not question.whether:
            self.opening = self._only(question, silent)
        elif which and len(split_names(question.speaker)) == 1:
            self.opening = f"{which} {self.opening}".rstrip()
        elif question.expected == "time":
            days = {statement.said_on for statement in found}
            only = days.pop() if len(days) == 1 else None
            self.opening = f"On {day(only)}." if only else ""
        if self._total > len(found) and not question.whether:
            self.more = self._beyond(question, silent, self._total - len(found))
        if len(split_names(question.speaker)) > 1:
            found = sorted(found, key=self._on_topic.time)
        dated = question.expected == "time"
        also = [] if question.whether or dated else self._also(question, found)
        drafts = self._on_topic.drafts([*found, *also], dated=dated)
        own = [draft for draft in drafts if self._is_of(draft, found)]
        grouped = by_topic(own, self._relevance, f"{question.text} {question.topic}")
        rest = [replace(draft, heading=REST) for draft in drafts if draft not in own]
        yield [*grouped, *rest]

    def _told_or_nothing(
        self, question: Question, names: frozenset[NameRole], others: Sequence[Scored]
    ) -> Iterator[list[Draft]]:
        """What is told that they said; else `refusal` and what comes nearest."""
        hearsay = Hearsay(self._store, self._search, self._relevance, self._on_topic)
        told = hearsay.of(question) if question.period is None else []
        if told:
            by = list(dict.fromkeys(t.by for t in told))
            self.opening = f"As told by {enumerated(by)}:" if all(by) else ""
            yield [t.draft for t in told]
            return
        for_it = self._search.of_body(question.speaker)
        found = self._by(for_it, question, MAX_STATEMENTS) if for_it.names else []
        if found:
            self.opening = f"By people of {asked_about(question)}:"
            yield self._on_topic.drafts(found)
            return
        nothing = Nothing(question, self._search, self._relevance, self._on_topic)
        nothing.decide(names, others)
        self.refusal, self.lead = nothing.refusal, nothing.lead
        self.instead = self._on_topic.drafts(nothing.instead)

    def _also(self, question: Question, found: Sequence[Statement]) -> list[Statement]:
        """What else they say in an article headed by the topic, if it is little, or beside one."""
        if not question.terms:
            return []
        theirs = within(self._search.said_by(question.speaker), question.period)
        by_article: dict[str, list[Statement]] = {}
        for s in self._search.candidates(question.topic, theirs):
            by_article.setdefault(s.article_id, []).append(s)
        more = [
            s
            for statements in by_article.values()
            if len(statements) <= LITTLE
            for s in statements
            if s not in found
            and not self._on_topic.is_scrap(s)
            and (
                self._on_topic.is_headed(question.terms, s)
                or (len(found) == 1 and self._is_beside(s, found[0], question.topic))
            )
        ]
        shown = self._on_topic.once([*found, *more])[len(found) : MAX_STATEMENTS]
        return sorted(shown, key=self._on_topic.time)

    def _is_beside(self, statement: Statement, found: Statement, topic: str) -> bool:
        """Whether it stands in the same paragraph or the next, and is near the topic there."""
        if statement.article_id != found.article_id:
            return False
        article = self._search.article(statement)
        first, second = sorted((statement.span, found.span))
        if article.text[first.end : second.start].count("\n\n") > 1:
            return False
        titled = f"{article.title}. {self._search.sentence(statement)}"
        return self._relevance.similarity(topic, [titled])[0] >= BESIDE

    def _is_of(self, draft: Draft, found: Sequence[Statement]) -> bool:
        """Whether a draft is of one of these, perhaps together with others."""
        return any(
            s.article_id == draft.article.id
            and s.speaker == draft.speaker
            and self._on_topic.content(s) in draft.content
            for s in found
        )

    def _whether(
        self,
        question: Question,
        found: list[Statement],
        theirs: Filter,
        others: Sequence[Scored],
    ) -> list[Statement]:
        """What answers whether they said so, with an opening; else `refusal` and `instead`."""
        whether = Whether(question, self._search, self._relevance, self._on_topic)
        whether.decide(found, within(theirs, question.period), others)
        self.opening, self.refusal, self.lead = whether.opening, whether.refusal, whether.lead
        self.instead = self._on_topic.drafts(whether.instead)
        return whether.shown

    def _beyond(self, question: Question, silent: Sequence[str], left: int) -> More:
        """What is left, and how to see it."""
        period = question.period
        speaker = " and ".join(p for p in split_names(question.speaker) if p not in silent)
        return More(
            count=left,
            by=enumerated(self._names_in(question.speaker, silent)),
            speaker=speaker if silent else question.speaker,
            about=question.topic if question.terms else "",
            since=period.since if period else None,
            until=period.until if period else None,
        )

    def _nearest_of(self, part: str, question: Question) -> Statement | None:
        """What one of several said nearest to the topic, where its article is about that."""
        theirs = within(self._search.said_by(part), question.period)
        if not theirs.names:
            return None
        scored = self._search.scored(
            question.terms, self._search.candidates(question.topic, theirs)
        )
        told = [
            s
            for coverage, s in scored
            if coverage >= AROUND and self._search.has_names(question.terms, s)
        ]
        near = self._relevance.similarity(question.topic, [self._search.sentence(s) for s in told])
        best = max(zip(near, told, strict=True), key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= NEAR else None

    def _only(self, question: Question, silent: Sequence[str]) -> str:
        """That of several asked about only some said so."""
        who = enumerated(self._names_in(question.speaker, silent))
        none = enumerated(silent, "or")
        if question.terms:
            return f"Nothing about that was found from {none}, only from {who}."
        time = " in that time" if question.period else ""
        return f"No statement by {none}{time} was found, only by {who}."

    def _names_in(self, words: str, silent: Sequence[str]) -> list[str]:
        """Who is named in the words, but for the silent, in full where that is one person."""
        named = []
        for part in split_names(words):
            full = [s.name for s in self._search.meant(part) if read_name(s.name)]
            if part not in silent:
                named.append(full[0] if len(full) == 1 else part)
        return named

    def _by(self, wanted: Filter, question: Question, limit: int) -> list[Statement]:
        """Their statements on the topic and of the time asked for, in order of time."""
        if question.period is not None:
            timed = within(wanted, question.period)
            found = self._chosen(timed, question, question.terms, limit)
            # "The attack in June" may be the topic and not the time.
            return found or self._chosen(wanted, question, question.dated_terms, limit)
        return self._chosen(wanted, question, question.terms, limit)

    def _chosen(
        self, wanted: Filter, question: Question, terms: Sequence[Term], limit: int
    ) -> list[Statement]:
        if not terms:
            if question.occasion or question.addressee:
                return self._then(wanted, question, limit)
            self._total = max(self._total, self._store.record.told(wanted))
            everything = Everything(self._store, self._search, self._on_topic)
            return everything.of(wanted, question.speaker, limit)
        nearest = self._search.candidates(question.topic, wanted)
        looked_at = said_to(question.addressee, nearest)
        on_topic = self._on_topic.once(self._on_topic.of(question, terms, looked_at))
        if not on_topic:
            on_topic = self._on_topic.once(self._at_the_time(question, looked_at))
        self._total = max(self._total, len(on_topic))
        shown = self._with_quotations(on_topic[:limit], question)[:limit]
        return sorted(shown, key=self._on_topic.time)

    def _at_the_time(self, question: Question, statements: Sequence[Statement]) -> list[Statement]:
        """What was said on the topic but for when it was, in articles that tell of that."""
        topic, occasion = without_occasion(question.topic)
        if not occasion or question.whether:
            return []
        then = on_occasion(occasion, statements, self._search, self._relevance)
        shorter = replace(question, topic=topic, terms=topic_terms(topic))
        return self._on_topic.of(shorter, shorter.terms, then) if shorter.terms else []

    def _then(self, wanted: Filter, question: Question, limit: int) -> list[Statement]:
        """What was said on an occasion or to somebody, whatever about, in order of time."""
        found = self._search.candidates(question.occasion or question.addressee, wanted)
        if question.occasion:
            found = on_occasion(question.occasion, found, self._search, self._relevance)
            replies = [s for s in found if REPLIED.search(self._on_topic.cue(s))]
            if REPLIED.search(question.text) and replies:
                found = replies
        told = said_to_named(question.addressee, found, self._search)
        if question.addressee.islower() and len(told) == len(found):
            # "I would ask people not to go" is told to people
            told = [s for s in told if self._speaks_of(question.addressee, s)] or told
        shown = self._on_topic.once(self._with_quotations(told, question))
        self._total = max(self._total, len(shown))
        return sorted(shown[:limit], key=self._on_topic.time)

    def _speaks_of(self, thing: str, statement: Statement) -> bool:
        wanted, told = words_of(thing), words_of(self._on_topic.content(statement))
        return all(any(same_word(w, word, name=False) for word in told) for w in wanted)

    def _with_quotations(self, found: Sequence[Statement], question: Question) -> list[Statement]:
        """With the speaker's quotation right beside each, which goes on from what it is told of."""
        if question.whether or question.expected == "time":
            return list(found)
        return self._on_topic.with_quotations(found)

    def _is_better(
        self, others: Sequence[Scored], found: Sequence[Statement], question: Question
    ) -> bool:
        """Whether it is surely somebody else's, and not as surely of the one asked about."""
        if not others or others[0][0] < SURELY:
            return False
        if any(self._on_topic.is_so(question.manner, question.terms, s) for s in found):
            return False
        own = self._search.scored(question.terms, found)
        # What is near only by its sense is the topic's if nobody's words are, or a model says so.
        enough = others[0][0] - FAR if self._reader else COVERED
        return not own or own[0][0] < min(SURELY, enough)


def _which(speakers: Sequence[Speaker], found: Sequence[Statement]) -> str:
    """That the words of the question fit several who speak; empty if only one of them does."""
    pairs = {(s.speaker, s.role) for s in found}
    speaking = [s for s in speakers if s.names & pairs and read_name(s.name)]
    if len(speaking) < 2:
        return ""
    names = [f"{s.name} ({s.role})" if s.role else s.name for s in speaking]
    return f"That can be {enumerated(names, 'or')}."
