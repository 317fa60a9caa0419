"""Verified drafts as the text of an answer: numbered citations, headings, notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article, Span
from index.store import Store
from rag.answer import HEADING, Citation
from rag.compose import Draft
from rag.copies import also_in
from rag.summary import LEAD, Summary


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an answer; fields as in `Answer`."""

    text: str = ""
    citations: tuple[Citation, ...] = ()
    headings: tuple[Span, ...] = ()


def write(
    drafts: Sequence[Draft], store: Store, opening: str = "", summary: Summary | None = None
) -> Written:
    """The drafts as paragraphs, one number for each cited span, in order of appearance.

    An opening rests on the first draft of each speaker, unless it only leads on. Short answers
    are one paragraph with it, each with its own citation.
    """
    citations: list[Citation] = []
    numbers: dict[tuple[str, int, int], int] = {}
    paragraphs: list[tuple[str, str]] = []
    first: dict[str, str] = {}
    topic = ""
    shorts: list[str] = []
    for draft in drafts:
        marks = ""
        for span in draft.spans:
            key = (draft.article.id, span.start, span.end)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                also = _also_in(store, draft.article, span)
                citations.append(Citation(numbers[key], draft.article, span.start, span.end, also))
            marks += f"[{numbers[key]}]"
        first.setdefault(draft.speaker, marks)
        note = f" ({draft.note})" if draft.note else ""
        if draft.short:
            shorts.append(f"{draft.text}{note} {marks}")
            continue
        paragraphs.append((draft.heading * (draft.heading != topic), f"{draft.text}{note} {marks}"))
        topic = draft.heading
    if shorts:
        paragraphs.insert(0, ("", " ".join(filter(None, (opening, "; ".join(shorts))))))
    elif opening:
        # what a colon leads on to has its own
        marks = "" if opening.endswith(":") else f" {''.join(dict.fromkeys(first.values()))}"
        paragraphs.insert(0, ("", f"{opening}{marks}"))
    if summary is not None:
        spans = [(d.article.id, span.start, span.end) for d in summary.drafts for span in d.spans]
        marks = "".join(f"[{numbers[key]}]" for key in dict.fromkeys(spans))
        paragraphs.append(("", f"{LEAD}{summary.text} {marks}"))
    return _joined(paragraphs, citations)


def _joined(paragraphs: Sequence[tuple[str, str]], citations: Sequence[Citation]) -> Written:
    text = ""
    headings = []
    for heading, paragraph in paragraphs:
        text += "\n\n" if text else ""
        if heading:
            headings.append(Span(len(text), len(text) + len(HEADING) + len(heading)))
            text += f"{HEADING}{heading}\n"
        text += paragraph
    return Written(text, tuple(citations), tuple(headings))


def _also_in(store: Store, article: Article, span: Span) -> tuple[str, ...]:
    """As `Citation.also_in`: what was said in the span counts, not what tells of it."""
    said = [s.content for s in store.statements(article.id) if span.covers(s.span)]
    return also_in(store, article, [part for content in said for part in content] or [span])
