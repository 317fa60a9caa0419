"""Questions in, cited answers out: the Python API."""

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
from rag.qa import ArticleQA
from rag.settings import Settings

__all__ = [
    "Answer",
    "ArticleQA",
    "Citation",
    "Event",
    "Evidence",
    "EvidenceFound",
    "Finished",
    "Settings",
    "TextSoFar",
    "Timings",
]
