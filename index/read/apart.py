"""Reading in a process of its own, which may be stopped: what is read is anybody's file.

A library that loops for minutes, takes all memory or crashes at a crafted file costs that file and
nothing else.
"""

import os
import threading
from collections.abc import Callable
from typing import Literal

from index.article import Article
from index.errors import SourceError
from index.process import Process

SECONDS = 9.0
"""For one file, once the process has started."""
STARTING_SECONDS = 60.0
MEMORY = 4_000_000_000
"""Bytes of address space; the libraries themselves take about one."""

Kind = Literal["page", "pdf", "docx", "mail", "mhtml", "feed", "markdown"]

_lock = threading.Lock()
_process: Process | None = None


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
    global _process
    with _lock:
        # After a fork it belongs to the parent.
        mine = _process is not None and _process.parent == os.getpid()
        process = _process if _process is not None and mine else Process("index.read.worker")
        _process = None
        try:
            _within(STARTING_SECONDS, process, process.ready)
            answer = _within(SECONDS, process, lambda: process.ask(kind, data, origin, address))
        except EOFError:
            raise SourceError(
                f"{origin} could not be read within {SECONDS:.0f} seconds and "
                f"{MEMORY / 1e9:.0f} GB of memory; save only the article, as text or anew."
            ) from None
        _process = process
    if isinstance(answer, str):
        raise SourceError(answer)
    return answer


def _within(seconds: float, process: Process, exchange: Callable[[], object]) -> object:
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        return exchange()
    finally:
        timer.cancel()
