from pathlib import Path

from eval.polnear import AnnotatedArticle, Attribution
from eval.train_attributions import Example, examples, train, write
from index import scoring
from index.article import Article, Span

TEXT = "Mayor Ilse Varga said that the river rose. Varga crossed the bridge."


def annotated() -> AnnotatedArticle:
    def span(words: str) -> tuple[Span]:
        at = TEXT.index(words)
        return (Span(at, at + len(words)),)

    gold = Attribution(span("that the river rose"), span("said"), span("Mayor Ilse Varga"))
    return AnnotatedArticle("made-up", Article(text=TEXT), (gold,))


def test_a_reading_is_right_where_the_gold_has_its_cue_and_content() -> None:
    right = [e for e in examples(annotated()) if e.right]
    assert right
    assert all("l=say|VERB" in e.features for e in right)


def test_trained_weights_tell_right_from_wrong_and_can_be_read_back(tmp_path: Path) -> None:
    found = [
        *[Example(["l=say|VERB", "f=ccomp"], True)] * 20,
        *[Example(["l=say|VERB", "f=dobj"], False)] * 20,
    ]
    weights = train(found)
    path = tmp_path / "weights.tsv"
    write(weights, path)
    lines = [x for x in path.read_text().splitlines() if not x.startswith("#")]
    read = {name: float(weight) for name, weight in (line.split("\t") for line in lines)}
    scorer = scoring.from_weights(read)
    assert scorer.score(["l=say|VERB", "f=ccomp"]) > 0.5 > scorer.score(["l=say|VERB", "f=dobj"])
