"""The metric against values worked out by hand, as the benchmark's own code gives them."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.extraction import Overlap, evaluate, ours, overlap, saved_pages, score


@pytest.mark.parametrize(
    ("true", "found", "precision", "recall"),
    [
        ("", "", 1, 1),
        ("one", "", 0, 0),
        ("", "one", 0, 0),
        ("a b c d e", "a b c d e", 1, 1),
        ("a b c d e", "A, b. c d e", 1 / 2, 1 / 2),
        ("a b c d", "a b c d e f", 1 / 3, 1),
        ("a b c d e f", "a b c d", 1, 1 / 3),
        ("a b c d a b c d", "a b c d", 1, 1 / 5),
    ],
)
def test_by_hand(true: str, found: str, precision: float, recall: float) -> None:
    result = overlap(true, found)
    assert result.precision == pytest.approx(precision)
    assert result.recall == pytest.approx(recall)


def test_the_mean_is_over_pages_not_words() -> None:
    result = score([Overlap(1, 0, 0), Overlap(0.5, 0.5, 0), Overlap(0, 0, 1)])
    assert result.precision == pytest.approx(0.75)
    assert result.recall == pytest.approx(2 / 3)
    assert result.f1 == pytest.approx(2 * 0.75 * (2 / 3) / (0.75 + 2 / 3))
    assert score([]).f1 == 0


@given(st.text("ab ", max_size=40), st.text("ab ", max_size=40))
def test_precision_one_way_is_recall_the_other(a: str, b: str) -> None:
    forth, back = overlap(a, b), overlap(b, a)
    assert forth.precision == pytest.approx(back.recall)
    assert 0 <= forth.precision <= 1


def test_saved_pages(tmp_path: Path) -> None:
    body = "The harbour of Velburg opened on Tuesday after ten years of work on its quay. " * 5
    html = f"<html><body><article><h1>Open</h1><p>{body}</p></article></body></html>"
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "x.html.gz").write_bytes(gzip.compress(html.encode()))
    truth = {"x": {"articleBody": body, "url": "https://velburg.example/open"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    assert evaluate(saved_pages(tmp_path), ours).f1 == 1
