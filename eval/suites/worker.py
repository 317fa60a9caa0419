"""A process in which one system runs, for its times and its memory."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from eval.folder import RunError
from eval.systems.system import OpenSystem, System
from index.article import Article
from index.errors import DatelineError
from rag.settings import Settings

GRACE_S = 5.0
"""Seconds for the process to end by itself."""


class Worker:
    """The process, started when first needed.

    Args:
        system: The system's name.
        folder: Folder of its index.
        settings: The settings that name its models.
    """

    def __init__(self, system: str, folder: Path, settings: Settings) -> None:
        self._arguments = (system, folder, settings)
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def do(self, command: str, argument: Any = None) -> dict[str, Any]:
        """`index` articles, `start` (be ready for a question), or `query` with one.

        Raises:
            RunError: the process died, or the system cannot do it.
        """
        if self._process is None or self._connection is None:
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, *self._arguments), daemon=True
            )
            self._process.start()
            theirs.close()
        try:
            self._connection.send((command, argument))
            failed, output = self._connection.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise RunError(
                f"The process of the system {self._arguments[0]} ended while it was to {command}; "
                "run the same command again."
            ) from error
        if failed:
            raise RunError(output["error"])
        found: dict[str, Any] = output
        return found

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._connection is not None:
            self._connection.close()
            self._process.join(GRACE_S)
            # a generation may still be under way
            self._process.terminate()
            self._process.join()
        self._process = None
        self._connection = None


def _serve(connection: Connection, name: str, folder: Path, settings: Settings) -> None:
    # Ctrl-C reaches every process of the terminal; the parent ends this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    desk = _Desk(name, folder, settings)
    while True:
        try:
            command, argument = connection.recv()
            try:
                reply = (False, desk.do(command, argument))
            except DatelineError as error:
                reply = (True, {"error": str(error)})
            connection.send(reply)
        except (EOFError, OSError):
            # the parent is gone
            return


class _Desk:
    """What the process does."""

    def __init__(self, name: str, folder: Path, settings: Settings) -> None:
        from eval.systems import load_system
        from eval.systems.models import Models

        self._system: System = load_system(name)
        self._folder = folder
        self._models = Models(settings)
        self._opened: OpenSystem | None = None
        self._warm = False

    def do(self, command: str, argument: Any) -> dict[str, Any]:
        if command == "index":
            output = self._index(argument)
        elif command == "start":
            self._ready().warm()
            output = {}
        else:
            output = self._query(argument)
        return {**output, "peak_mb": _peak_mb()}

    def _index(self, articles: Sequence[Article]) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="dateline-eval-") as scratch:
            first = Article("This is read first, so that the models are there.")
            self._open([first], Path(scratch) / "index").close()
        embedding, parsing = _Embedding(), _Parsing()
        started = time.perf_counter()
        self._opened = self._open(articles, self._folder)
        seconds = time.perf_counter() - started
        files = [f for f in self._folder.rglob("*") if f.is_file()]
        return {
            "seconds": seconds,
            "articles": len(articles),
            "chunks": len(embedding.texts),
            "tokens": self._tokens(embedding.texts),
            "embed_s": _covered(embedding.spans),
            "models_s": _covered([*embedding.spans, *parsing.spans]),
            "disk_mb": sum(f.stat().st_size for f in files) / 1e6,
        }

    def _tokens(self, texts: Sequence[str]) -> int:
        """Tokens of the texts that reach the model, which cuts off what is beyond its limit."""
        from index.embed import Measured

        measured = Measured(self._models.embedding)
        counts = measured.count_tokens(texts)
        return sum(min(count, measured.max_tokens) for count in counts)

    def _query(self, question: str) -> dict[str, Any]:
        from eval.systems.ours import OpenOurs

        opened = self._ready()
        if not self._warm:
            opened.warm()
            # another than what is timed: a model is quicker with a prompt that it has just seen
            opened.ask("What happened?")
            self._warm = True
        steps = opened.retrieval_steps(question) if isinstance(opened, OpenOurs) else {}
        started = time.perf_counter()
        opened.retrieve(question, self._models.settings.top_k)
        retrieve_s = time.perf_counter() - started
        reply = opened.ask(question)
        return {
            "steps": steps,
            "retrieve_s": retrieve_s,
            "evidence_s": reply.evidence_s,
            "text_s": reply.first_text_s,
            "seconds": reply.seconds,
            "text": reply.text,
            "status": reply.status,
        }

    def _ready(self) -> OpenSystem:
        if self._opened is None:
            self._opened = self._open([], self._folder)
        return self._opened

    def _open(self, articles: Sequence[Article], folder: Path) -> OpenSystem:
        return self._system.open(articles, folder, self._models, lambda done, total, title: None)


class _Embedding:
    """Keeps what LlamaIndex reports of embedding from now on: texts, and from when to when."""

    def __init__(self) -> None:
        from llama_index.core.instrumentation.event_handlers import BaseEventHandler
        from llama_index.core.instrumentation.events.embedding import (
            EmbeddingEndEvent,
            EmbeddingStartEvent,
        )
        from llama_index_instrumentation import get_dispatcher

        self.texts: list[str] = []
        self.spans: list[tuple[float, float]] = []
        kept = self
        began: list[float] = []

        class Handler(BaseEventHandler):
            @classmethod
            def class_name(cls) -> str:
                return "EmbeddingTimes"

            def handle(self, event: Any, **kwargs: Any) -> None:
                if isinstance(event, EmbeddingStartEvent):
                    began.append(time.monotonic())
                elif isinstance(event, EmbeddingEndEvent):
                    kept.spans.append((began.pop(), time.monotonic()))
                    kept.texts += event.chunks

        get_dispatcher().add_event_handler(Handler())


class _Parsing:
    """Keeps from when to when the grammar runs from now on, in whichever process."""

    def __init__(self) -> None:
        from index import pipeline
        from index.prepare import Batch, Prepared, Preparer

        self.spans: list[tuple[float, float]] = []
        spans = self.spans

        class Timed(Preparer):
            def prepared(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Prepared]]:
                for batch, prepared in super().prepared(batches):
                    spans.append(prepared.parsed)
                    yield batch, prepared

        vars(pipeline)["Preparer"] = Timed


def _covered(spans: Iterable[tuple[float, float]]) -> float:
    """Seconds within at least one of `spans`."""
    seconds, until = 0.0, 0.0
    for began, ended in sorted(spans):
        seconds += max(0.0, ended - max(began, until))
        until = max(until, ended)
    return seconds


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # kilobytes, but bytes on macOS
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
