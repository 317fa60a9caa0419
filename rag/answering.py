"""From a question and its evidence to verified drafts, or to none."""

from collections.abc import Iterator, Sequence

from index.store import Store
from rag.answer import NOT_FOUND, Evidence, More
from rag.compose import Draft
from rag.corrections import find_corrections
from rag.fact import FromArticles
from rag.overview import Overview
from rag.question import Question
from rag.reader import Reader
from rag.relevance import Relevance
from rag.said import FromRecord
from rag.speakers import Roster
from rag.summary import SYSTEM, Summary, one_sentence, prompt, summed_up, to_sum_up
from rag.verify import verify


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
        """A sentence before the drafts; empty if none is needed."""
        self.refusal = NOT_FOUND
        """What to show when nothing supports an answer."""
        self.instead: list[Draft] = []
        """Verified drafts of what comes nearest, to be shown with the refusal."""
        self.more: More | None = None
        """What the record has beyond the drafts; None if nothing."""
        self.dropped: list[Draft] = []
        """What verification held back."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Verified drafts, more and better with each; none at all if nothing is supported."""
        sources = self._sources(question)
        for source in sources:
            answered = False
            for drafts in source.answer(question, evidence):
                answered = True
                verified = self._verified(drafts)
                self.dropped += [d for d in drafts if d not in verified and d not in self.dropped]
                if verified:
                    self.opening, self.more = source.opening, source.more
                    yield verified
            if answered:
                break
        self.refusal = sources[0].refusal
        self.instead = self._verified(sources[0].instead)
        if self.instead:
            self.refusal += f" {sources[0].lead}"

    def _sources(self, question: Question) -> list[FromRecord | FromArticles | Overview]:
        """Where to look, one after the other until something answers."""
        articles = FromArticles(self._store, self._relevance, self._reader)
        if question.kind == "overview":
            overview = Overview(self._store, self._relevance)
            # "Who is responsible?" may name nobody, and what happened in 1961 is no article's day.
            return [overview, articles] if question.form in ("who", "happened") else [overview]
        if question.kind == "fact":
            return [articles]
        record = FromRecord(self._store, self._relevance, self._reader, self._roster)
        # Whether somebody "praised the drive" may be told without their words.
        return [record, articles] if question.stance else [record]

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
        return [d for d in drafts if self._is_verified(d)]

    def _is_verified(self, draft: Draft) -> bool:
        article = draft.article
        # Only a short answer can stand in what is taken back without saying so.
        corrections = (
            find_corrections(article, self._store.sentences(article.id)) if draft.short else []
        )
        retracted = [span for correction in corrections for span in correction.retracted]
        return verify(draft, self._store.statements(article.id), retracted)
