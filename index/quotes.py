"""Where an article quotes: spans between quotation marks, across paragraphs."""

import re
from dataclasses import dataclass

from index.article import Span

_DOUBLE = '"“”„«»'
_OPENERS = "“„«"
_CLOSERS = "”»"
_FILLER = "\N{WORD JOINER}"
UNSEEN = "".join(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
)
"""What has no width: it is neither a word nor a blank beside a mark; the filler among them."""
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
    marks = [at for at in range(start, end) if text[at] in _DOUBLE]
    inner = -1
    for number, at in enumerate(marks):
        mark = text[at]
        if at == inner:
            continue
        if opened is None:
            if _opens(text, at, start, end):
                opened = at
        elif (
            mark in _CLOSERS or _may_close(text, at, start) or _closes_wrongly(text, at, start, end)
        ):
            spans.append(Span(opened, at + 1 + text.startswith(_FILLER, at + 1)))
            opened = None
        elif mark in _OPENERS or _may_open(text, at, end):
            if mark in _OPENERS and _is_inner(text, marks[number + 1 : number + 3], start, end):
                inner = marks[number + 1]
                continue
            # The closing mark was left out: the earlier opening cannot be trusted.
            opened = at
    if opened is not None and end - opened > 1:
        spans.append(Span(opened, end))
        return spans, True
    return spans, False


def _opens(text: str, at: int, start: int, end: int) -> bool:
    mark = text[at]
    if mark in _CLOSERS:
        return _opens_wrongly(text, at, start, end)
    return mark in _OPENERS or _may_open(text, at, end)


def _opens_wrongly(text: str, at: int, start: int, end: int) -> bool:
    """Whether a closing mark stands where only an opening one can, and the next one closes it."""
    before = _before(text, at, start)
    if not (before.isspace() or before in "([") or not _after(text, at, end).isalnum():
        return False
    following = (n for n in range(at + 1, end) if text[n] in _DOUBLE)
    closing = next(following, at)
    return closing > at and (text[closing] in _CLOSERS or _may_close(text, closing, start))


def _is_inner(text: str, following: list[int], start: int, end: int) -> bool:
    """Whether of the next two marks one closes what opens here, the other what was open before."""
    if len(following) < 2 or text[following[0]] not in _CLOSERS:
        return False
    last = following[1]
    closes = text[last] in _CLOSERS or _may_close(text, last, start)
    return closes and not _after(text, last, end).isalnum()


def _may_open(text: str, at: int, end: int) -> bool:
    return not _after(text, at, end).isspace()


def _closes_wrongly(text: str, at: int, start: int, end: int) -> bool:
    """Whether an opening mark stands where only a closing one can: after a word, before a blank."""
    joined = _before(text, at, start).isalnum() and not _after(text, at, end).isalnum()
    return text[at] in _OPENERS and joined


def _may_close(text: str, at: int, start: int) -> bool:
    return text[at] == '"' and not _before(text, at, start).isspace()


def _before(text: str, at: int, start: int) -> str:
    """The character seen before `at`; a blank at the start."""
    return next((text[n] for n in range(at - 1, start - 1, -1) if text[n] not in UNSEEN), " ")


def _after(text: str, at: int, end: int) -> str:
    """The character seen behind `at`; a blank at the end."""
    return next((text[n] for n in range(at + 1, end) if text[n] not in UNSEEN), " ")
