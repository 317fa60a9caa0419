"""Kill a process at random moments while it adds and removes; nothing reported may be lost."""

import random
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from index.store import Store
from tests.index.invented import DIMENSION, MODEL, entry

ROUNDS = 20
Processes = get_context("forkserver")
# Imported once; every process below is forked from one that has opened nothing.
Processes.set_forkserver_preload(["chromadb", "index.store", "tests.index.invented"])


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


def _received(reports: Connection) -> list[tuple[str, int]]:
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
