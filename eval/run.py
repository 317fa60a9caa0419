"""Ask a suite's questions and judge the answers."""

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Protocol

from tqdm import tqdm

from eval.gold import GoldError, GoldQuestion, SpokenQuote, load_gold, load_speakers
from eval.metrics import is_credited, is_verbatim, problems, quoted_passages
from eval.suites.suite import Suite
from rag.answer import Answer

RIGHT_SHARE = 0.95
"""The least share of answerable questions to be answered right."""


class System(Protocol):
    """What can be measured: `rag.ArticleQA`, or anything with its ways."""

    def add(self, path: Path, /) -> object:
        """Take in a file of articles."""

    def ask(self, question: str, /) -> Answer:
        """Answer from the articles taken in."""

    def close(self) -> None:
        """Let go of the data folder."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and what is wrong with it."""

    gold: GoldQuestion
    answer: Answer
    problems: tuple[str, ...]
    quotes: int
    """How many passages of the answer stand between quotation marks."""
    not_verbatim: tuple[str, ...]
    not_credited: tuple[str, ...]
    """Empty where there is no record of who said what."""
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the answer holds what it must and nothing that it must not."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Result:
    """All outcomes of a suite; at least one."""

    suite: str
    outcomes: tuple[Outcome, ...]

    @property
    def right(self) -> float:
        """Share of the answerable questions answered right; 1 if there are none."""
        return _share([o.right for o in self.outcomes if not o.gold.refuse])

    @property
    def refused(self) -> float:
        """Share of the unanswerable questions refused; 1 if there are none."""
        return _share([o.right for o in self.outcomes if o.gold.refuse])

    @property
    def quotes_verbatim(self) -> float:
        """Share of the quoted passages that are verbatim and cited; 1 if there are none."""
        return self._share_of_quotes(sum(len(o.not_verbatim) for o in self.outcomes))

    @property
    def quotes_credited(self) -> float:
        """Share of the quoted passages credited to the right speaker; 1 if there are none."""
        return self._share_of_quotes(sum(len(o.not_credited) for o in self.outcomes))

    @property
    def median_s(self) -> float:
        """Seconds an answer takes in the median."""
        return median(o.seconds for o in self.outcomes)

    @property
    def max_s(self) -> float:
        """Seconds the slowest answer takes."""
        return max(o.seconds for o in self.outcomes)

    @property
    def passed(self) -> bool:
        """Every refusal right, enough of the rest, every quote verbatim and rightly credited."""
        return (
            self.refused == 1
            and self.right >= RIGHT_SHARE
            and self.quotes_verbatim == 1
            and self.quotes_credited == 1
        )

    def _share_of_quotes(self, wrong: int) -> float:
        quotes = sum(o.quotes for o in self.outcomes)
        return 1 - wrong / quotes if quotes else 1.0


def run_suite(
    suite: Suite, open_system: Callable[[Path], System], limit: int | None = None
) -> Result:
    """Add the suite's articles to an empty data folder and ask its questions, or the first `limit`.

    Raises:
        GoldError: a gold file is wrong.
        DatelineError: an article cannot be added, or a question not be asked.
    """
    questions = load_gold(suite.gold)[:limit]
    record = load_speakers(suite.speakers) if suite.speakers else []
    if missing := next((p for p in suite.articles if not p.exists()), None):
        raise GoldError(f"The suite {suite.name} needs {missing}, which is not there; restore it.")
    with (
        tempfile.TemporaryDirectory(prefix="dateline-eval-") as folder,
        closing(open_system(Path(folder))) as system,
    ):
        for path in suite.articles:
            system.add(path)
        system.ask(questions[0].question)  # loads the models: answers are timed warm
        outcomes = [
            judge(question, record, system)
            for question in tqdm(questions, desc=suite.name, unit="question")
        ]
    return Result(suite.name, tuple(outcomes))


def judge(question: GoldQuestion, record: Sequence[SpokenQuote], system: System) -> Outcome:
    """Ask one question and judge the answer; an empty `record` judges no credits."""
    start = time.perf_counter()
    answer = system.ask(question.question)
    seconds = time.perf_counter() - start
    # A refusal claims nothing: what it shows are the closest passages, as such.
    passages = quoted_passages(answer.text) if answer.status == "answered" else []
    return Outcome(
        gold=question,
        answer=answer,
        problems=tuple(problems(question, answer)),
        quotes=len(passages),
        not_verbatim=tuple(p.text for p in passages if not is_verbatim(p, answer)),
        not_credited=tuple(
            p.text for p in passages if record and not is_credited(p, answer, record)
        ),
        seconds=seconds,
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 1.0
