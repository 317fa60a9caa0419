"""BM25 over whole articles, by the library bm25s."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s
import snowballstemmer

from eval.gold import GoldError
from eval.reply import Passage, Reply
from eval.systems.models import Models
from eval.systems.ours import to_passage
from eval.systems.system import OpenSystem, Progress, Source
from index.article import Article, Span
from index.errors import SourceError
from index.read import articles_in


@dataclass(frozen=True, slots=True)
class Bm25:
    """Title and text, English stop words off, words stemmed, the library's k1 and b."""

    answers: bool = False
    index: str = "bm25"

    def open(
        self, sources: Sequence[Source], folder: Path, models: Models, progress: Progress
    ) -> OpenSystem:
        """As `System.open`; built anew each time, which takes seconds."""
        articles = [a for s in sources for a in _articles(s)]
        stemmer = snowballstemmer.stemmer("english").stemWords
        words = bm25s.tokenize(
            [f"{a.title}\n{a.text}" for a in articles],
            stopwords="en",
            stemmer=stemmer,
            show_progress=False,
        )
        retriever = bm25s.BM25()
        retriever.index(words, show_progress=False)
        return _OpenBm25(articles, retriever, stemmer)


class _OpenBm25:
    def __init__(self, articles: Sequence[Article], retriever: Any, stemmer: Any) -> None:
        self._articles = articles
        self._retriever = retriever
        self._stemmer = stemmer

    def retrieve(self, question: str, k: int) -> list[Passage]:
        words = bm25s.tokenize(
            [question], stopwords="en", stemmer=self._stemmer, show_progress=False
        )
        numbers, scores = self._retriever.retrieve(
            words, k=min(k, len(self._articles)), show_progress=False
        )
        found = [
            self._articles[int(n)] for n, s in zip(numbers[0], scores[0], strict=True) if s > 0
        ]
        return [to_passage(a, Span(0, len(a.text))) for a in found]

    def ask(self, question: str) -> Reply:
        raise NotImplementedError

    def warm(self) -> None:
        pass

    def close(self) -> None:
        pass


def _articles(source: Source) -> list[Article]:
    if isinstance(source, Article):
        return [source]
    found = []
    try:
        for article in articles_in(source):
            if isinstance(article, SourceError):
                raise article
            found.append(article)
    except SourceError as error:
        raise GoldError(str(error)) from error
    return found
