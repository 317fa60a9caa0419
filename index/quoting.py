"""Quotations and their cues: what stands beside a cue, and what runs on from a credited one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from index.article import Span
from index.lexicon import SAYING
from index.quotes import Quote, find_quotes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

# A quotation of fewer words, with no cue of its own, is a name or an irony rather than speech.
SPOKEN_WORDS = 4
_OPENING = "“«„"
_MARKS = "\"”'»"
_CLOSE = 25
"""Characters between cue and quotation that need no closer look."""
_FAR = 120


def _is_aside(verb: Token) -> bool:
    """Whether it stands in a relative clause."""
    return any(word.dep_ in ("relcl", "acl") for word in (verb, *verb.ancestors))


class Quotations:
    """The quotations of one article."""

    def __init__(self, text: str, doc: Doc) -> None:
        self.text = text
        self.doc = doc
        self.all = find_quotes(text)
        self._starts = [quote.span.start for quote in self.all]

    def holds(self, at: int) -> bool:
        """Whether the character at `at` stands inside a quotation."""
        return self.around(at) is not None

    def around(self, at: int) -> Quote | None:
        """The quotation that the character at `at` stands in."""
        number = bisect_left(self._starts, at) - 1
        if number >= 0 and at < self.all[number].span.end:
            return self.all[number]
        return None

    def within(self, span: Span) -> list[Quote]:
        """The quotations that share a character with `span`."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [q for q in self.all[first:last] if q.span.overlaps(span)]

    def beside(self, verb: Token, source: DocSpan, sentence: DocSpan) -> list[Span]:
        """Quotations that touch the cue and its source, with nothing but adjuncts between."""
        start = min(verb.idx, source.start_char)
        end = max(verb.idx + len(verb), source.end_char)
        found: list[Span] = []
        for quote in self.within(Span(max(0, sentence.start_char - 2), sentence.end_char + 2)):
            whole = quote.span
            gap = (whole.end, start) if whole.end <= start else (end, whole.start)
            if gap[0] <= gap[1] and self._only_adjuncts(*gap, verb):
                found.append(whole)
        return found

    def _only_adjuncts(self, start: int, end: int, verb: Token) -> bool:
        """Whether the text between holds no verb of another clause."""
        between = self.text[start:end]
        if "\n" in between or len(between) > _FAR:
            return False
        if start > verb.idx and between.rstrip().endswith(".") and _is_aside(verb):
            # `"…," Roe said of Doe, who had complained. "…"`: Roe goes on
            return False
        tokens = self.doc.char_span(start, end, alignment_mode="contract") if between else None
        if tokens is None:
            return True
        if len(between) > _CLOSE:
            leads = start > verb.idx and between.rstrip().endswith((":", ","))
            if not leads or ". " in between:
                return False
            return not any(t.pos_ == "VERB" and t != verb and not self.holds(t.idx) for t in tokens)
        return not any(
            t.pos_ == "VERB" and t != verb and not self.holds(t.idx) and t.lemma_ in SAYING
            for t in tokens
        )

    def opens(self, quote: Quote) -> bool:
        """Whether a quotation begins a paragraph with a capital, as words that are spoken do."""
        start = self.text.rfind("\n", 0, quote.span.start) + 1
        said = self.text[quote.span.start : quote.span.end].strip(_OPENING + _MARKS)
        return not self.text[start : quote.span.start].strip() and said[:1].isupper()

    def is_alone(self, quote: Quote) -> bool:
        """Whether a quotation is a sentence by itself behind another one in its paragraph."""
        before, after = self.text[: quote.span.start], self.text[quote.span.end :]
        behind = before[-2:-1] in (".", "!", "?") and before[-1:] == " "
        said = self.text[quote.span.start : quote.span.end].strip(_OPENING + _MARKS)
        ended = said[:1].isupper() and said.endswith((".", "!", "?"))
        return behind and ended and (not after or after[0] in " \n")

    def runs_on(self, earlier: Quote, quote: Quote) -> bool:
        """Whether `quote`, with no cue of its own, goes on with the speaker of `earlier`."""
        between = self.text[earlier.span.end : quote.span.start]
        if quote.continues:
            return True
        split = between.rstrip().endswith(",") and not re.search(r"[.!?\n]\s", between)
        if split and self.text[earlier.span.start : earlier.span.end].rstrip(_MARKS).endswith(","):
            # `"The risk," she said, "is the pumps."`
            return True
        short = quote.words(self.text) < SPOKEN_WORDS and not self._is_sentence(quote, between)
        if short or between.count("\n\n") > 1:
            return False
        line_start = self.text.rfind("\n", 0, quote.span.start) + 1
        line_end = self.text.find("\n", quote.span.end)
        line_end = len(self.text) if line_end < 0 else line_end
        opens = not self.text[line_start : quote.span.start].strip()
        if "\n" in between:
            # A paragraph that is nothing but a quotation goes on with whoever spoke last.
            return opens and not self.text[quote.span.end : line_end].strip(" .")
        # In one paragraph: `"…," she said. "…"`, a quotation that is a sentence of its own.
        before = self.text[: quote.span.start].rstrip()
        return before.endswith((".", "!", "?", ":", ",", "”", '"', "''"))

    def _is_sentence(self, quote: Quote, between: str) -> bool:
        """Whether a quotation, however short, is a sentence right behind a tag: `she said. "No."`.

        Args:
            quote: The quotation.
            between: The text from the one before it.
        """
        said = self.text[quote.span.start : quote.span.end].strip(_OPENING + _MARKS)
        whole = said[:1].isupper() and said.endswith((".", "!", "?"))
        return whole and between.count(".") == 1 and between.rstrip().endswith(".")
