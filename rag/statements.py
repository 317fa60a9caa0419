"""What somebody said, as Python users, the shell and the web page get it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, overload

from index.article import Article, StatementKind

if TYPE_CHECKING:
    import pandas as pd

LEFT_OUT = " … "
"""Stands in `content` for the words between two parts of what was said."""
_COLUMNS = (
    "speaker role content kind said_on occasion addressee sentence article_id title source"
    " published start end through story also_in"
).split()
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class SpokenStatement:
    """One statement of the record."""

    speaker: str
    """As the article names the speaker: the fullest name there, or the noun phrase."""
    role: str
    """Title or role as the article gives it; empty if none."""
    content: str
    """What was said, verbatim; ` … ` where the article puts other words between."""
    kind: StatementKind
    said_on: date | None
    """None where the article does not tell the day."""
    occasion: str
    """As the article states it; empty if none."""
    addressee: str
    """As the article states it; empty if none."""
    article: Article
    start: int
    """Where the content begins in `article.text`."""
    end: int
    """Where it ends, exclusive."""
    sentence: str
    """The whole sentences of the article that hold it and tell whose it is."""
    story: str = ""
    """Id of the story: the same for articles that tell it in much the same words."""
    also_in: tuple[str, ...] = ()
    """Where copies were put together, the other outlets that have the same words."""
    through: str = ""
    """As `Statement.through`: who passes it on; empty if nobody but the article."""

    @property
    def day(self) -> date | None:
        """When it was said, or else when the article was published."""
        return self.said_on or self.article.published

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: a line of `Statements.to_jsonl`."""
        article = self.article
        return {
            "speaker": self.speaker,
            "role": self.role,
            "content": self.content,
            "kind": self.kind,
            "said_on": self.said_on.isoformat() if self.said_on else None,
            "occasion": self.occasion,
            "addressee": self.addressee,
            "sentence": self.sentence,
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "published": article.published.isoformat() if article.published else None,
            "start": self.start,
            "end": self.end,
            "story": self.story,
            "also_in": list(self.also_in),
            "through": self.through,
        }


class Statements(Sequence[SpokenStatement]):
    """Statements in an order of their own; a slice or a sorted copy is of this type again."""

    def __init__(self, statements: Sequence[SpokenStatement] = ()) -> None:
        self._statements = tuple(statements)

    @overload
    def __getitem__(self, index: int) -> SpokenStatement: ...

    @overload
    def __getitem__(self, index: slice) -> Statements: ...

    def __getitem__(self, index: int | slice) -> SpokenStatement | Statements:
        """One of them, or some."""
        if isinstance(index, slice):
            return Statements(self._statements[index])
        return self._statements[index]

    def __len__(self) -> int:
        return len(self._statements)

    def __iter__(self) -> Iterator[SpokenStatement]:
        return iter(self._statements)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Statements) and self._statements == other._statements

    def __hash__(self) -> int:
        return hash(self._statements)

    def __repr__(self) -> str:
        return f"Statements({list(self._statements)!r})"

    def sorted(
        self, key: Callable[[SpokenStatement], Any] | None = None, *, reverse: bool = False
    ) -> Statements:
        """In another order; without a `key` in order of time, those of no time always last."""
        if key is not None:
            return Statements(sorted(self._statements, key=key, reverse=reverse))
        dated = [s for s in self._statements if s.day]
        undated = [s for s in self._statements if not s.day]
        return Statements(
            [*sorted(dated, key=lambda s: s.day or date.max, reverse=reverse), *undated]
        )

    def to_jsonl(self) -> str:
        """An object a line."""
        return "".join(json.dumps(s.to_dict(), ensure_ascii=False) + "\n" for s in self)

    def to_csv(self) -> str:
        """A table with a line of names.

        Text that a spreadsheet would take for a formula has an apostrophe before it.
        """
        out = io.StringIO()
        writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        for statement in self:
            writer.writerow({name: _cell(value) for name, value in statement.to_dict().items()})
        return out.getvalue()

    def to_dataframe(self) -> pd.DataFrame:
        """A pandas DataFrame with the columns of `to_csv`; days are datetime64, NaT if unknown."""
        import pandas as pd

        frame = pd.DataFrame([s.to_dict() for s in self], columns=_COLUMNS)
        for name in ("said_on", "published"):
            frame[name] = pd.to_datetime(frame[name])
        return frame


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
