"""A checked sample of pronouns and whom they stand for; the articles are PolNeAR's."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from eval.attributions import Predicted, Share, head_word, match
from eval.bench import BenchDataError
from eval.polnear import AnnotatedArticle
from index.article import Span
from index.lexicon import HONORIFICS

SAMPLE = Path(__file__).parents[1] / "tests" / "index" / "pronouns.tsv"
"""How it was made stands at its head."""
Half = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun that is an attribution's source, and a mention of whom it stands for."""

    half: Half
    article: str
    """Name of the article, in the split `train`."""
    pronoun: Span
    mention: Span


def load_pronouns(path: Path | None = None) -> list[Pronoun]:
    """The pronouns of SAMPLE or another file, in its order.

    Raises:
        BenchDataError: the file is missing or damaged.
    """
    path = path or SAMPLE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = csv.reader((x for x in lines if not x.startswith("#")), delimiter="\t")
        return [_pronoun(*row) for row in rows]
    except (OSError, ValueError, TypeError) as error:
        raise BenchDataError(f"{path} cannot be read ({error}).") from error


def count_resolved(
    annotated: AnnotatedArticle, pronouns: Iterable[Pronoun], predicted: Sequence[Predicted]
) -> tuple[Share, list[str]]:
    """Of the pronouns whose gold content a prediction matches: those credited to whom they mean.

    Also what is wrong, a sentence for each.
    """
    text, gold = annotated.article.text, annotated.attributions
    share, wrong = Share(), []
    pairs = match(text, [p.content for p in predicted], [g.content for g in gold])
    for pronoun in pronouns:
        matched = (
            predicted[p]
            for p, g in sorted(pairs)
            if any(source.overlaps(pronoun.pronoun) for source in gold[g].source)
        )
        found = next(matched, None)
        if found is not None:
            meant = annotated.article.quote(pronoun.mention)
            named = found.name(text)
            share.count(same_name(named, meant))
            if not same_name(named, meant):
                at = pronoun.pronoun
                wrong.append(
                    f"“{annotated.article.quote(at)}” at {at.start} is {meant}, not {named}"
                )
    return share, wrong


def same_name(one: str, other: str) -> bool:
    """Whether two names or phrases of one article are of the same person or body.

    Their head words are the same and what else the shorter one has stands in the longer one:
    "Orme" and "Mayor Ada Orme", not "Ben Orme" and "Ada Orme". Of several people, each is named.
    """
    left, right = _each(one), _each(other)
    return len(left) == len(right) and all(any(_same(a, b) for b in right) for a in left)


def _same(one: str, other: str) -> bool:
    if head_word(one).casefold() != head_word(other).casefold():
        return False
    short, long = sorted((_words(one), _words(other)), key=len)
    return all(any(_short_for(a, b) or _short_for(b, a) for b in long) for a in short)


def _short_for(word: str, other: str) -> bool:
    """Whether it may stand for the other: "Ken" for "Kenneth"."""
    return word == other or (len(word) > 2 and other.startswith(word))


def _words(name: str) -> list[str]:
    """The words that tell it from others: no titles, initials and articles."""
    words = [w.strip(".,'’").casefold() for w in name.split()]
    return [w for w in words if len(w) > 1 and w not in HONORIFICS and w not in ("the", "an")]


def _each(name: str) -> list[str]:
    return [part for part in name.replace(", and ", " and ").split(" and ") if part.strip()]


def _pronoun(half: str, article: str, *offsets: str) -> Pronoun:
    start, end, mention_start, mention_end = map(int, offsets)
    return Pronoun(
        "a" if half == "a" else "b", article, Span(start, end), Span(mention_start, mention_end)
    )
