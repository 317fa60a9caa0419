"""Retrieval figures of one question, computed by ir-measures (trec_eval)."""

from collections.abc import Sequence

import ir_measures
from ir_measures import RR, R, nDCG

_MEASURES = {
    "recall@1": R @ 1,
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "mrr": RR,
    "ndcg@10": nDCG @ 10,
}


def ranking_scores(
    ranked: Sequence[str], relevant: Sequence[str], names: Sequence[str] = tuple(_MEASURES)
) -> dict[str, float]:
    """Figures by name of one ranking.

    Args:
        ranked: Ids without repetition, best first.
        relevant: The right ids, at least one, all equally right.
        names: Of `recall@1`, `recall@5`, `recall@10`, `mrr`, `ndcg@10`.
    """
    measures = [_MEASURES[name] for name in names]
    if not ranked:
        return dict.fromkeys(names, 0.0)
    qrels = {"q": dict.fromkeys(relevant, 1)}
    # trec_eval sorts by score and breaks ties by id
    run = {"q": {i: float(len(ranked) - rank) for rank, i in enumerate(ranked)}}
    found = ir_measures.calc_aggregate(measures, qrels, run)
    return {name: float(found[m]) for name, m in zip(names, measures, strict=True)}


def ranks_of(ranked: Sequence[str], relevant: Sequence[str]) -> list[int]:
    """The rank, from 1, of each relevant id; 0 where it is not found."""
    place = {i: rank for rank, i in enumerate(ranked, 1)}
    return [place.get(i, 0) for i in relevant]
