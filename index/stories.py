"""Which articles tell the same story in much the same words: an agency's text in several outlets.

Articles that share a band of their MinHash are candidates (Broder 1997; locality-sensitive
hashing as in Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4); whether they are
near-duplicates is decided on their words.
"""

import json
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


def place(connection: sa.Connection, articles: Sequence[tuple[int, Article]]) -> None:
    """Put stored articles, each with its number, among those that tell its story.

    Each must stand there with a story of its own, and have a higher number than all placed before.
    """
    shingled = [(number, article.id, shingles(article.text)) for number, article in articles]
    long = [placing for placing in shingled if len(placing[2]) >= ENOUGH]
    hashes = {number: _bands(mine) for number, _, mine in long}
    sharing = _sharing(connection, sorted({h for each in hashes.values() for h in each}))
    for number, article_id, mine in long:
        candidates = {other for h in hashes[number] for other in sharing.get(h, ())}
        if candidates:
            _join(connection, number, article_id, mine, sorted(candidates)[:MAX_CANDIDATES])
        for h in hashes[number]:
            sharing.setdefault(h, []).append(number)
    rows = [{"hash": h, "article": number} for number in hashes for h in hashes[number]]
    if rows:
        connection.execute(sa.insert(t.bands), rows)


def _sharing(connection: sa.Connection, hashes: Sequence[int]) -> dict[int, list[int]]:
    """For each band the numbers of the first articles that have it, MAX_CANDIDATES at most."""
    # As one variable: a batch has more bands than a statement may have variables.
    each = sa.func.json_each(json.dumps(hashes)).table_valued("value").c.value
    b, other = t.bands.c, t.bands.alias().c
    last = sa.select(other.article).where(other.hash == each).order_by(other.article)
    last = last.offset(MAX_CANDIDATES - 1).limit(1)
    bound = sa.func.coalesce(last.scalar_subquery(), 1 << 62)
    query = sa.select(b.hash, b.article).where(b.hash == each, b.article <= bound)
    found: dict[int, list[int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.hash, []).append(row.article)
    return found


def _join(
    connection: sa.Connection,
    number: int,
    article_id: str,
    mine: Shingles,
    candidates: Sequence[int],
) -> None:
    """Give an article the story of those that tell it, and these the story of the first."""
    query = sa.select(t.articles.c.text, t.articles.c.story)
    query = query.where(t.articles.c.number.in_(candidates)).order_by(t.articles.c.number)
    stories: list[str] = []
    for other in connection.execute(query):
        if other.story not in stories and _is_same(mine, shingles(other.text)):
            stories.append(other.story)
    if stories:
        story, *joined = stories
        update = sa.update(t.articles).where(t.articles.c.story.in_([*joined, article_id]))
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


def keep_copies(connection: sa.Connection, copied: Sequence[Article]) -> None:
    """Keep in mind in which other outlets articles were found word for word."""
    rows = [
        {
            "article_id": article.id,
            "source": article.source,
            "url": article.url,
            "origin": article.origin,
            "published": article.published,
        }
        for article in copied
    ]
    if rows:
        connection.execute(sa.insert(t.copies).prefix_with("OR IGNORE"), rows)


def copies_of(connection: sa.Connection, article_ids: Sequence[str]) -> list[Article]:
    """Articles as the other outlets have them."""
    found: list[Article] = []
    for start in range(0, len(article_ids), IN_LIMIT):
        query = (
            sa.select(t.copies, t.articles.c.text, t.articles.c.title)
            .join(t.articles)
            .where(t.copies.c.article_id.in_(article_ids[start : start + IN_LIMIT]))
        )
        found += [
            Article(
                text=row.text,
                title=row.title,
                source=row.source,
                url=row.url,
                origin=row.origin,
                published=row.published,
            )
            for row in connection.execute(query)
        ]
    return found


def is_copy(article: Article, stored: Article) -> bool:
    """Whether another outlet has the same words."""
    mine, theirs = article.source.casefold(), stored.source.casefold()
    return bool(mine and theirs) and mine != theirs


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
