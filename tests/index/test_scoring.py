from pathlib import Path

import pytest

from index import scoring
from index.errors import ModelError


def test_the_weights_of_the_features_decide() -> None:
    scorer = scoring.from_weights({"bias": -1.0, "l=say|VERB": 3.0, "l=jump|VERB": 0.1})
    # verbs of saying are cues without a weight too
    assert scorer.cues >= {"say|VERB", "jump|VERB", "retort|VERB"}
    assert "walk|VERB" not in scorer.cues
    assert scorer.score(["l=say|VERB", "unknown"]) > 0.5 > scorer.score(["unknown"])


@pytest.mark.parametrize("content", ["l=say|VERB\tmuch\n", "no tab\n", "l=say|VERB\t1.0\n"])
def test_damaged_weights_are_an_error(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.tsv"
    path.write_text(content)
    monkeypatch.setattr(scoring, "WEIGHTS", path)
    scoring.load.cache_clear()
    try:
        with pytest.raises(ModelError, match="cannot be read"):
            scoring.load()
    finally:
        monkeypatch.undo()
        scoring.load.cache_clear()
