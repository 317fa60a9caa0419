"""Adding articles from the page: files dropped in, text pasted, a web address."""

import contextlib
import logging
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from index.article import Article
from index.errors import DatelineError, SourceError
from index.pipeline import Progress
from index.read import SUFFIXES, articles_in, is_address
from index.read.text import article_of
from index.report import AddReport
from rag.web.render import escape

MAX_UPLOAD = "100mb"
"""Of one file; for `Blocks.launch`."""
MAX_PASTED = 500_000
"""Characters."""
SHOWN = 20
"""Failures named in the page; the rest are counted."""
POLL_S = 0.3

logger = logging.getLogger(__name__)


class Adder(Protocol):
    """What adding needs of `rag.ArticleQA`."""

    def add(
        self,
        paths: Path | str | Article | Iterable[Path | str | Article],
        *,
        progress: Progress | None = None,
    ) -> AddReport:
        """Add what is given."""
        ...


class _Stopped(Exception):
    """The reader has pressed the button."""


@dataclass(slots=True)
class Job:
    """One adding of one reader, followed while it runs in a thread."""

    done: int = 0
    total: int | None = None
    title: str = ""
    report: AddReport | None = None
    refused: list[str] = field(default_factory=list)
    """Why parts of it could not be read, a sentence each."""
    error: str = ""
    started: float = field(default_factory=time.monotonic)
    stopping: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self, adder: Adder, files: list[str], pasted: str, address: str) -> None:
        """Read and add everything; never raises."""
        try:
            sources: list[Path | str | Article] = []
            for file in files:
                sources += self._uploaded(Path(file))
            if pasted.strip():
                sources += self._pasted(pasted)
            if address.strip():
                sources += self._at(address.strip())
            if sources:
                self.report = adder.add(sources, progress=self._progress)
        except _Stopped:
            self.error = f"Stopped; {self.done} were dealt with, and stay."
        except DatelineError as error:
            self.error = str(error)
        except Exception:
            logger.exception("Adding failed")
            self.error = "Something went wrong while adding; the log has the details."
        finally:
            self.over.set()

    def html(self) -> str:
        """How far it is, or how it ended."""
        if not self.over.is_set():
            of = f" of {self.total:,}" if self.total is not None else ""
            text = f"Adding: {self.done:,}{of} done{self._speed()}. {self.title[:80]}"
            return f'<p class="adding" role="status">{escape(text.strip())}</p>'
        lines = [self.error] if self.error else []
        failures = list(self.refused)
        if self.report is not None:
            first, *failed = self.report.sentences()
            lines.append(first)
            failures += failed
        if not lines and not failures:
            lines.append("Nothing to add: choose files, paste a text, or give an address.")
        more = len(failures) - SHOWN
        shown = [*failures[:SHOWN], *([f"… and {more:,} more."] if more > 0 else [])]
        items = "".join(f"<li>{escape(line)}</li>" for line in shown)
        told = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return (
            f'<div class="adding" role="status">{told}{f"<ul>{items}</ul>" if items else ""}</div>'
        )

    def _progress(self, done: int, total: int | None, title: str) -> None:
        self.done, self.total, self.title = done, total, title
        if self.stopping.is_set():
            raise _Stopped

    def _speed(self) -> str:
        passed = time.monotonic() - self.started
        if not self.done or passed < 1:
            return ""
        rate = self.done / passed
        left = f", about {(self.total - self.done) / rate:,.0f} s left" if self.total else ""
        return f", {rate:.1f} a second{left}"

    def _uploaded(self, file: Path) -> Iterator[Article]:
        """The articles of an uploaded file, known by its own name; the copy is deleted."""
        try:
            for found in articles_in(file):
                if self.stopping.is_set():
                    raise _Stopped
                if isinstance(found, SourceError):
                    self.refused.append(str(found).replace(str(file), file.name))
                else:
                    yield replace(found, origin=found.origin.replace(str(file), file.name))
        except SourceError as error:
            self.refused.append(str(error).replace(str(file), file.name))
        finally:
            with contextlib.suppress(OSError):
                file.unlink()

    def _pasted(self, text: str) -> list[Article]:
        if len(text) > MAX_PASTED:
            self.refused.append(
                f"The pasted text has {len(text):,} characters, more than the {MAX_PASTED:,} of an "
                "article; paste one article, or add a file."
            )
            return []
        try:
            return [article_of(text, "pasted text")]
        except SourceError as error:
            self.refused.append(str(error))
            return []

    def _at(self, address: str) -> list[str]:
        # A path typed into the page is not one of the reader's own machine.
        if is_address(address):
            return [address]
        self.refused.append(f"{address} is not a web address; it has to begin with https://.")
        return []


def build_adding(adder: Adder) -> Any:
    """The part of the page that adds articles, within a `gr.Blocks`; its event, to follow up."""
    with gr.Accordion("Add articles", open=False, elem_id="adding"):
        files = gr.File(
            label="Files",
            file_count="multiple",
            file_types=sorted(SUFFIXES),
            type="filepath",
            elem_id="adding-files",
        )
        pasted = gr.Textbox(
            label="Or the text of an article",
            lines=3,
            max_lines=10,
            elem_id="adding-text",
        )
        address = gr.Textbox(
            label="Or the address of a page, feed or sitemap",
            placeholder="https://…",
            max_lines=1,
            elem_id="adding-address",
        )
        with gr.Row():
            start = gr.Button("Add", variant="primary", elem_id="adding-start")
            stop = gr.Button("Stop", visible=False, elem_id="adding-stop")
        state = gr.HTML("", elem_id="adding-state", js_on_load=None, apply_default_css=False)
    job = gr.State(None)

    def add(
        chosen: list[str] | None, text: str | None, place: str | None
    ) -> Iterator[tuple[Any, ...]]:
        """Runs the job in a thread and shows how far it is."""
        made = Job()
        thread = threading.Thread(
            target=made.run,
            args=(adder, chosen or [], text or "", place or ""),
            name="adding",
            daemon=True,
        )
        thread.start()
        nothing = gr.skip()
        busy = (gr.update(visible=False), gr.update(visible=True))
        yield made, made.html(), *busy, None, "", ""
        try:
            while not made.over.wait(POLL_S):
                yield nothing, made.html(), nothing, nothing, nothing, nothing, nothing
        finally:
            # Closed before its end by a lost connection.
            made.stopping.set()
        idle = (gr.update(visible=True), gr.update(visible=False))
        yield None, made.html(), *idle, nothing, nothing, nothing

    def end(made: Job | None) -> None:
        if made is not None:
            made.stopping.set()

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    added = start.click(
        add,
        [files, pasted, address],
        [job, state, start, stop, files, pasted, address],
        concurrency_limit=1,
        **quiet,
    )
    stop.click(end, job, None, queue=False, **quiet)
    return added
