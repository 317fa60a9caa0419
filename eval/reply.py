"""What a measured system says to a question, as it is stored and judged."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from rag.answer import Answer, Status

_MARKER = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of an article, retrieved or cited."""

    article: str
    """The article's id."""
    start: int
    end: int
    quote: str
    """Those characters; only the first ones of a retrieved passage."""
    title: str = ""
    source: str = ""
    """The file or address of the article."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with what led to it."""

    question: str
    status: Status
    text: str
    citations: tuple[Passage, ...] = ()
    short: str = ""
    """The answer in the fewest words, where the system gives it, several parted by semicolons; see
    `short_form`."""
    evidence: tuple[Passage, ...] = ()
    """What was retrieved, best first."""
    drafted: tuple[str, ...] = ()
    """What stood there on the way to the answer."""
    dropped: tuple[str, ...] = ()
    """What verification held back."""
    seconds: float = 0.0
    evidence_s: float | None = None
    first_text_s: float | None = None
    model: str = ""

    @property
    def refused(self) -> bool:
        """Whether it says that the articles don't say."""
        return self.status == "not_found"

    @property
    def support(self) -> tuple[Passage, ...]:
        """What the answer is said to rest on; nothing for a refusal, whatever it shows."""
        return () if self.refused else self.citations

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Self:
        """From `to_dict`."""
        passages = {
            name: tuple(Passage(**p) for p in raw[name]) for name in ("citations", "evidence")
        }
        texts = {name: tuple(raw[name]) for name in ("drafted", "dropped")}
        return cls(**{**raw, **passages, **texts})


def short_form(reply: Reply) -> str:
    """What is compared with a gold answer of a few words; empty for a refusal.

    The system's own short form where it gives one, else the whole text without its markers.
    """
    if reply.refused:
        return ""
    return " ".join(_MARKER.sub("", reply.short or reply.text).split())


def from_answer(answer: Answer, *, drafted: tuple[str, ...], seconds: float) -> Reply:
    """Dateline's answer as a reply."""
    return Reply(
        question=answer.question,
        status=answer.status,
        text=answer.text,
        citations=tuple(
            Passage(c.article.id, c.start, c.end, c.quote, c.article.title, c.article.origin)
            for c in answer.citations
        ),
        short="; ".join(answer.short),
        evidence=tuple(
            Passage(
                e.article.id,
                e.span.start,
                e.span.end,
                e.text[:SHOWN_CHARS],
                e.article.title,
                e.article.origin,
            )
            for e in answer.evidence
        ),
        drafted=drafted,
        dropped=answer.dropped,
        seconds=seconds,
        evidence_s=answer.timings.evidence_s,
        first_text_s=answer.timings.first_token_s,
        model=answer.model,
    )


SHOWN_CHARS = 600
"""Of a retrieved passage, stored for the report."""
