"""Saved pages: how much of the article's text comes out, and how little else."""

import gzip
import json
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from eval.bench import BenchDataError, bench_folder
from eval.scores import Metric
from eval.shingles import shingle_scores
from eval.suites.suite import Env, Item, Options, Runner, Score, Suite, sample
from index.errors import SourceError
from index.read import articles_in


class Extraction(Suite):
    """scrapinghub/article-extraction-benchmark, by its own measure."""

    name = "extraction"
    about = "117 saved news and blog pages to article text"
    data = "extraction"
    origin = "https://github.com/scrapinghub/article-extraction-benchmark"
    systems = ("ours", "trafilatura", "newspaper4k")
    by_default = systems
    metrics = (
        Metric("precision"),
        Metric("recall"),
        Metric("f1", "harmonic", ("precision", "recall")),
        Metric("pages_per_s"),
    )

    def __init__(self) -> None:
        self._true: dict[str, str] = {}
        self._folder = Path()

    def load(self, options: Options) -> list[Item]:
        """An item a page."""
        self._folder = bench_folder(self.data)
        path = self._folder / "ground-truth.json"
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            chosen = sample(sorted(raw), options.limit, options.seed)
            self._true = {name: raw[name]["articleBody"] for name in chosen}
            return [Item(n, "pages", n, {"url": raw[n].get("url", "")}) for n in chosen]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BenchDataError(f"{path} cannot be read ({error!r}).") from error

    def open(self, system: str, env: Env) -> Runner:
        """Dateline's reading of an HTML file, or a library alone."""
        if system == "ours":
            return _Reading(self._folder)
        return _Library(self._folder, _newspaper if system == "newspaper4k" else _trafilatura)

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Precision and recall of the page."""
        found = shingle_scores(self._true[item.id], output["text"])
        values = {name: (value, 1.0) for name, value in found.items()}
        values["pages_per_s"] = (1.0, output["seconds"])
        problems = [f"{name} {value:.2f}" for name, value in found.items() if value < 0.9]
        if output["error"]:
            problems.append(output["error"])
        return Score(values, tuple(problems))


class _Reading:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def output(self, item: Item) -> dict[str, Any]:
        """The texts of the articles in the page; a page that cannot be read has none."""
        texts, errors = [], []
        with tempfile.TemporaryDirectory(prefix="dateline-eval-") as folder:
            file = Path(folder) / "page.html"
            file.write_bytes(_html(self._folder, item))
            started = time.perf_counter()
            try:
                for article in articles_in(file):
                    if isinstance(article, SourceError):
                        errors.append(str(article))
                    else:
                        texts.append(article.text)
            except SourceError as error:
                errors.append(str(error))
            seconds = time.perf_counter() - started
        return {"text": "\n".join(texts), "error": " ".join(errors), "seconds": seconds}

    def close(self) -> None:
        pass


class _Library:
    """A library with its own defaults."""

    def __init__(self, folder: Path, text_of: Callable[[str], str]) -> None:
        self._folder = folder
        self._text_of = text_of

    def output(self, item: Item) -> dict[str, Any]:
        """As of `_Reading`."""
        html = _html(self._folder, item).decode("utf-8", "replace")
        started = time.perf_counter()
        text = self._text_of(html)
        return {"text": text, "error": "", "seconds": time.perf_counter() - started}

    def close(self) -> None:
        pass


def _trafilatura(html: str) -> str:
    """Without the comments, which no reader counts to the article."""
    import trafilatura

    return trafilatura.extract(html, include_comments=False) or ""


def _newspaper(html: str) -> str:
    """As English, since for a page that names another language it wants data of NLTK's.

    Without the network: it would look for images.
    """
    import newspaper

    page = newspaper.Article("https://example.org/page", language="en", fetch_images=False)
    page.download(input_html=html)
    page.parse()
    return str(page.text)


def _html(folder: Path, item: Item) -> bytes:
    path = folder / "html" / f"{item.id}.html.gz"
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise BenchDataError(f"{path} cannot be read ({error}).") from error
