"""Which candidates are attributions: a logistic regression over named features.

The weights were trained by `python -m eval.train_attributions` on the training part of PolNeAR
(Newell, Margolin and Ruths 2018); they hold single words (cues, heads of sources and contents)
and names of features, no text of the corpus. What a feature means: `index.features`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.errors import ModelError
from index.lexicon import SAYING

CUE = "l="
"""Begins the feature of a cue's lemma and part of speech."""
WEIGHTS = Path(__file__).with_name("attribution_weights.tsv")


@dataclass(frozen=True, slots=True)
class Scorer:
    """The trained weights."""

    bias: float
    weights: dict[str, float]
    """By feature; a feature that is not here counts for nothing."""
    cues: frozenset[str]
    """"lemma|POS" of the words with a weight as a cue, and of the verbs of saying that the American
    training articles lack; no other word is tried."""

    def score(self, features: Iterable[str]) -> float:
        """The probability, 0 to 1, that a candidate with these features is an attribution."""
        weights = self.weights
        total = self.bias + sum(weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


@cache
def load() -> Scorer:
    """The weights that come with the package: a feature, a tab and its weight on each line.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
        pairs = (line.rsplit("\t", 1) for line in lines if not line.startswith("#"))
        weights = {feature: float(weight) for feature, weight in pairs}
        return from_weights(weights)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"The weights {WEIGHTS.name} cannot be read ({error}); get the file anew from the "
            "project, or make it with: python -m eval.train_attributions"
        ) from error


def from_weights(weights: dict[str, float]) -> Scorer:
    """A scorer of `weights`, whose bias is the feature "bias"."""
    weighed = {f[len(CUE) :] for f in weights if f.startswith(CUE)}
    return Scorer(
        weights["bias"], weights, frozenset(weighed | {f"{verb}|VERB" for verb in SAYING})
    )
