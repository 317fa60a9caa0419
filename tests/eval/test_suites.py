"""Every suite over made-up data in its format, with a system whose answers are written down."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval import systems
from eval.__main__ import main
from eval.suites import SUITES
from eval.suites.extraction import Extraction
from eval.suites.news import nearest_choice
from eval.suites.rgb import choose, holds
from eval.suites.suite import Item, Options
from index.article import Article
from tests.eval import bench
from tests.eval.scripted import REFUSAL, ScriptedSystem, answer, setup_of

Measure = Callable[..., dict[str, Any]]
TOWER = Article(bench.TOWER, "Tower of Arl")
BRIDGE = Article(bench.BRIDGE, "Bridge of Orl")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = bench.write_all(tmp_path / "bench")
    monkeypatch.setenv("BENCH_DATA", str(folder))
    monkeypatch.setattr("eval.pronouns.SAMPLE", folder / "polnear" / "pronouns.tsv")
    return folder


@pytest.fixture
def measure(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> Measure:
    """The figures of a suite by system."""

    def go(*arguments: str, **systems: ScriptedSystem) -> dict[str, Any]:
        named = {n.replace("_", "-"): s for n, s in systems.items()}
        options = (*arguments, "--json", "--system", *named)
        assert main(options, setup_of(tmp_path, named, dict(SUITES))) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)[arguments[0]]
        return found

    return go


def test_squad2(measure: Measure, tmp_path: Path) -> None:
    replies = {
        # right, and the cited span covers it
        "How tall is the tower of Arl?": answer(
            "It is 90 metres tall. [1]", "is 90 metres tall", article=TOWER, short="90 metres tall"
        ),
        # the right words of the wrong place
        "Who built the tower of Arl?": answer(
            "Ben Tull [1][2]", "in 1702", "The old tower", article=TOWER
        ),
        "Who painted the tower of Arl?": answer("Ada Orme [1]", "Ada Orme", article=BRIDGE),
        # refused, though the answer is there: the third answerable one is left to the refusal
    }
    bm25 = ScriptedSystem({})
    found = measure("squad2", ours=ScriptedSystem(replies), bm25=bm25)
    ours = found["ours"]
    assert ours["recall@1"] == 1  # it finds articles whose title is in the question
    assert list(found["bm25"]) == ["recall@1", "recall@5", "recall@10", "mrr", "ndcg@10"]
    assert ours["em"] == pytest.approx(3 / 5)  # two right answers and a right refusal
    assert ours["f1"] == pytest.approx(3 / 5)
    assert ours["refusal_precision"] == 1 / 2
    assert ours["refusal_recall"] == 1 / 2
    assert ours["citation_precision"] == pytest.approx(1 / 3, abs=1e-4)
    assert ours["citation_recall"] == pytest.approx(1 / 3, abs=1e-4)
    assert ours["median_s"] == 0.5
    (page,) = (tmp_path / "data" / "eval" / "runs").glob("*/report.html")
    for title in ("Recall", "Refusing", "Seconds an answer takes"):
        assert f"<!-- {title} -->" in page.read_text(encoding="utf-8")


def test_squad2_limits_and_parts(measure: Measure) -> None:
    system = ScriptedSystem({})
    found = measure("squad2", "--limit", "2", "--part", "answers", ours=system)
    # one answerable, one not; all refused
    assert found["ours"]["refusal_precision"] == 0.5
    assert found["ours"]["refusal_recall"] == 1
    assert "mrr" not in found["ours"]
    found = measure("squad2", "--part", "retrieval", ours=system)
    assert list(found["ours"]) == ["recall@1", "recall@5", "recall@10", "mrr", "ndcg@10"]


def test_news(measure: Measure) -> None:
    article = Article(bench.BRIDGE, "Bridge")
    held = answer("Ada Orme opened the bridge. [1]", "opened by Ada Orme", article=article)
    found = measure("news", "--all", ours=ScriptedSystem({"Who opened the Bridge?": held}))["ours"]
    assert found["recall@1"] == found["contains"] == found["choice"] == found["citation_right"] == 1
    assert found["f1"] == pytest.approx(2 * 2 / (2 + 4), abs=1e-4)
    none = measure("news", ours=ScriptedSystem({}))["ours"]
    assert none["contains"] == none["f1"] == none["choice"] == none["citation_right"] == 0


@pytest.mark.parametrize(
    ("short", "text", "choice"),
    [
        ("Ada Orme", "Ada Orme [1]", "Ada Orme"),
        ("Tull", "Tull, they said", None),  # Ben or Ada
        ("the mayor", "Mayor Ada Orme did", "Ada Orme"),
        ("nobody", "nobody did", None),
        ("", "", None),
    ],
)
def test_nearest_choice(short: str, text: str, choice: str | None) -> None:
    assert nearest_choice(["Ben Tull", "Ada Orme", "Ada Tull"], short, text) == choice


def test_said(measure: Measure) -> None:
    article = Article(bench.SAID, "Orl opens its bridge")
    question = "What did Ada Orme say?"
    strong = "“It is a strong bridge,”"
    right = answer(f"Ada Orme said: {strong} [1]", f"{strong} said", article=article)
    figures = measure("said", ours=ScriptedSystem({question: right}))["ours"]
    names = ("article@1", "content_recall", "content_precision", "credited")
    assert [figures[n] for n in names] == [1, 1, 1, 1]
    # another's words, and hers credited to him
    wrong = answer(
        f"Ben Tull said: {strong} [1]", "the money was gone", "It is a strong", article=article
    )
    figures = measure("said", ours=ScriptedSystem({question: wrong}))["ours"]
    assert [figures[n] for n in names] == [1, 1, 0.5, 0]
    figures = measure("said", ours=ScriptedSystem({}))["ours"]
    assert [figures[n] for n in names] == [0, 0, 0, 0]


def test_statements(measure: Measure) -> None:
    none = ScriptedSystem({})
    found = measure("statements", ours=none, nearest_name=none)
    ours = found["ours"]
    assert ours["direct_f1"] == 1
    assert 0 < ours["all_f1"] <= 1
    assert ours["articles_per_s"] > 0
    assert ours["pronoun_accuracy"] == 1
    assert {"mixed_f1", "indirect_f1", "source_accuracy"} <= ours.keys()
    # “It is a strong bridge,” said Mayor Ada Orme; Ben Tull said that the money was gone.
    assert found["nearest-name"]["direct_f1"] == found["nearest-name"]["source_accuracy"] == 1


def test_a_system_that_is_not_installed_is_skipped(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(systems.NEEDED, "textacy", ("no_such_module", "pip install textacy"))
    setup = setup_of(tmp_path, {})
    assert main(["statements", "--json", "--system", "textacy", "nearest-name"], setup) == 0
    captured = capsys.readouterr()
    assert list(json.loads(captured.out)["statements"]) == ["nearest-name"]
    assert "textacy is skipped" in captured.err
    assert "pip install textacy" in captured.err
    assert main(["list"], setup) == 0
    assert "pip install textacy" in capsys.readouterr().out


def test_rgb(measure: Measure) -> None:
    class Reading(ScriptedSystem):
        """Gives every year of its snippets."""

        def ask(self, question: str) -> Any:
            texts = [s.text for s in self.sources if isinstance(s, Article)]
            years = [y for y in ("1702", "1802") if any(y in t for t in texts)]
            return answer(" or ".join(years)) if years else REFUSAL

    figures = measure("rgb", ours=Reading({}))["ours"]
    assert [figures[f"accuracy@{r}"] for r in (0.0, 0.2, 0.4, 0.6, 0.8)] == [1] * 5
    assert figures["refusal"] == figures["disagreement"] == 1
    wordy = ScriptedSystem({"When was the tower of Arl built?": answer("In the year 1702. [1]")})
    figures = measure("rgb", ours=wordy)["ours"]
    assert (figures["accuracy@0.8"], figures["refusal"], figures["disagreement"]) == (1, 0, 0)


def test_rgb_takes_as_many_snippets_as_there_are() -> None:
    raw = {"positive": ["+", "++"], "negative": ["-1", "-2", "-3", "-4"]}
    assert choose(raw, 0.0) == ["+", "++", "-1", "-2", "-3"]
    assert choose(raw, 0.6) == ["+", "++", "-1", "-2", "-3"]
    assert choose(raw, 0.8) == ["+", "-1", "-2", "-3", "-4"]
    assert holds(["May 15", ["xx", "yy"]], "on may 15, YY")
    assert not holds(["May 15", ["xx", "yy"]], "on may 15")


def test_extraction_scores_what_is_read(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = Extraction()
    first, second = suite.load(Options())
    perfect = suite.score(first, {"text": bench.TOWER, "error": "", "seconds": 0.1})
    assert perfect.values["precision"] == perfect.values["recall"] == (1, 1)
    assert not perfect.problems
    half = suite.score(second, {"text": "The new bridge of Orl", "error": "", "seconds": 0.1})
    assert half.values["recall"] == (pytest.approx(2 / 12), 1)
    assert main(["extraction", "--json"], setup_of(tmp_path, {})) == 0
    figures = json.loads(capsys.readouterr().out)["extraction"]
    assert list(figures)[:2] == ["ours", "trafilatura"]  # newspaper4k where it is installed
    assert figures["ours"]["recall"] == 1


@pytest.mark.parametrize("name", [n for n, make in SUITES.items() if make().data])
def test_missing_data_is_said_and_skipped(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENCH_DATA", str(tmp_path / "nowhere"))
    assert main([name, "--json"], setup_of(tmp_path, {"ours": ScriptedSystem({})})) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "skipped" in captured.err
    assert "https://github.com/" in captured.err
    assert "BENCH_DATA" in captured.err


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("squad2", "squad2/dev.json"),
        ("news", "news/questions.jsonl"),
        ("rgb", "rgb/en_fact.jsonl"),
    ],
)
def test_damaged_data_is_skipped_in_one_sentence(
    name: str, file: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / file).write_text('{"data": [1]}', encoding="utf-8")
    assert main([name], setup_of(tmp_path, {"ours": ScriptedSystem({})})) == 3
    assert "cannot be read" in capsys.readouterr().err


def test_some_suites_run_and_others_are_skipped(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "squad2" / "dev.json").unlink()
    setup = setup_of(tmp_path, {"ours": ScriptedSystem({})})
    assert main(["squad2", "news", "--json"], setup) == 0
    captured = capsys.readouterr()
    assert list(json.loads(captured.out)) == ["news"]
    assert "squad2: skipped" in captured.err


def test_items_are_the_same_for_the_same_seed(data: Path) -> None:
    def items(seed: int) -> list[Item]:
        return SUITES["squad2"]().load(Options(seed=seed, limit=2))

    assert items(1) == items(1)
    assert len({tuple(i.id for i in items(seed)) for seed in range(10)}) > 1
