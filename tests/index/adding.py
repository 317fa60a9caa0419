"""A process that adds invented articles, to be killed at it."""

import hashlib
import random
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding

from index import pipeline
from index.article import Article
from index.pipeline import Indexer
from index.rows import Entry
from index.settings import IndexSettings
from index.store import Store

DIMENSION = 8
_PEOPLE = "Ada Orm,Ben Tal,Cleo Varga,Dov Brandt,Elin Roe,Finn Doe".split(",")
_VERBS = "said,warned,told reporters,announced,denied".split(",")
_THINGS = "bridge,harbour,school,budget,railway,hospital,dam,library".split(",")


class Hashed(BaseEmbedding):
    """Embeddings that cost nothing: the same text has the same one."""

    def _get_text_embedding(self, text: str) -> list[float]:
        digest = hashlib.sha256(text.encode()).digest()[:DIMENSION]
        return [byte - 127.5 for byte in digest]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def invented(count: int, seed: int) -> list[Article]:
    """Articles of one to eight sentences; every 25th is a new version of the one before it."""
    chance = random.Random(seed)
    articles: list[Article] = []
    while len(articles) < count:
        n = len(articles)
        if n % 25 == 24:
            before = articles[-1]
            text = f"{before.text} The count was {n}."
            articles.append(Article(text=text, title=before.title, url=before.url))
            continue
        sentences = [
            f'{chance.choice(_PEOPLE)} {chance.choice(_VERBS)}: "The {chance.choice(_THINGS)} '
            f'number {n} will cost {chance.randrange(10**6)} crowns."'
            for _ in range(chance.randrange(1, 9))
        ]
        url = f"https://example.org/{seed}/{n}"
        articles.append(Article(text=" ".join(sentences), title=f"Report {n}", url=url))
    return articles


def add(folder: Path, articles: Sequence[Article], batch: int, report: Connection) -> None:
    """Add articles, `batch` at a time; send the ids of those that are in the index."""
    pipeline.BATCH_ARTICLES = batch

    class Reporting(Store):
        def add(self, entries: Sequence[Entry]) -> list[bool]:
            added = super().add(entries)
            report.send([e.article.id for e, new in zip(entries, added, strict=True) if new])
            return added

    pipeline.Store = Reporting  # type: ignore[misc]
    settings = IndexSettings(data_dir=folder)
    with Indexer(settings, Hashed(model_name="hashed")) as indexer:
        report.send([])
        indexer.add(articles)
    report.send(None)
