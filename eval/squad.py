"""Exact match and F1 over words as SQuAD 2.0's evaluate-v2.0.py defines them.

Rajpurkar, Jia and Liang, ACL 2018.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalize(text: str) -> str:
    """Lower case, no punctuation, no articles, single spaces."""
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text.lower().translate(_PUNCTUATION)).split())


def exact(gold: Sequence[str], predicted: str) -> float:
    """1 if the prediction is one of the gold answers (none: the prediction is empty), else 0."""
    return float(any(normalize(g) == normalize(predicted) for g in _usable(gold)))


def f1(gold: Sequence[str], predicted: str) -> float:
    """The best F1 over words against a gold answer; no gold answer stands for an empty one."""
    return max(_f1(normalize(g).split(), normalize(predicted).split()) for g in _usable(gold))


def contains(gold: str, text: str) -> bool:
    """Whether the normalised text holds the normalised gold answer as whole words."""
    wanted = normalize(gold)
    return bool(wanted) and f" {wanted} " in f" {normalize(text)} "


def _usable(gold: Sequence[str]) -> list[str]:
    return [g for g in gold if normalize(g)] or [""]


def _f1(gold: list[str], predicted: list[str]) -> float:
    if not gold or not predicted:
        return float(gold == predicted)
    same = (Counter(gold) & Counter(predicted)).total()
    return 2 * same / (len(gold) + len(predicted))
