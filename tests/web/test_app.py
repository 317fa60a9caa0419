"""`python app.py` as a process of its own, on the real stack."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import samples
from index.read import files_in
from tests.web.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 300


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "app.py", "--no-browser", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=START_LIMIT_S,
        check=False,
    )


@contextlib.contextmanager
def started(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a running app with the sample article, answering by extraction."""
    port = free_port()
    options = ["--port", str(port), "--no-browser", "--data", str(data), "--llm", "none"]
    process = subprocess.Popen(
        [sys.executable, "app.py", *options], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if "Dateline is at" in line:
            break
    else:
        pytest.fail("it ended at the start:\n" + "".join(lines))
    try:
        yield f"http://127.0.0.1:{port}/", process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("data")) as (address, _):
        yield address


def test_the_invented_collection_is_a_sample_only_when_asked_for() -> None:
    assert samples("none") == []
    (article,) = samples("one")
    assert article.parent == ROOT / "seeds"
    (folder,) = samples("all")
    assert article in files_in(folder)
    assert len({p for p in files_in(folder) if p.parent.name == "invented"}) >= 40


def test_a_taken_port_is_one_sentence_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("--port", str(port))
    assert result.returncode == 1
    assert f"Port {port} is taken" in result.stderr
    assert "--port" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "options", [["--port", "0"], ["--port", "70000"], ["--host", "no.such.host.invalid"]]
)
def test_an_address_that_cannot_be_is_one_sentence(options: list[str]) -> None:
    result = run(*options)
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    result = run("--port", str(free_port()), "--data", str(tmp_path / "data"), "--llm", "none")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert str(tmp_path / "data") in result.stderr


def test_a_question_in_the_page_gets_a_cited_answer(
    app: str, page: Page, outside: list[str]
) -> None:
    page.set_default_timeout(120_000)
    page.goto(app)
    expect(page.locator("#status")).to_contain_text("ready", timeout=120_000)
    expect(page.locator("#status")).to_contain_text("1 article")
    expect(page.locator("#examples button:visible").first).to_be_visible()
    page.get_by_label("Your question").fill("What did Stoltenberg say?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#current .citations li").first).to_be_visible(timeout=120_000)
    expect(page.locator("#current .answer")).to_contain_text("missile and nuclear programs")
    page.get_by_role("link", name=re.compile("^Citation 1")).first.click()
    mark = page.locator(".story mark:visible")
    expect(mark).to_be_in_viewport()
    cited = mark.text_content()
    sample = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    assert cited
    assert cited in sample
    assert outside == []


def test_no_file_of_the_machine_is_served(app: str) -> None:
    for path in ("gradio_api/file=app.py", "gradio_api/file=/etc/hostname", "monitoring"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(app + path)
        assert refused.value.code in (401, 403, 404)


def test_an_interrupt_ends_it_cleanly(tmp_path: Path) -> None:
    with started(tmp_path) as (_, process):
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in errors
