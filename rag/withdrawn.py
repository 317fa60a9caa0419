"""The figures that articles take back, so that a summary does not tell them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from index.article import Article, Span
from index.nlp import parse
from index.store import Store
from rag.amounts import Amount, agree, amounts, comparable
from rag.corrections import Correction, find_corrections
from rag.expected import parsed

_NUMERAL = re.compile(
    r"\d|\b(?:hundred|thousand|million|billion|dozen|\w+teen|\w+ty|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
PLAIN = 100
"""A number from which it is known again without its unit."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Corrections in a few articles, with the amounts that each takes back."""

    figures: tuple[tuple[Article, Correction, tuple[Amount, ...]], ...] = ()

    @classmethod
    def of(cls, articles: Sequence[Article], store: Store) -> Self:
        """What these articles take back."""
        return cls(
            tuple(
                (article, correction, wrong)
                for article in articles
                for correction in find_corrections(article, store.sentences(article.id))
                if (wrong := _wrong(article, correction))
            )
        )

    def by(self, article: Article, span: Span) -> tuple[Article, Correction] | None:
        """What takes back that which words of an article tell as if it held, and where."""
        text = article.quote(span)
        found = amounts(parsed(text)) if self.figures and _NUMERAL.search(text) else []
        for theirs, correction, wrong in self.figures:
            if theirs.id == article.id and correction.span.overlaps(span):
                continue
            later = article.published and theirs.published and article.published > theirs.published
            if not later and any(_same(a, b) for a in found for b in wrong):
                return theirs, correction
        return None


def _wrong(article: Article, correction: Correction) -> tuple[Amount, ...]:
    """The amounts taken back, of which none is among what holds."""
    right = amounts(parse(correction.right_text(article)))
    return tuple(
        a
        for a in amounts(parse(correction.retracted_text(article)))
        if not any(_same(a, b) for b in right)
    )


def _same(a: Amount, b: Amount) -> bool:
    return comparable(a, b) and agree(a, b) and (bool(a.unit and b.unit) or a.low >= PLAIN)
