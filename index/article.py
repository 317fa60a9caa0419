"""The types everyone speaks: Article, Span, Sentence, Chunk, Statement.

All offsets are Python string indices (Unicode code points) into `Article.text`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

StatementKind = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of an article's text.

    Raises:
        ValueError: `start` is negative or not before `end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the source that is not the article's own words, and what it was taken for."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article as stored; its text never changes, a changed source is another article."""

    text: str
    title: str = ""
    source: str = ""
    """The outlet or agency, as given ("The Korea Herald/ANN"); empty if unknown."""
    published: date | None = None
    published_from: str = ""
    """How the date is known ("dateline", "dateline; year from …"); empty if unknown."""
    place: str = ""
    """The dateline's place, as written ("PYONGYANG"); empty if none."""
    origin: str = ""
    """The file or address it was read from."""
    removed: tuple[Removed, ...] = ()
    url: str = ""
    """Its canonical address; empty if unknown."""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    """The moment of publication, with its time zone; None unless both are known."""
    updated: date | None = None
    updated_at: datetime | None = None
    """As `published_at`, of the last change that the source tells of."""
    section: str = ""
    language: str = ""
    """ISO 639-1 code ("en")."""
    provenance: tuple[tuple[str, str], ...] = ()
    """Where each of the above is from: ("authors", "JSON-LD"), …; `published_from` for the date."""

    @property
    def id(self) -> str:
        """16 hexadecimal digits, from the title and the text: the same article has the same id."""
        return hashlib.sha256(f"{self.title}\n\n{self.text}".encode()).hexdigest()[:16]

    def quote(self, span: Span) -> str:
        """The characters of `span`.

        Raises:
            ValueError: the span ends after the text.
        """
        if span.end > len(self.text):
            raise ValueError(
                f"span {span.start} to {span.end} ends after the text ({len(self.text)})"
            )
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; never crosses a paragraph."""

    span: Span
    paragraph: int
    """Number of its paragraph in the article, from 0."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring sentences, embedded together; fits the embedding model's limit."""

    article_id: str
    position: int
    """Number of the chunk in its article, from 0."""
    span: Span

    @property
    def id(self) -> str:
        """Deterministic, so that a repair is a repeat."""
        return f"{self.article_id}:{self.position}"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who (source) said (cue) what (content): one attribution in an article."""

    article_id: str
    content: tuple[Span, ...]
    """What was said, with its quotation marks where it has them; at least one span, in order."""
    cue: Span | None
    """The words that attribute it ("said", "according to"); None where they are understood."""
    source: Span | None
    """The words that name the speaker ("Hwang", "he"); None where they are understood."""
    speaker: str
    """The speaker's fullest name in the article ("Hwang Joon-kook"), or the noun phrase."""
    role: str
    """Title or role as given ("NATO Secretary General"); empty if none."""
    kind: StatementKind
    said_on: date | None = None
    occasion: str = ""
    """As stated: "at the UN Security Council meeting"; empty if none."""
    addressee: str = ""
    """As stated: "Kim" in "Putin told Kim"; empty if none."""
    through: str = ""
    """Who passes it on: "Roe" where the article has "Roe said Doe had warned …"; empty if none."""

    @property
    def span(self) -> Span:
        """From the first to the last character of content, cue and source."""
        spans = [*self.content, *(s for s in (self.cue, self.source) if s)]
        return Span(min(s.start for s in spans), max(s.end for s in spans))
