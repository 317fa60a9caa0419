"""Questions in, cited answers out: the Python API."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.article import Article
    from rag.answer import (
        Answer,
        Citation,
        Event,
        Evidence,
        EvidenceFound,
        Finished,
        TextSoFar,
        Timings,
    )
    from rag.identity import Speaker
    from rag.qa import ArticleQA
    from rag.settings import Settings
    from rag.statements import SpokenStatement, Statements

__all__ = [
    "Answer",
    "Article",
    "ArticleQA",
    "Citation",
    "Event",
    "Evidence",
    "EvidenceFound",
    "Finished",
    "Settings",
    "Speaker",
    "SpokenStatement",
    "Statements",
    "TextSoFar",
    "Timings",
]

_ELSEWHERE = {
    "Article": "index.article",
    "ArticleQA": "rag.qa",
    "Settings": "rag.settings",
    "Speaker": "rag.identity",
    "SpokenStatement": "rag.statements",
    "Statements": "rag.statements",
}
"""Where they are; the others are in `rag.answer`."""


def __getattr__(name: str) -> Any:
    # The libraries behind them take seconds to import, and `python -m rag --help` needs none.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "rag.answer")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
