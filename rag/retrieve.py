"""Dense and lexical retrieval, fused: the passages that an answer may rest on."""

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from index.article import Article, Chunk
from index.split import nodes
from index.store import Store
from rag.answer import Evidence

RRF_K = 60
"""Cormack, Clarke and Büttcher, SIGIR 2009."""
POOL = 4
"""Candidates that each side brings, as a multiple of the passages wanted."""


class HybridRetriever(BaseRetriever):
    """Chroma's cosine neighbours and FTS5's BM25, fused by reciprocal rank."""

    def __init__(self, store: Store, embedding: BaseEmbedding, top_k: int) -> None:
        super().__init__()
        self._store = store
        self._embedding = embedding
        self._top_k = top_k

    def evidence(self, question: str) -> list[Evidence]:
        """The best passages for `question`, best first, at most `top_k`."""
        return [
            Evidence(article, chunk.span, score) for article, chunk, score in self._hits(question)
        ]

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [
            NodeWithScore(node=nodes(article, [chunk])[0], score=score)
            for article, chunk, score in self._hits(query_bundle.query_str)
        ]

    def _hits(self, question: str) -> list[tuple[Article, Chunk, float]]:
        pool = self._top_k * POOL
        dense = self._store.dense(self._embedding.get_query_embedding(question), pool)
        lexical = self._store.lexical(question, pool)
        fused = reciprocal_rank_fusion([[i for i, _ in dense], [i for i, _ in lexical]])
        best = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))
        chunks = self._store.chunks(best)
        told_by: dict[str, str] = {}
        stories = self._store.stories(list({chunk.article_id for chunk in chunks}))
        hits: list[tuple[Article, Chunk, float]] = []
        for chunk in chunks:
            if len(hits) == self._top_k:
                break
            # What several outlets print in the same words is one piece of evidence.
            story = stories.get(chunk.article_id, chunk.article_id)
            if told_by.setdefault(story, chunk.article_id) != chunk.article_id:
                continue
            article = self._store.article(chunk.article_id)
            # An article removed between the search and here is gone from the answer too.
            if article is not None:
                hits.append((article, chunk, fused[chunk.id]))
        return hits


def reciprocal_rank_fusion(rankings: list[list[str]]) -> dict[str, float]:
    """Score by id: the sum over `rankings` of 1 / (RRF_K + rank), ranks from 1."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (RRF_K + rank)
    return scores
