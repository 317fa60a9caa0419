"""Invented articles with everything that is stored of them; embeddings are points on a sphere."""

import numpy as np

from index.article import Article, Chunk, Removed, Sentence, Span, Statement
from index.rows import Entry

DIMENSION = 16
MODEL = "invented"


def embedding(seed: int) -> list[float]:
    vector = np.random.default_rng(seed).normal(size=DIMENSION)
    return [float(x) for x in vector / np.linalg.norm(vector)]


def said_embedding(n: int, c: int) -> list[float]:
    return [-x for x in embedding(1000 * n + c)]


def entry(n: int, chunks: int = 2) -> Entry:
    """The nth article: every chunk one sentence and in it a statement.

    Chunk c has the embedding 1000 n + c, its statement the opposite one.
    """
    parts = [f"Delegate word{n} spoke of matter{n}x{c}." for c in range(chunks)]
    article = Article(
        text=" ".join(parts),
        title=f"Meeting {n}",
        place="SOMEWHERE",
        removed=(Removed("menu", "Next in: “more”"),),
    )
    spans = []
    for part in parts:
        start = article.text.index(part)
        spans.append(Span(start, start + len(part)))
    return Entry(
        article,
        [Sentence(span, 0) for span in spans],
        [Chunk(article.id, i, span) for i, span in enumerate(spans)],
        [
            Statement(
                article.id,
                content=(Span(span.start + 9, span.end),),
                cue=Span(span.start + 3, span.start + 5),
                source=None,
                speaker=f"Delegate word{n}",
                role="",
                kind="indirect",
            )
            for span in spans
        ],
        [embedding(1000 * n + c) for c in range(chunks)],
        [said_embedding(n, c) for c in range(chunks)],
    )
