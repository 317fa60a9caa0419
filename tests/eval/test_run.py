import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.gold import GoldError
from eval.report import as_dict, as_table
from eval.run import Result, run_suite
from eval.suites import SUITES
from eval.suites.suite import Suite
from index.errors import SourceError
from rag.answer import Answer
from tests.eval.scripted import ARTICLE, ScriptedQA, answer

STRONG = "It is a strong – and handsome – bridge,"
GOLD = [
    {"id": "1", "question": "What did Orme say?", "kind": "statement", "must": ["strong"]},
    {"id": "2", "question": "Who is the mayor?", "kind": "fact", "must": ["Orme"]},
    {"id": "3", "question": "What did the Pope say?", "kind": "silent", "refuse": True},
    {"id": "4", "question": "How long is it?", "kind": "unstated", "refuse": True},
]
RIGHT = {
    "What did Orme say?": answer(f"Orme said: “{STRONG}” [1]", STRONG),
    "Who is the mayor?": answer("Ada Orme [1]", "Mayor Ada Orme"),
}


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    files = {
        "gold.jsonl": "\n".join(json.dumps(g) for g in GOLD),
        "speakers.jsonl": json.dumps({"quote": STRONG, "speaker": ["Orme"]}),
        "bridge.txt": ARTICLE.text,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Suite(
        "bridge",
        tmp_path / "gold.jsonl",
        (tmp_path / "bridge.txt",),
        tmp_path / "speakers.jsonl",
    )


def run(suite: Suite, answers: dict[str, Answer], limit: int | None = None) -> Result:
    return run_suite(suite, ScriptedQA(answers).open, limit)


def shares(result: Result) -> tuple[float, float, float, float]:
    return result.right, result.refused, result.quotes_verbatim, result.quotes_credited


def test_all_right(suite: Suite) -> None:
    qa = ScriptedQA(RIGHT)
    result = run_suite(suite, qa.open)
    assert shares(result) == (1, 1, 1, 1)
    assert result.passed
    assert qa.added == list(suite.articles)
    assert qa.closed
    assert qa.data_dir
    assert not qa.data_dir.exists()


@pytest.mark.parametrize(
    ("question", "given", "expected", "shown"),
    [
        ("What did Orme say?", answer(f"Orme: “{STRONG}”"), (1, 1, 0, 1), "not verbatim: It is"),
        ("Who is the mayor?", answer("Ben Tull [1]", "Ben Tull"), (0.5, 1, 1, 1), "must: Orme"),
        ("How long is it?", answer("A mile. [1]"), (1, 0.5, 1, 1), "should be refused"),
    ],
)
def test_each_failure_has_its_share_and_its_lines(
    suite: Suite,
    question: str,
    given: Answer,
    expected: tuple[float, float, float, float],
    shown: str,
) -> None:
    result = run(suite, {**RIGHT, question: given})
    table = as_table(result)
    assert shares(result) == expected
    assert not result.passed
    assert shown in table
    assert question in table
    assert table.endswith("failed")


def test_the_wrong_speaker_fails(suite: Suite) -> None:
    assert suite.speakers
    other = json.dumps({"quote": "It will fall.", "speaker": ["Tull"]})
    with suite.speakers.open("a", encoding="utf-8") as file:
        file.write("\n" + other)
    wrong = answer(f"Tull said of what is strong: “{STRONG}” [1]", STRONG)
    result = run(suite, {**RIGHT, "What did Orme say?": wrong})
    assert shares(result) == (1, 1, 1, 0)
    assert not result.passed
    assert "credited wrong: It is a strong" in as_table(result)


def test_a_suite_without_a_record_judges_no_credits(suite: Suite) -> None:
    plain = Suite(suite.name, suite.gold, suite.articles)
    nobody = answer(f"Tull said: “{STRONG}” [1]", STRONG)
    assert run(plain, {**RIGHT, "What did Orme say?": nobody}).passed


def test_limit_asks_the_first_questions_only(suite: Suite) -> None:
    assert [o.gold.id for o in run(suite, RIGHT, limit=3).outcomes] == ["1", "2", "3"]


def test_figures_and_table(suite: Suite) -> None:
    result = run(suite, RIGHT)
    figures = as_dict(result)["bridge"]["ours"]
    assert list(figures) == [
        "right",
        "refused",
        "quotes_verbatim",
        "quotes_credited",
        "median_s",
        "max_s",
    ]
    assert 0 <= figures["median_s"] <= figures["max_s"]
    rows = [line.split() for line in as_table(result).splitlines()]
    assert rows[:2] == [["kind", "n", "right", "refused"], ["statement", "1", "1", "0"]]
    assert ["all", "4", "4", "2"] in rows
    assert rows[-1] == ["passed"]


def test_a_missing_article_is_one_sentence(suite: Suite) -> None:
    suite.articles[0].unlink()
    with pytest.raises(GoldError, match=r"needs .*bridge\.txt, which is not there"):
        run(suite, RIGHT)


def test_shell_prints_json_on_stdout_only(
    suite: Suite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(SUITES, "seed", suite)
    assert main(["seed", "--json"], ScriptedQA(RIGHT).open) == 0
    assert json.loads(capsys.readouterr().out)["bridge"]["ours"]["right"] == 1
    assert main(["seed"], ScriptedQA({}).open) == 1
    captured = capsys.readouterr()
    assert captured.out.rstrip().endswith("failed")
    assert "question" in captured.err  # the progress bar


def test_shell_reports_errors_in_one_sentence(
    suite: Suite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken(ScriptedQA):
        def add(self, path: Path) -> None:
            raise SourceError(f"{path.name} is empty; give another file.")

    monkeypatch.setitem(SUITES, "seed", suite)
    assert main(["seed"], Broken({}).open) == 1
    assert capsys.readouterr().err == "bridge.txt is empty; give another file.\n"
    for arguments in (["nosuch"], ["seed", "--limit", "0"], ["seed", "--limit", "x"]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments, ScriptedQA({}).open)
        assert stopped.value.code == 2
