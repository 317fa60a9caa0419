import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.attributions import Predicted, Scores, head_word, kind_of, match, source_is_right
from eval.polnear import Attribution
from index.article import Span

TEXT = (
    'Mayor Ilse Varga said the river rose too fast. "We lost two pumps," she said. '
    "Critics called it a disaster for the town."
)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


def gold(content: str, source: str) -> Attribution:
    return Attribution((span(content),), source=(span(source),))


GOLD = [
    gold("the river rose too fast", "Mayor Ilse Varga"),
    gold('"We lost two pumps,"', "she"),
    gold("it a disaster for the town", "Critics"),
]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (["“It rose.”"], "direct"),
        (['"It rose," he', "she"], "mixed"),
        (['"It rose,"', '"It fell."'], "direct"),
        (['"It rose.\n\n"It fell.'], "direct"),
        (["that it was “too fast”"], "mixed"),
        (["it rose too fast."], "indirect"),
        (["too fast.”"], "direct"),
        (["the pumps' noise"], "indirect"),
    ],
)
def test_the_kind_is_told_by_the_marks(content: list[str], kind: str) -> None:
    text = " ".join(content)
    spans = [Span(m.start(), m.end()) for c in content for m in re.finditer(re.escape(c), text)]
    assert kind_of(text, spans) == kind


def test_figures_by_kind() -> None:
    scores = Scores()
    predicted = [
        Predicted((span("river rose too fast"),)),
        Predicted((span('"We lost two pumps,"'),), span("she"), "Ilse Varga"),
        Predicted((span("Mayor Ilse"),)),
    ]
    assert scores.add(TEXT, GOLD, predicted) == [(1, 1), (0, 0)]
    assert scores.kinds["direct"].f1 == 1.0
    assert scores.kinds["indirect"].precision == 0.5
    assert scores.kinds["indirect"].recall == 0.5
    assert scores.all.recall == pytest.approx(2 / 3)
    assert (scores.source.right, scores.source.total) == (0, 1)
    assert (scores.pronouns.right, scores.pronouns.total) == (1, 1)


def test_the_best_match_is_taken_first() -> None:
    whole, part = (span("the river rose too fast"),), (span("river rose too"),)
    assert match(TEXT, [part, whole], [whole]) == [(1, 0)]


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("Mayor Ilse Varga", "Varga"),
        ("a spokesman for Varga", "spokesman"),
        ("Varga, the mayor of Lund,", "Varga"),
        ("The town’s mayor", "mayor"),
        ("she", "she"),
        ("of the town", "town"),
        ("“", "“"),
    ],
)
def test_head_words(phrase: str, head: str) -> None:
    assert head_word(phrase) == head


def test_a_source_is_right_by_span_or_speaker() -> None:
    assert source_is_right(TEXT, Predicted((), span("Ilse Varga")), GOLD[0])
    assert source_is_right(TEXT, Predicted((), span("she"), "Ilse Varga"), GOLD[0])
    assert not source_is_right(TEXT, Predicted((), span("Critics"), "Critics"), GOLD[0])
    assert not source_is_right(TEXT, Predicted(()), GOLD[0])


spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: (Span(p[0], sum(p)),))


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_matches_are_one_to_one(
    predicted: list[tuple[Span, ...]], annotated: list[tuple[Span, ...]]
) -> None:
    pairs = match(TEXT, predicted, annotated)
    assert len({p for p, _ in pairs}) == len({g for _, g in pairs}) == len(pairs)
    assert all(p < len(predicted) and g < len(annotated) for p, g in pairs)


@given(st.lists(spans, max_size=6, unique=True))
def test_a_perfect_prediction_scores_one(contents: list[tuple[Span, ...]]) -> None:
    scores = Scores()
    scores.add(TEXT, [Attribution(c) for c in contents], [Predicted(c) for c in contents])
    assert scores.all.gold_matched == scores.all.predicted_matched
