"""The states of articles, and the versions of one: which is current, which are earlier.

An article is "pending" until it can be found, then "ready"; "superseded" by a newer version that
was read under the same key; "removing" until nothing of it is left.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from index import tables as t


def state(connection: sa.Connection, article_id: str) -> str | None:
    """The state of an article, None if there is none of that id."""
    query = sa.select(t.articles.c.state).where(t.articles.c.id == article_id)
    return connection.execute(query).scalar_one_or_none()


def set_state(connection: sa.Connection, article_id: str, state: str) -> None:
    """Change the state of an article."""
    connection.execute(
        sa.update(t.articles).where(t.articles.c.id == article_id).values(state=state)
    )


def current(connection: sa.Connection, key: str) -> sa.Row[Any] | None:
    """The row of the current article of that key; None if there is none, or no key."""
    query = sa.select(t.articles).where(t.articles.c.key == key, t.READY)
    newest = query.order_by(t.articles.c.number.desc()).limit(1)
    return connection.execute(newest).first() if key else None


def of(connection: sa.Connection, article_id: str) -> list[str]:
    """Ids of all versions of an article, itself included, in the order they were added."""
    key = sa.select(t.articles.c.key).where(t.articles.c.id == article_id)
    same = (t.articles.c.key == key.scalar_subquery()) & (t.articles.c.key != "")
    query = sa.select(t.articles.c.id).where(t.CITABLE, same | (t.articles.c.id == article_id))
    return list(connection.execute(query.order_by(t.articles.c.number)).scalars())


def superseded_by(connection: sa.Connection, article_id: str) -> list[str]:
    """Ids of the articles that are current under the same key as the one of that id."""
    key = sa.select(t.articles.c.key).where(t.articles.c.id == article_id).scalar_subquery()
    query = sa.select(t.articles.c.id).where(
        t.articles.c.key == key, t.articles.c.key != "", t.READY, t.articles.c.id != article_id
    )
    return list(connection.execute(query).scalars())


def mark_seen(connection: sa.Connection, addresses: Sequence[str]) -> None:
    """Keep in mind that what is at those addresses was read; paths are passed over."""
    rows = [{"address": a} for a in addresses if a.startswith(("http://", "https://"))]
    if rows:
        connection.execute(sa.insert(t.seen).prefix_with("OR IGNORE"), rows)


def seen(connection: sa.Connection, address: str) -> bool:
    """Whether what is at that address was read."""
    query = sa.select(t.seen.c.address).where(t.seen.c.address == address)
    return connection.execute(query).first() is not None
