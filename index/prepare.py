"""What the grammar tells of articles, read in processes of their own where there are many.

The grammar runs on one core and holds the interpreter's lock, while the embedding takes all
cores: the more there are, the longer it would wait. So the articles of a long run are read ahead
in other processes, while this one embeds and stores.
"""

import sys
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any, cast

import joblib  # type: ignore[import-untyped]

from index.article import Article, Sentence, Statement
from index.closing import Closing
from index.errors import ModelError, ProcessError
from index.nlp import parse, parse_all
from index.process import Process, serve
from index.split import sentences
from index.statements import find_statements

Batch = Sequence[tuple[Article, str]]
"""Articles, each with what names it at its source."""
CORES = 3
"""For each process: of the work on an article, the grammar is a bit less than a third."""
MOST = 4
"""More of them would wait for the one that stores, which is a quarter of the grammar's work."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the grammar tells of some articles, each at its place."""

    sentences: list[list[Sentence]]
    statements: list[list[Statement]]
    parsed: tuple[float, float]
    """From when to when the parser ran, by `time.monotonic`."""


def prepare(articles: Sequence[Article]) -> Prepared:
    """Parse articles together; their sentences, and who says what in them.

    Raises:
        ModelError: the spaCy model or the scorer's weights are missing or damaged.
    """
    began = time.monotonic()
    docs = parse_all([article.text for article in articles])
    parsed = (began, time.monotonic())
    pairs = list(zip(articles, docs, strict=True))
    return Prepared(
        [sentences(article.text, doc) for article, doc in pairs],
        [find_statements(article, doc) for article, doc in pairs],
        parsed,
    )


def processes() -> int:
    """How many processes read ahead on this machine; 0 on one core."""
    cores: int = joblib.cpu_count()
    return min(MOST, round(cores / CORES))


class Preparer(Closing):
    """Prepares batches in order, a few ahead; `close` ends its processes.

    They start with the third batch: what comes in one upload is no more than two.
    """

    def __init__(self) -> None:
        self._all: list[Process] = []
        self._idle: SimpleQueue[Process] = SimpleQueue()
        # Each waits for the answer of one process.
        self._threads = ThreadPoolExecutor(MOST, thread_name_prefix="prepare")

    def prepared(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Prepared]]:
        """Each batch and what the grammar tells of it.

        Raises:
            ModelError: as `prepare`.
            ProcessError: a process could not be started, or ended before it was done.
        """
        each = iter(batches)
        yield from map(_here, islice(each, 1))
        few = list(islice(each, 2))
        count = processes() if len(few) == 2 else 0
        if not count:
            yield from map(_here, chain(few, each))
            return
        self._start(count)
        mine, theirs = few
        ahead = deque(self._submitted(batch) for batch in chain([theirs], islice(each, count - 1)))
        # Done while they start.
        yield _here(mine)
        for batch in each:
            ahead.append(self._submitted(batch))
            while ahead and (len(ahead) > count or ahead[0][1].done()):
                before, result = ahead.popleft()
                yield before, result.result()
        for before, result in ahead:
            yield before, result.result()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.kill()
        self._threads.shutdown()
        for process in self._all:
            process.end()

    def _start(self, count: int) -> None:
        try:
            for _ in range(count):
                self._all.append(Process(__name__))
                self._idle.put(self._all[-1])
        except OSError as error:
            raise ProcessError(
                f"No process for reading articles could be started ({error.strerror or error}); "
                "close other programs and do the same again."
            ) from error

    def _submitted(self, batch: Batch) -> tuple[Batch, Future[Prepared]]:
        return batch, self._threads.submit(self._ask, _articles(batch))

    def _ask(self, articles: Sequence[Article]) -> Prepared:
        process = self._idle.get()
        try:
            answer = process.ask(articles)
        except EOFError:
            raise ProcessError(
                f"A process that reads articles ended before it was done (code {process.code}), "
                "perhaps for want of memory; close other programs and do the same again."
            ) from None
        finally:
            self._idle.put(process)
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Prepared)
        return answer


def _articles(batch: Batch) -> list[Article]:
    return [article for article, _ in batch]


def _here(batch: Batch) -> tuple[Batch, Prepared]:
    return batch, prepare(_articles(batch))


def _answer(articles: Sequence[Article]) -> Prepared | Exception:
    """What `prepare` gives or raises."""
    try:
        return prepare(articles)
    except Exception as error:
        error.add_note(traceback.format_exc())
        return error


def main() -> None:
    """The process: prepare what is asked."""
    # spaCy imports torch wherever it is installed; the pipeline runs without, in half the memory.
    sys.modules["torch"] = cast(Any, None)
    # What is wrong with the model is told to who asks.
    with suppress(ModelError):
        parse("Loaded.")
    serve(_answer)
