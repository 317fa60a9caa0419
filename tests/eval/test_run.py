import json
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from eval.__main__ import main
from eval.folder import LOCK
from eval.reply import Reply
from eval.suites.gold import GoldSuite
from tests.eval.scripted import ARTICLE, ScriptedSystem, answer, setup_of

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
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in {
        "gold.jsonl": "\n".join(json.dumps(g) for g in GOLD),
        "speakers.jsonl": json.dumps({"quote": STRONG, "speaker": ["Orme"]}),
        "bridge.txt": ARTICLE.text,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, files: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the shell on the suite `bridge`; gives its exit code, stdout and stderr."""

    def bridge() -> GoldSuite:
        return GoldSuite(
            "bridge",
            files / "gold.jsonl",
            (files / "bridge.txt",),
            files / "speakers.jsonl",
            must_pass=True,
        )

    def go(system: ScriptedSystem, *arguments: str, **more: ScriptedSystem) -> tuple[int, str, str]:
        systems = {"ours": system, **{n.replace("_", "-"): s for n, s in more.items()}}
        code = main(
            arguments or ("bridge", "--json"), setup_of(tmp_path, systems, {"bridge": bridge})
        )
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return go


def shares(out: str) -> tuple[float, ...]:
    figures = json.loads(out)["bridge"]["ours"]
    return tuple(figures[n] for n in ("right", "refused", "quotes_verbatim", "quotes_credited"))


def test_all_right(run: Run, files: Path) -> None:
    system = ScriptedSystem(RIGHT)
    code, out, err = run(system)
    assert code == 0
    assert list(json.loads(out)["bridge"]["ours"]) == [
        "right",
        "refused",
        "quotes_verbatim",
        "quotes_credited",
        "median_s",
        "max_s",
    ]
    assert shares(out) == (1, 1, 1, 1)
    assert "item" in err  # the progress bar
    assert system.sources == [files / "bridge.txt"]
    assert (system.opened, system.closed) == (1, 1)
    # the last one first: what loads the models is not measured
    assert system.asked == [str(GOLD[n]["question"]) for n in (3, 0, 1, 2, 3)]


@pytest.mark.parametrize(
    ("question", "given", "expected", "shown"),
    [
        ("What did Orme say?", answer(f"Orme: “{STRONG}”"), (1, 1, 0, 1), "not verbatim: It is"),
        ("Who is the mayor?", answer("Ben Tull [1]", "Ben Tull"), (0.5, 1, 1, 1), "must: Orme"),
        ("How long is it?", answer("A mile. [1]"), (1, 0.5, 1, 1), "should be refused"),
        (
            "What did Orme say?",
            answer(f"Tull said of what is strong: “{STRONG}” [1]", STRONG),
            (1, 1, 1, 0),
            "credited wrong: It is a strong",
        ),
    ],
)
def test_each_failure_has_its_share_and_its_lines(
    run: Run,
    files: Path,
    question: str,
    given: Reply,
    expected: tuple[float, ...],
    shown: str,
) -> None:
    with (files / "speakers.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"quote": "It will fall.", "speaker": ["Tull"]}))
    code, out, _ = run(ScriptedSystem({**RIGHT, question: given}))
    assert code == 1
    assert shares(out) == expected
    code, table, _ = run(ScriptedSystem({**RIGHT, question: given}), "bridge")
    assert code == 1
    assert shown in table
    assert question in table
    assert table.rstrip().endswith("failed")


def test_limit_asks_questions_by_lot(run: Run) -> None:
    drawn = set()
    for seed in range(6):
        system = ScriptedSystem(RIGHT)
        code, out, _ = run(system, "bridge", "--limit", "2", "--seed", str(seed), "--json")
        assert (code, shares(out)) == (0, (1, 1, 1, 1))  # a share of nothing is whole
        assert len(set(system.asked)) == 2
        drawn.add(frozenset(system.asked))
    assert len(drawn) > 1


def test_systems_take_turns_and_ours_decides(run: Run) -> None:
    log: list[str] = []

    class Logging(ScriptedSystem):
        def __init__(self, name: str, replies: dict[str, Reply]) -> None:
            super().__init__(replies)
            self.name = name

        def ask(self, question: str) -> Reply:
            log.append(self.name)
            return super().ask(question)

    code, out, _ = run(
        Logging("o", RIGHT),
        "bridge",
        "--json",
        "--system",
        "ours",
        "starter",
        starter=Logging("s", {}),
    )
    assert "".join(log) == "oo" + "ss" + "os" * 3
    assert code == 0
    assert json.loads(out)["bridge"]["starter"]["right"] == 0


def test_table_of_two_systems_has_intervals_and_ratios(run: Run) -> None:
    _, table, err = run(
        ScriptedSystem(RIGHT),
        "bridge",
        "--system",
        "ours",
        "starter",
        starter=ScriptedSystem(RIGHT),
    )
    rows = [line.split() for line in table.splitlines()]
    assert "1.000 [1.000, 1.000]" in table
    assert "  1 [1, 1]" in table
    assert ["statement", "1", "1", "1"] in rows
    assert "report.html" in err


def test_what_was_interrupted_goes_on(run: Run, tmp_path: Path) -> None:
    stopping = ScriptedSystem(RIGHT, stop_at="What did the Pope say?")
    code, out, err = run(stopping)
    assert (code, out) == (130, "")
    assert "Stopped after 2 more answers" in err
    (folder,) = (tmp_path / "data" / "eval" / "runs").iterdir()
    answers = folder / "answers.jsonl"
    # as a process that was killed while writing leaves it
    with answers.open("a", encoding="utf-8") as file:
        file.write('{"suite": "bridge", "sys')
    again = ScriptedSystem(RIGHT)
    code, out, err = run(again)
    assert (code, shares(out)) == (0, (1, 1, 1, 1))
    assert "2 of 4 are there already" in err
    assert set(again.asked) == {"What did the Pope say?", "How long is it?"}
    assert len(answers.read_text(encoding="utf-8").splitlines()) == 4
    # that run is finished: the next one is another
    anew = ScriptedSystem(RIGHT)
    run(anew)
    assert len(set(anew.asked)) == 4


def test_a_finished_run_in_a_folder_is_only_reported_again(run: Run, tmp_path: Path) -> None:
    arguments = ("bridge", "--json", "--out", str(tmp_path / "out"))
    _, first, _ = run(ScriptedSystem(RIGHT), *arguments)
    idle = ScriptedSystem({})
    code, second, _ = run(idle, *arguments)
    assert (code, second) == (0, first)
    assert idle.asked == []


def test_another_run_is_not_mixed_in(run: Run, tmp_path: Path, files: Path) -> None:
    out = str(tmp_path / "out")
    run(ScriptedSystem(RIGHT), "bridge", "--out", out)
    code, _, err = run(ScriptedSystem(RIGHT), "bridge", "--out", out, "--limit", "3")
    assert code == 1
    assert "other settings (limit: null there, 3 now" in err
    assert len(err.splitlines()) == 1
    gold = files / "gold.jsonl"
    gold.write_text(gold.read_text(encoding="utf-8").replace("long", "tall"), encoding="utf-8")
    code, _, err = run(ScriptedSystem(RIGHT), "bridge", "--out", out)
    assert code == 1
    assert "other settings (suites: " in err
    run(ScriptedSystem(RIGHT), "bridge", "--out", out + "2")
    (files / "bridge.txt").write_text("Another article.", encoding="utf-8")
    code, _, err = run(ScriptedSystem(RIGHT), "bridge", "--out", out + "2")
    assert code == 1
    assert "other settings (suites: " in err
    code, _, err = run(ScriptedSystem(RIGHT), "bridge", "--out", str(files))
    assert code == 1
    assert "is not empty and holds no run" in err


def test_a_run_that_another_process_is_busy_with_is_left_alone(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(ScriptedSystem(RIGHT, stop_at="How long is it?"), "bridge", "--out", str(out))
    run(ScriptedSystem(RIGHT, stop_at="How long is it?"))
    runs = tmp_path / "data" / "eval" / "runs"
    (unfinished,) = runs.iterdir()
    busy = [FileLock(folder / LOCK) for folder in (out, unfinished)]
    for lock in busy:
        lock.acquire()
    code, _, err = run(ScriptedSystem(RIGHT), "bridge", "--out", str(out))
    assert code == 1
    assert "Another process is busy" in err
    code, _, err = run(ScriptedSystem(RIGHT))
    assert code == 0
    assert "there already" not in err
    assert len(list(runs.iterdir())) == 2


def test_damaged_runs_are_one_sentence(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(ScriptedSystem(RIGHT), "bridge", "--out", str(out))
    (out / "answers.jsonl").write_text("{oops\n", encoding="utf-8")
    code, _, err = run(ScriptedSystem(RIGHT), "bridge", "--out", str(out))
    assert code == 1
    assert "cannot be used" in err


def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_TOP_K", "many")
    assert main(["seed"]) == 1
    assert "The setting top_k is wrong" in capsys.readouterr().err


def test_errors_are_one_sentence(run: Run, files: Path) -> None:
    (files / "bridge.txt").unlink()
    code, out, err = run(ScriptedSystem(RIGHT))
    assert (code, out) == (1, "")
    assert "which is not there" in err
    assert len(err.splitlines()) == 1
    code, _, err = run(ScriptedSystem(RIGHT), "nosuch")
    assert code == 2
    assert "There is no suite nosuch" in err


@pytest.mark.parametrize(
    "arguments", [["bridge", "--limit", "0"], ["bridge", "--limit", "x"], ["bridge", "--system"]]
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(ScriptedSystem({}), *arguments)
    assert stopped.value.code == 2


def test_a_gold_file_of_ones_own(run: Run, files: Path) -> None:
    own = files / "mine.csv"
    own.write_text(
        "question,answer,article\nWho is the mayor?,Ada Orme,bridge.txt\nWho fell?,Tull,\n",
        encoding="utf-8",
    )
    code, out, _ = run(
        ScriptedSystem(RIGHT), str(own), "--articles", str(files / "bridge.txt"), "--json"
    )
    figures = json.loads(out)["mine"]["ours"]
    assert code == 0
    assert figures["right"] == figures["answer_met"] == figures["f1"] == 0.5
    assert "quotes_credited" not in figures
    code, _, err = run(ScriptedSystem(RIGHT), str(own))
    assert code == 2
    assert "Say where the articles" in err


def test_list_names_suites_and_systems(run: Run) -> None:
    code, out, _ = run(ScriptedSystem({}), "list")
    assert code == 0
    assert "bridge" in out
    assert "bm25" in out
