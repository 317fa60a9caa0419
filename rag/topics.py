"""Many statements grouped by what they speak of, each group under words that all of it has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.lexicon import ROLE_NOUNS
from index.nlp import parse
from rag.compose import REST, Draft
from rag.relevance import Relevance, stem, words_of

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

ENOUGH = 6
"""Fewer statements are read faster as they come."""
COMMON = 0.6
"""What more than this share of the statements speaks of tells none of them apart."""
LEFT_OVER = 0.5
"""With more than this share of the statements in no group, there are no groups."""
CLOSER = 0.12
"""By so much must a group's statements be nearer to each other, as cosine, than to the rest."""
_MAX_WORDS = 3
# Nouns that many statements have, whatever they are about.
_GENERAL = frozenset(
    stem(noun)
    for noun in (
        *ROLE_NOUNS,
        *"""
        answer anybody anyone anything area aspect case cent circumstance comment country day deal
        decade effort everybody everyone everything example fact folk friend future guy hand home
        hour idea interview issue job kind lady level life line lot man matter meeting member
        million minute moment month morning name need night nobody nothing number other part party
        people percent person place plan point problem process question reason report result right
        role series side situation somebody someone something sort statement story support
        thing thousand time today tomorrow tonight top turn type view way week weekend woman word
        work world year yesterday
        """.split(),
    )
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of statements."""

    heading: str
    """A name or noun phrase that stands in each of them, or `REST`."""
    members: tuple[int, ...]
    """Their positions, in order."""


def group(
    texts: Sequence[str], embeddings: NDArray[np.float32], known: Iterable[str]
) -> list[Topic]:
    """The texts by topic, in the order of each topic's first; empty where they don't fall apart.

    Args:
        texts: What was said, each once.
        embeddings: A unit vector each, shape (len(texts), dimension).
        known: Words that are no topic here: of the speakers' names and of the question.
    """
    named = _phrases(texts, {stem(w) for text in known for w in words_of(text)})
    near = embeddings @ embeddings.T
    left = set(range(len(texts)))
    topics = []
    while left:
        scored = [
            (_apart(near, members) * len(members) ** 0.5, len(key), key, members)
            for key, phrase in named.items()
            if len(members := frozenset(phrase.members & left)) > 1
            and len(members) <= COMMON * len(texts)
            and _apart(near, members) >= CLOSER
        ]
        if not scored:
            break
        *_, key, members = max(scored, key=lambda s: s[:3])
        topics.append(Topic(named[key].heading, tuple(sorted(members))))
        left -= members
    if len(left) > LEFT_OVER * len(texts) or len(topics) + bool(left) < 2:
        return []
    topics.sort(key=lambda topic: topic.members[0])
    return [*topics, Topic(REST, tuple(sorted(left)))] if left else topics


def by_topic(drafts: Sequence[Draft], relevance: Relevance, asked: str) -> list[Draft]:
    """The drafts with headings, those of a topic together; as they are where they have none.

    Args:
        drafts: What was said, in order of time.
        relevance: Embeds them.
        asked: The question.
    """
    texts = [draft.content for draft in drafts]
    if len(texts) < ENOUGH:
        return list(drafts)
    known = [asked, *(draft.speaker for draft in drafts)]
    topics = group(texts, relevance.embed(texts), known)
    found = [replace(drafts[n], heading=topic.heading) for topic in topics for n in topic.members]
    return found or list(drafts)


class _Named:
    """A phrase in its written forms, and the texts that have it."""

    def __init__(self) -> None:
        self.forms: Counter[str] = Counter()
        self.members: set[int] = set()

    @property
    def heading(self) -> str:
        form = max(self.forms, key=lambda f: (self.forms[f], -len(f), f))
        return form[0].upper() + form[1:]


def _phrases(texts: Sequence[str], known: set[str]) -> dict[tuple[str, ...], _Named]:
    """Every noun phrase of up to `_MAX_WORDS` words that ends in a noun, by its stems."""
    # Parsed as one, which is faster than each by itself.
    lines = [" ".join(text.split()) for text in texts]
    doc = parse("\n\n".join(lines))
    ends = np.cumsum([len(line) + 2 for line in lines])
    named: dict[tuple[str, ...], _Named] = defaultdict(_Named)
    for chunk in doc.noun_chunks:
        number = int(np.searchsorted(ends, chunk.start_char, side="right"))
        for run in _runs(chunk):
            stems = [stem(token.text) for token in run]
            if stems[-1] in known | _GENERAL or all(part in known | _GENERAL for part in stems):
                continue
            # The "United States" are no states.
            key = tuple(
                s.upper() * (t.pos_ == "PROPN") or s for s, t in zip(stems, run, strict=True)
            )
            named[key].forms[doc[run[0].i : run[-1].i + 1].text] += 1
            named[key].members.add(number)
    return named


def _runs(chunk: Phrase) -> Iterable[list[Token]]:
    """The words up to a noun of the phrase that could stand as a heading."""
    tokens = list(chunk)
    for last, token in enumerate(tokens):
        if token.pos_ not in ("NOUN", "PROPN") or not _is_plain(token) or len(token) < 3:
            continue
        for first in range(max(0, last - _MAX_WORDS + 1), last + 1):
            run = tokens[first : last + 1]
            # Without adjectives: "corrupt tax code" would be a claim of ours.
            if all(t.pos_ in ("NOUN", "PROPN") and _is_plain(t) for t in run):
                yield run


def _is_plain(token: Token) -> bool:
    return token.text.replace("-", "").isalpha() and not token.is_stop


def _apart(near: NDArray[np.float32], members: frozenset[int]) -> float:
    """How much nearer the members are to each other than to the rest; mean cosines."""
    inside = sorted(members)
    outside = [n for n in range(len(near)) if n not in members]
    within = near[np.ix_(inside, inside)][np.triu_indices(len(inside), 1)].mean()
    return float(within - near[np.ix_(inside, outside)].mean())
