"""Answers, evidence and articles as safe HTML.

Every character that comes from an article, a question or a model goes through `escape`; the only
markup in the result is written here.

A citation `[n]` of turn t is a link to the element with id `c{t}-{n}`: the `<mark>` around the
cited characters in a copy of the article. The style sheet shows the copy that holds the link's
target, so that the browser itself opens, scrolls and goes back.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.article import Article, Span
from rag.answer import HEADING, Citation, Evidence

WINDOW = 6000
"""Characters of a long article shown on each side of the cited ones."""


_REFERENCE = re.compile(r"\[(\d{1,4})\]")


@dataclass(frozen=True, slots=True)
class Story:
    """An article opened at a span, under an id; `back` is the id of the link that leads here."""

    id: str
    back: str
    article: Article
    span: Span


def escape(text: str) -> str:
    """`text` as HTML that shows exactly these characters.

    HTML cannot hold NUL, nor UTF-8 a lone surrogate: they become U+FFFD and "?".
    """
    sendable = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    return html.escape(sendable).replace("\r", "&#13;")


def citation_id(turn: int, n: int) -> str:
    """Id of the highlighted characters of citation `n`."""
    return f"c{turn}-{n}"


def evidence_id(turn: int, position: int) -> str:
    """Id of the highlighted characters of a passage; `position` counts from 1."""
    return f"e{turn}-{position}"


def byline(article: Article, *, how: bool = False) -> str:
    """Source and date; with `how`, also how the date is known."""
    parts = [f"<bdi>{escape(article.source)}</bdi>"] if article.source else []
    if article.published is None:
        parts.append("date unknown")
    else:
        known = f" <small>({escape(article.published_from)})</small>" if how else ""
        parts.append(f"{day_html(article.published)}{known if article.published_from else ''}")
    return " · ".join(parts)


def day_html(day: date) -> str:
    """A day, for people and machines."""
    return f'<time datetime="{day.isoformat()}">{day.day} {day:%B %Y}</time>'


def headline(article: Article) -> str:
    """The title, escaped, or a stand-in."""
    return f"<bdi>{escape(article.title)}</bdi>" if article.title else "Untitled article"


def answer_text(
    text: str,
    citations: Sequence[Citation],
    turn: int,
    *,
    linked: bool,
    headings: Sequence[Span] = (),
) -> str:
    """An answer's text, its `[n]` marks as links to the cited characters.

    With `linked` false (while the answer is still coming) the marks are plain. What is a heading is
    known from `headings` alone: an article may have a line that looks like one.
    """
    known = {c.n: c for c in citations}
    seen: set[int] = set()

    def mark(match: re.Match[str]) -> str:
        n = int(match[1])
        if n not in known:
            return match[0]
        if not linked:
            return f'<span class="ref">[{n}]</span>'
        anchor = "" if n in seen else f' id="r{turn}-{n}"'
        seen.add(n)
        title = escape(known[n].article.title or "the article")
        return (
            f'<a class="ref" href="#{citation_id(turn, n)}"{anchor} '
            f'aria-label="Citation {n}: open {title}">[{n}]</a>'
        )

    parts = []
    done = 0
    for heading in headings:
        parts.append(_paragraphs(text[done : heading.start]))
        words = text[heading.start : heading.end].removeprefix(HEADING)
        parts.append(f'<h3 class="topic" dir="auto">{escape(words)}</h3>')
        done = heading.end
    parts.append(_paragraphs(text[done:]))
    return _REFERENCE.sub(mark, "".join(parts))


def _paragraphs(text: str) -> str:
    paragraphs = [p for p in re.split(r"\n\s*\n", text.strip()) if p]
    return "".join(f'<p dir="auto">{escape(paragraph)}</p>' for paragraph in paragraphs)


def also_in(names: Sequence[str]) -> str:
    """Behind a byline: the other outlets with the same words."""
    outlets = ", ".join(f"<bdi>{escape(name)}</bdi>" for name in names)
    return f" · also in {outlets}" if outlets else ""


def citation_list(citations: Sequence[Citation], turn: int) -> str:
    """The numbered citations under an answer: quote, title, source, date, copies."""
    items = "".join(
        f'<li value="{c.n}"><blockquote dir="auto">{escape(c.quote)}</blockquote>'
        f'<p class="byline"><a href="#{citation_id(turn, c.n)}">{headline(c.article)}</a> · '
        f"{byline(c.article)}{also_in(c.also_in)}</p></li>"
        for c in citations
    )
    return f'<ol class="citations" aria-label="Citations">{items}</ol>' if items else ""


def passage_list(evidence: Sequence[Evidence], turn: int) -> str:
    """Passages, best first, each with a link that opens its article there."""
    items = "".join(
        f'<li><blockquote dir="auto">{escape(e.text)}</blockquote>'
        f'<p class="byline"><a href="#{evidence_id(turn, i)}" id="p{turn}-{i}">'
        f"{headline(e.article)}</a> · {byline(e.article)}</p></li>"
        for i, e in enumerate(evidence, 1)
    )
    return f'<ol class="passages">{items}</ol>'


def citation_stories(citations: Iterable[Citation], turn: int) -> list[Story]:
    """What the citations of an answer open."""
    return [
        Story(citation_id(turn, c.n), f"r{turn}-{c.n}", c.article, Span(c.start, c.end))
        for c in citations
    ]


def evidence_stories(evidence: Iterable[Evidence], turn: int, *, back: str = "p") -> list[Story]:
    """What the passages of a question open; `back` is the letter of the ids to go back to."""
    return [
        Story(evidence_id(turn, i), f"{back}{turn}-{i}", e.article, e.span)
        for i, e in enumerate(evidence, 1)
    ]


def story_html(story: Story) -> str:
    """The article, shown when its mark is the address's target."""
    article, span = story.article, story.span
    start, end = _window(article.text, span)
    before = escape(article.text[start : span.start])
    after = escape(article.text[span.end : end])
    cut_before = '<p class="cut">The article begins earlier.</p>' if start else ""
    cut_after = '<p class="cut">The article goes on.</p>' if end < len(article.text) else ""
    return (
        f'<article class="story" aria-labelledby="h-{story.id}">'
        f'<p class="back"><a href="#{story.back}">← Back to where it is cited</a></p>'
        f'<h2 id="h-{story.id}">{headline(article)}</h2>'
        f'<p class="byline">{byline(article, how=True)}</p>'
        f'{cut_before}<div class="body" dir="auto">{before}'
        f'<mark id="{story.id}" tabindex="-1">{escape(article.quote(span))}</mark>'
        f"{after}</div>{cut_after}</article>"
    )


def _window(text: str, span: Span) -> tuple[int, int]:
    """Start and end of what is shown of a long text, at line breaks where there are any."""
    start, end = max(0, span.start - WINDOW), min(len(text), span.end + WINDOW)
    if start:
        start = text.find("\n", start, span.start) + 1 or start
    if end < len(text):
        end = text.rfind("\n", span.end, end) if "\n" in text[span.end : end] else end
    return start, end
