import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings
from rag.__main__ import main


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding) -> Path:
    folder = tmp_path_factory.mktemp("data")
    text = 'Mayor Ilse Varga opened the bridge. "It took us six years," Varga said.'
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(Article(text=text, title="Bridge opens", source="The Marlow Post"))
    return folder


def run(data: Path, *arguments: str) -> int:
    return main(["ask", *arguments, "--data", str(data), "--llm", "none"])


def test_prints_the_answer_and_where_it_is_written(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "What did Varga say?") == 0
    out = capsys.readouterr().out
    assert "It took us six years" in out
    assert "[1] Bridge opens (The Marlow Post), characters 36 to" in out


def test_json_is_one_object_with_exact_citations(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "What did Varga say?", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "answered"
    assert set(answer["timings"]) == {"evidence_s", "first_token_s", "total_s"}
    assert answer["citations"][0]["quote"] == '"It took us six years," Varga said.'


def test_batch_answers_a_line_each(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "a", "question": "What did Varga say?"}\n\n{"id": 2, "question": " "}\n'
    )
    assert run(data, "--batch", str(file)) == 1
    captured = capsys.readouterr()
    rows = [json.loads(line) for line in captured.out.splitlines()]
    assert [row["id"] for row in rows] == ["a"]
    assert rows[0].keys() >= {"id", "question", "status", "text", "citations", "model", "timings"}
    assert captured.err.startswith(f"Line 3 of {file}: The question is empty")


def test_batch_reads_standard_input(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = '{"id": "a", "question": "What did Varga say?"}\n{"id": "b", "question": ""}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run(data, "--batch", "-") == 1
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["a"]
    assert captured.err.startswith("Line 2 of standard input: The question is empty")


def test_all_bad_batch_lines_are_named_and_nothing_is_asked(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.jsonl"
    good = '{"question": "What did Varga say?"}'
    file.write_text("\n".join(("not json", good, '["a"]', "", '{"id": 1}')))
    assert run(data, "--batch", str(file)) == 1
    captured = capsys.readouterr()
    assert not captured.out
    first, second, third = captured.err.splitlines()
    assert first.startswith(f"Line 1 of {file} is not JSON")
    assert second.startswith(f"Line 3 of {file} is not an object")
    assert third.startswith(f"Line 5 of {file} is not an object with a text")


@pytest.mark.parametrize(
    "command", [["ask", "What did Varga say?"], ["statements"], ["speakers"]], ids=lambda c: c[0]
)
def test_a_folder_that_is_not_there_is_named_and_not_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "not-there"
    assert main([*command, "--data", str(folder)]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith(f"There is no index in {folder}; ")
    assert f"python -m index add PATH --data {folder}" in sentence
    assert not folder.exists()
    folder.write_text("no folder")
    assert main([*command, "--data", str(folder)]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith(f"{folder} is not a folder")


def test_a_terminal_is_told_that_the_models_load(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(data, "What did Varga say?") == 0
    assert not capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run(data, "What did Varga say?") == 0
    assert capsys.readouterr().err == "Loading the models…\n"


def test_help_does_not_wait_for_the_libraries() -> None:
    code = (
        "import contextlib, sys\n"
        "from rag.__main__ import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(sys.stderr):\n"
        "    main(['ask', '--help'])\n"
        "print(*{'chromadb', 'llama_index', 'spacy', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not done.stdout.strip()


def test_a_missing_batch_file_an_unknown_model_and_an_empty_folder_are_one_sentence(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["--batch", str(tmp_path / "none.jsonl"), "--data", str(data), "--llm", "none"],
        ["Who?", "--data", str(data), "--llm", "nonsense"],
        ["What did Varga say?", "--data", str(tmp_path / "empty"), "--llm", "none"],
        ["", "--data", str(data), "--llm", "none"],
    ):
        assert main(["ask", *arguments]) == 1
        err = capsys.readouterr().err.strip()
        assert err and len(err.splitlines()) == 1, err


def test_statements_for_people_and_programs(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ["--data", str(data)]
    assert main(["statements", "--speaker", "the mayor", *folder]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Ilse Varga (Mayor):") and "It took us six years" in out
    assert "Bridge opens (The Marlow Post), characters 36 to" in out

    assert main(["statements", "--about", "years", "--source", "marlow", "--json", *folder]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["speaker"], row["kind"], row["said_on"]) == ("Ilse Varga", "direct", None)

    assert main(["statements", "--jsonl", "--limit", "1", *folder]) == 0
    assert json.loads(capsys.readouterr().out) == row

    assert main(["statements", "--csv", "--kind", "direct", *folder]) == 0
    assert capsys.readouterr().out.startswith("speaker,role,content,kind,said_on,")

    assert main(["statements", "--speaker", "Macron", *folder]) == 0
    assert capsys.readouterr().out == "No such statement in 1 article.\n"


def test_speakers_for_people_and_programs(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speakers", "--data", str(data)]) == 0
    assert capsys.readouterr().out.split() == ["1", "Ilse", "Varga", "(Mayor)"]
    assert main(["speakers", "--json", "--data", str(data)]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"speaker": "Ilse Varga", "role": "Mayor", "statements": 1}
    ]


@pytest.mark.parametrize(
    "options",
    [["--since", "soon"], ["--until", "2031-02-30"], ["--kind", "loud"], ["--limit", "0"]],
)
def test_a_bad_option_is_named(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["statements", *options])
    assert ended.value.code == 2
    assert options[1] in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("command", ["statements", "speakers"])
def test_an_index_without_articles_is_one_sentence(
    command: str,
    tmp_path: Path,
    embedding: SentenceEmbedding,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        assert not qa.count()
    assert main([command, "--data", str(tmp_path)]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith(f"There are no articles in {tmp_path} yet; ")
