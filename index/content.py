"""Spans of what was said: from the parse to characters, with quotations kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.article import Span, StatementKind
from index.quotes import UNSEEN, Quote
from index.quoting import Quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]
"""Tokens from the first number to before the second."""

# What follows a closing mark like this tells of the saying, not of what was said.
_AFTERTHOUGHT = re.compile(
    r"[,\s]+(?:during|when asked|in response to|referring to|in an? (?:interview|statement|speech)"
    r"|at an? \w+ (?:conference|briefing|rally)|(?:adding|noting|citing|quoting|speaking)\b)"
)
# Before a quotation that ends a sentence as part of what is said: `she had it, "signed and dated"`.
_CLOSING = re.compile(r", [\"“]")
_JOINTS = ("", " ", ", ", ",")
_EDGES = ",;:—–-"


def subtree(token: Token) -> Range:
    """The tokens from the leftmost to the rightmost that hang on `token`."""
    return token.left_edge.i, token.right_edge.i + 1


def without(whole: Range, hole: Range) -> list[Range]:
    """`whole` less `hole`: none, one or two ranges."""
    parts = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    return [part for part in parts if part[0] < part[1]]


def to_span(doc: Doc, tokens: Range) -> Span | None:
    """The characters of `tokens` without blanks, commas and dashes at the ends."""
    start, end = tokens
    while start < end and (doc[start].is_space or doc[start].text in _EDGES):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in _EDGES):
        end -= 1
    if start < end and doc[start].text == "(" and not any(t.text == ")" for t in doc[start:end]):
        start += 1
    if all(token.is_punct or not token.text.strip(UNSEEN) for token in doc[start:end]):
        return None
    first, last = doc[start], doc[end - 1]
    unseen = len(first.text) - len(first.text.lstrip(UNSEEN))
    return Span(first.idx + unseen, last.idx + len(last.text.rstrip(UNSEEN)))


def spans(
    doc: Doc, text: str, ranges: Iterable[Range], quotations: Quotations, cue_at: int
) -> tuple[Span, ...]:
    """The characters of `ranges` in `text`, no quotation cut in two but one that holds the cue."""
    parts = []
    for tokens in ranges:
        span = to_span(doc, tokens)
        if span is not None:
            parts.append(
                _cut_afterthought(text, whole_quotes(span, quotations, cue_at), quotations)
            )
    return merge(parts, text)


def whole_quotes(span: Span, quotations: Quotations, cue_at: int) -> Span:
    """`span`, widened to hold whole every quotation it cuts, unless the cue stands in that."""
    for quote in quotations.within(span):
        if not quote.span.start <= cue_at < quote.span.end:
            span = Span(min(span.start, quote.span.start), max(span.end, quote.span.end))
    return span


def _cut_afterthought(text: str, span: Span, quotations: Quotations) -> Span:
    for quote in quotations.within(span):
        end = quote.span.end
        inside = span.start <= quote.span.start and end < span.end
        if inside and _AFTERTHOUGHT.match(text, end, span.end):
            return Span(span.start, end)
    return span


def said_on(
    doc: Doc, text: str, content: tuple[Span, ...], cue: Token, quotations: Quotations
) -> tuple[Span, ...]:
    """`content` with what goes on with "and that", "but that" or ", that", wherever it hangs.

    So does `, "…"` that ends the sentence, and what the parser cut off in the middle. Without any,
    a last "and" or "but" is none of it.
    """
    last = content[-1]
    part = doc.char_span(last.start, last.end, alignment_mode="expand")
    if part is None or last.start < cue.idx or quotations.holds(last.end - 1):
        return content
    end = part.end
    while end > part.start + 1 and doc[end - 1].pos_ == "CCONJ":
        end -= 1
    end = _to_clause_end(doc, end, cue)
    listed = doc[part.start].lower_ == "that"
    while (further := _further(doc, end, cue.sent.end, listed)) > end:
        end = further
    span = to_span(doc, (part.start, min(end, cue.sent.end)))
    if span is None:
        return content
    closing = _CLOSING.match(text, span.end)
    quote = quotations.around(closing.end()) if closing else None
    if quote is not None and _closes(text, quote, cue, quotations):
        span = Span(span.start, quote.span.end)
    if (span.start, span.end) == (last.start, last.end):
        return content
    return merge([*content[:-1], whole_quotes(span, quotations, cue.idx)], text)


def _closes(text: str, quote: Quote, cue: Token, quotations: Quotations) -> bool:
    """Whether a quotation ends the cue's sentence, and does not go on with one that it begins."""
    before = quotations.within(Span(cue.sent.start_char, max(cue.idx, cue.sent.start_char + 1)))
    return not before and not text[quote.span.end : cue.sent.end_char].strip(" .\n")


def _to_clause_end(doc: Doc, end: int, cue: Token) -> int:
    """`end`, or where the clause ends that goes on there with no mark or link between."""
    if end >= cue.sent.end or doc[end].is_punct or doc[end].is_space or cue.dep_ == "relcl":
        return end
    clause = next((t for t in (doc[end], *doc[end].ancestors) if t.head == cue), None)
    if clause is None or clause.dep_ != "ccomp" or clause.left_edge.i != end:
        return end
    return int(clause.right_edge.i) + 1


def _further(doc: Doc, end: int, stop: int, listed: bool) -> int:
    """Where the clause ends that goes on from `end` with "and that"; `end` if none does.

    Args:
        doc: The parse.
        end: Where what is said ends so far.
        stop: Where the sentence ends.
        listed: It begins with "that", so that a comma before the next "that" is a list's.
    """
    link = end
    while link < stop and (doc[link].text == "," or doc[link].pos_ == "CCONJ"):
        link += 1
    if link == end or link >= stop or not (listed or doc[link - 1].pos_ == "CCONJ"):
        return end
    that = doc[link]
    clause = that.lower_ == "that" and that.tag_ == "IN" and that.dep_ == "mark"
    return max(end, that.head.right_edge.i + 1) if clause else end


def merge(parts: Iterable[Span], text: str) -> tuple[Span, ...]:
    """`parts` in order, those joined that overlap or have only white space or a mark between."""
    merged: list[Span] = []
    for part in sorted(parts):
        if merged and (part.start < merged[-1].end or text[merged[-1].end : part.start] in _JOINTS):
            last = merged.pop()
            part = Span(last.start, max(last.end, part.end))
        merged.append(part)
    return tuple(merged)


def kind(text: str, content: Sequence[Span], quotations: Quotations) -> StatementKind:
    """Direct: all of it stands in quotations; mixed: some of it."""
    quoted = [q.span for span in content for q in quotations.within(span)]
    if not quoted:
        return "indirect"
    whole = all(any(q.covers(_strip(text, span)) for q in quoted) for span in content)
    return "direct" if whole else "mixed"


def _strip(text: str, span: Span) -> Span:
    """`span` without punctuation that stands outside the closing mark."""
    end = span.end
    while end > span.start + 1 and text[end - 1] in " ,.;:":
        end -= 1
    return Span(span.start, end)
