"""Headings within a text: they tell what follows, and are no sentences that could answer."""

import re
from collections.abc import Sequence

from index.article import Sentence, Span
from index.furniture import is_prose

LONGEST = 8
"""Words; more are a sentence without its full stop."""

_ITEM = re.compile(r"[-–—*•>]|\d{1,3}[.)]\s")
_MOMENT = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.I)


def subheads(text: str, sentences: Sequence[Sentence]) -> frozenset[Span]:
    """The spans of those of a text's sentences that are headings, or times in a running report.

    A heading stands alone, without a full stop, over a paragraph that has one. The items of a
    list are none, nor is the first line, which may be a standfirst.
    """
    found = set()
    for number, sentence in enumerate(sentences):
        line = text[sentence.span.start : sentence.span.end].strip()
        if _MOMENT.fullmatch(line):
            found.add(sentence.span)
            continue
        before = sentences[number - 1] if number else None
        after = sentences[number + 1] if number + 1 < len(sentences) else None
        if before is None or after is None:
            continue
        if sentence.paragraph in (before.paragraph, after.paragraph):
            continue
        above = text[before.span.start : before.span.end].strip()
        below = text[after.span.start : after.span.end].strip()
        listed = above.endswith(":") or not (is_prose(above) or before.span in found)
        plain = not is_prose(line) and not _ITEM.match(line) and len(line.split()) <= LONGEST
        if plain and not listed and is_prose(below):
            found.add(sentence.span)
    return frozenset(found)
