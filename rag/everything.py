"""Of all that somebody said what is shown where nothing in particular is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from index.article import Span, Statement
from index.record import Filter
from index.store import Store
from rag.identity import NameRole
from rag.names import fold
from rag.ontopic import OnTopic
from rag.record import RecordSearch
from rag.telling import HELD, UTTERED, is_told, is_told_of

LOOKED_AT = 200
"""Newest statements of each speaker among which those to be shown are looked for."""
MAX_TURNS = 10
"""Speakers whose newest statements take turns."""


class Everything:
    """Looks for what somebody said, whatever about."""

    def __init__(self, store: Store, search: RecordSearch, on_topic: OnTopic) -> None:
        self._store = store
        self._search = search
        self._on_topic = on_topic

    def of(self, wanted: Filter, asked: str, limit: int) -> list[Statement]:
        """Of all that they said, the newest, in order of time.

        Where many articles have them speak, those that name them in the question's words come
        first: "Attorney General Roe" was not that in all of them.
        """
        titled = self._titled(wanted, asked)
        looked_at = dict.fromkeys([*titled, *self._newest(wanted)])
        found = self._on_topic.once(list(looked_at))
        named = self._naming(asked, found)
        found.sort(key=lambda s: s.article_id not in named)
        texts = {s: self._search.article(s).text for s in found}
        said = [s for s in found if is_told(s, texts[s], UTTERED)]
        spoken_of = [s for s in found if s not in said and is_told_of(s, texts[s])]
        held = [s for s in found if s not in (*said, *spoken_of) and is_told(s, texts[s], HELD)]
        told = [*said, *spoken_of, *held] if said or spoken_of else found
        shown = self._filled(told, limit)
        return sorted(shown, key=lambda s: (s.article_id not in named, self._on_topic.time(s)))

    def _filled(self, statements: Sequence[Statement], limit: int) -> list[Statement]:
        """The first ones, so many that `limit` of them are shown where one tells another too."""
        count = limit
        while count < len(statements):
            missing = limit - len(self._on_topic.drafts(statements[:count]))
            if not missing:
                break
            count += missing
        return list(statements[:count])

    def _titled(self, wanted: Filter, asked: str) -> list[Statement]:
        """The newest by whom articles give the very title and name that are asked about."""
        names = frozenset(
            pair for pair in wanted.names or () if fold(f"{pair[1]} {pair[0]}") == fold(asked)
        )
        if not names or names == wanted.names:
            return []
        return self._store.record.select(replace(wanted, names=names), limit=LOOKED_AT)

    def _naming(self, asked: str, statements: Sequence[Statement]) -> set[str]:
        """The articles that name the speaker as the question does; if none does so, with more."""
        if len(asked.split()) < 2:
            return set()
        wanted = fold(asked)
        wholly: set[str] = set()
        partly: set[str] = set()
        for s in statements:
            source = self._search.article(s).quote(s.source) if s.source else ""
            titled = len(asked.split()) > len(s.speaker.split())
            if wanted in (fold(source), fold(f"{s.role} {s.speaker}") if titled else ""):
                wholly.add(s.article_id)
            elif titled and f" {wanted} " in f" {fold(source)} ":
                partly.add(s.article_id)
        return wholly or partly

    def _newest(self, wanted: Filter) -> list[Statement]:
        """The newest statements, those of each speaker in turn."""
        by_name: dict[str, set[NameRole]] = {}
        for name, role in wanted.names or ():
            by_name.setdefault(name, set()).add((name, role))
        if len(by_name) > MAX_TURNS:
            return self._store.record.select(wanted, limit=LOOKED_AT)
        each = [
            self._store.record.select(replace(wanted, names=frozenset(names)), limit=LOOKED_AT)
            for _, names in sorted(by_name.items())
        ]
        turns = zip_longest(*(sorted(statements, key=self._newest_first) for statements in each))
        return [s for turn in turns for s in turn if s is not None]

    def _newest_first(self, statement: Statement) -> tuple[int, Span]:
        said = statement.said_on or self._search.article(statement).published or date.min
        return -said.toordinal(), statement.content[0]
