"""ArticleQA: the one object that web, shell, eval and Python users hold."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Self

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import LLM

from index.article import Article, StatementKind
from index.closing import Closing
from index.errors import StoreError
from index.pipeline import Indexer, Progress
from index.record import Filter
from index.report import AddReport
from rag.answer import (
    Answer,
    Event,
    Evidence,
    EvidenceFound,
    Finished,
    TextSoFar,
    Timings,
)
from rag.answering import Answering
from rag.compose import Draft
from rag.hint import hint
from rag.identity import Speaker
from rag.llm import load_llm
from rag.names import NOBODY
from rag.question import read_question
from rag.reader import Reader
from rag.record import RecordSearch
from rag.relevance import Relevance
from rag.retrieve import HybridRetriever
from rag.settings import Settings
from rag.speakers import Roster
from rag.statements import Statements
from rag.written import Written, write


class ArticleQA(Closing):
    """Ask a folder of indexed articles.

    Example:
        >>> with ArticleQA.open("my-articles") as qa:
        ...     qa.add("downloads/")
        ...     answer = qa.ask("What did the mayor say about the bridge?")
        ...     print(answer.text, answer.citations[0].quote)

    Raises:
        StoreError: the data folder cannot be used.
        ModelError: a model is missing, damaged or cannot be reached.
        QuestionError: a question is blank or too long.
    """

    def __init__(self, indexer: Indexer, settings: Settings, llm: LLM | None) -> None:
        self._indexer = indexer
        self._settings = settings
        self._llm = llm
        self._reader = Reader(llm, settings.llm_timeout_s) if llm is not None else None
        self._relevance: Relevance | None = None
        self._known: tuple[int, Roster] | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        path: Path | str | None = None,
        *,
        settings: Settings | None = None,
        llm: LLM | None = None,
        embedding: BaseEmbedding | None = None,
    ) -> Self:
        """Open a data folder, made if it is not there.

        Args:
            path: The data folder; by default the settings'.
            settings: By default from the environment and `dateline.toml`.
            llm: Any LlamaIndex model in place of the settings'.
            embedding: Any LlamaIndex embedding in place of the settings'.
        """
        settings = settings or Settings()
        if path is not None:
            settings = settings.model_copy(update={"data_dir": Path(path)})
        indexer = Indexer(settings, embedding)
        try:
            return cls(indexer, settings, llm or load_llm(settings))
        except BaseException:
            indexer.close()
            raise

    def close(self) -> None:
        """Close the data folder; the object cannot be used after."""
        self._indexer.close()

    @property
    def model(self) -> str:
        """The answering model's name, for people."""
        if self._llm is None:
            return "no model, answers by extraction"
        return self._llm.metadata.model_name

    @property
    def data_dir(self) -> Path:
        """The data folder."""
        return self._settings.data_dir

    def add(
        self,
        paths: Path | str | Article | Iterable[Path | str | Article],
        *,
        progress: Progress | None = None,
    ) -> AddReport:
        """Add files, folders, web addresses or `Article`s; the report says what became of each.

        Raises:
            SourceError: something else was given than these.
        """
        return self._indexer.add(paths, progress=progress)

    def remove(self, article_id: str) -> bool:
        """Remove an article; False if there is none of that id."""
        return self._indexer.remove(article_id)

    def articles(self) -> list[Article]:
        """The articles, in the order they were added."""
        return self._indexer.store.articles()

    def article(self, article_id: str) -> Article | None:
        """The article of that id."""
        return self._indexer.store.article(article_id)

    def count(self) -> int:
        """How many articles there are."""
        return self._indexer.store.count()

    def statements(
        self,
        speaker: str = "",
        about: str = "",
        *,
        since: date | None = None,
        until: date | None = None,
        source: str = "",
        kind: StatementKind | None = None,
        limit: int | None = None,
        once: bool = False,
    ) -> Statements:
        """Who said what, in order of time; with `about` the statements on that topic, best first.

        Articles that tell one story in much the same words have the same `story`.

        Args:
            speaker: A name, surname or role; people whom it cannot tell apart are all meant.
            about: A topic, in words.
            since: The first day; a statement of unknown day counts as said on its article's.
            until: The last day.
            source: Part of an outlet's name.
            kind: "direct", "mixed" or "indirect".
            limit: At most so many; without a topic the newest.
            once: Of what copies of a story have one speaker say in the same words, only the newest
                (with a topic, the best), with the other outlets in `also_in`.
        """
        search = RecordSearch(self._indexer.store, self._relevant(), self._roster())
        wanted = Filter(source=source, kind=kind, since=since, until=until)
        return search.statements(speaker, about, wanted, limit, once=once)

    def speakers(self) -> list[Speaker]:
        """Everybody who says something in the articles, the most talkative first.

        What copies of one story have them say in the same words counts once.
        """
        speakers = self._roster().speakers
        return [s for s in speakers if s.statements and s.name.lower() not in NOBODY]

    def retrieve(self, question: str, top_k: int | None = None) -> tuple[Evidence, ...]:
        """The best passages for a question, best first, at most `top_k` (by default the settings').

        Raises:
            QuestionError: it is blank or too long.
        """
        text = read_question(question, self._settings.max_question_chars).text
        return self._evidence(text, top_k)

    def warm(self) -> None:
        """Load the models, so that the first question is as fast as the next."""
        if self.count():
            self._evidence("warm")
        if self._reader is not None:
            self._reader.warm()

    def ask(self, question: str) -> Answer:
        """Answer a question."""
        answer: Answer | None = None
        for event in self.stream(question):
            if isinstance(event, Finished):
                answer = event.answer
        assert answer is not None
        return answer

    async def aask(self, question: str) -> Answer:
        """As `ask`, without holding up the event loop."""
        return await asyncio.to_thread(self.ask, question)

    async def astream(self, question: str) -> AsyncIterator[Event]:
        """As `stream`, without holding up the event loop."""
        events = self.stream(question)
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event

    def stream(self, question: str) -> Iterator[Event]:
        """Answer a question in steps: the evidence, the verified text so far, the answer."""
        started = time.perf_counter()
        read = read_question(question, self._settings.max_question_chars)
        if not self.count():
            raise StoreError(
                f"There are no articles in {self.data_dir} yet; add some with "
                f"`python -m index add PATH --data {self.data_dir}`."
            )
        said = hint(read.text)
        evidence = () if said else self._evidence(read.text)
        evidence_s = time.perf_counter() - started
        yield EvidenceFound(evidence)
        if said:
            timings = Timings(evidence_s, None, evidence_s)
            yield Finished(Answer(read.text, "not_found", said, (), (), self.model, timings))
            return
        drafts: list[Draft] = []
        first_text_s: float | None = None
        written = Written()
        with self._lock:
            answering = Answering(
                self._indexer.store, self._relevant(), self._reader, self._roster()
            )
            for drafts in answering.answer(read, evidence):
                written = write(drafts, self._indexer.store, answering.opening)
                first_text_s = first_text_s or time.perf_counter() - started
                yield TextSoFar(written.text, written.citations, written.headings)
            summary = answering.sum_up(read, drafts) if self._settings.summary else None
            if summary is not None:
                written = write(drafts, self._indexer.store, answering.opening, summary)
                yield TextSoFar(written.text, written.citations, written.headings)
        text = written.text
        if not drafts:
            written = write(answering.instead, self._indexer.store)
            text = "\n\n".join(filter(None, (answering.refusal, written.text)))
        answer = Answer(
            question=read.text,
            status="answered" if drafts else "not_found",
            text=text,
            citations=written.citations,
            evidence=evidence,
            model=self.model,
            timings=Timings(evidence_s, first_text_s, time.perf_counter() - started),
            short=tuple(draft.text for draft in drafts if draft.short),
            dropped=tuple(d.text for d in answering.dropped),
            headings=written.headings,
            more=answering.more if drafts else None,
        )
        yield Finished(answer)

    def _evidence(self, question: str, top_k: int | None = None) -> tuple[Evidence, ...]:
        retriever = HybridRetriever(
            self._indexer.store, self._indexer.embedding, top_k or self._settings.top_k
        )
        return tuple(retriever.evidence(question))

    def _roster(self) -> Roster:
        """The speakers, put together anew when articles have come or gone."""
        generation = self._indexer.store.generation
        if self._known is None or self._known[0] != generation:
            self._known = generation, Roster(self._indexer.store.record.names())
        return self._known[1]

    def _relevant(self) -> Relevance:
        if self._relevance is None:
            self._relevance = Relevance(self._indexer.embedding)
        return self._relevance
