"""Attributions that are taken for such, and how two of them stand to each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import sources
from index.article import Span
from index.lexicon import ROLE_NOUNS, SAYING, THINKING

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

SURELY = 0.5
"""The least probability of a saying inside the words of another, where the grammar does not tell
it: the training articles credit the inner one only now and then."""
SAME = 0.5
"""The F1 over words at which two contents are readings of one."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution that is taken for one, before its speaker is known."""

    cue: Token
    words: DocSpan
    source: sources.Source
    content: tuple[Span, ...]
    tokens: frozenset[int]
    sentence: DocSpan
    score: float


def with_tag(chosen: list[Found], tag: Found) -> list[Found]:
    """`chosen`, the quotation that `tag` credits taken from any other verb's source.

    "According to a transcript" stays beside it: that tells of the telling.
    """
    if any(f.cue == tag.cue for f in chosen):
        return [_sourced(f, tag) if f.cue == tag.cue else f for f in chosen]
    kept = [f for f in chosen if f.cue.pos_ != "VERB" or not same(f.tokens, tag.tokens)]
    return [*kept, tag]


def _sourced(found: Found, tag: Found) -> Found:
    """`found`, with the name beside the quotation where the parse has a source from elsewhere."""
    one, other = found.source.phrase, tag.source.phrase
    apart = one.end <= other.start or other.end <= one.start
    return replace(found, source=tag.source) if apart and tag.tokens <= found.tokens else found


def within(inner: Found, outer: Found) -> bool:
    """Whether `inner` is a saying told of in what `outer` says: "Roe said Doe had warned …"."""
    return (
        (inner.score >= SURELY or is_told(inner.cue, inner.source))
        and inner.cue.lemma_.lower() in SAYING
        and outer.cue.lemma_.lower() in SAYING
        and outer.cue.is_ancestor(inner.cue)
        and inner.cue.i in outer.tokens
        and inner.source.phrase.root.i in outer.tokens
    )


def is_told(cue: Token, source: sources.Source) -> bool:
    """Whether "Doe had warned that …" stands under a verb of saying, with somebody named."""
    root = source.phrase.root
    return (
        cue.pos_ == "VERB"
        and cue.dep_ == "ccomp"
        and cue.lemma_.lower() in SAYING - THINKING | {"deny"}
        and cue.head.lemma_.lower() in SAYING - THINKING
        and source.way == "subject"
        and (root.pos_ == "PROPN" or root.lemma_.lower() in ROLE_NOUNS)
        and any(c.dep_ == "ccomp" and c.i > cue.i for c in cue.children)
    )


def same(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two contents, as numbers of tokens, are readings of one."""
    return 2 * len(one & other) >= SAME * (len(one) + len(other))
