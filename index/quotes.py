"""Where an article quotes: spans between quotation marks, across paragraphs."""

import re
from dataclasses import dataclass

from index.article import Span

_DOUBLE = '"“”„«»'
_OPENERS = "“„«"
_CLOSERS = "”»"
_FILLER = "\N{WORD JOINER}"
_PARAGRAPH = re.compile(r"[^\n]+")
# A single mark opens after white space and closes before it, so that an apostrophe does neither.
_SINGLE = re.compile(r"(?<![\w'’])[‘'](?=\w)[^\n\"“”]*?(?<=[\w.,!?…-])['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation, marks included.

    A quotation that runs on in the next paragraph is one Quote a paragraph, the later ones with
    `continues`.
    """

    span: Span
    continues: bool = False

    def words(self, text: str) -> int:
        """How many words stand in it."""
        return len(re.findall(r"\w+(?:[-'’]\w+)*", text[self.span.start : self.span.end]))


def find_quotes(text: str) -> list[Quote]:
    """The quotations of `text`, in order, none inside another."""
    # Two apostrophes are a typewriter's double mark; the filler keeps offsets as they are.
    text = text.replace("''", f'"{_FILLER}').replace("``", f"“{_FILLER}")
    quotes: list[Quote] = []
    unclosed = False
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        found, still_open = _double_quotes(text, start, end)
        for number, span in enumerate(found):
            quotes.append(Quote(span, continues=unclosed and number == 0 and span.start == start))
        unclosed = still_open
        taken = [q.span for q in quotes if q.span.start >= start]
        for match in _SINGLE.finditer(text, start, end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                quotes.append(Quote(span))
    return sorted(quotes, key=lambda quote: quote.span)


def _double_quotes(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    """Spans between double marks in one paragraph, and whether the last one stays open."""
    spans: list[Span] = []
    opened: int | None = None
    for at in range(start, end):
        mark = text[at]
        if mark not in _DOUBLE:
            continue
        if opened is None:
            if mark not in _CLOSERS and (mark in _OPENERS or _may_open(text, at, end)):
                opened = at
        elif mark in _CLOSERS or _may_close(text, at, start) or _closes_wrongly(text, at, end):
            spans.append(Span(opened, at + 1 + text.startswith(_FILLER, at + 1)))
            opened = None
        elif mark in _OPENERS or _may_open(text, at, end):
            # The closing mark was left out: the earlier opening cannot be trusted.
            opened = at
    if opened is not None and end - opened > 1:
        spans.append(Span(opened, end))
        return spans, True
    return spans, False


def _may_open(text: str, at: int, end: int) -> bool:
    return at + 1 < end and not text[at + 1].isspace()


def _closes_wrongly(text: str, at: int, end: int) -> bool:
    """Whether an opening mark stands where only a closing one can: after a word, before a blank."""
    after = text[at + 1] if at + 1 < end else " "
    return text[at] in _OPENERS and text[at - 1].isalnum() and not after.isalnum()


def _may_close(text: str, at: int, start: int) -> bool:
    return text[at] == '"' and at > start and not text[at - 1].isspace()
