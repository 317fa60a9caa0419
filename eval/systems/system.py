"""What can be measured: something that takes articles in, finds passages and answers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from eval.reply import Passage, Reply
from eval.systems.models import Models
from index.article import Article

Source = Path | Article
"""What a collection is made of: files or folders as a user adds them, or articles as they are."""
Progress = Callable[[int, int | None, str], None]
"""Called with the number of articles done, of all (None: not known), and a title."""


class OpenSystem(Protocol):
    """A system with a collection in it."""

    def retrieve(self, question: str, k: int) -> list[Passage]:
        """The best passages, best first, at most `k`."""

    def ask(self, question: str) -> Reply:
        """The answer to a question; never called where the system does not answer."""

    def warm(self) -> None:
        """Load what the first question needs."""

    def close(self) -> None:
        """Let go of files and memory."""


class System(Protocol):
    """A system by name, before it has a collection."""

    @property
    def answers(self) -> bool:
        """Whether it answers, or only retrieves."""

    @property
    def index(self) -> str:
        """Name of its kind of index; systems of one kind share a folder."""

    def open(
        self, sources: Sequence[Source], folder: Path, models: Models, progress: Progress
    ) -> OpenSystem:
        """Index the sources in `folder`, or go on with what it already holds of them.

        Raises:
            DatelineError: a source cannot be taken in, or a model not be loaded.
        """
