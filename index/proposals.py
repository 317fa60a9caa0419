"""Every reading of every possible cue of an article, with the features that judge it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from index import content, cues, features, phrases, sources
from index.article import Span
from index.lexicon import SAYING
from index.quotes import Quote
from index.quoting import Quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_CUES = ("VERB", "AUX", "NOUN", "ADJ")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One reading: a cue, its source, and what it may credit to it."""

    cue: Token
    words: DocSpan
    """The cue as shown."""
    source: sources.Source
    content: tuple[Span, ...]
    tokens: frozenset[int]
    """The content's words, as numbers of tokens."""
    sentence: DocSpan
    features: list[str]
    candidate: cues.Candidate


class Words:
    """The tokens of a parse that are words, and which of them stand in quotations."""

    def __init__(self, doc: Doc, quotations: Quotations) -> None:
        self._starts = [token.idx for token in doc]
        self._word = [not (token.is_punct or token.is_space) for token in doc]
        quoted = [False] * len(self._starts)
        for quote in quotations.all:
            first, last = self._between(quote.span)
            quoted[first:last] = [True] * (last - first)
        both = (w and q for w, q in zip(self._word, quoted, strict=True))
        self._quoted = [0, *accumulate(both)]

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        """The words of `spans`, as numbers of tokens."""
        ranges = (self._between(span) for span in spans)
        return frozenset(i for first, last in ranges for i in range(first, last) if self._word[i])

    def quoted(self, spans: Iterable[Span]) -> int:
        """How many words of `spans` stand in quotations."""
        ranges = (self._between(span) for span in spans)
        return sum(self._quoted[last] - self._quoted[first] for first, last in ranges)

    def _between(self, span: Span) -> tuple[int, int]:
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)


def propose(
    text: str, doc: Doc, quotations: Quotations, words: Words, known: frozenset[str] | None
) -> Iterator[list[Proposal]]:
    """The readings of each possible cue, a list for each.

    Args:
        text: The article's.
        doc: Its parse.
        quotations: Its quotations; no cue is looked for inside one.
        words: Its words.
        known: "lemma|POS" of the words to try; every verb, noun and adjective if None.
    """
    for sentence in doc.sents:
        asked: bool | None = None
        for token in sentence:
            if token.pos_ not in _CUES or quotations.holds(token.idx):
                continue
            if known is not None and f"{token.lemma_.lower()}|{token.pos_}" not in known:
                continue
            if asked is None:
                asked = sentence.text.rstrip(" \n\"”'").endswith("?")
            readings = list(_readings(text, doc, sentence, token, quotations, words, asked))
            if readings:
                yield readings


def _readings(
    text: str,
    doc: Doc,
    sentence: DocSpan,
    cue: Token,
    quotations: Quotations,
    words: Words,
    asked: bool,
) -> Iterator[Proposal]:
    source = sources.of_cue(cue)
    if source is None or _explains(cue):
        return
    facts: features.CueFacts | None = None
    seen: set[frozenset[int]] = set()
    around = quotations.around(source.phrase.root.idx)
    for candidate, spans in _contents(text, doc, sentence, cue, source, quotations):
        tokens = words.of(spans)
        if not tokens or tokens in seen:
            continue
        seen.add(tokens)
        if around is not None and any(span.overlaps(around.span) for span in spans):
            # nobody speaks out of what is said: the parser took a word of it for the subject
            outside = phrases.beside(doc, around, cue) or _above(cue, around)
            if outside is None:
                continue
            source, facts, around = outside, None, None
        if facts is None:
            facts = features.of_cue(cue, source, asked=asked)
        found = features.of_candidate(candidate, facts, len(tokens), words.quoted(spans))
        first, last = cues.words(cue, candidate.via)
        yield Proposal(cue, doc[first:last], source, spans, tokens, sentence, found, candidate)


def _above(cue: Token, quote: Quote) -> sources.Source | None:
    """Whose verb `cue` hangs on, as in "Roe left, adding …"; nobody out of the quotation."""
    quoted = range(quote.span.start, quote.span.end)
    for verb in cue.ancestors:
        if verb.pos_ in ("VERB", "AUX") and verb.idx not in quoted:
            source = sources.of_cue(verb)
            if source is not None and source.phrase.root.idx not in quoted:
                return source
    return None


def _contents(
    text: str,
    doc: Doc,
    sentence: DocSpan,
    cue: Token,
    source: sources.Source,
    quotations: Quotations,
) -> Iterator[tuple[cues.Candidate, tuple[Span, ...]]]:
    clauses: list[Span] = []
    for candidate in cues.candidates(cue):
        spans = content.spans(doc, text, candidate.ranges, quotations, cue.idx)
        if not spans:
            continue
        if candidate.form in ("ccomp", "ccomp<") or candidate.form.startswith("outer"):
            clauses.extend(spans)
        yield candidate, spans
    if cue.pos_ != "VERB" or _is_purpose(cue):
        return
    beside = quotations.beside(cue, source.phrase, sentence)
    if beside:
        form = "quotes:before" if beside[0].end <= cue.idx else "quotes:after"
        quoted = cues.Candidate(cue, form, cue, ())
        if any(_completes(text, quote, clause) for quote in beside for clause in clauses):
            return
        if clauses:
            yield cues.Candidate(cue, f"{form}+", cue, ()), content.merge([*clauses, *beside], text)
        yield quoted, content.merge(beside, text)


def _completes(text: str, quote: Span, clause: Span) -> bool:
    """Whether a quotation is but the end of a clause: `she said the town "had lost its heart"`."""
    begun = clause.start < quote.start and clause.end >= quote.end - 1
    return begun and text[quote.start : quote.end].strip("\"“'‘")[:1].islower()


def _is_purpose(cue: Token) -> bool:
    """`Roe said he had come to ask for help, "a first": what is quoted is Roe's."""
    verb = cue.head
    if cue.tag_ != "VB" or cue.dep_ not in ("xcomp", "advcl", "acl"):
        return False
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in SAYING


def _explains(cue: Token) -> bool:
    """`…," she said, referring to the flood`: it tells what the saying is about."""
    return cue.lemma_ == "refer" and cue.dep_ == "advcl" and cue.head.lemma_.lower() in SAYING
