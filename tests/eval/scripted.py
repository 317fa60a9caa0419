"""A stand-in for ArticleQA whose answers are written down, and short ways to make them."""

from pathlib import Path
from typing import Self

from index.article import Article
from rag.answer import Answer, Citation, Status, Timings

ARTICLE = Article(
    "Mayor Ada Orme opened the bridge. “It is a strong – and handsome – bridge,” Orme said, "
    "while her rival Ben Tull shook his head.\n\n"
    'Tull told Orme: "You have spent the money of our children. It will fall."\n\n'
    "The paper's critic called it 'a very plain bridge'."
)


def answer(text: str, *cited: str, question: str = "?", status: Status = "answered") -> Answer:
    """An answer that cites these passages of ARTICLE."""
    citations = []
    for n, passage in enumerate(cited, 1):
        start = ARTICLE.text.index(passage)
        citations.append(Citation(n, ARTICLE, start, start + len(passage)))
    return Answer(question, status, text, tuple(citations), (), "scripted", Timings(0, None, 0))


class ScriptedQA:
    """Answers from a dictionary; refuses every other question."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.added: list[Path] = []
        self.data_dir: Path | None = None
        self.closed = False

    def open(self, data_dir: Path) -> Self:
        assert not list(data_dir.iterdir()), "not an empty data folder"
        self.data_dir = data_dir
        return self

    def add(self, path: Path) -> None:
        self.added.append(path)

    def ask(self, question: str) -> Answer:
        return self.answers.get(question) or answer(
            'The articles don\'t say. "Nothing here is cited"', status="not_found"
        )

    def close(self) -> None:
        self.closed = True
