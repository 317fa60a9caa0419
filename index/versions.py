"""The states of articles, and the versions of one: which is current, which are earlier.

An article is "pending" until it can be found, then "ready"; "superseded" by a newer version that
was read under the same key; "removing" until nothing of it is left.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from index import tables as t
from index.article import Article
from index.tables import IN_LIMIT


def states(connection: sa.Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """The state of each of those articles that are there."""
    found: dict[str, str] = {}
    for part in _parts(article_ids):
        query = sa.select(t.articles.c.id, t.articles.c.state).where(t.articles.c.id.in_(part))
        found |= {row.id: row.state for row in connection.execute(query)}
    return found


def set_state(connection: sa.Connection, article_ids: Sequence[str], state: str) -> None:
    """Change the state of articles."""
    for part in _parts(article_ids):
        update = sa.update(t.articles).where(t.articles.c.id.in_(part))
        connection.execute(update.values(state=state))


def current(connection: sa.Connection, keys: Sequence[str]) -> dict[str, sa.Row[Any]]:
    """The row of the current article of each key that has one."""
    found: dict[str, sa.Row[Any]] = {}
    for part in _parts([key for key in keys if key]):
        query = sa.select(t.articles).where(t.articles.c.key.in_(part), t.READY)
        # The newest is kept.
        rows = connection.execute(query.order_by(t.articles.c.number))
        found |= {row.key: row for row in rows}
    return found


def of(connection: sa.Connection, article_id: str) -> list[str]:
    """Ids of all versions of an article, itself included, in the order they were added."""
    key = sa.select(t.articles.c.key).where(t.articles.c.id == article_id)
    same = (t.articles.c.key == key.scalar_subquery()) & (t.articles.c.key != "")
    query = sa.select(t.articles.c.id).where(t.CITABLE, same | (t.articles.c.id == article_id))
    return list(connection.execute(query.order_by(t.articles.c.number)).scalars())


def superseded_by(connection: sa.Connection, article_ids: Sequence[str]) -> list[str]:
    """Ids of the articles that are current under the same key as one of those, still pending."""
    found: list[str] = []
    for part in _parts(article_ids):
        keys = sa.select(t.articles.c.key).where(t.articles.c.id.in_(part), t.articles.c.key != "")
        query = sa.select(t.articles.c.id).where(t.articles.c.key.in_(keys), t.READY)
        found += connection.execute(query).scalars()
    return found


def is_older(article: Article, other: Article) -> bool:
    """Whether an article tells that it was last changed, or published, before the other."""
    (day, moment), (other_day, other_moment) = _changed(article), _changed(other)
    if moment and other_moment:
        return moment < other_moment
    return day is not None and other_day is not None and day < other_day


def _changed(article: Article) -> tuple[date | None, datetime | None]:
    if article.updated:
        return article.updated, article.updated_at
    return article.published, article.published_at


def mark_seen(connection: sa.Connection, addresses: Sequence[str]) -> None:
    """Keep in mind that what is at those addresses was read; paths are passed over."""
    rows = [{"address": a} for a in addresses if a.startswith(("http://", "https://"))]
    if rows:
        connection.execute(sa.insert(t.seen).prefix_with("OR IGNORE"), rows)


def seen(connection: sa.Connection, address: str) -> bool:
    """Whether what is at that address was read."""
    query = sa.select(t.seen.c.address).where(t.seen.c.address == address)
    return connection.execute(query).first() is not None


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), IN_LIMIT):
        yield values[start : start + IN_LIMIT]
