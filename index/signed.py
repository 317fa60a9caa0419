"""Signed quotations: `"…" — Jane Roe, mayor of Lund`, as readers' voices and pull quotes have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Span
from index.furniture import AGENCY
from index.naming import is_name
from index.phrases import lead_in
from index.quotes import Quote
from index.quoting import SPOKEN_WORDS, Quotations
from index.roles import role_in

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from index.people import People

_DASH = re.compile(r"[^\S\n]*(?P<lines>(?:\n\s*)?)(?P<dash>[-–—―]{1,3})[^\S\n]*(?=\S)")
_NAME = re.compile(r"(?P<name>@\w+|[^,(|\n–—―]+?)(?P<beside>\s*(?:[,(|]|\s[-–—]\s)[^\n]*)?")
_BULLET = re.compile(r"[\s•*·>–—-]*(?:\d{1,2}[.)]\s*)?")
_DONE = re.compile(r"[.!?…,;](?:[\"”»’'\s]|\N{WORD JOINER})*$")
_LONGEST = 160
"""Characters of a name with what is told beside it: role, age, place."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed what."""

    dash: DocSpan
    name: DocSpan
    role: str
    quotes: tuple[Quote, ...]
    """The quotation, its paragraphs in order."""


def find_signed(doc: Doc, text: str, quotations: Quotations, people: People) -> Iterator[Signature]:
    """The signed quotations of an article, whose people are known.

    Such a quotation begins a line or stands behind another signature, so that neither
    `the "end" — Roe` nor a reporter's name at the foot is one; nothing but the name, and what the
    person is, follows.
    """
    chain: list[Quote] = []
    free = 0
    """Where the last signature ended."""
    starts = [quote.span.start for quote in quotations.all[1:]]
    for quote, following in zip(quotations.all, [*starts, len(text)], strict=False):
        if not quote.continues:
            chain = []
        chain.append(quote)
        dash = _DASH.match(text, quote.span.end)
        if dash is None or not _opens(doc, text, chain[0], free):
            continue
        line = text.find("\n", dash.end())
        end = following if line < 0 else min(following, line)
        signed = _name(doc, text, Span(dash.end(), end), people, alone=bool(dash["lines"]))
        mark = doc.char_span(*dash.span("dash"), alignment_mode="expand")
        if signed is None or mark is None or not _is_said(text, chain):
            continue
        free = end
        name, beside = signed
        yield Signature(mark, name, role_in(beside) if beside is not None else "", tuple(chain))


def _opens(doc: Doc, text: str, quote: Quote, free: int) -> bool:
    """Whether a quotation begins a line, or follows a signature or the label of a list."""
    start = max(free, text.rfind("\n", 0, quote.span.start) + 1)
    before = text[start : quote.span.start]
    if _BULLET.fullmatch(before) or not before.strip(" ."):
        return True
    return before.rstrip().endswith(":") and lead_in(doc, quote) is None


def _is_said(text: str, chain: list[Quote]) -> bool:
    """Whether a quotation is no title, such as a list of books has with their authors."""
    last = text[chain[-1].span.start : chain[-1].span.end]
    if len(chain) > 1 or _DONE.search(last):
        return True
    words = re.findall(r"[^\W\d_]{4,}", last)
    small = sum(word[0].islower() for word in words)
    return chain[-1].words(text) >= SPOKEN_WORDS and 2 * small > len(words)


def _name(
    doc: Doc, text: str, span: Span, people: People, *, alone: bool
) -> tuple[DocSpan, DocSpan | None] | None:
    """The name that begins the rest of a line, up to the next quotation, and what is told of it.

    Args:
        doc: The article's parse.
        text: Its text.
        span: Where it stands.
        people: The article's; a surname is a name if it is one of theirs.
        alone: It stands on a line of its own, where agencies sign for the whole.
    """
    line = doc.char_span(span.start, min(span.end, span.start + _LONGEST), alignment_mode="expand")
    # "Mrs." is one token, a sentence's end one of its own
    stop = next((t for t in line or () if t.text in (".", "!", "?")), None)
    end = span.end if stop is None else stop.idx
    if stop is not None and alone and text[stop.idx + 1 : span.end].strip():
        return None
    rest = text[span.start : end].rstrip()
    found = _NAME.fullmatch(rest) if len(rest) <= _LONGEST else None
    if found is None:
        return None
    written = found["name"].strip()
    if alone and re.fullmatch(AGENCY, written):
        return None
    start = span.start + found.start("name")
    name = doc.char_span(start, start + len(written), alignment_mode="expand")
    if name is None or not (is_name(name) or people.find(written, start)):
        return None
    beside = doc.char_span(name.end_char, span.start + len(rest), alignment_mode="contract")
    return (name, beside) if beside is None or not _goes_on(beside) else None


def _goes_on(beside: DocSpan) -> bool:
    """Whether what follows a name is a sentence's, not what the person is: "Roe, 34, had won"."""
    for token in beside:
        if token.tag_ in ("WP", "WDT", "WRB", "VBG"):
            return False
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return True
    return False
