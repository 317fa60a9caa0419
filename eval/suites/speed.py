"""How fast, how large: indexing, questions, start-up, memory and disk.

Each system runs in a process of its own, so that its memory is its own.
"""

import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.polnear import SOURCE_URL, load_articles, load_questions
from eval.scores import Metric
from eval.suites.said import splits
from eval.suites.suite import (
    INDEXING,
    Env,
    Item,
    Options,
    Runner,
    Score,
    Suite,
    collection_folder,
    sample,
    sources_digest,
)
from eval.suites.worker import Worker
from eval.systems import ANSWERING
from index.article import Article

QUERIES = 50
"""Half of them "What did X say?", half about an article's title."""
STARTS = 3
ON_TORCH = "starter-torch"
STEPS = ("embed", "dense", "lexical", "fuse")


class Speed(Suite):
    """Over PolNeAR's articles; `--limit` bounds the articles."""

    name = "speed"
    about = "indexing PolNeAR, questions by their steps, start-up, memory, disk"
    data = "polnear"
    origin = SOURCE_URL
    systems = (*ANSWERING, ON_TORCH)
    warm = False
    metrics = (
        Metric("articles_per_s", part=INDEXING, digits=2),
        Metric("chunks_per_s", part=INDEXING, digits=1),
        Metric("embedded_tokens_per_s", part=INDEXING, digits=0),
        Metric("embed_share", part=INDEXING),
        Metric("model_share", part=INDEXING),
        Metric("retrieve_p50_ms", "median", ("retrieve_ms",), lower_is_better=True, digits=1),
        Metric("retrieve_p95_ms", "p95", ("retrieve_ms",), lower_is_better=True, digits=1),
        *(
            metric
            for step in STEPS
            for metric in (
                Metric(f"{step}_p50_ms", "median", (f"{step}_ms",), lower_is_better=True, digits=1),
                Metric(f"{step}_p95_ms", "p95", (f"{step}_ms",), lower_is_better=True, digits=1),
            )
        ),
        Metric("first_evidence_ms", "median", lower_is_better=True, digits=1),
        Metric("first_evidence_p95_ms", "p95", ("first_evidence_ms",), lower_is_better=True),
        Metric("first_token_ms", "median", lower_is_better=True, digits=1),
        Metric("first_token_p95_ms", "p95", ("first_token_ms",), lower_is_better=True),
        Metric("answer_median_s", "median", ("seconds",), lower_is_better=True),
        Metric("answer_p95_s", "p95", ("seconds",), lower_is_better=True),
        Metric("peak_mb", "max", lower_is_better=True, digits=0),
        Metric("start_s", "median", lower_is_better=True, digits=2),
        Metric("disk_mb", "max", lower_is_better=True, digits=1),
    )

    def __init__(self) -> None:
        self._articles: Sequence[Article] = ()

    def load(self, options: Options) -> list[Item]:
        """One item for indexing, STARTS for starting, and the questions."""
        annotated = [a for split in splits() for a in load_articles(split)]
        annotated = sample(annotated, options.limit, options.seed)
        self._articles = list({a.article.id: a.article for a in annotated}.values())
        names = {a.name for a in annotated}
        said = [
            q.question for split in splits() for q in load_questions(split) if q.article in names
        ]
        titled = [f"What is reported about “{a.title}”?" for a in self._articles if a.title]
        half = QUERIES // 2
        asked = sample(said, half, options.seed) + sample(titled, half, options.seed)
        return [
            Item("index", INDEXING, f"{len(self._articles)} articles", {"articles": len(names)}),
            *(Item(f"start:{n}", "start", "start-up") for n in range(STARTS)),
            *(Item(f"q:{n}", "queries", question) for n, question in enumerate(asked)),
        ]

    def material(self) -> str:
        """The articles' digest."""
        return sources_digest(self._articles)

    def open(self, system: str, env: Env) -> Runner:
        """A process of the system's own."""
        made = env.load_system(system)
        folder = collection_folder(env.cache, f"speed-{system}", made, self._articles, env.models)
        settings = env.models.settings
        if system == ON_TORCH:
            settings = settings.model_copy(update={"embed_backend": "torch"})
        return _Timing(Worker(system, folder, settings), folder, self._articles)

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """What was timed, as it is."""
        values = {"peak_mb": (output["peak_mb"], 1.0)} if "peak_mb" in output else {}
        if item.part == INDEXING:
            values |= {
                "articles_per_s": (output["articles"], output["seconds"]),
                "chunks_per_s": (output["chunks"], output["seconds"]),
                "embedded_tokens_per_s": (output["tokens"], output["seconds"]),
                "embed_share": (output["embed_s"], output["seconds"]),
                "model_share": (output["models_s"], output["seconds"]),
                "disk_mb": (output["disk_mb"], 1.0),
            }
        elif item.part == "start":
            values["start_s"] = (output["seconds"], 1.0)
        else:
            values["seconds"] = (output["seconds"], 1.0)
            values["retrieve_ms"] = (1000 * output["retrieve_s"], 1.0)
            for step, seconds in output["steps"].items():
                values[f"{step}_ms"] = (1000 * seconds, 1.0)
            for name, key in (("first_evidence_ms", "evidence_s"), ("first_token_ms", "text_s")):
                if output[key] is not None:
                    values[name] = (1000 * output[key], 1.0)
        return Score(values)


class _Timing:
    def __init__(self, worker: Worker, folder: Path, articles: Sequence[Article]) -> None:
        self._worker = worker
        self._folder = folder
        self._articles = articles

    def output(self, item: Item) -> dict[str, Any]:
        if item.part == INDEXING:
            self._worker.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            return self._worker.do("index", self._articles)
        # in case a stopped run is taken up whose index somebody removed
        if not self._folder.exists():
            self._worker.do("index", self._articles)
        if item.part == "start":
            self._worker.close()
            started = time.perf_counter()
            self._worker.do("start")
            return {"seconds": time.perf_counter() - started}
        return self._worker.do("query", item.question)

    def close(self) -> None:
        self._worker.close()
