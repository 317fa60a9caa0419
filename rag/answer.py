"""What comes out: Answer, Citation, Evidence, and the events of a stream."""

import shlex
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from index.article import Article, Span

Status = Literal["answered", "not_found"]
NOT_FOUND = "The articles don't say."
"""How the text of a `not_found` answer begins."""
HEADING = "### "
"""How the line of a heading begins in the text of an answer."""


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
class More:
    """Statements that are in the record as well and not in the answer."""

    count: int
    by: str
    """Whose they are, for people."""
    speaker: str
    """What `ArticleQA.statements` finds them and the others by."""
    about: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def text(self) -> str:
        """That they are there: one sentence."""
        one = self.count == 1
        on_it = " on this" if self.about else ""
        return (
            f"{self.count:,} more statement{'' if one else 's'} by {self.by}{on_it} "
            f"{'is' if one else 'are'} in the record."
        )

    @property
    def command(self) -> str:
        """What lists them all in a shell."""
        options = {
            "--speaker": self.speaker,
            "--about": self.about,
            "--since": self.since and self.since.isoformat(),
            "--until": self.until and self.until.isoformat(),
        }
        given = " ".join(f"{name} {shlex.quote(value)}" for name, value in options.items() if value)
        return f"python -m rag statements {given}"


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds from the question to the evidence, the first text, and the finished answer."""

    evidence_s: float
    first_token_s: float | None
    total_s: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer. `text` holds no sentence without a citation unless `not_found`.

    It is Markdown where it has headings: a line each, before the first paragraph of a topic.
    """

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    """The passages retrieved, best first; for `not_found` the closest ones."""
    model: str
    timings: Timings
    short: tuple[str, ...] = ()
    """The words of the cited sentences that answer, where they are known; several, in the order of
    the text, where the articles differ."""
    dropped: tuple[str, ...] = ()
    """Drafts that verification held back."""
    headings: tuple[Span, ...] = ()
    """The headings of topics in `text`, with their `### `."""
    more: More | None = None
    """What the record has beyond the text; None if the text has it all."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, as `python -m rag ask --json` prints it."""
        return {
            "question": self.question,
            "status": self.status,
            "text": self.text,
            "citations": [c.to_dict() for c in self.citations],
            "more": self.more.text if self.more else "",
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
    headings: tuple[Span, ...] = ()
    """As in `Answer`."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Last event of a stream."""

    answer: Answer


Event = EvidenceFound | TextSoFar | Finished
