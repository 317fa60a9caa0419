"""Which articles tell the same story in much the same words: an agency's text in several outlets.

Articles that share a band of their MinHash are candidates (Broder 1997; locality-sensitive
hashing as in Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4); whether they are
near-duplicates is decided on their words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import sqlalchemy as sa
from datasketch import MinHash

from index import tables as t
from index.article import Article
from index.tables import IN_LIMIT

SHINGLE = 4
"""Words."""
ENOUGH = 20
"""Shingles; a shorter text is not compared, as short ones are alike by chance."""
BANDS = 25
ROWS = 5
"""Two texts with a Jaccard index of 0.5 share a band with a chance of 0.55, of 0.7 with 0.99."""
SAME = 0.5
"""Jaccard index, of the shingles, from which two texts tell the same story."""
INSIDE = 0.8
"""Or this share of the shorter text is in the longer: a cut agency report."""
VERSION = 0.15
"""Jaccard index from which a text found where another was is a changed version of it."""
MAX_CANDIDATES = 50

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Hashes of the runs of words in a text."""
    words = re.findall(r"\w+", text.casefold())
    runs = zip(*(words[i:] for i in range(SHINGLE)), strict=False)
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


def similarity(a: Shingles, b: Shingles) -> tuple[float, float]:
    """The Jaccard index, and the share of the smaller set that is in the other."""
    both = len(a & b)
    smaller = min(len(a), len(b))
    return (both / len(a | b), both / smaller) if smaller else (0.0, 0.0)


def place(connection: sa.Connection, article: Article) -> None:
    """Put a stored article among those that tell its story."""
    row = sa.select(t.articles.c.number).where(t.articles.c.id == article.id)
    number = connection.execute(row).scalar_one()
    mine = shingles(article.text)
    story = article.id
    if len(mine) >= ENOUGH:
        hashes = _bands(mine)
        shared = sa.select(t.bands.c.article).where(t.bands.c.hash.in_(hashes))
        query = (
            sa.select(t.articles.c.text, t.articles.c.story)
            .where(t.articles.c.number.in_(shared.distinct()))
            .order_by(t.articles.c.number)
            .limit(MAX_CANDIDATES)
        )
        stories = []
        for other in connection.execute(query):
            if other.story not in stories and _is_same(mine, shingles(other.text)):
                stories.append(other.story)
        if stories:
            story, *joined = stories
            update = sa.update(t.articles).where(t.articles.c.story.in_(joined))
            connection.execute(update.values(story=story))
        rows = [{"hash": h, "article": number} for h in hashes]
        connection.execute(sa.insert(t.bands), rows)
    update = sa.update(t.articles).where(t.articles.c.number == number)
    connection.execute(update.values(story=story))


def of(connection: sa.Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """For each article the id of its story."""
    found: dict[str, str] = {}
    for start in range(0, len(article_ids), IN_LIMIT):
        query = sa.select(t.articles.c.id, t.articles.c.story).where(
            t.articles.c.id.in_(article_ids[start : start + IN_LIMIT])
        )
        # One of the version before stories is a story of its own.
        found |= {row.id: row.story or row.id for row in connection.execute(query)}
    return found


def saying(speaker: str, content: str) -> tuple[str, str]:
    """The same for the same words of one speaker in copies of a story.

    These may leave out the first name.
    """
    surname = "".join(speaker.casefold().split()[-1:])
    return surname, " ".join(re.findall(r"\w+", content.casefold()))


def is_version(title: str, text: str, other: Article) -> bool:
    """Whether a text found where `other` was is a changed version of it, not another article."""
    if title and title == other.title:
        return True
    jaccard, inside = similarity(shingles(text), shingles(other.text))
    return jaccard >= VERSION or inside >= INSIDE


def _is_same(a: Shingles, b: Shingles) -> bool:
    jaccard, inside = similarity(a, b)
    return jaccard >= SAME or inside >= INSIDE


def _bands(mine: Shingles) -> list[int]:
    """One hash for each band; the band's number is part of it."""
    minhash = _empty().copy()
    minhash.update_batch(sorted(mine))
    found = []
    for band, rows in enumerate(np.split(minhash.hashvalues, BANDS)):
        found.append((band << 32) | crc32(rows.astype("<u8").tobytes()))
    return found


@lru_cache(maxsize=1)
def _empty() -> MinHash:
    return MinHash(num_perm=BANDS * ROWS, seed=1, hashfunc=int)
