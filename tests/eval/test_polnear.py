from pathlib import Path

import pytest

from eval.bench import BenchDataError
from eval.polnear import load_articles, load_questions, parse_annotations
from index.article import Span

TEXT = "Varga said “the river rose.”\r\n\n“It fell,” she added. “Slowly.”"
ANN = (
    "T1\tSource 0 5\tVarga\n"
    "T2\tCue 6 10\tsaid\n"
    "T3\tContent 11 28\t“the river rose.”\n"
    "T4\tAttribution 6 10\tsaid\n"
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
    "E2\tAttribution:T8 Content:T6 Content2:T9 Cue:T7 Source:T5\n"
    "T5\tSource 42 45\tshe\n"
    "T6\tContent 31 41\t“It fell,”\n"
    "T7\tCue 46 51\tadded\n"
    "T8\tAttribution 46 51\tadded\n"
    "T9\tContent 53 62\t“Slowly.”\n"
    "#1\tAnnotatorNotes T3\tquestionable\n"
    "\n"
)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "polnear"
    for name in ("train/text", "train/attributions"):
        (folder / name).mkdir(parents=True)
    (folder / "metadata.tsv").write_text(
        'compartment\tfilename\tpublisher\tpublication_date\ttitle\ntrain\ta\tGazette\t2016-06-19\t"River'
        "\n"
    )
    (folder / "train/text/a.txt").write_bytes(TEXT.encode())
    (folder / "train/attributions/a_x.ann").write_text(ANN)
    (folder / "train/attributions/a_y.ann").write_text("")
    (folder / "train/questions.jsonl").write_text(
        '{"id": "q", "question": "What did Varga say?", "speaker": "Varga", "article": "a", '
        '"statements": [{"span": "31 41;53 62", "content": "x"}]}\n'
    )
    monkeypatch.setenv("BENCH_DATA", str(tmp_path))
    return folder


def test_an_article_comes_with_its_first_annotators_attributions(bench: Path) -> None:
    (annotated,) = load_articles("train")
    text = annotated.article.text
    contents = [[text[s.start : s.end] for s in a.content] for a in annotated.attributions]
    assert contents == [["“the river rose.”"], ["“It fell,”", "“Slowly.”"]]
    sources = [text[a.source[0].start : a.source[0].end] for a in annotated.attributions]
    assert sources == ["Varga", "she"]
    assert str(annotated.article.published) == "2016-06-19"
    assert annotated.article.title == '"River'


def test_questions_have_their_spans(bench: Path) -> None:
    (question,) = load_questions("train")
    assert question.contents == ((Span(31, 41), Span(53, 62)),)


def test_a_discontinuous_span_is_several() -> None:
    text = "T1\tContent 0 4;9 12\tThe end\nE1\tAttribution-no-source:T2 Content:T1\n"
    (attribution,) = parse_annotations(text, Path("a.ann"))
    assert attribution.content == (Span(0, 4), Span(9, 12))
    assert attribution.source == ()


def test_a_broken_line_is_named(bench: Path) -> None:
    (bench / "train/attributions/a_x.ann").write_text("E1\tAttribution:T4 Content:T9\n")
    with pytest.raises(BenchDataError, match=r"a_x.ann holds a line that cannot be read"):
        list(load_articles("train"))


def test_missing_data_says_where_to_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_DATA", str(tmp_path))
    with pytest.raises(BenchDataError, match="set BENCH_DATA"):
        list(load_articles("train"))
