"""How much of an article's body a page reader finds, and how much else it takes for the body.

Precision and recall over shingles of four words, as the article-extraction-benchmark's
`evaluate.py` defines them (github.com/scrapinghub/article-extraction-benchmark).
"""

import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.read.page import read_page

SHINGLE = 4
"""Words."""

Reader = Callable[[str, str], str]
"""From a page's HTML and address to the text of its body."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page and what a person took for its article's body."""

    id: str
    html: str
    address: str
    body: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of all shingles of a page: in both texts, only in the found, only in the true one."""

    both: float
    extra: float
    missed: float

    @property
    def precision(self) -> float:
        """1 where both texts are empty."""
        return _share(self.both, self.extra, self.missed)

    @property
    def recall(self) -> float:
        """1 where both texts are empty."""
        return _share(self.both, self.missed, self.extra)


@dataclass(frozen=True, slots=True)
class Score:
    """Means over pages; F1 is of the two means, as the benchmark has it."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def overlap(true: str, found: str) -> Overlap:
    """How the shingles of two texts overlap, each as often as it stands there."""
    a, b = _shingles(true), _shingles(found)
    both, extra, missed = (a & b).total(), (b - a).total(), (a - b).total()
    total = both + extra + missed or 1
    return Overlap(both / total, extra / total, missed / total)


def score(overlaps: Iterable[Overlap]) -> Score:
    """The mean over pages, leaving out those without anything found, or without anything true."""
    pages = list(overlaps)
    precision = [p.precision for p in pages if p.both + p.extra > 0]
    recall = [p.recall for p in pages if p.both + p.missed > 0]
    return Score(
        statistics.fmean(precision) if precision else 0.0,
        statistics.fmean(recall) if recall else 0.0,
    )


def saved_pages(folder: Path) -> Iterator[SavedPage]:
    """The benchmark's pages: `ground-truth.json` and `html/*.html.gz` in `folder`."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, page in sorted(truth.items()):
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield SavedPage(
            name, html.decode("utf-8", "replace"), page.get("url", ""), page["articleBody"]
        )


def evaluate(pages: Iterable[SavedPage], reader: Reader) -> Score:
    """The score of a reader."""
    return score(overlap(page.body, reader(page.html, page.address)) for page in pages)


def ours(html: str, address: str) -> str:
    """Dateline's reader; a page that it refuses has no text."""
    try:
        return read_page(html, address or "page", address).text
    except SourceError:
        return ""


def trafilatura_alone(html: str, _address: str) -> str:
    """The library as it comes, without comments."""
    import trafilatura

    return trafilatura.extract(html, include_comments=False) or ""


READERS: dict[str, Reader] = {"Dateline": ours, "trafilatura": trafilatura_alone}


def _share(hit: float, wrong: float, other: float) -> float:
    if wrong == other == 0.0:
        return 1.0
    return hit / (hit + wrong) if hit else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    count = max(1, len(words) - SHINGLE + 1)
    return Counter(s for i in range(count) if (s := tuple(words[i : i + SHINGLE])))
