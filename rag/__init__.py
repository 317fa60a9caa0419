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
from rag.identity import Speaker
from rag.qa import ArticleQA
from rag.settings import Settings
from rag.statements import SpokenStatement, Statements

__all__ = [
    "Answer",
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
