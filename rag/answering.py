"""From a question and its evidence to verified drafts, or to none."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from index.article import Article, Span
from index.store import Store
from rag.answer import NOT_FOUND, Evidence, More
from rag.claim import takes_act
from rag.compose import Draft, from_passage
from rag.expected import holds, is_command
from rag.passages import Passage, rank_passages
from rag.question import Question
from rag.reader import Reader
from rag.relevance import Relevance
from rag.said import FromRecord
from rag.speakers import Roster
from rag.summary import SYSTEM, Summary, one_sentence, prompt, summed_up, to_sum_up
from rag.verify import supported_phrase, verify

ALIKE = 0.9
"""Share of the best passage's score at which another one goes with it in a list."""
CANDIDATES = 10
"""Sentences looked at for one question, best first."""
MAX_LISTED = 3
"""Passages for a question that asks for several things."""
MAX_READ = 2
READ_CHARS = 800
"""The model reads at most this many passages and characters for one question, about 30
characters in a tenth of a second; the right sentence was first for 80 of 94 questions and second
for 7 more."""
WORTH_READING = 0.25
"""Coverage below which no passage was right."""
READ_WEIGHT = 0.7
"""Of the model's P(yes) in the support of a passage; the rest is coverage."""
SUPPORTED = 0.58
"""Support from which a passage answers: of 144 questions on the seed and three invented articles,
76 of the 94 with an answer got the right one and 4 a wrong one, 49 of the 50 without were
refused; a third passage, or more weight on coverage, found 5 more right ones and 3 more wrong."""
CERTAIN = 0.75
"""Support from which no further passage is read."""
COVERED = 0.7
"""Coverage that is enough where there is no model to ask."""


class Answering:
    """One question's way from evidence to what may be shown."""

    def __init__(
        self, store: Store, relevance: Relevance, reader: Reader | None, roster: Roster
    ) -> None:
        self._store = store
        self._relevance = relevance
        self._reader = reader
        self._roster = roster
        self.opening = ""
        """A sentence before the drafts, from the record; empty if none is needed."""
        self.refusal = NOT_FOUND
        """What to show when nothing supports an answer."""
        self.instead: list[Draft] = []
        """Verified drafts of what comes nearest, or of what others said, shown with the refusal."""
        self.more: More | None = None
        """What the record has beyond the drafts; None if nothing."""
        self.short = ""
        """The model's short answer, once it is among the drafts."""
        self.dropped: list[Draft] = []
        """What verification held back."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Verified drafts, more and better with each; none at all if nothing is supported."""
        record = FromRecord(self._store, self._relevance, self._reader, self._roster)
        if question.kind in ("said", "who_said"):
            steps = self._told(record, question, evidence)
        elif question.kind == "overview":
            steps = self._overview(evidence)
        else:
            steps = self._fact(question, evidence)
        for drafts in steps:
            verified = self._verified(drafts)
            self.dropped += [d for d in drafts if d not in verified and d not in self.dropped]
            if verified:
                self.opening, self.more = record.opening, record.more
                yield verified
        self.refusal = record.refusal
        self.instead = self._verified(record.instead)
        if self.instead:
            self.refusal += f" {record.lead}"

    def sum_up(self, question: Question, drafts: Sequence[Draft]) -> Summary | None:
        """The model's sentence about verified drafts, if each of its clauses is one of theirs."""
        drafts = to_sum_up(drafts) if question.kind == "said" and not question.whether else []
        if not drafts or self._reader is None:
            return None
        text = one_sentence(self._reader.sum_up(SYSTEM, prompt(drafts)))
        record = {d.article.id: self._store.statements(d.article.id) for d in drafts}
        supporting = summed_up(text, drafts, record)
        if not supporting:
            self.dropped.append(Draft(text, drafts[0].article, drafts[0].spans))
            return None
        return Summary(text, tuple(supporting))

    def _verified(self, drafts: Sequence[Draft]) -> list[Draft]:
        return [d for d in drafts if verify(d, self._store.statements(d.article.id))]

    def _told(
        self, record: FromRecord, question: Question, evidence: Sequence[Evidence]
    ) -> Iterator[list[Draft]]:
        """From the record; whether somebody "praised the drive" may be told without their words."""
        found = False
        for drafts in record.answer(question, evidence):
            found = True
            yield drafts
        if not found and question.stance:
            yield from self._fact(question, evidence)

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
            and not is_command(p.text)
            and (not question.stance or takes_act(p.text, question.stance, question.terms))
        ]
        best: tuple[float, Passage, Draft] | None = None
        unread = READ_CHARS
        for passage in candidates[:MAX_READ]:
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
        return READ_WEIGHT * share + (1 - READ_WEIGHT) * passage.coverage

    def _alike(
        self, question: Question, passage: Passage, candidates: Sequence[Passage]
    ) -> list[Draft]:
        """For a question that asks for several things, the passages that fit as well."""
        if not question.listing:
            return []
        return [
            from_passage(p, self._sentences(p.article))
            for p in candidates[:MAX_LISTED]
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

    def _sentences(self, article: Article) -> list[Span]:
        return [s.span for s in self._store.sentences(article.id)]
