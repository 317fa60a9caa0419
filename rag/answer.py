"""What comes out: Answer, Citation, Evidence, and the events of a stream."""

from dataclasses import dataclass
from typing import Any, Literal

from index.article import Article, Span

Status = Literal["answered", "not_found"]
NOT_FOUND = "The articles don't say."
"""How the text of a `not_found` answer begins."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The characters of an article that support an answer; `[n]` in the answer's text."""

    n: int
    article: Article
    start: int
    end: int
    also_in: tuple[str, ...] = ()
    """Other outlets (of an unknown one the title) whose copies of the story have the cited words;
    where these tell what somebody said, what was said is enough."""

    @property
    def quote(self) -> str:
        """The cited characters, verbatim."""
        return self.article.text[self.start : self.end]

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, as `python -m rag ask --json` prints it."""
        return {
            "n": self.n,
            "article_id": self.article.id,
            "title": self.article.title,
            "source": self.article.source,
            "published": self.article.published.isoformat() if self.article.published else None,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "also_in": list(self.also_in),
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage: what the answer may rest on, before anything is answered."""

    article: Article
    span: Span
    score: float
    """Reciprocal-rank-fusion score; comparable within one question only."""

    @property
    def text(self) -> str:
        """The passage, verbatim."""
        return self.article.quote(self.span)


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds from the question to the evidence, the first text, and the finished answer."""

    evidence_s: float
    first_token_s: float | None
    total_s: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer. `text` holds no sentence without a citation unless `not_found`."""

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    """The passages retrieved, best first; for `not_found` the closest ones."""
    model: str
    timings: Timings
    short: str = ""
    """The words of the cited sentence that answer, where the model picked them out."""
    dropped: tuple[str, ...] = ()
    """Drafts that verification held back."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, as `python -m rag ask --json` prints it."""
        return {
            "question": self.question,
            "status": self.status,
            "text": self.text,
            "citations": [c.to_dict() for c in self.citations],
            "model": self.model,
            "timings": {
                "evidence_s": round(self.timings.evidence_s, 4),
                "first_token_s": None
                if self.timings.first_token_s is None
                else round(self.timings.first_token_s, 4),
                "total_s": round(self.timings.total_s, 4),
            },
        }


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """First event of a stream."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TextSoFar:
    """The verified text of the answer so far, whole (not a delta), with its citations."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """Last event of a stream."""

    answer: Answer


Event = EvidenceFound | TextSoFar | Finished
