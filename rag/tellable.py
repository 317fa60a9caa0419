"""Which sentences of an article can stand alone in a summary, and which of them tell most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from index.article import Article, Sentence, Span
from index.quotes import find_quotes
from rag.corrections import find_corrections
from rag.expected import asks, is_call, parsed

if TYPE_CHECKING:
    pass

LEAST = 5
"""Words of a sentence that tells something."""
EARLY = 3
"""Sentences of the body among which its opening is."""
LONGEST = 400
"""Characters of an opening with the sentence after it."""

_ENDED = re.compile(r"[.!…][\"”’»')\]]*\s*$")
# "He", "The move", "Last updated": what they speak of is in another sentence.
_LEANING = re.compile(
    r"^\W*(?:(?:and|but|or|so|yet|nor|then|also|however|instead|meanwhile|still|nevertheless"
    r"|otherwise|therefore|thus|asked|both|neither|either|others?|another|such|earlier|later"
    r"|afterwards|if)\b|there\b(?! (?:is|are|was|were|has|have|had)\b)"
    r"|(?:one|two|three|four|five|six|all|none|most|some|many|few|each)\s+"
    r"(?:of (?:them|these|those)|was|were|is|are|has|have|had|said|did|will|would|could)\b"
    r"|(?:he|she|it|they|this|that|these|those|his|her|its|their|him|them|here|which|who)\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|his|her|hers|its|their|theirs|him|them)\b", re.IGNORECASE
)
# What the next day was to bring is known by now.
_TO_COME = re.compile(r"\b(?:tomorrow|tonight)\b", re.IGNORECASE)
_POINTING = frozenset("that this these those".split())
_OWN = re.compile(r"\b(?:I|I['’]\w+|[Mm][ey]|[Ww]e|us|[Oo]urs?|[Yy]ours?|[Yy]ou)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article's body."""

    article: Article
    span: Span
    paragraph: int
    number: int
    """Among the sentences of the body, from 0."""

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.article.quote(self.span)


def body(article: Article, sentences: Sequence[Sentence], most: int | None = None) -> list[Told]:
    """The sentences that tell something: no headings, furniture, questions, calls or notices.

    At most the first `most` of them.
    """
    notices = [c for c in find_corrections(article, sentences) if not c.told]
    kept = (
        s
        for s in sentences
        if _tells(article.quote(s.span)) and not any(n.span.overlaps(s.span) for n in notices)
    )
    return [
        Told(article, s.span, s.paragraph, number) for number, s in enumerate(islice(kept, most))
    ]


def stands_alone(told: Told) -> bool:
    """Whether a sentence is understood without the ones before, and told by the article."""
    text = told.text
    quoted = find_quotes(text)
    bare = text
    for quote in reversed(quoted):
        bare = bare[: quote.span.start] + bare[quote.span.end :]
    leads = quoted and not text[: quoted[0].span.start].strip(" \"'“‘")
    if _LEANING.match(text) or leads or _OWN.search(bare) or _TO_COME.search(bare):
        return False
    # "Roe says that to everybody"
    doc = parsed(bare)
    if any(
        t.lower_ in _POINTING and (t.i + 1 == len(doc) or doc[t.i + 1].pos_ in ("ADP", "PUNCT"))
        for t in doc
    ):
        return False
    # "The firm said it" names whom it means, "In a letter she said" does not
    first = _PRONOUN.search(bare)
    return first is None or _names_before(bare[: first.start()])


def opening(sentences: Sequence[Told]) -> Span | None:
    """The first sentence that stands alone, with the one after it where that goes on with it."""
    at = next((n for n, told in enumerate(sentences[:EARLY]) if stands_alone(told)), None)
    if at is None:
        return None
    first = sentences[at]
    after = sentences[at + 1] if at + 1 < len(sentences) else None
    if (
        after is not None
        and after.paragraph == first.paragraph
        and after.span.end - first.span.start <= LONGEST
        and not find_quotes(after.text)
        and not _OWN.search(after.text)
    ):
        return Span(first.span.start, after.span.end)
    return first.span


def is_quotation(text: str) -> bool:
    """Whether a sentence is mostly somebody's own words."""
    quoted = sum(q.span.end - q.span.start for q in find_quotes(text))
    return quoted * 3 > len(text)


def is_description(text: str) -> bool:
    """Whether it only tells how something is, without a figure: "Roe was not there"."""
    roots = [t for t in parsed(text) if t.dep_ == "ROOT"]
    return all(t.lemma_ == "be" for t in roots) and not re.search(r"\d", text)


def is_sentence(text: str) -> bool:
    """Whether it is written as a sentence: no heading, no caption, no line of a list."""
    return len(text.split()) >= LEAST and _ENDED.search(text) is not None


def _tells(text: str) -> bool:
    return (
        is_sentence(text)
        and not asks(text)
        and not is_call(parsed(text))
        and any(t.pos_ in ("VERB", "AUX") for t in parsed(text))
    )


def _names_before(text: str) -> bool:
    """Whether a noun stands there that a pronoun can mean."""
    return any(t.pos_ in ("NOUN", "PROPN") and t.dep_ in ("nsubj", "nsubjpass", "ROOT", "poss",
               "appos", "compound") for t in parsed(text))  # fmt: skip
