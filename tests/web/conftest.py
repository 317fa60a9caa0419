"""A real browser, and the page served over a scripted `ArticleQA`."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from playwright.sync_api import Browser, Page, Route, sync_playwright

from rag.web import Warmup, build, launch_options
from tests.web.scripted import ScriptedQA

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

Serve = Callable[..., str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def outside() -> list[str]:
    """Addresses outside this machine that the page asked for."""
    return []


@pytest.fixture
def page(browser: Browser, outside: list[str]) -> Iterator[Page]:
    """A page that reaches this machine only."""

    def guard(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*", guard)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves the page over a scripted `ArticleQA`; gives its address."""
    served = []

    def start(qa: ScriptedQA, *, wait: bool = True, samples: Path | None = None) -> str:
        warmup = Warmup(qa, [samples] if samples else [], tmp_path / "mark")
        warmup.start()
        if wait:
            warmup.wait()
        blocks = build(qa, warmup, tmp_path / "data")
        served.append(blocks)
        port = free_port()
        blocks.launch(
            server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, **launch_options()
        )
        return f"http://127.0.0.1:{port}/"

    yield start
    for blocks in served:
        blocks.close(verbose=False)


class Gate:
    """Holds a scripted stream until the test opens it."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.closed = threading.Event()
        """Set when the stream was ended, by its end or from outside."""

    def open(self) -> None:
        self.opened.set()


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open()
