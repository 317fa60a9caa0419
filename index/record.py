"""The record of who said what, searched by speaker, outlet, kind, time and topic."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa

from index import lexical, stories
from index import rows as r
from index import tables as t
from index.article import Statement, StatementKind
from index.tables import IN_LIMIT

Name = tuple[str, str]
"""Speaker and role as one article gives them."""
Nearest = Callable[[Sequence[float], int], list[tuple[str, float]]]
_EXACT = 2000
"""Of so few statements every embedding is compared; of more, those that Chroma finds nearest."""
_OVERFETCH = 20
"""How many times more are asked of Chroma where some will not pass the filter."""
day = sa.func.coalesce(t.statements.c.said_on, t.articles.c.published)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements are meant; what is None or empty does not matter.

    The time of a statement is the day it was said, or else the day of its article; one without
    either is of no time.
    """

    names: frozenset[Name] | None = None
    article_ids: frozenset[str] | None = None
    source: str = ""
    """Part of the outlet's name, in any case."""
    kind: StatementKind | None = None
    since: date | None = None
    until: date | None = None
    """The last day that counts."""
    month: int = 0
    """1 to 12, of any year; 0 if it does not matter."""
    day: int = 0
    """1 to 31, of any month; 0 if it does not matter."""
    weekday: int = 0
    """1 (Monday) to 7, of any week; 0 if it does not matter."""

    def where(self) -> list[sa.ColumnElement[bool]]:
        """The conditions on statements joined with articles."""
        s, found = t.statements.c, [t.READY]
        if self.names is not None:
            # As one variable: a role may have more bearers than a statement may have variables.
            pair = sa.func.json_each(json.dumps(sorted(self.names))).table_valued("value").c.value
            parts = (sa.func.json_extract(pair, "$[0]"), sa.func.json_extract(pair, "$[1]"))
            found.append(sa.tuple_(s.speaker, s.role).in_(sa.select(*parts)))
        if self.article_ids is not None:
            each = sa.func.json_each(json.dumps(sorted(self.article_ids))).table_valued("value")
            found.append(s.article_id.in_(sa.select(each.c.value)))
        if self.source:
            found.append(t.articles.c.source.icontains(self.source, autoescape=True))
        if self.kind is not None:
            found.append(s.kind == self.kind)
        if self.since is not None:
            found.append(day >= self.since)
        if self.until is not None:
            found.append(day <= self.until)
        if self.month:
            found.append(sa.extract("month", day) == self.month)
        if self.day:
            found.append(sa.extract("day", day) == self.day)
        if self.weekday:
            found.append(sa.extract("dow", day) == self.weekday % 7)
        return found


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Named:
    """How often a name and role stand in the record."""

    speaker: str
    role: str
    statements: int


_WITH_VECTORS = (
    t.statement_vectors,
    t.statement_vectors.c.number == t.statements.c.number,
)


class Record:
    """The statements of a store; see `Store.record`.

    Args:
        transaction: opens one on the store's database.
        nearest: asks Chroma for (statement id, cosine similarity).
    """

    def __init__(
        self, transaction: Callable[[], AbstractContextManager[sa.Connection]], nearest: Nearest
    ) -> None:
        self._transaction = transaction
        self._nearest = nearest

    def select(self, wanted: Filter = EVERYTHING, *, limit: int | None = None) -> list[Statement]:
        """The statements in order of time, those of no time last; the newest if `limit` is less."""
        newest = _query(t.statements, day.label("day"), t.articles.c.number.label("article_number"))
        newest = newest.where(*wanted.where()).order_by(
            day.desc().nulls_last(), t.articles.c.number.desc(), t.statements.c.number
        )
        with self._transaction() as connection:
            rows = connection.execute(newest.limit(limit)).all()
        return [r.to_statement(row) for row in sorted(rows, key=_time)]

    def count(self, wanted: Filter = EVERYTHING) -> int:
        """How many statements pass."""
        query = _query(sa.func.count()).where(*wanted.where())
        with self._transaction() as connection:
            return int(connection.execute(query).scalar_one())

    def told(self, wanted: Filter = EVERYTHING) -> int:
        """How many statements pass; of copies of one story, those of the copy with most."""
        a = t.articles.c
        # One of the version before stories is a story of its own.
        story = sa.func.coalesce(sa.func.nullif(a.story, ""), a.id).label("story")
        each = _query(story, sa.func.count().label("told")).where(*wanted.where())
        by_article = each.group_by(a.id).subquery().c
        fullest = sa.select(sa.func.max(by_article.told).label("told"))
        by_story = fullest.group_by(by_article.story).subquery().c
        query = sa.select(sa.func.coalesce(sa.func.sum(by_story.told), 0))
        with self._transaction() as connection:
            return int(connection.execute(query).scalar_one())

    def names(self) -> list[Named]:
        """All speakers with their roles, those with most statements first.

        What several copies of a story have a speaker say in the same words counts for the first.
        """
        s = t.statements.c
        query = _query(s.speaker, s.role, sa.func.count()).where(t.READY)
        with self._transaction() as connection:
            rows = connection.execute(query.group_by(s.speaker, s.role)).all()
            counts = {(speaker, role): count for speaker, role, count in rows}
            for name in _copied(connection):
                counts[name] -= 1
        named = [Named(speaker, role, count) for (speaker, role), count in counts.items()]
        return sorted(named, key=lambda n: (-n.statements, n.speaker, n.role))

    def places(self, names: frozenset[Name]) -> dict[Name, list[str]]:
        """Title and place of the articles in which those of a name and role speak."""
        s, a = t.statements.c, t.articles.c
        found: dict[Name, list[str]] = {}
        query = _query(s.speaker, s.role, a.title, a.place).where(*Filter(names=names).where())
        with self._transaction() as connection:
            for row in connection.execute(query.distinct()):
                found.setdefault((row.speaker, row.role), []).append(f"{row.title} {row.place}")
        return found

    def lexical(
        self, query: str, k: int, wanted: Filter = EVERYTHING
    ) -> list[tuple[Statement, float]]:
        """The `k` whose content shares most words with `query`: (statement, BM25), best first."""
        match = lexical.match(query)
        if not match or k < 1:
            return []
        score: sa.ColumnElement[float] = sa.literal_column("-bm25(statement_text)", sa.Float)
        words = lexical.STATEMENTS
        found = (
            sa.select(t.statements, score.label("score"))
            .select_from(words)
            .join(t.statements, t.statements.c.number == words.c.rowid)
            .join(t.articles, t.articles.c.id == t.statements.c.article_id)
            .where(sa.text("statement_text MATCH :match").bindparams(match=match))
            .where(*wanted.where())
            .order_by(sa.desc("score"), t.statements.c.number)
            .limit(k)
        )
        with self._transaction() as connection:
            rows = connection.execute(found).all()
        return [(r.to_statement(row), float(row.score)) for row in rows]

    def dense(
        self, embedding: Sequence[float], k: int, wanted: Filter = EVERYTHING
    ) -> list[tuple[Statement, float]]:
        """The `k` whose content is nearest: (statement, cosine similarity), most similar first.

        Raises:
            StoreError: as `Store.dense`.
        """
        if k < 1:
            return []
        if wanted != EVERYTHING and self.count(wanted) <= _EXACT:
            return self._compared(embedding, k, wanted)
        fetched = k if wanted == EVERYTHING else k * _OVERFETCH
        similarity = dict(self._nearest(embedding, fetched))
        ids = list(similarity)
        found: list[tuple[Statement, float]] = []
        with self._transaction() as connection:
            for start in range(0, len(ids), IN_LIMIT):
                part = t.statement_vectors.c.id.in_(ids[start : start + IN_LIMIT])
                query = _query(t.statements, t.statement_vectors.c.id).join(*_WITH_VECTORS)
                rows = connection.execute(query.where(part, *wanted.where()))
                found += [(r.to_statement(row), similarity[row.id]) for row in rows]
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def _compared(
        self, embedding: Sequence[float], k: int, wanted: Filter
    ) -> list[tuple[Statement, float]]:
        query = _query(t.statements, t.statement_vectors.c.embedding).join(*_WITH_VECTORS)
        with self._transaction() as connection:
            rows = connection.execute(query.where(*wanted.where())).all()
        if not rows:
            return []
        matrix = r.stack([row.embedding for row in rows])
        vector = np.asarray(embedding, dtype=np.float32)
        lengths = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
        similarity = matrix @ vector / np.maximum(lengths, 1e-9)
        best = np.argsort(-similarity, kind="stable")[:k]
        return [(r.to_statement(rows[i]), float(similarity[i])) for i in best]


def _query(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(t.statements)
        .join(t.articles, t.articles.c.id == t.statements.c.article_id)
    )


def _copied(connection: sa.Connection) -> Iterator[Name]:
    """Name and role of each statement that an earlier copy of its story has too."""
    s, a, words = t.statements.c, t.articles.c, lexical.STATEMENTS
    several = sa.select(a.story).where(t.READY).group_by(a.story).having(sa.func.count() > 1)
    query = (
        _query(s.speaker, s.role, s.article_id, a.story, words.c.text)
        .join(words, words.c.rowid == s.number)
        .where(t.READY, a.story.in_(several))
        .order_by(a.number, s.number)
    )
    first: dict[tuple[str, tuple[str, str]], str] = {}
    for row in connection.execute(query):
        key = (row.story, stories.saying(row.speaker, row.text))
        if first.setdefault(key, row.article_id) != row.article_id:
            yield row.speaker, row.role


def _time(row: sa.Row[Any]) -> tuple[bool, date, int, int]:
    return (row.day is None, row.day or date.min, row.article_number, row.number)
