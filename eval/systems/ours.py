"""Dateline itself: whole, without a language model, and its dense half alone."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from eval.gold import GoldError
from eval.reply import SHOWN_CHARS, Passage, Reply, from_answer
from eval.systems.models import Models
from eval.systems.system import OpenSystem, Progress, Source
from index.article import Article, Span
from index.pipeline import Indexer
from rag.answer import Evidence, EvidenceFound, Finished, TextSoFar
from rag.qa import ArticleQA
from rag.retrieve import POOL, combined


def to_passage(article: Article, span: Span) -> Passage:
    """A retrieved passage."""
    return Passage(
        article.id,
        span.start,
        span.end,
        article.quote(span)[:SHOWN_CHARS],
        article.title,
        article.origin,
    )


@dataclass(frozen=True, slots=True)
class Ours:
    """Dateline, with the user's settings but a data folder of its own."""

    with_llm: bool = True
    answers: bool = True
    index: str = "dateline"

    def open(
        self, sources: Sequence[Source], folder: Path, models: Models, progress: Progress
    ) -> OpenSystem:
        """As `System.open`."""
        settings = models.settings.model_copy(
            update={"data_dir": folder, **({} if self.with_llm else {"llm": "none"})}
        )
        indexer = Indexer(settings, models.embedding)
        add_all(indexer, sources, progress)
        qa = ArticleQA(indexer, settings, models.llm if self.with_llm else None)
        return OpenOurs(qa, indexer)


class OpenOurs:
    """An open data folder."""

    def __init__(self, qa: ArticleQA, indexer: Indexer) -> None:
        self._qa = qa
        self._indexer = indexer

    def warm(self) -> None:
        """As `OpenSystem.warm`."""
        self._qa.warm()

    def retrieval_steps(self, question: str) -> dict[str, float]:
        """Seconds of each step of a retrieval, done one after the other as `HybridRetriever` does.

        Names: `embed`, `dense`, `lexical`, `fuse`.
        """
        store = self._indexer.store
        at = [time.perf_counter()]
        vector = self._indexer.embedding.get_query_embedding(question)
        at.append(time.perf_counter())
        dense = store.dense(vector, POOL)
        at.append(time.perf_counter())
        lexical = store.lexical(question, POOL)
        whole = store.lexical_articles(question, POOL)
        at.append(time.perf_counter())
        found = store.chunks([i for i, _ in chain(dense, lexical)])
        combined(found, dense, lexical, whole)
        at.append(time.perf_counter())
        names = ("embed", "dense", "lexical", "fuse")
        return {name: b - a for name, a, b in zip(names, at, at[1:], strict=False)}

    def retrieve(self, question: str, k: int) -> list[Passage]:
        """As `OpenSystem.retrieve`."""
        return [to_passage(e.article, e.span) for e in self._qa.retrieve(question, k)]

    def ask(self, question: str) -> Reply:
        """As `OpenSystem.ask`, with the texts shown on the way."""
        started = time.perf_counter()
        drafted: list[str] = []
        evidence: tuple[Evidence, ...] = ()
        for event in self._qa.stream(question):
            if isinstance(event, EvidenceFound):
                evidence = event.evidence
            elif isinstance(event, TextSoFar):
                drafted.append(event.text)
            else:
                assert isinstance(event, Finished)
                answer = event.answer
        seconds = time.perf_counter() - started
        assert answer.evidence == evidence
        return from_answer(answer, drafted=tuple(drafted), seconds=seconds)

    def close(self) -> None:
        """As `OpenSystem.close`."""
        self._qa.close()


@dataclass(frozen=True, slots=True)
class Dense:
    """Dateline's chunks by the cosine of their embeddings, and nothing else."""

    answers: bool = False
    index: str = "dateline"

    def open(
        self, sources: Sequence[Source], folder: Path, models: Models, progress: Progress
    ) -> OpenSystem:
        """As `System.open`."""
        settings = models.settings.model_copy(update={"data_dir": folder})
        indexer = Indexer(settings, models.embedding)
        add_all(indexer, sources, progress)
        return _OpenDense(indexer)


class _OpenDense:
    def __init__(self, indexer: Indexer) -> None:
        self._indexer = indexer

    def retrieve(self, question: str, k: int) -> list[Passage]:
        store = self._indexer.store
        found = store.dense(self._indexer.embedding.get_query_embedding(question), k)
        passages = []
        for chunk in store.chunks([i for i, _ in found]):
            article = store.article(chunk.article_id)
            assert article is not None
            passages.append(to_passage(article, chunk.span))
        return passages

    def ask(self, question: str) -> Reply:
        raise NotImplementedError

    def warm(self) -> None:
        self.retrieve("warm", 1)

    def close(self) -> None:
        self._indexer.close()


def add_all(indexer: Indexer, sources: Sequence[Source], progress: Progress) -> None:
    """Add every source that is not there yet.

    Raises:
        GoldError: one cannot be added.
    """
    try:
        report = indexer.add(sources, progress=progress)
    except BaseException:
        indexer.close()
        raise
    if report.failed:
        indexer.close()
        raise GoldError(report.failed[0].reason)
