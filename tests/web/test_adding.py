"""Adding from the page: what is dropped in, pasted, or typed; nothing of it is trusted."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from llama_index.core.embeddings import MockEmbedding
from playwright.sync_api import Page

from index.article import Article
from index.errors import StoreError
from index.pipeline import Indexer, Progress
from index.report import AddReport, Outcome
from index.settings import IndexSettings
from rag.web.adding import MAX_PASTED, Job
from tests.index.pages import BODY
from tests.index.pages import page as made_page
from tests.web.conftest import Serve
from tests.web.scripted import ScriptedQA

TEXT = "\n\n".join(BODY)


@pytest.fixture
def indexer(tmp_path: Path) -> Iterator[Indexer]:
    with Indexer(IndexSettings(data_dir=tmp_path / "data"), MockEmbedding(embed_dim=8)) as opened:
        yield opened


def test_files_text_and_address_at_once(indexer: Indexer, tmp_path: Path) -> None:
    upload = tmp_path / "cache" / "harbour.html"
    upload.parent.mkdir()
    upload.write_text(made_page())
    broken = upload.with_name("<b>broken.pdf")
    broken.write_bytes(b"%PDF-1.7 cut")
    job = Job()
    job.run(
        indexer, [str(upload), str(broken)], "A fire was put out. Nobody was hurt.", "file:///x"
    )
    stored = indexer.store.articles()
    assert [a.origin for a in stored] == ["harbour.html", "pasted text"]
    assert stored[0].text == TEXT
    html = job.html()
    assert "Added 2 articles." in html
    assert "&lt;b&gt;broken.pdf cannot be read as PDF" in html
    assert "file:///x is not a web address" in html
    assert str(tmp_path) not in html
    # The copies are gone.
    assert list(upload.parent.iterdir()) == []


def test_a_path_of_the_server_is_not_read(indexer: Indexer, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    for address in (str(secret), f"file://{secret}"):
        job = Job()
        job.run(indexer, [], "", address)
        assert job.report is None
        assert "not a web address" in job.html()
    job = Job()
    job.run(indexer, [], "", "http://127.0.0.1:9/a")
    assert "allow_private_addresses" in job.html()
    assert indexer.store.articles() == []


def test_nothing_and_too_much(indexer: Indexer) -> None:
    job = Job()
    job.run(indexer, [], " ", "")
    assert "Nothing to add" in job.html()
    job = Job()
    job.run(indexer, [], "x" * (MAX_PASTED + 1), "")
    assert "paste one article" in job.html()


class Slow:
    """Adds until it is told to stop."""

    def __init__(self) -> None:
        self.under_way = threading.Event()

    def add(
        self,
        paths: Path | str | Article | Iterable[Path | str | Article],
        *,
        progress: Progress | None = None,
    ) -> AddReport:
        assert progress is not None
        for n in range(1, 1 << 30):
            progress(n, None, f"<i>Article {n}")
            self.under_way.set()
        return AddReport()


def test_stopped_on_the_way() -> None:
    job, slow = Job(), Slow()
    thread = threading.Thread(target=job.run, args=(slow, [], TEXT, ""))
    thread.start()
    assert slow.under_way.wait(10)
    assert "&lt;i&gt;Article" in job.html()
    job.stopping.set()
    thread.join(10)
    assert job.over.is_set()
    assert "Stopped;" in job.html()


def test_a_failure_is_one_sentence() -> None:
    class Full(Slow):
        def add(self, *_: object, **__: object) -> AddReport:
            raise StoreError("The disk is full.")

    job = Job()
    job.run(Full(), [], TEXT, "")
    assert "The disk is full." in job.html()


class Shelf(ScriptedQA):
    """Keeps the articles that the page adds."""

    def add(self, paths: list[Article], *, progress: Progress | None = None) -> AddReport:
        report = AddReport()
        for article in paths:
            self._articles.append(article)
            report.added.append(Outcome(article.id, article.title, article.origin))
            if progress:
                progress(report.done, len(paths), article.title)
        return report


def test_in_the_browser(page: Page, serve: Serve, tmp_path: Path) -> None:
    upload = tmp_path / "harbour.html"
    upload.write_text(made_page())
    shelf = Shelf(articles=[])
    page.goto(serve(shelf))
    page.get_by_text("Add articles").click()
    page.locator("#adding-files input[type=file]").set_input_files(upload)
    page.get_by_text("harbour.html").first.wait_for()
    page.locator("#adding-text textarea").fill("A fire was put out. Nobody was hurt.")
    page.locator("#adding-start").click()
    page.get_by_text("Added 2 articles.").wait_for()
    assert [a.origin for a in shelf.articles()] == ["harbour.html", "pasted text"]
    assert page.locator("#adding-text textarea").input_value() == ""
    page.locator("#status").get_by_text("2 articles").wait_for()
