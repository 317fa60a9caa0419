import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import f1_score, precision_score, recall_score

from eval.scores import Metric, difference, figure, mcnemar, ratio

LABELS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30)


def values(pairs: list[tuple[bool, bool]]) -> list[dict[str, tuple[float, float]]]:
    """Of (gold, predicted): what an item gives to precision and recall."""
    items = []
    for gold, predicted in pairs:
        item: dict[str, tuple[float, float]] = {}
        if predicted:
            item["precision"] = (float(gold), 1.0)
        if gold:
            item["recall"] = (float(predicted), 1.0)
        items.append(item)
    return items


@given(LABELS)
def test_precision_recall_and_f1_are_scikit_learns(pairs: list[tuple[bool, bool]]) -> None:
    gold, predicted = ([p[side] for p in pairs] for side in (0, 1))
    items = values(pairs)
    harmonic = Metric("f1", "harmonic", ("precision", "recall"))
    for metric, reference in (
        (Metric("precision"), precision_score),
        (Metric("recall"), recall_score),
        (harmonic, f1_score),
    ):
        expected = reference(gold, predicted, zero_division=0)
        found = figure(metric, items)
        assert found.value == pytest.approx(expected)
        assert 0 <= found.low <= found.high <= 1


def test_micro_averages_are_ratios_of_sums() -> None:
    items = [{"p": (1.0, 4.0)}, {"p": (3.0, 4.0)}, {"p": (2.0, 2.0)}, {"other": (1.0, 1.0)}]
    found = figure(Metric("p"), items)
    assert (found.value, found.n) == (0.6, 3)
    assert 0.25 <= found.low < 0.6 < found.high <= 1


def test_quantiles_of_single_values() -> None:
    items = [{"s": (float(s), 1.0)} for s in (1, 2, 3, 4, 100)]
    assert figure(Metric("m", "median", ("s",)), items).value == 3
    assert figure(Metric("m", "max", ("s",)), items).value == 100
    assert figure(Metric("m", "p95", ("s",)), items).value == pytest.approx(80.8)


def test_nothing_and_one() -> None:
    assert figure(Metric("x", empty=1.0), []).to_dict() == {
        "value": 1.0,
        "low": 1.0,
        "high": 1.0,
        "n": 0,
    }
    one = figure(Metric("x"), [{"x": (1.0, 2.0)}])
    assert (one.value, one.low, one.high) == (0.5, 0.5, 0.5)


def test_the_interval_is_near_the_one_of_the_normal_distribution() -> None:
    rng = np.random.default_rng(1)
    drawn = rng.random(400) < 0.3
    found = figure(Metric("x"), [{"x": (float(d), 1.0)} for d in drawn])
    share = drawn.mean()
    half = 1.96 * np.sqrt(share * (1 - share) / 400)
    assert found.low == pytest.approx(share - half, abs=0.01)
    assert found.high == pytest.approx(share + half, abs=0.01)


def test_mcnemar_by_hand() -> None:
    # 1 against 9: 2 * (1 + 10) / 2**10
    a = np.array([1.0] + [0.0] * 9 + [1.0] * 20)
    b = np.array([0.0] + [1.0] * 9 + [1.0] * 20)
    assert mcnemar(a, b) == pytest.approx(22 / 1024)
    assert mcnemar(a, a) == 1
    assert stats.binomtest(1, 10).pvalue == pytest.approx(22 / 1024)


def side(numbers: list[float], start: int = 0) -> dict[str, dict[str, tuple[float, float]]]:
    return {str(start + n): {"x": (number, 1.0)} for n, number in enumerate(numbers)}


def test_a_difference_over_common_items() -> None:
    found = difference(Metric("x"), side([0] * 30), side([1] * 20 + [0] * 40, 10))
    assert found
    assert (found.n, found.a, found.b) == (20, 0, 1)
    assert found.significant
    assert found.p == pytest.approx(2 / 2**20)
    assert difference(Metric("x"), side([1.0]), side([1.0], 5)) is None


def test_noise_is_not_significant() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.random(60), rng.random(60)
    found = difference(Metric("x"), side(list(a)), side(list(b)))
    assert found
    assert found.p is None
    assert found.low < found.b - found.a < found.high
    assert not found.significant


def test_ratios_of_paired_items() -> None:
    found = ratio(Metric("x"), side([2.0, 4.0, 6.0]), side([1.0, 2.0, 3.0]))
    assert found == pytest.approx((2.0, 2.0, 2.0))
    assert ratio(Metric("x"), side([1.0]), side([0.0])) is None
    assert ratio(Metric("x"), side([1.0]), side([1.0], 7)) is None
