"""Put the items of suites before systems, storing every output as it comes."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tqdm import tqdm

from eval.folder import RunFolder, code_digest
from eval.scores import Figure, figure
from eval.suites.suite import RETRIEVAL, Env, Item, Options, Runner, Score, Suite
from eval.systems.models import Models
from eval.systems.system import Progress

Say = Callable[[str], None]
"""Tells the user something, on stderr."""


@dataclass(frozen=True, slots=True)
class SystemResult:
    """What one system did in a suite."""

    figures: Mapping[str, Figure]
    scores: Mapping[str, Score]
    """By item."""
    outputs: Mapping[str, Mapping[str, Any]]
    """By item."""

    @property
    def values(self) -> dict[str, float]:
        """The figures without their intervals."""
        return {name: f.value for name, f in self.figures.items()}


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """A suite, its items, and what each system did."""

    suite: Suite
    items: Sequence[Item]
    systems: Mapping[str, SystemResult]

    @property
    def passed(self) -> bool:
        """Whether `ours` passed; without it every system has to."""
        judged = [self.systems["ours"]] if "ours" in self.systems else self.systems.values()
        return all(self.suite.passed(result.values) for result in judged)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A suite with its items and the systems that it is put before."""

    suite: Suite
    items: Sequence[Item]
    systems: Sequence[str]

    def tasks(self) -> Iterator[tuple[Item, str]]:
        """Every item with every system that can do it, in turn, so that ratios of times hold."""
        for item in self.items:
            for system in self.systems:
                if self.suite.applies(system, item):
                    yield item, system


def fingerprint(loaded: Sequence[Loaded], options: Options, models: Models) -> dict[str, Any]:
    """What makes two runs one: another value is another run."""
    return {
        "suites": {x.suite.name: _digest(x) for x in loaded},
        "systems": list(dict.fromkeys(s for x in loaded for s in x.systems)),
        "limit": options.limit,
        "seed": options.seed,
        "part": options.part,
        "all": options.everything,
        "models": models.names(),
        "code": code_digest("index", "rag", "eval/systems", "eval/suites"),
    }


def run_suite(loaded: Loaded, folder: RunFolder, env: Env, say: Say) -> SuiteResult:
    """Do what is not done yet, then score everything.

    Raises:
        DatelineError: a system cannot be opened, or cannot do an item; what came before is stored.
    """
    suite = loaded.suite
    tasks = list(loaded.tasks())
    left = [(i, s) for i, s in tasks if (suite.name, s, i.id) not in folder.answers]
    if len(left) < len(tasks):
        say(f"{suite.name}: {len(tasks) - len(left)} of {len(tasks)} are there already.")
    if left:
        _do(loaded, left, folder, env)
    return _scored(loaded, tasks, folder)


def _do(loaded: Loaded, left: Sequence[tuple[Item, str]], folder: RunFolder, env: Env) -> None:
    suite = loaded.suite
    with contextlib.ExitStack() as stack:
        runners: dict[str, Runner] = {}
        for system in dict.fromkeys(s for _, s in left):
            with _indexing(f"{suite.name}, indexing for {system}") as progress:
                runners[system] = suite.open(system, replace(env, progress=progress))
            stack.callback(runners[system].close)
        bar = stack.enter_context(tqdm(total=len(left), desc=suite.name, unit="item"))
        # the last item of each: a model is quicker with a prompt that it has just seen
        warming = {(i.part == RETRIEVAL, s): i for i, s in left} if suite.warm else {}
        for item, system in left:
            bar.set_postfix_str(system, refresh=False)
            if other := warming.pop((item.part == RETRIEVAL, system), None):
                runners[system].output(other)  # loads the models, so that times are warm ones
            folder.answers.add((suite.name, system, item.id), runners[system].output(item))
            bar.update()


@contextlib.contextmanager
def _indexing(what: str) -> Iterator[Progress]:
    """A bar for articles taken in, shown where it takes longer than a second."""
    with tqdm(desc=what, unit="article", delay=1, leave=False) as bar:

        def progress(done: int, total: int | None, title: str) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress


def _scored(loaded: Loaded, tasks: Sequence[tuple[Item, str]], folder: RunFolder) -> SuiteResult:
    suite = loaded.suite
    systems = {}
    for system in loaded.systems:
        items = {i.id: i for i, s in tasks if s == system}
        outputs = {i: folder.answers[suite.name, system, i] for i in items}
        scores = {i: suite.score(item, outputs[i]) for i, item in items.items()}
        parts = {item.part for item in items.values()}
        figures = {
            m.name: figure(m, [s.values for s in scores.values()])
            for m in suite.metrics
            if not m.part or m.part in parts
        }
        # a share of nothing has a value, the median of nothing has none
        figures = {
            m.name: figures[m.name]
            for m in suite.metrics
            if m.name in figures and (figures[m.name].n or m.how in ("ratio", "harmonic"))
        }
        systems[system] = SystemResult(figures, scores, outputs)
    return SuiteResult(suite, loaded.items, systems)


def _digest(loaded: Loaded) -> str:
    lines = [[i.id, i.part, i.question, dict(i.gold)] for i in loaded.items]
    known = json.dumps([lines, loaded.suite.material()], sort_keys=True)
    return hashlib.sha256(known.encode()).hexdigest()[:12]
