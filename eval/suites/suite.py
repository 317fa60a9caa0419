"""What a suite is: items, a way to put each before a system, and one to score what comes back."""

import hashlib
import json
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from eval.bench import BenchDataError, bench_folder
from eval.folder import code_digest
from eval.scores import Metric, Values
from eval.systems import FINDING
from eval.systems.models import Models
from eval.systems.system import Progress, Source, System
from index.article import Article

_T = TypeVar("_T")

RETRIEVAL, ANSWERS, INDEXING = "retrieval", "answers", "indexing"


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked of a run."""

    limit: int | None = None
    seed: int = 0
    part: str = ""
    """Only items of this part."""
    everything: bool = False
    """The larger of a suite's collections, where it has two."""
    articles: Path | None = None
    """The articles of the user's own gold file."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be measured."""

    id: str
    part: str
    """RETRIEVAL, ANSWERS, INDEXING, or what else the suite has."""
    question: str = ""
    """The question, or a name for what it is."""
    gold: Mapping[str, Any] = field(default_factory=dict)
    """JSON-ready; shown beside a failure."""


@dataclass(frozen=True, slots=True)
class Score:
    """What an output is worth."""

    values: Values
    problems: tuple[str, ...] = ()
    """What is wrong with it, in words; an item with problems is reported."""
    ranks: tuple[int, ...] = ()
    """Of a retrieval, the rank of each right article; 0 where it was not found."""


@dataclass(frozen=True, slots=True)
class Env:
    """What systems run with."""

    models: Models
    cache: Path
    """Folder of built indexes."""
    load_system: Callable[[str], System]
    progress: Progress = lambda done, total, title: None


class Runner(Protocol):
    """A system ready for the items of a suite."""

    def output(self, item: Item) -> dict[str, Any]:
        """What the system does with the item, JSON-ready."""

    def close(self) -> None:
        """Let go of files and memory."""


class Suite(ABC):
    """A suite; `load` comes before everything else."""

    name: str
    about: str = ""
    data: str = ""
    """Folder of its data under BENCH_DATA; empty if it needs none."""
    origin: str = ""
    """Where the data is to be had."""
    metrics: tuple[Metric, ...] = ()
    systems: tuple[str, ...] = FINDING
    by_default: tuple[str, ...] = ("ours",)
    """The systems that are measured where none is named."""
    must_pass: bool = False
    """Whether the figures of `ours` can fail a run."""
    warm: bool = True
    """Whether each system does one item unmeasured before it is measured, so that models are
    loaded."""

    @abstractmethod
    def load(self, options: Options) -> list[Item]:
        """The items, those of one part together.

        Raises:
            BenchDataError: its data is not there or damaged.
        """

    @abstractmethod
    def open(self, system: str, env: Env) -> Runner:
        """A system ready for the items."""

    @abstractmethod
    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """What an output is worth."""

    def material(self) -> str:
        """Changes with the texts that the items are about; empty if the items say it all."""
        return ""

    def applies(self, system: str, item: Item) -> bool:
        """Whether the system can do the item."""
        return True

    def passed(self, figures: Mapping[str, float]) -> bool:
        """Whether the figures of `ours` are good enough; always, where nothing was laid down."""
        return True

    def missing(self) -> str:
        """What of its data is not there and where to get it, in a sentence; empty if nothing is."""
        if not self.data:
            return ""
        try:
            bench_folder(self.data)
        except BenchDataError as error:
            return f"{error} Get it from {self.origin}."
        return ""


def sample(things: Sequence[_T], n: int | None, seed: int) -> list[_T]:
    """`n` of the things by lot, in their order; all of them if there are no more."""
    if n is None or n >= len(things):
        return list(things)
    chosen = sorted(random.Random(seed).sample(range(len(things)), n))  # noqa: S311
    return [things[i] for i in chosen]


def collection_folder(
    cache: Path, suite: str, system: System, sources: Sequence[Source], models: Models
) -> Path:
    """Where the system's index of these sources is kept; another code or model, another folder."""
    names = models.names()
    parts = [sources_digest(sources), code_digest("index", "eval/systems")]
    key = json.dumps([*parts, names["embedding"], names["embed_backend"]])
    return cache / f"{suite}-{system.index}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def sources_digest(sources: Sequence[Source]) -> str:
    """Changes with the articles, or with the files and folders that they are read from."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update((source.id if isinstance(source, Article) else _stamp(source)).encode())
    return digest.hexdigest()[:12]


def _stamp(path: Path) -> str:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    stats = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files if f.is_file()]
    return json.dumps([str(path.resolve()), stats])
