"""Figures from the scores of single items: shares, medians, their 95 % intervals, differences.

Every item gives numerators and denominators by name; a figure is a ratio of their sums (so that a
mean, a share and a micro-averaged precision are one thing), a quantile of the single values, or
the harmonic mean of two ratios.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Values = Mapping[str, tuple[float, float]]
"""Numerator and denominator by name; a name that does not apply to the item is not there."""
Array = NDArray[np.float64]
RESAMPLES = 1000
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Metric:
    """How a named figure comes from the items' values."""

    name: str
    how: Literal["ratio", "median", "p95", "max", "harmonic"] = "ratio"
    of: tuple[str, ...] = ()
    """Names of the values; the metric's own by default, two for a harmonic mean."""
    empty: float = 0.0
    """The figure where nothing applies."""
    part: str = ""
    """Left out where the system did no item of this part; empty: any."""
    lower_is_better: bool = False
    digits: int = 4

    @property
    def values(self) -> tuple[str, ...]:
        """Names of the values that it is made of."""
        return self.of or (self.name,)


JUDGED = Metric("judged")
"""Share of answers that a language model finds right, where one was asked."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value, its interval, and the number of items it rests on."""

    value: float
    low: float
    high: float
    n: int

    def to_dict(self) -> dict[str, float]:
        """JSON-ready."""
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}


def figure(metric: Metric, items: Sequence[Values], seed: int = 0) -> Figure:
    """The metric over `items` with its bootstrap interval (percentiles of resampled items)."""
    data = _arrays(metric, items)
    n = data[0].shape[0]
    if not n:
        return Figure(metric.empty, metric.empty, metric.empty, 0)
    value = float(_statistic(metric, *data))
    if n == 1:
        return Figure(value, value, value, 1)
    low, high = _interval(lambda *d, axis=-1: _statistic(metric, *d, axis=axis), data, seed)
    return Figure(value, low, high, n)


@dataclass(frozen=True, slots=True)
class Difference:
    """B less A over the items of both, and whether it is more than chance."""

    metric: str
    a: float
    b: float
    low: float
    """Of the 95 % interval of the difference, by paired bootstrap."""
    high: float
    p: float | None
    """McNemar's exact test where every item is right or wrong; None otherwise."""
    n: int

    @property
    def significant(self) -> bool:
        """Beyond chance at 5 %: by McNemar's test where it applies, else by the interval."""
        return self.p < 1 - CONFIDENCE if self.p is not None else not self.low <= 0 <= self.high


def difference(
    metric: Metric, a: Mapping[str, Values], b: Mapping[str, Values], seed: int = 0
) -> Difference | None:
    """Two systems' or runs' items by id, compared over those that both have; None without any."""
    pairs = [
        (a[i], b[i])
        for i in sorted(a.keys() & b.keys())
        if all(any(v in x for v in metric.values) for x in (a[i], b[i]))
    ]
    if not pairs:
        return None
    first, second = (_arrays(metric, side, keep_all=True) for side in zip(*pairs, strict=True))
    half = len(first)
    values = [float(_statistic(metric, *side)) for side in (first, second)]

    def statistic(*data: Array, axis: int = -1) -> Array:
        left = _statistic(metric, *data[:half], axis=axis)
        return np.asarray(_statistic(metric, *data[half:], axis=axis) - left)

    low = high = values[1] - values[0]
    if len(pairs) > 1:
        low, high = _interval(statistic, (*first, *second), seed)
    p = None
    if metric.how == "ratio" and _is_yes_or_no(first) and _is_yes_or_no(second):
        p = mcnemar(first[0], second[0])
    return Difference(metric.name, values[0], values[1], low, high, p, len(pairs))


def ratio(
    metric: Metric, a: Mapping[str, Values], b: Mapping[str, Values], seed: int = 0
) -> tuple[float, float, float] | None:
    """A divided by B over their common items, with its interval; None where B is 0."""
    common = sorted(a.keys() & b.keys())
    pairs = [(a[i], b[i]) for i in common if all(metric.values[0] in x for x in (a[i], b[i]))]
    if not pairs:
        return None
    first, second = (_arrays(metric, side, keep_all=True) for side in zip(*pairs, strict=True))
    half = len(first)

    def statistic(*data: Array, axis: int = -1) -> Array:
        below = _statistic(metric, *data[half:], axis=axis)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(_statistic(metric, *data[:half], axis=axis) / below)

    value = float(statistic(*first, *second))
    if not np.isfinite(value):
        return None
    if len(pairs) == 1:
        return value, value, value
    return (value, *_interval(statistic, (*first, *second), seed))


def mcnemar(a: Array, b: Array) -> float:
    """Two-sided exact p of McNemar's test for paired answers, each 1 (right) or 0."""
    only_a, only_b = int(((a == 1) & (b == 0)).sum()), int(((a == 0) & (b == 1)).sum())
    if only_a + only_b == 0:
        return 1.0
    return float(stats.binomtest(only_a, only_a + only_b, 0.5).pvalue)


def _arrays(
    metric: Metric, items: Sequence[Values], *, keep_all: bool = False
) -> tuple[Array, ...]:
    """Numerators and denominators of each value, shape (items,), without those of no item."""
    kept = [x for x in items if keep_all or any(name in x for name in metric.values)]
    return tuple(
        np.array([x.get(name, (0.0, 0.0))[part] for x in kept], dtype=np.float64)
        for name in metric.values
        for part in (0, 1)
    )


def _statistic(metric: Metric, *data: Array, axis: int = -1) -> Array:
    if metric.how == "ratio":
        return _ratio(data[0], data[1], axis, metric.empty)
    if metric.how == "harmonic":
        p, r = (_ratio(data[k], data[k + 1], axis, 0.0) for k in (0, 2))
        return np.asarray(np.divide(2 * p * r, p + r, out=np.zeros_like(p), where=p + r > 0))
    if metric.how == "max":
        return np.asarray(data[0].max(axis=axis))
    return np.asarray(np.quantile(data[0], 0.5 if metric.how == "median" else 0.95, axis=axis))


def _ratio(numerator: Array, denominator: Array, axis: int, empty: float) -> Array:
    above, below = np.asarray(numerator.sum(axis=axis)), np.asarray(denominator.sum(axis=axis))
    return np.asarray(np.divide(above, below, out=np.full_like(above, empty), where=below > 0))


def _interval(statistic: Any, data: tuple[Array, ...], seed: int) -> tuple[float, float]:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        # scipy warns where all resamples are alike, which is what their interval says
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        found = stats.bootstrap(
            data,
            statistic,
            n_resamples=RESAMPLES,
            batch=100,
            paired=True,
            vectorized=True,
            confidence_level=CONFIDENCE,
            method="percentile",
            rng=np.random.default_rng(seed),
        )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _is_yes_or_no(data: tuple[Array, ...]) -> bool:
    return bool(np.isin(data[0], (0, 1)).all() and (data[1] == 1).all())
