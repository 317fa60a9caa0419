"""Kill a process at random moments while it adds and removes; nothing reported may be lost."""

import logging
import random
import time
from collections import Counter
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from index.__main__ import main
from index.store import Store
from tests.index.adding import add, invented
from tests.index.invented import DIMENSION, MODEL, entry

log = logging.getLogger(__name__)
ROUNDS = 20
ARTICLES = 500
Processes = get_context("forkserver")
# Imported once; every process below is forked from one that has opened nothing.
Processes.set_forkserver_preload(
    ["chromadb", "index.store", "tests.index.invented", "tests.index.adding", "tests.index.loaded"]
)


def _change(folder: Path, first: int, report: Connection) -> None:
    """Add articles from number `first` on; remove every fourth again; report what is done."""
    with Store.open(folder, model=MODEL, dimension=DIMENSION) as store:
        report.send(("ready", 0))
        for n in range(first, first + 10_000):
            e = entry(n, chunks=1 + n % 3)
            store.add([e])
            report.send(("added", n))
            if n % 4 == 3:
                report.send(("removing", n - 1))
                gone = entry(n - 1, chunks=1 + (n - 1) % 3)
                store.remove(gone.article.id)
                report.send(("removed", n - 1))


def _received(reports: Connection) -> list[Any]:
    found = []
    try:
        while True:
            found.append(reports.recv())
    except EOFError:
        return found


def test_nothing_is_lost_or_half_done(tmp_path: Path) -> None:
    moments = random.Random(20240619)
    added: set[int] = set()
    removing: set[int] = set()
    removed: set[int] = set()
    folder = tmp_path / "data"
    first = 0
    for _ in range(ROUNDS):
        reports, theirs = Processes.Pipe(duplex=False)
        child = Processes.Process(target=_change, args=(folder, first, theirs))
        child.start()
        theirs.close()
        assert reports.recv() == ("ready", 0)
        # Counted in what is done, so that a slow machine is killed at work too, then at any moment
        # of the next article.
        seen = [reports.recv() for _ in range(moments.randrange(6))]
        time.sleep(moments.uniform(0, 0.12))
        child.kill()
        child.join()
        for what, n in seen + _received(reports):
            {"added": added, "removing": removing, "removed": removed}[what].add(n)
        first = max(added, default=0) + 2

        with Store.open(folder, model=MODEL, dimension=DIMENSION) as store:
            assert store.check() == []
            titles = [article.title for article in store.articles()]
            assert len(titles) == len(set(titles))
            stored = {int(title.split()[1]) for title in titles}
            assert added - removing <= stored
            assert not removed & stored
            # At most the one article that was under way beyond what was reported.
            assert len(stored - added) <= ROUNDS
            for n in moments.sample(sorted(stored), min(5, len(stored))):
                e = entry(n, chunks=1 + n % 3)
                assert store.article(e.article.id) == e.article
                assert store.sentences(e.article.id) == e.sentences
                assert store.statements(e.article.id) == e.statements
                assert store.chunks([c.id for c in e.chunks]) == e.chunks
                for chunk, embedding in zip(e.chunks, e.embeddings, strict=True):
                    assert store.dense(embedding, 1)[0][0] == chunk.id
                assert store.lexical(f"matter{n}x0", 1)[0][0] == e.chunks[0].id
                assert store.record.lexical(f"matter{n}x0", 1)[0][0] == e.statements[0]
                for statement, embedding in zip(e.statements, e.statement_embeddings, strict=True):
                    assert store.record.dense(embedding, 1)[0][0] == statement


@pytest.mark.parametrize(
    ("rounds", "batch"),
    [(2, 4), *(pytest.param(100, batch, marks=pytest.mark.slow) for batch in (2, 32))],
)
def test_adding_is_taken_up_where_it_was_killed(tmp_path: Path, rounds: int, batch: int) -> None:
    moments = random.Random(batch)
    collection, whole = 0, 0
    articles = invented(ARTICLES, collection)
    reported: set[str] = set()
    for number in range(rounds):
        folder = tmp_path / str(collection)
        reports, theirs = Processes.Pipe(duplex=False)
        child = Processes.Process(target=add, args=(folder, articles, batch, theirs))
        child.start()
        theirs.close()
        assert reports.recv() == []
        time.sleep(moments.uniform(0, 4))
        child.kill()
        child.join()
        assert child.exitcode in (0, -SIGKILL)
        received = _received(reports)
        finished = None in received
        reported |= {article_id for ids in received if ids is not None for article_id in ids}

        assert main(["check", "--data", str(folder)]) == 0
        with Store.open(folder) as store:
            current = store.articles()
            assert all(store.article(article_id) is not None for article_id in reported)
            assert not [u for u, n in Counter(a.url for a in current).items() if n > 1]
            assert not [i for i, n in Counter(store.ids(earlier=True)).items() if n > 1]
            for article in store.articles(earlier=True):
                assert article in articles
                assert store.sentences(article.id)
            log.info("round %d: %d articles", number, len(store.ids(earlier=True)))
            if finished:
                last = {article.url: article for article in articles}
                assert {a.url: a for a in current} == last
        if finished:
            whole += 1
            collection += 1
            articles, reported = invented(ARTICLES, 1000 * batch + collection), set()
    log.info("%d rounds, %d times all %d articles", rounds, whole, ARTICLES)
