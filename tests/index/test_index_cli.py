import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from index.__main__ import main
from index.article import Article, Removed
from index.embed import SentenceEmbedding
from index.pipeline import Indexer
from index.settings import PROJECT, IndexSettings

ARTICLE = Article(
    text="The bridge reopened. \u201cIt holds,\u201d the engineer Ada Brandt said.",
    title="Bridge",
    removed=(Removed("menu", "Next in: more"),),
)


@pytest.fixture
def data(tmp_path: Path, embedding: SentenceEmbedding) -> Path:
    with Indexer(IndexSettings(data_dir=tmp_path / "data"), embedding) as indexer:
        indexer.add([ARTICLE, Article(text="Rain fell.", title="Rain")])
    return tmp_path / "data"


def shell(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_add_from_the_shell(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("Rain tomorrow\n\nRain is expected in Osthavn tomorrow.")
    done = shell(
        "-m", "index", "add", str(tmp_path / "rain.txt"), str(tmp_path / "none"),
        "--data", str(tmp_path / "data"), "--json",
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert [o["title"] for o in report["added"]] == ["Rain tomorrow"]
    assert len(report["failed"]) == 1
    assert done.returncode == 1
    assert done.stderr == ""


def test_looking_needs_no_model(data: Path) -> None:
    code = (
        "import sys; from index.__main__ import main; "
        f"main(['list', '--data', {str(data)!r}]); "
        "sys.exit('torch' in sys.modules or 'chromadb' in sys.modules)"
    )
    done = shell("-c", code)
    assert done.returncode == 0, done.stderr
    assert "Bridge" in done.stdout


def test_list(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--data", str(data), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [a["title"] for a in listed] == ["Bridge", "Rain"]
    assert listed[0]["id"] == ARTICLE.id
    assert main(["list", "--data", str(data)]) == 0
    assert capsys.readouterr().out.startswith(f"{ARTICLE.id}  ")


def test_a_day_of_change_stands_in_for_an_unknown_one(
    tmp_path: Path, embedding: SentenceEmbedding, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    day = date(2023, 11, 7)
    article = Article(text="A crane fell over.", title="Crane", updated=day)
    with Indexer(IndexSettings(data_dir=data), embedding) as indexer:
        indexer.add([article])
    assert main(["list", "--data", str(data)]) == 0
    assert capsys.readouterr().out == f"{article.id}  ----------  Crane (updated {day})\n"
    assert main(["show", article.id, "--data", str(data)]) == 0
    shown = capsys.readouterr().out
    assert f"updated: {day}" in shown
    assert "published:" not in shown


def test_show_by_the_beginning_of_the_id(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", ARTICLE.id[:6], "--data", str(data)]) == 0
    assert capsys.readouterr().out.endswith(f"\n\n{ARTICLE.text}\n")
    assert main(["show", ARTICLE.id, "--data", str(data), "--removed"]) == 0
    assert "Next in: more" in capsys.readouterr().out
    assert main(["show", ARTICLE.id, "--data", str(data), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["text"] == ARTICLE.text
    assert shown["removed"] == [{"kind": "menu", "text": "Next in: more"}]
    for statement in shown["statements"]:
        for span in statement["content"]:
            assert ARTICLE.text[span["start"] : span["end"]] == span["quote"]


def test_remove(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", ARTICLE.id, "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(["remove", ARTICLE.id, "--data", str(data)]) == 1
    assert "There is no article" in capsys.readouterr().err


def test_check_and_repair(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    assert main(["check", "--data", str(data)]) == 0
    assert capsys.readouterr().out == "2 articles, nothing wrong.\n"
    with sqlite3.connect(data / "articles.db") as connection:
        connection.execute("DELETE FROM chunk_text")
    connection.close()
    assert main(["check", "--data", str(data), "--json"]) == 1
    output = capsys.readouterr()
    assert len(json.loads(output.out)["problems"]) == 2
    assert "check --repair" in output.err
    assert main(["check", "--data", str(data), "--repair"]) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["list", "--data", "{tmp}/none"], 1, "There are no articles"),
        (["show", "abc", "--data", "{data}"], 1, "too short"),
        (["show", "0123456789", "--data", "{data}"], 1, "There is no article"),
        (["check", "--data", "{tmp}/file"], 1, "no articles"),
        (["list", "--data", "{tmp}/file"], 1, "{tmp}/file is not a folder"),
        (["add", "{tmp}", "--data", "{tmp}/file"], 1, "{tmp}/file is not a folder"),
        (["list", "--data", "{tmp}/" + "a" * 300], 1, "cannot be read (File name too long)"),
        (["add", "--data", "{data}"], 1, "Nothing to add"),
        (["paint"], 2, "invalid choice"),
    ],
)
def test_bad_use_is_one_sentence(
    arguments: list[str],
    code: int,
    words: str,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").write_text("")
    filled = [a.format(tmp=tmp_path, data=data) for a in arguments]
    try:
        got: object = main(filled)
    except SystemExit as stop:
        got = stop.code
    output = capsys.readouterr()
    assert got == code
    assert words.format(tmp=tmp_path) in output.err
    assert "Traceback" not in output.err
    assert output.out == ""


def test_a_folder_that_is_not_there_is_not_said_to_be_watched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "--watch", str(tmp_path / "none"), "--data", str(tmp_path / "data")]) == 1
    error = capsys.readouterr().err
    assert error == f"There is no folder {tmp_path / 'none'} to watch; make it first.\n"
