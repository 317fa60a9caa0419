"""Attributions without a verb of their own: "according to", colons before quotations, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from index import sources
from index.article import Span
from index.content import Range, spans, without
from index.lexicon import INSCRIBED, KIN, ROLE_NOUNS, SAYING
from index.naming import is_name
from index.quotes import Quote
from index.quoting import Quotations
from index.roles import is_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|eyes) of|as per)\b", re.IGNORECASE
)
_PAUSES = (",", "-", "–", "—")
_MARKS = ('"', "“", "”", "''")
_WORDS_BESIDE = 2
_FARTHEST = 25
"""Tokens from a quotation to its verb."""
_TAG_WORDS = 6
_ENDS = (".", "!", "\n", "\n\n")
_LEADS_ON = re.compile(r"[,?!](?:[\"”’»]|'')$")
_NAMED = re.compile(
    r"(?:\s(?P<dash>[-–—―]{1,2})|[.!?…][\"”»]?|[\"”»])\s"
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3})(?P<colon>:)\s?$"
)
_LONGEST_NAME = 80
_READING = re.compile(r"\b(?P<verb>reading|read|reads|saying|said|says)[:,]? ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """An attribution read off such a phrase."""

    cue: DocSpan
    source: DocSpan
    content: tuple[Span, ...]


def according(doc: Doc, text: str, sentence: DocSpan, quotations: Quotations) -> Iterator[Phrase]:
    """Phrases like "according to Roe", before, after and within what it credits."""
    start_char = sentence.start_char
    for match in _ACCORDING.finditer(text, start_char, sentence.end_char):
        cue = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if cue is None or quotations.holds(match.start()):
            continue
        objects = [
            child
            for token in cue
            for inner in (token, *token.children)
            for child in inner.children
            if child.dep_ == "pobj" and child.i >= cue.end
        ]
        if not objects:
            continue
        head = min(objects, key=lambda t: t.i)
        source = sources.phrase(head)
        hole = (cue.start, max(head.right_edge.i + 1, source.end))
        hole = (hole[0], _end_of_phrase(doc, hole[1], source, sentence))
        content = spans(doc, text, _clause(cue, hole, sentence), quotations, match.start())
        if content:
            yield Phrase(cue, source, content)


def _end_of_phrase(doc: Doc, end: int, source: DocSpan, sentence: DocSpan) -> int:
    """Where the phrase ends: a parser may hang the whole sentence on its last noun."""
    for token in doc[source.end : min(end, sentence.end)]:
        if token.text == "," and token.i + 1 < sentence.end:
            return token.i
    return min(end, sentence.end)


def _clause(cue: DocSpan, hole: Range, sentence: DocSpan) -> list[Range]:
    """The sentence, or its one clause where the phrase stands in it, without the phrase."""
    return without((sentence.start, sentence.end), hole)


def led_in(
    text: str, sentence: DocSpan, quotations: Quotations, cues: frozenset[str]
) -> Iterator[tuple[Token, sources.Source, Span]]:
    """`Roe turned to me: "…"`: any verb whose sentence leads into a quotation by a colon.

    Args:
        text: The article's.
        sentence: Where to look.
        quotations: Of the article.
        cues: Lemmas of verbs that are read otherwise.
    """
    verb = sentence.root
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_.lower() in cues:
        return
    source = sources.of_cue(verb)
    if source is None:
        return
    root = source.named.root
    somebody = (
        root.ent_type_ in ("PERSON", "ORG", "NORP")
        or root.pos_ == "PRON"
        or root.lemma_.lower() in ROLE_NOUNS
    )
    if not somebody:
        return
    for quote in quotations.within(Span(sentence.start_char, sentence.end_char + 3)):
        led = text[: quote.span.start].rstrip().endswith(":")
        if led and verb.idx < quote.span.start:
            yield verb, source, quote.span
            return


def inscribed(doc: Doc, text: str, sentence: DocSpan, quotations: Quotations) -> Iterator[Phrase]:
    """`a banner reading "…"`: what carries words says them."""
    for quote in quotations.within(Span(sentence.start_char, sentence.end_char)):
        cue = _READING.search(text, sentence.start_char, max(sentence.start_char, quote.span.start))
        if cue is None or cue.end() != quote.span.start:
            continue
        carriers = [t for t in sentence if t.lemma_ in INSCRIBED and t.idx < cue.start()]
        verb = doc.char_span(*cue.span("verb"))
        if carriers and verb is not None:
            carrier = carriers[-1]
            source = doc[carrier.left_edge.i : carrier.i + 1]
            yield Phrase(verb, source, (quote.span,))


def spoken(doc: Doc, quote: Quote) -> Phrase | None:
    """Who speaks a quotation that the parse leaves alone: the verb of saying right beside it."""
    cut = doc.char_span(quote.span.start, quote.span.end, alignment_mode="expand")
    if cut is None:
        return None
    found = _verb_after(doc, cut.end) or lead_in(doc, quote)
    if found is None:
        return None
    verb, source = found
    return Phrase(doc[verb.i : verb.i + 1], source.phrase, (quote.span,))


def beside(doc: Doc, quote: Quote, verb: Token) -> sources.Source | None:
    """Who stands with `verb` right beside a quotation, outside of it; None if nobody does."""
    cut = doc.char_span(quote.span.start, quote.span.end, alignment_mode="expand")
    found = (_verb_after(doc, cut.end) if cut is not None else None) or lead_in(doc, quote)
    if found is None or found[0] != verb:
        return None
    inside = quote.span.start <= found[1].phrase.root.idx < quote.span.end
    return None if inside else found[1]


def named(doc: Doc, text: str, quote: Quote) -> Phrase | None:
    """`The pollsters agree - Jane Roe: "…"`: a name between a dash and a colon."""
    start = max(0, quote.span.start - _LONGEST_NAME)
    line = text.rfind("\n", start, quote.span.start) + 1
    match = _NAMED.search(text, max(start, line), quote.span.start)
    if match is None:
        return None
    name = doc.char_span(*match.span("name"))
    colon = doc.char_span(*match.span("colon"))
    if name is None or colon is None or _goes_on(name):
        return None
    # behind a dash, what stands alone is whoever speaks: "The polls agree - LundPoll: …"
    alone = match["dash"] and all(token.pos_ == "PROPN" for token in name)
    if not (alone or is_name(name)):
        return None
    return Phrase(colon, name, (quote.span,))


def _goes_on(name: DocSpan) -> bool:
    """Whether the stop before a name is its title's, in a sentence: `Roe wrote of Ms. Doe: "…"`."""
    start = name.start
    while start > name.sent.start and is_title(name.doc[start - 1]):
        start -= 1
    before = name.doc[start - 1] if start else None
    return start < name.start and before is not None and not (before.is_punct or before.is_space)


def tag(doc: Doc, text: str, quote: Quote) -> Phrase | None:
    """`"…," Jane Roe said` and `"…?" said Jane Roe`, with nothing between."""
    cut = doc.char_span(quote.span.start, quote.span.end, alignment_mode="expand")
    if cut is None or not _LEADS_ON.search(text, quote.span.start, quote.span.end):
        return None
    found = _verb_after(doc, cut.end) or _grumbled(doc, cut.end)
    if found is None or found[0].tag_ not in ("VBD", "VBZ"):
        return None
    verb, source = found
    between = verb.i - cut.end - (0 if verb.i < source.phrase.start else len(source.phrase))
    return Phrase(doc[verb.i : verb.i + 1], source.phrase, (quote.span,)) if not between else None


def _verb_after(doc: Doc, start: int) -> tuple[Token, sources.Source] | None:
    """`…" said Jane Roe` and `…" Jane Roe, the mayor of Lund, said`."""
    line = list(_line(doc, start))
    while line and line[0].text in _PAUSES:
        line.pop(0)
    if len(line) < _WORDS_BESIDE:
        return None
    if _says(line[0]):
        source = sources.starting_at(doc, line[1].i)
        if source is None or _does_more(source.phrase.root, line[0]):
            return None
        return line[0], source
    source = sources.starting_at(doc, line[0].i)
    if source is None:
        return None
    for token in line:
        if _says(token) and token.tag_ in ("VBD", "VBZ", "VBP"):
            return token, source
        if token.is_sent_end or token.tag_ in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _grumbled(doc: Doc, start: int) -> tuple[Token, sources.Source] | None:
    """`…," he grumbled.` and `…," shrugged Jane Roe.`: any verb, with nothing behind."""
    line = takewhile(lambda token: not token.is_punct, _line(doc, start))
    verbs = [token for token in islice(line, _TAG_WORDS) if token.tag_ in ("VBD", "VBZ")]
    if len(verbs) != 1 or verbs[0].pos_ != "VERB":
        return None
    verb = verbs[0]
    source = sources.starting_at(doc, start if verb.i > start else start + 1)
    if source is None or not sources.is_somebody(source.phrase.root):
        return None
    end = max(verb.i + 1, source.phrase.end)
    whole = {*range(start, end)} == {verb.i, *range(source.phrase.start, source.phrase.end)}
    return (verb, source) if whole and end < len(doc) and doc[end].text in _ENDS else None


def _does_more(noun: Token, verb: Token) -> bool:
    """Whether `noun` is a further verb's: `Roe, citing "safety," said the mayor would leave`."""
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head != verb and noun.head.i > noun.i


def lead_in(doc: Doc, quote: Quote) -> tuple[Token, sources.Source] | None:
    """Verb and source of `Jane Roe told the crowd in Lund: "…`."""
    cut = doc.char_span(quote.span.start, quote.span.end, alignment_mode="expand")
    end = cut.start if cut is not None else 0
    while end and doc[end - 1].is_space:
        end -= 1
    broken = cut is not None and end < cut.start
    if end == 0 or doc[end - 1].text not in ((":",) if broken else (":", ",")):
        return None
    for token in reversed(doc[max(0, end - _FARTHEST) : end - 1]):
        if "\n" in token.text or token.text in _MARKS or token.text == ".":
            return None
        if _says(token):
            source = sources.of_cue(token) or _misread(token)
            return (token, source) if source is not None else None
    return None


def _misread(verb: Token) -> sources.Source | None:
    """Who "posted on her page: …", where the parser takes it for "the banker posted to Lund"."""
    head = verb.head
    if verb.dep_ != "acl" or head.i > verb.i or verb.lower_.endswith("ing"):
        return None
    if head.lemma_.lower() not in ROLE_NOUNS | KIN and head.ent_type_ != "PERSON":
        return None
    found = sources.phrase(head)
    return sources.Source(found, "subject", found)


def _says(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in SAYING


def _line(doc: Doc, start: int) -> Iterator[Token]:
    for token in doc[start : start + _FARTHEST]:
        if "\n" in token.text:
            return
        yield token
