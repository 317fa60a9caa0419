"""Train the weights of `index.scoring` on PolNeAR: python -m eval.train_attributions.

Every reading of every possible cue in the training articles is one example, right if its content
is that of a gold attribution with that cue. Takes some minutes, nearly all of it parsing.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from eval.polnear import AnnotatedArticle, load_articles
from index import scoring
from index.errors import DatelineError
from index.found import SAME
from index.nlp import parse
from index.proposals import Proposal, Words, propose
from index.quoting import Quotations

LEAST_SEEN = 5
"""Examples that a feature must stand in."""
LEAST_CUES = 2
"""Gold attributions in which a word must be the cue."""
PENALTY = 0.1
"""Inverse strength of the L2 penalty."""
LIGHTEST = 0.03
"""Weights below count for nothing and are left out."""
NEARLY = 0.15
"""How much worse than the best reading of its cue a right one may be."""
_WITHIN = 0.8
"""Part of a quotation's words that must be gold; a longer one is completed later."""
_SPOKEN_WORDS = 3
_HEAD = (
    "# Weights of index/scoring.py, made by `python -m eval.train_attributions` from the training\n"
    "# part of PolNeAR (Newell, Margolin and Ruths 2018): a feature, a tab, its weight.\n"
)


@dataclass(frozen=True, slots=True)
class Example:
    """One reading of a possible cue, and whether it is a gold attribution."""

    features: list[str]
    right: bool


def examples(annotated: AnnotatedArticle) -> Iterator[Example]:
    """The examples of one article."""
    text = annotated.article.text
    doc = parse(text)
    quotations = Quotations(text, doc)
    words = Words(doc, quotations)
    gold = [(words.of(a.content), words.of(a.cue)) for a in annotated.attributions]
    for readings in propose(text, doc, quotations, words, None):
        fits = [_fit(reading, gold, words.quoted(reading.content)) for reading in readings]
        for reading, fit in zip(readings, fits, strict=True):
            yield Example(reading.features, fit >= SAME and fit >= max(fits) - NEARLY)


def train(found: Sequence[Example]) -> dict[str, float]:
    """The weights of the features that count, the bias among them."""
    cues = Counter(
        feature
        for example in found
        if example.right
        for feature in example.features
        if feature.startswith(scoring.CUE)
    )
    known = {cue for cue, times in cues.items() if times >= LEAST_CUES}
    kept = [e for e in found if any(f in known for f in e.features)]
    seen = Counter(feature for example in kept for feature in example.features)
    names = sorted(f for f, times in seen.items() if times >= LEAST_SEEN)
    right = [example.right for example in kept]
    model = LogisticRegression(C=PENALTY, max_iter=500)
    model.fit(_matrix(kept, names), right)
    weighed = zip(names, map(float, model.coef_[0]), strict=True)
    weights = dict.fromkeys(sorted(known), 0.0)
    weights.update({name: weight for name, weight in weighed if abs(weight) >= LIGHTEST})
    weights["bias"] = float(model.intercept_[0])
    return weights


def write(weights: dict[str, float], path: Path) -> None:
    """Write the weights as `index.scoring` reads them."""
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items())]
    path.write_text(_HEAD + "".join(lines), encoding="utf-8")


def _fit(
    reading: Proposal, gold: Iterable[tuple[frozenset[int], frozenset[int]]], quoted: int
) -> float:
    """The F1 over words with the best gold attribution that has this cue; 0 for none.

    A quotation that is part of the gold content is as good as all of it.
    """
    best = 0.0
    for content, cue in gold:
        shared = len(reading.tokens & content)
        if shared and reading.cue.i in cue:
            best = max(best, 2 * shared / (len(reading.tokens) + len(content)))
            if quoted >= _SPOKEN_WORDS and shared >= _WITHIN * len(reading.tokens):
                best = max(best, shared / len(reading.tokens))
    return best


def _matrix(found: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """Examples by features, 1 where an example has the feature."""
    numbers = {name: number for number, name in enumerate(names)}
    rows, columns = [], []
    for row, example in enumerate(found):
        for feature in example.features:
            if feature in numbers:
                rows.append(row)
                columns.append(numbers[feature])
    return csr_matrix(([1.0] * len(rows), (rows, columns)), shape=(len(found), len(names)))


def main() -> int:
    """Train, write the file, say how large it is."""
    options = argparse.ArgumentParser(prog="python -m eval.train_attributions")
    options.add_argument("--limit", type=int, help="articles to train on; all by default")
    options.add_argument("--to", type=Path, default=scoring.WEIGHTS, help="file to write")
    given = options.parse_args()
    try:
        found = [e for a in load_articles("train", given.limit) for e in examples(a)]
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    weights = train(found)
    write(weights, given.to)
    sys.stdout.write(f"{len(found)} examples, {len(weights)} weights in {given.to}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
