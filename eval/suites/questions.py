"""Suites of questions over one collection of articles."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.ranking import ranking_scores, ranks_of
from eval.reply import Passage
from eval.suites.suite import (
    RETRIEVAL,
    Env,
    Item,
    Runner,
    Score,
    Suite,
    collection_folder,
    sources_digest,
)
from eval.systems import ANSWERING
from eval.systems.system import OpenSystem, Source

DEPTH = 50
"""Passages asked of a retriever, so that ten different articles are among them."""
SHOWN = 5
"""Retrieved passages kept for the report."""


class QuestionSuite(Suite):
    """Items of the part `retrieval` are retrieved for, those of `answers` are asked."""

    collection: Sequence[Source] = ()

    def open(self, system: str, env: Env) -> Runner:
        """The system with the collection in it."""
        made = env.load_system(system)
        folder = collection_folder(env.cache, self.name, made, self.collection, env.models)
        return _Asking(made.open(self.collection, folder, env.models, env.progress))

    def material(self) -> str:
        """The collection's digest."""
        return sources_digest(self.collection)

    def applies(self, system: str, item: Item) -> bool:
        """Whether the system answers, or the item is a retrieval."""
        return item.part == RETRIEVAL or system in ANSWERING


class _Asking:
    def __init__(self, system: OpenSystem) -> None:
        self._system = system

    def output(self, item: Item) -> dict[str, Any]:
        return ask(self._system, item)

    def close(self) -> None:
        self._system.close()


def ask(system: OpenSystem, item: Item) -> dict[str, Any]:
    """What the system retrieves or answers, JSON-ready."""
    if item.part != RETRIEVAL:
        return system.ask(item.question).to_dict()
    started = time.perf_counter()
    found = system.retrieve(item.question, DEPTH)
    seconds = time.perf_counter() - started
    return {
        "ranked": distinct(found),
        "evidence": [asdict(p) for p in found[:SHOWN]],
        "seconds": seconds,
    }


def distinct(passages: Sequence[Passage]) -> list[str]:
    """Ids of the passages' articles, each at its first place."""
    return list(dict.fromkeys(p.article for p in passages))


def score_retrieval(
    output: Mapping[str, Any], relevant: Sequence[str], names: Sequence[str]
) -> Score:
    """The named figures of one retrieval; a problem if none of the right articles is in ten."""
    ranked = output["ranked"]
    figures = ranking_scores(ranked, relevant, names)
    missed = not set(ranked[:10]) & set(relevant)
    return Score(
        {name: (value, 1.0) for name, value in figures.items()},
        ("the right article is not among the first ten",) if missed else (),
        tuple(ranks_of(ranked, relevant)),
    )
