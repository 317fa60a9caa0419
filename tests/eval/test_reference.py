"""Metrics against hand-worked cases and against the implementations that others use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import label_ranking_average_precision_score, ndcg_score
from transformers.data.metrics import squad_metrics as official

from eval.ranking import ranking_scores, ranks_of
from eval.shingles import shingle_scores
from eval.squad import contains, exact, f1, normalize

WORDS = st.text(alphabet="abT he an.,-'’é\n", max_size=25)


@given(WORDS, st.lists(WORDS, max_size=3))
def test_squad_as_the_official_script(predicted: str, golds: list[str]) -> None:
    # the script's own choice of golds, and its best of them
    usable = [g for g in golds if official.normalize_answer(g)] or [""]
    assert normalize(predicted) == official.normalize_answer(predicted)
    assert exact(golds, predicted) == max(official.compute_exact(g, predicted) for g in usable)
    assert f1(golds, predicted) == pytest.approx(
        max(official.compute_f1(g, predicted) for g in usable)
    )


@pytest.mark.parametrize(
    ("golds", "predicted", "em", "overlap"),
    [
        (["the 10th century", "in the 10th century"], "10th Century.", 1, 1),
        (["France"], "in France", 0, 2 / 3),
        (["Denmark, Iceland and Norway"], "Norway and Sweden", 0, 4 / 7),
        ([], "", 1, 1),
        ([], "something", 0, 0),
        (["France"], "", 0, 0),
    ],
)
def test_squad_by_hand(golds: list[str], predicted: str, em: float, overlap: float) -> None:
    assert exact(golds, predicted) == em
    assert f1(golds, predicted) == pytest.approx(overlap)


@pytest.mark.parametrize(
    ("gold", "text", "held"),
    [
        ("Idaho", "It was in Idaho, they said.", True),
        ("$5", "It cost 5 dollars", True),
        ("5", "It cost 50 dollars", False),
        ("The", "The end", False),  # nothing is left of it
    ],
)
def test_contained_as_whole_words(gold: str, text: str, held: bool) -> None:
    assert contains(gold, text) is held


# What ranx 0.3.21 gives for these rankings.
RANX = [
    (["d1", "d2", "d3"], ["d1"], (1, 1, 1, 1, 1)),
    (
        ["d7", "d5", "d3", "d2", "d1", "d4", "d6", "d8", "d0", "d10", "d11", "d9"],
        ["d2", "d5", "d9"],
        (0, 2 / 3, 2 / 3, 0.5, 0.49818925746641285),
    ),
    (["d9", "d8", "d7", "d6", "d5", "d4", "d3"], ["d3"], (0, 0, 1, 1 / 7, 1 / 3)),
    (["d1", "d2"], ["d4", "d7"], (0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("ranked", "relevant", "expected"), RANX)
def test_rankings_as_ranx(
    ranked: list[str], relevant: list[str], expected: tuple[float, ...]
) -> None:
    assert tuple(ranking_scores(ranked, relevant).values()) == pytest.approx(expected)


@given(st.permutations([f"d{n}" for n in range(10)]), st.integers(1, 10))
def test_rankings_as_scikit_learn(ranked: list[str], relevant: int) -> None:
    right = [f"d{n}" for n in range(relevant)]
    truth = [[1 if i in right else 0 for i in ranked]]
    scores = [[10 - rank for rank in range(10)]]
    found = ranking_scores(ranked, right)
    assert found["ndcg@10"] == pytest.approx(ndcg_score(truth, scores, k=10))
    if relevant == 1:
        # with one right document its mean precision is the reciprocal rank
        expected = label_ranking_average_precision_score(truth, scores)
        assert found["mrr"] == pytest.approx(expected)


def test_nothing_retrieved_and_ranks() -> None:
    assert set(ranking_scores([], ["d1"]).values()) == {0.0}
    assert ranks_of(["d3", "d1"], ["d1", "d2", "d3"]) == [2, 0, 1]


@pytest.mark.parametrize(
    ("true", "predicted", "precision", "recall"),
    [
        ("a b c d e", "a b c d e", 1, 1),
        ("a b c d e", "a b c d x y", 1 / 3, 1 / 2),
        ("a b c d a b c d", "a b c d", 1, 1 / 5),  # a b c d twice, of five shingles
        ("a b", "a b", 1, 1),  # shorter than a shingle
        ("a b c d", "", None, 0),
        ("", "a b c d", 0, None),
        ("Word's end, here!", "Word s end here", 1, 1),
    ],
)
def test_shingles_by_hand(
    true: str, predicted: str, precision: float | None, recall: float | None
) -> None:
    found = shingle_scores(true, predicted)
    assert (found.get("precision"), found.get("recall")) == (
        pytest.approx(precision),
        pytest.approx(recall),
    )
