"""Article text against the true text by shingles of four words.

As scrapinghub/article-extraction-benchmark's evaluate.py defines it: the counts of a page are
scaled to a sum of 1, precision and recall are means over pages, F1 is that of the two means.
"""

import re
from collections import Counter

LENGTH = 4
_WORD = re.compile(r"\w+")


def shingle_scores(true: str, predicted: str) -> dict[str, float]:
    """`precision` and `recall` of one page; precision is left out where nothing is predicted."""
    wanted, found = _shingles(true), _shingles(predicted)
    shared = (wanted & found).total()
    scores = {}
    if found:
        scores["precision"] = shared / found.total()
    if wanted:
        scores["recall"] = shared / wanted.total()
    return scores


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + LENGTH]) for at in range(max(1, len(words) - LENGTH + 1)))
