"""What became of everything that was to be added."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source or article."""

    id: str = ""
    title: str = ""
    origin: str = ""
    reason: str = ""
    """Why it could not be added: one sentence."""
    replaces: str = ""
    """Id of the earlier version."""

    def to_dict(self) -> dict[str, str]:
        """JSON-ready, without what is not known."""
        return {key: value for key, value in asdict(self).items() if value}


@dataclass(slots=True)
class AddReport:
    """What became of everything that was to be added."""

    added: list[Outcome] = field(default_factory=list)
    unchanged: list[Outcome] = field(default_factory=list)
    """There already, or twice in one call."""
    updated: list[Outcome] = field(default_factory=list)
    """Changed at their source; the earlier versions are still cited, but no longer found."""
    failed: list[Outcome] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Number of articles dealt with."""
        return sum(map(len, (self.added, self.unchanged, self.updated, self.failed)))

    def sentences(self) -> list[str]:
        """For a person to read: the counts, then every failure."""
        counts = [f"Added {_articles(len(self.added))}."]
        if self.unchanged:
            be = "was" if len(self.unchanged) == 1 else "were"
            counts.append(f"{_articles(len(self.unchanged))} {be} there already.")
        if self.updated:
            counts.append(f"{_articles(len(self.updated))} updated.")
        if self.failed:
            counts.append(f"{len(self.failed)} could not be added:")
        return [" ".join(counts), *(outcome.reason for outcome in self.failed)]

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, as `python -m index add --json` prints it."""
        return {
            "added": [o.to_dict() for o in self.added],
            "unchanged": [o.to_dict() for o in self.unchanged],
            "updated": [o.to_dict() for o in self.updated],
            "failed": [o.to_dict() for o in self.failed],
        }


def _articles(n: int) -> str:
    return "1 article" if n == 1 else f"{n} articles"
