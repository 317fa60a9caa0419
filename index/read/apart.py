"""Reading in a process of its own, which may be stopped: what is read is anybody's file.

A library that loops for minutes, takes all memory or crashes at a crafted file costs that file and
nothing else. Not `multiprocessing`, which would run the user's own script again.
"""

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Literal

from index.article import Article
from index.errors import SourceError
from index.settings import PROJECT

SECONDS = 9.0
"""For one file, once the process has started."""
STARTING_SECONDS = 60.0
MEMORY = 4_000_000_000
"""Bytes of address space; the libraries themselves take about one."""

Kind = Literal["page", "pdf", "docx", "mail", "mhtml", "feed", "markdown"]


class _Worker:
    """The process and its pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.read.worker"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        self.parent = os.getpid()
        self._within(STARTING_SECONDS, lambda: receive(self._out))

    def ask(self, *request: object) -> object:
        """The answer; EOFError where the process ends without one."""

        def exchange() -> object:
            send(self._in, request)
            return receive(self._out)

        return self._within(SECONDS, exchange)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()

    def _within(self, seconds: float, exchange: Callable[[], object]) -> object:
        timer = threading.Timer(seconds, self._process.kill)
        timer.start()
        try:
            return exchange()
        except (OSError, EOFError):
            self.end()
            raise EOFError from None
        except BaseException:
            # Its answer to this question must not be taken for that to the next.
            self.end()
            raise
        finally:
            timer.cancel()


_lock = threading.Lock()
_worker: _Worker | None = None


def read_apart(kind: Kind, data: bytes | str, origin: str, address: str = "") -> Article:
    """The article in a page (`str`), a document, an e-mail or a saved page (`bytes`).

    Raises:
        SourceError: it is no article, or took too long or too much memory.
    """
    article = ask_apart(kind, data, origin, address)
    assert isinstance(article, Article)
    return article


def ask_apart(kind: Kind, data: bytes | str, origin: str, address: str = "") -> object:
    """What `index.read.worker.read` gives, from a process of its own.

    Raises:
        SourceError: it cannot be read, or took too long or too much memory.
    """
    global _worker
    with _lock:
        # After a fork it belongs to the parent.
        mine = _worker is not None and _worker.parent == os.getpid()
        worker = _worker if _worker is not None and mine else _Worker()
        _worker = None
        try:
            answer = worker.ask(kind, data, origin, address)
        except EOFError:
            raise SourceError(
                f"{origin} could not be read within {SECONDS:.0f} seconds and "
                f"{MEMORY / 1e9:.0f} GB of memory; save only the article, as text or anew."
            ) from None
        _worker = worker
    if isinstance(answer, str):
        raise SourceError(answer)
    return answer


def send(stream: IO[bytes], value: object) -> None:
    """Write a value, with its length before it."""
    data = pickle.dumps(value)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Read a value.

    Raises:
        EOFError: there is none, or not all of it.
    """
    head = stream.read(8)
    data = stream.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own process
