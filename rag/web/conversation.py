"""One reader's questions and answers, and how an answer comes about, without the page."""

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from index.article import Article, Span
from index.errors import DatelineError
from rag.answer import Answer, Citation, Event, Evidence, EvidenceFound, Finished, TextSoFar
from rag.identity import Speaker
from rag.statements import Statements
from rag.web.adding import Adder

KEPT_TURNS = 12
"""Turns kept in a session, so that a long one does not slow the page."""

POLL_S = 0.3
"""Seconds between looks at whether a wait is over or the reader has stopped it."""

READING_SAMPLES = "The sample articles are being read; this takes a moment at the first start."

State = Literal["searching", "waiting", "composing", "done", "stopped", "failed"]

logger = logging.getLogger(__name__)


class QA(Adder, Protocol):
    """What the page needs of `rag.ArticleQA`."""

    @property
    def model(self) -> str:
        """Display name of the model."""
        ...

    def count(self) -> int:
        """How many articles there are."""
        ...

    def articles(self) -> list[Article]:
        """All articles."""
        ...

    def speakers(self) -> list[Speaker]:
        """Everybody who says something, the most talkative first."""
        ...

    def statements(
        self,
        speaker: str = "",
        about: str = "",
        *,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
        once: bool = False,
    ) -> Statements:
        """Who said what."""
        ...

    def warm(self) -> None:
        """Loads the models."""
        ...

    def ask(self, question: str) -> Answer:
        """The finished answer."""
        ...

    def stream(self, question: str) -> Iterator[Event]:
        """Evidence, text, answer."""
        ...


@dataclass(slots=True)
class Turn:
    """A question and what has become of it."""

    number: int
    question: str
    state: State = "searching"
    evidence: tuple[Evidence, ...] = ()
    text: str = ""
    citations: tuple[Citation, ...] = ()
    headings: tuple[Span, ...] = ()
    answer: Answer | None = None
    notice: str = ""
    """What is being waited for, or why it failed: one sentence."""

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "stopped", "failed")


@dataclass(slots=True)
class Conversation:
    """The turns of one session, oldest first; only the newest `KEPT_TURNS` are kept."""

    turns: list[Turn] = field(default_factory=list)
    asked: int = 0

    @property
    def busy(self) -> bool:
        """Whether a turn is under way."""
        return bool(self.turns) and not self.turns[-1].over

    def begin(self, question: str) -> Turn:
        """A new turn for `question`."""
        self.asked += 1
        self.turns = [*self.turns, Turn(self.asked, question)][-KEPT_TURNS:]
        return self.turns[-1]

    def stop(self) -> Turn | None:
        """Ends the turn under way; None if there is no turn at all."""
        if not self.turns:
            return None
        turn = self.turns[-1]
        if self.busy:
            turn.state, turn.notice = "stopped", "Stopped."
        return turn


class Warmup:
    """Indexes sample articles and loads the models, in the background.

    Args:
        qa: whose index and models.
        samples: Files and folders of sample articles.
        mark: Empty file that says that the samples have had their turn; made by `run`. With it
            they come only once, and only into an empty index; without, whatever is there.
    """

    def __init__(self, qa: QA, samples: Sequence[Path] = (), mark: Path | None = None) -> None:
        self._qa = qa
        self._samples = samples
        self._mark = mark
        self._stocked = threading.Event()
        self._over = threading.Event()
        self.error = ""
        """Why it failed, as one sentence; empty while it has not."""

    @property
    def stocked(self) -> bool:
        """Whether the sample articles, if there are any, are in the index."""
        return self._stocked.is_set()

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return self._over.is_set()

    def start(self) -> None:
        """Begins; returns at once."""
        threading.Thread(target=self.run, name="warm-up", daemon=True).start()

    def run(self) -> None:
        """Indexes and loads; a failure is kept in `error`, for the page to show."""
        try:
            self._stock()
            self._stocked.set()
            self._qa.warm()
        except DatelineError as error:
            self.error = str(error)
        except Exception:
            logger.exception("Loading the models failed")
            self.error = "Loading the models failed; the log has the details."
        finally:
            self._stocked.set()
            self._over.set()

    def _stock(self) -> None:
        if not self._samples or (self._mark and self._mark.exists()):
            return
        if self._mark is None or not self._qa.count():
            for sentence in self._qa.add(self._samples).sentences():
                logger.info(sentence)
        if self._mark:
            self._mark.touch()

    def wait_stocked(self, timeout_s: float | None = None) -> bool:
        """Waits until the sample articles are in; False when the time ran out."""
        return self._stocked.wait(timeout_s)

    def wait(self, timeout_s: float | None = None) -> bool:
        """Waits until it is over; False when the time ran out."""
        return self._over.wait(timeout_s)


class Desk:
    """Answers questions for many readers: evidence at once for each, one generation at a time.

    Args:
        qa: what is asked.
        warmup: what an answer waits for.
    """

    def __init__(self, qa: QA, warmup: Warmup) -> None:
        self.qa = qa
        self.warmup = warmup
        self._generation = threading.Lock()

    def ask(self, question: str) -> Answer:
        """The finished answer, when its turn has come.

        Raises:
            DatelineError: the question or the model is at fault.
        """
        self.warmup.wait()
        with self._generation:
            return self.qa.ask(question)

    def follow(self, turn: Turn) -> Iterator[Turn]:
        """Fills `turn`, yielding it after every change, until it is over; never raises."""
        yield turn
        try:
            yield from self._events(turn)
        except DatelineError as error:
            turn.state, turn.notice = "failed", str(error)
        except Exception:
            logger.exception("Answering failed")
            turn.state = "failed"
            turn.notice = "Something went wrong while answering; the log has the details."
        yield turn

    def _events(self, turn: Turn) -> Iterator[Turn]:
        while not self.warmup.wait_stocked(POLL_S):
            turn.state, turn.notice = "waiting", READING_SAMPLES
            yield turn
            if turn.over:
                return
        turn.notice = ""
        events = self.qa.stream(turn.question)
        held = False
        try:
            for event in events:
                if turn.over:
                    return
                _apply(turn, event)
                yield turn
                if turn.over:
                    return
                if not held:
                    for notice in self._queue():
                        turn.state, turn.notice = "waiting", notice
                        yield turn
                        if turn.over:
                            return
                    held = True
                    turn.state, turn.notice = "composing", ""
                    yield turn
        finally:
            # A generator stops its model when closed; waiting for the collector would not do.
            if isinstance(events, Generator):
                events.close()
            if held:
                self._generation.release()

    def _queue(self) -> Iterator[str]:
        """Why there is still a wait, again and again; ends holding the generation lock."""
        while not self.warmup.wait(POLL_S):
            yield "The model is still loading; the answer follows."
        while not self._generation.acquire(timeout=POLL_S):
            yield "Another question is being answered; yours is next."


def _apply(turn: Turn, event: Event) -> None:
    match event:
        case EvidenceFound(evidence):
            turn.evidence, turn.state = evidence, "composing"
        case TextSoFar(text, citations, headings):
            turn.text, turn.citations, turn.headings = text, citations, headings
        case Finished(answer):
            turn.answer, turn.text, turn.citations = answer, answer.text, answer.citations
            turn.headings = answer.headings
            turn.evidence = answer.evidence or turn.evidence
            turn.state, turn.notice = "done", ""
