import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from llama_index.core.llms import MockLLM

from eval.__main__ import main
from eval.systems.models import Models
from tests.eval.scripted import ScriptedSystem, answer, setup_of

EVIL = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run of two systems; what the articles hold is hostile."""
    questions = [
        {"id": f"{n}{EVIL}", "question": f"Who {n}? {EVIL}", "answer": "Ada Orme"}
        for n in range(12)
    ]
    gold = tmp_path / "mine.jsonl"
    gold.write_text("\n".join(json.dumps(q) for q in questions), encoding="utf-8")
    article = tmp_path / "bridge.txt"
    article.write_text("Mayor Ada Orme opened the bridge.", encoding="utf-8")
    right = {f"Who {n}? {EVIL}": answer("Ada Orme [1]", "Ada Orme") for n in range(12)}
    wrong = {
        q: replace(
            a, text=f"Tull {EVIL} [1]", drafted=(f"draft {EVIL}",), dropped=(f"held {EVIL}",)
        )
        for q, a in right.items()
    }
    systems = {"ours": ScriptedSystem(right), "starter": ScriptedSystem(wrong)}
    for name, better, worse in (("a", "starter", "ours"), ("b", "ours", "starter")):
        chosen = {"ours": systems[better], "starter": systems[worse]}
        arguments = [str(gold), "--articles", str(article), "--out", str(tmp_path / name)]
        assert main([*arguments, "--system", "ours", "starter"], setup_of(tmp_path, chosen)) == 0
    return tmp_path


def test_the_page_holds_everything_and_nothing_from_outside(folder: Path) -> None:
    page = (folder / "b" / "report.html").read_text(encoding="utf-8")
    assert "ours ÷ starter" in page
    assert "12 items" in page
    assert "mine, starter: 12 of 12 with something wrong" in page
    assert page.count("<svg") == 1  # only answers were timed
    for shown in ("retrieved", "drafted", "verification", "held back", "gold", "answer: Ada Orme"):
        assert shown in page
    outside = re.findall(r'(?:src|href)="(?!#)[^"]*"|url\((?!#)[^)]*\)|@import', page)
    assert outside == []


def test_nothing_in_an_article_becomes_markup(folder: Path) -> None:
    page = (folder / "b" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_markdown_table_has_intervals_and_ratios(folder: Path) -> None:
    text = (folder / "b" / "report.md").read_text(encoding="utf-8")
    assert "| metric | ours | starter | ours ÷ starter |" in text
    assert re.search(r"\| right \| 1\.000 \[1\.000, 1\.000\] \| 0\.000", text)


def test_compare_tells_change_from_chance(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["compare", str(folder / "a"), str(folder / "b"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["mine"]
    right = found["ours"]["right"]
    assert (right["a"], right["b"], right["n"]) == (0, 1, 12)
    assert right["p"] == pytest.approx(2 / 2**12)
    assert right["significant"]
    assert not found["ours"]["median_s"]["significant"]
    assert main(["compare", str(folder / "a"), str(folder / "b")]) == 0
    text = capsys.readouterr().out
    assert "more than chance" in text
    assert "newly right (12)" in text
    assert "newly wrong (12)" in text


def test_compare_needs_two_finished_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["compare", str(folder / "a"), str(folder)]) == 1
    assert "holds no finished run" in capsys.readouterr().err


def test_a_judge_is_asked_only_when_wanted(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    arguments = [
        str(folder / "mine.jsonl"),
        "--articles",
        str(folder / "bridge.txt"),
        "--out",
        str(folder / "b"),
        "--json",
        "--system",
        "ours",
        "starter",
    ]
    setup = setup_of(folder, {"ours": ScriptedSystem({}), "starter": ScriptedSystem({})})
    assert main(arguments, setup) == 0
    assert "judged" not in json.loads(capsys.readouterr().out)["mine"]["ours"]
    assert main([*arguments, "--judge"], setup) == 1
    assert "--judge-llm" in capsys.readouterr().err

    asked = []

    class Judge(MockLLM):
        async def apredict(self, prompt: object, **parts: str) -> str:
            asked.append(parts["generated_answer"])
            return "Score: 4.5\nFine." if "Ada" in parts["generated_answer"] else "no idea"

    monkeypatch.setattr(Models, "llm", Judge())
    setup = setup_of(folder, {"ours": ScriptedSystem({}), "starter": ScriptedSystem({})})
    assert main([*arguments, "--judge"], setup) == 0
    figures = json.loads(capsys.readouterr().out)["mine"]
    assert figures["ours"]["judged"] == 1
    assert "judged" not in figures["starter"]  # what is no verdict counts for nothing
    assert len(asked) == 24
    assert main([*arguments, "--judge"], setup) == 0
    assert len(asked) == 24  # verdicts are kept
