"""A system whose answers are written down, and short ways to make them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from eval.__main__ import Setup
from eval.reply import Passage, Reply
from eval.suites.suite import Suite
from eval.systems.models import Models
from eval.systems.system import OpenSystem, Progress, Source, System
from index.article import Article
from rag.answer import Status
from rag.settings import Settings

ARTICLE = Article(
    "Mayor Ada Orme opened the bridge. “It is a strong – and handsome – bridge,” Orme said, "
    "while her rival Ben Tull shook his head.\n\n"
    'Tull told Orme: "You have spent the money of our children. It will fall."\n\n'
    "The paper's critic called it 'a very plain bridge'."
)


def passage(quote: str, article: Article = ARTICLE) -> Passage:
    """Where those words stand in the article."""
    start = article.text.index(quote)
    return Passage(article.id, start, start + len(quote), quote, article.title, article.origin)


def answer(
    text: str,
    *cited: str,
    question: str = "?",
    status: Status = "answered",
    article: Article = ARTICLE,
    short: str = "",
    seconds: float = 0.5,
) -> Reply:
    """An answer that cites these passages of the article."""
    citations = tuple(passage(quote, article) for quote in cited)
    return Reply(question, status, text, citations, short, seconds=seconds)


REFUSAL = answer('The articles don\'t say. "Nothing here is cited"', status="not_found")


class ScriptedSystem:
    """Answers from a dictionary and refuses every other question; finds articles by their title.

    `asked` are the questions in order; the one of `stop_at` is interrupted.
    """

    answers = True
    index = "scripted"

    def __init__(self, replies: dict[str, Reply], stop_at: str = "") -> None:
        self.replies = replies
        self.asked: list[str] = []
        self.sources: list[Source] = []
        self.opened = 0
        self.closed = 0
        self.stop_at = stop_at

    def open(
        self, sources: Sequence[Source], folder: Path, models: Models, progress: Progress
    ) -> OpenSystem:
        self.sources = list(sources)
        self.opened += 1
        return self

    def retrieve(self, question: str, k: int) -> list[Passage]:
        self.asked.append(question)
        articles = [s for s in self.sources if isinstance(s, Article)]
        found = sorted(articles, key=lambda a: a.title.lower() not in question.lower())
        return [Passage(a.id, 0, 5, a.text[:5], a.title) for a in found][:k]

    def ask(self, question: str) -> Reply:
        self.asked.append(question)
        if question == self.stop_at:
            raise KeyboardInterrupt
        return self.replies.get(question, REFUSAL)

    def warm(self) -> None:
        pass

    def close(self) -> None:
        self.closed += 1


def setup_of(
    tmp_path: Path,
    systems: dict[str, ScriptedSystem],
    suites: dict[str, Callable[[], Suite]] | None = None,
) -> Setup:
    """What the shell runs with: these systems, no models, results below `tmp_path`."""

    def load(name: str) -> System:
        return systems[name]

    models = Models(Settings(data_dir=tmp_path / "data", llm="none"))
    return Setup(models, load, suites) if suites else Setup(models, load)
