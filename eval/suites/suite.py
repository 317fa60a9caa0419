"""What a suite is: questions, the articles to answer them from, and who said what in these."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Suite:
    """Files of a suite; `speakers` is None where there is no record of who said what."""

    name: str
    gold: Path
    articles: tuple[Path, ...]
    speakers: Path | None = None
