"""What all tests share: the weights and the loaded model, once per session."""

import signal
from pathlib import Path

import hypothesis
import pytest

from index.embed import SentenceEmbedding, load_embedding
from index.settings import IndexSettings
from index.weights import llm_file
from rag.embedded import LlamaCppLLM

# A shell's background job ignores Ctrl-C, and so would the programs that the tests start and stop.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No test is of a time, and the first example may load a model; the same examples in every run.
hypothesis.settings.register_profile("dateline", deadline=None, derandomize=True)
hypothesis.settings.load_profile("dateline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast ones first, then those that need the language model, then those with a browser.

    The browser's driver keeps an event loop running in this thread, in which no test after it
    could run one of its own.
    """

    def slowness(item: pytest.Item) -> int:
        fixtures = getattr(item, "fixturenames", ())
        return 2 if "browser" in fixtures else int("embedded_llm" in fixtures)

    items.sort(key=slowness)


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The project's own folder of weights, so that 1.1 GB are joined once, not per test."""
    return IndexSettings().models_dir


@pytest.fixture(scope="session")
def embedded_llm(models_dir: Path) -> LlamaCppLLM:
    """The bundled model; it loads at its first answer."""
    return LlamaCppLLM(model_path=llm_file(models_dir, progress=False), context_window=1024)


@pytest.fixture(scope="session")
def embedding() -> SentenceEmbedding:
    """The bundled embedding model, once; its OpenVINO copy stays in the models folder."""
    return load_embedding(IndexSettings())
