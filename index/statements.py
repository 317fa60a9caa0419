"""Who said what: the statements of an article, read off spaCy's parse.

Cues propose what they may credit to whom (`index.proposals`), trained weights decide
(`index.scoring`); transcripts, signatures, "according to" and inscriptions are read by rule. What
counts as an attribution follows PolNeAR (Newell, Margolin and Ruths 2018): sayings, and also what
somebody is written to think, want, back or show, each under its own cue. What is credited to
nobody ("it was reported that") is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index import (
    circumstances,
    content,
    hollow,
    interviews,
    phrases,
    proposals,
    scoring,
    signed,
    sources,
    transcripts,
)
from index.article import Article, Span, Statement
from index.found import Found, is_told, same, with_tag, within
from index.lexicon import NAMING, SAYING, THINKING
from index.people import People
from index.proposals import Proposal, Words
from index.quotes import Quote
from index.quoting import SPOKEN_WORDS, Quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

SURE_ENOUGH = 0.24
"""The least probability to be taken for an attribution; best F1 on held-out training articles."""

_WHEN = re.compile(r"(?:after|before|while)\b")
"""Begins what a quotation's speaker did not say: `"…," Roe said, after the vote was held`."""


def find_statements(article: Article, doc: Doc) -> list[Statement]:
    """The statements of `article`, whose text `doc` parses, in order of their content.

    Raises:
        ModelError: the scorer's weights are missing or damaged.
    """
    return _Reader(article, doc, scoring.load()).read()


class _Reader:
    def __init__(self, article: Article, doc: Doc, scorer: scoring.Scorer) -> None:
        self.article = article
        self.doc = doc
        self.text = article.text
        self.scorer = scorer
        self.quotations = Quotations(article.text, doc)
        self.people = People(doc, self.quotations)
        self.words = Words(doc, self.quotations)
        self.signed = list(signed.find_signed(doc, article.text, self.quotations, self.people))
        for signature in self.signed:
            self.people.introduce(signature.name, signature.role)
        found = (phrases.named(doc, article.text, quote) for quote in self.quotations.all)
        self.named = [phrase for phrase in found if phrase is not None]
        for phrase in self.named:
            self.people.introduce(phrase.source, "")

    def read(self) -> list[Statement]:
        turns = list(transcripts.find_turns(self.article, self.people))
        interview = interviews.find_interview(self.article, self.people)
        taken = [*(turn.span for turn in turns), *interview.asked, *interview.answered]
        headings = [
            heading
            for heading in transcripts.find_headings(self.article, self.people)
            if not any(span.overlaps(heading.span) for span in taken)
        ]
        found = [
            f
            for f in self._found()
            if not any(s.covers(f.content[0]) for s in taken)
            or (_is_named(f.source) and any(s.covers(f.content[0]) for s in interview.asked))
        ]
        # in the order of the text, so that a pronoun looks back to whoever spoke before it
        found.sort(key=lambda f: f.words.start)
        self.people.listen(f.source.named for f in found if f.cue.lemma_.lower() in SAYING)
        turns += interview.answers
        statements = [*turns, *headings, *(self._statement(f) for f in found)]
        statements = self._run_on(statements)
        return sorted(_relayed(statements), key=lambda s: (s.content[0], s.span))

    # -- what is an attribution

    def _found(self) -> list[Found]:
        chosen: list[Found] = list(self._by_phrase())
        tags = list(self._tagged())
        scored = sorted(self._scored(tags), key=lambda f: (-f.score, f.cue.i))
        for found in scored:
            if found.score < SURE_ENOUGH and not any(within(found, o) for o in chosen):
                continue
            if not any(same(found.tokens, o.tokens) and not within(found, o) for o in chosen):
                chosen.append(found)
        chosen = [f for f in chosen if not self._credited_elsewhere(f, chosen)]
        for tag in tags:
            chosen = with_tag(chosen, tag)
        return [self._whole(f) for f in (*chosen, *self._left_alone(chosen))]

    def _whole(self, found: Found) -> Found:
        """`found` with what is said on: "Roe said she was glad but that nothing was won"."""
        if found.cue.lemma_.lower() not in SAYING:
            return found
        spans = content.said_on(self.doc, self.text, found.content, found.cue, self.quotations)
        return replace(found, content=spans) if spans != found.content else found

    def _left_alone(self, chosen: Sequence[Found]) -> Iterator[Found]:
        """Quotations that nothing credits yet and that stand beside a verb of saying."""
        for quote in self.quotations.all:
            if quote.continues or quote.words(self.text) < SPOKEN_WORDS:
                continue
            if any(span.overlaps(quote.span) for f in chosen for span in f.content):
                continue
            phrase = phrases.spoken(self.doc, quote)
            # a verb that has its quotation already is completed by what runs on
            if phrase is not None and not any(f.cue == phrase.cue.root for f in chosen):
                yield self._read_off(phrase)

    def _tagged(self) -> Iterator[Found]:
        """Quotations whose comma, question or exclamation mark leads on to who spoke."""
        for quote in self.quotations.all:
            phrase = phrases.tag(self.doc, self.text, quote)
            spoken = quote.words(self.text) >= SPOKEN_WORDS or self.quotations.opens(quote)
            if phrase is not None and spoken:
                yield self._read_off(phrase)

    def _scored(self, tags: Sequence[Found]) -> Iterator[Found]:
        """The best reading of every cue, if it is good enough; no quotation of another's tag."""
        tagged = {token: tag for tag in tags for token in (*tag.tokens, tag.cue.i)}
        for readings in proposals.propose(
            self.text, self.doc, self.quotations, self.words, self.scorer.cues
        ):
            free = [r for r in readings if not self._is_against(r, tagged)]
            score, best = max(
                ((self.scorer.score(r.features), r) for r in free or readings),
                key=lambda pair: pair[0],
            )
            sure = score >= SURE_ENOUGH or is_told(best.cue, best.source)
            if sure and not self._unsaid(best) and not hollow.is_hollow(best):
                yield Found(
                    best.cue,
                    best.words,
                    best.source,
                    best.content,
                    best.tokens,
                    best.sentence,
                    score,
                )

    def _is_against(self, reading: Proposal, tagged: Mapping[int, Found]) -> bool:
        """Whether a reading takes a tag's quotation away, or adds to it when it was said.

        Args:
            reading: The reading.
            tagged: The tag of each token that a tag credits, or that is its verb.
        """
        own = tagged.get(reading.cue.i)
        if own is not None:
            later = (span for span in reading.content if span.start > own.cue.idx)
            if any(_WHEN.match(self.text, span.start) for span in later):
                return True
        others = {tag.cue: tag for i in reading.tokens if (tag := tagged.get(i)) is not None}
        return any(tag is not own and same(reading.tokens, tag.tokens) for tag in others.values())

    def _unsaid(self, reading: Proposal) -> bool:
        """Whether it is written that this was not, or might be, said: "did not say that …".

        What is denied, not thought or not wanted stays: the cue has the "not". "Neither confirmed
        nor denied" says nothing.
        """
        cue = reading.cue
        first = cue.head if cue.dep_ == "conj" else cue
        if any(child.lower_ == "neither" and child.dep_ == "preconj" for child in first.children):
            return True
        if cue.pos_ != "VERB" or cue.lemma_.lower() not in SAYING - THINKING:
            return False
        if any(child.tag_ == "MD" and child.dep_ == "aux" for child in cue.children):
            return True
        return any(child.dep_ == "neg" for child in cue.children) and cue.lemma_ != "deny"

    def _by_phrase(self) -> Iterator[Found]:
        named = list(self._beside_names())
        yield from named
        taken = {span for found in named for span in found.content}
        for sentence in self.doc.sents:
            for phrase in (
                *phrases.according(self.doc, self.text, sentence, self.quotations),
                *phrases.inscribed(self.doc, self.text, sentence, self.quotations),
            ):
                yield self._read_off(phrase)
            for verb, source, span in phrases.led_in(
                self.text, sentence, self.quotations, SAYING | NAMING
            ):
                if span not in taken:
                    words = self.doc[verb.i : verb.i + 1]
                    yield self._sure(verb, words, source, (span,), sentence)

    def _beside_names(self) -> Iterator[Found]:
        """Quotations with no verb but a name: behind a dash, or before a colon."""
        for signature in self.signed:
            spans = tuple(quote.span for quote in signature.quotes)
            yield self._read_off(phrases.Phrase(signature.dash, signature.name, spans))
        yield from map(self._read_off, self.named)

    def _read_off(self, phrase: phrases.Phrase) -> Found:
        source = sources.Source(phrase.source, "phrase", phrase.source)
        cue = phrase.cue.root
        return self._sure(cue, phrase.cue, source, phrase.content, cue.sent)

    def _sure(
        self,
        cue: Token,
        words: DocSpan,
        source: sources.Source,
        spans: tuple[Span, ...],
        sentence: DocSpan,
    ) -> Found:
        return Found(cue, words, source, spans, self.words.of(spans), sentence, 1.0)

    def _credited_elsewhere(self, found: Found, chosen: Sequence[Found]) -> bool:
        """Whether a likelier attribution has a quotation of it, and does not hold it whole."""
        spoken = [
            quote
            for span in found.content
            for quote in self.quotations.within(span)
            if quote.words(self.text) >= SPOKEN_WORDS
        ]
        return any(
            other is not found
            and other.score > found.score
            and any(span.overlaps(quote.span) for span in other.content for quote in spoken)
            and not any(span.start <= found.cue.idx < span.end for span in other.content)
            for other in chosen
        )

    # -- whose it is

    def _statement(self, found: Found) -> Statement:
        source = found.source
        speaker = self.people.resolve(source.named, source.named.start_char)
        if speaker.known:
            self.people.favour(speaker.name, found.words.start_char)
        told = circumstances.of(
            found.sentence, found.cue, source.phrase.root, found.content, self.article.published
        )
        return Statement(
            article_id=self.article.id,
            content=found.content,
            cue=Span(found.words.start_char, found.words.end_char),
            source=Span(source.phrase.start_char, source.phrase.end_char),
            speaker=speaker.name,
            role=speaker.role,
            kind=content.kind(self.text, found.content, self.quotations),
            said_on=told.said_on,
            occasion=told.occasion,
            addressee=told.addressee,
        )

    def _run_on(self, statements: list[Statement]) -> list[Statement]:
        """`statements` with the quotations that go on from a credited one added to its content."""
        last: tuple[Quote, int] | None = None
        closed = {signature.quotes[-1] for signature in self.signed}
        for quote in self.quotations.all:
            number = next(
                (
                    n
                    for n, s in enumerate(statements)
                    if any(c.overlaps(quote.span) for c in s.content)
                ),
                None,
            )
            if number is None and last is not None and self.quotations.runs_on(last[0], quote):
                number = last[1]
                statement = statements[number]
                grown = content.merge([*statement.content, quote.span], self.text)
                statements[number] = replace(
                    statement,
                    content=grown,
                    kind=content.kind(self.text, grown, self.quotations),
                )
            if number is not None:
                last = (quote, number) if quote not in closed else None
            elif (told := self._told_before(quote, statements)) is not None:
                statements.append(replace(told, content=(quote.span,), kind="direct"))
                last = (quote, len(statements) - 1)
        return statements

    def _told_before(self, quote: Quote, statements: Sequence[Statement]) -> Statement | None:
        """The indirect saying before a quotation that is a sentence: `Roe said no. "Never."`."""
        if quote.words(self.text) < SPOKEN_WORDS or not self.quotations.is_alone(quote):
            return None
        before = self.text[: quote.span.start].rstrip()
        told = [
            s
            for s in statements
            if s.cue is not None
            and s.kind == "indirect"
            and len(before) - 1 <= s.content[-1].end <= len(before)
            and s.cue.start < s.content[0].start
            and self._leads(s.cue)
        ]
        return told[0] if len(told) == 1 else None

    def _leads(self, cue: Span) -> bool:
        """Whether a cue is the verb of its sentence."""
        words = self.doc.char_span(cue.start, cue.end, alignment_mode="expand")
        return words is not None and words.root.dep_ == "ROOT"


def _relayed(statements: Sequence[Statement]) -> list[Statement]:
    """`statements`, those that stand wholly in what somebody else says marked with who does."""
    relayed = []
    for inner in statements:
        spans = [s for s in (inner.cue, inner.source) if s is not None]
        holders = [
            outer
            for outer in statements
            if outer is not inner
            and outer.speaker != inner.speaker
            and outer.kind != "direct"
            and spans
            and all(any(c.covers(span) for c in outer.content) for span in spans)
        ]
        # the innermost is the one that passes it on
        holder = min(holders, key=lambda o: o.span.end - o.span.start, default=None)
        relayed.append(replace(inner, through=holder.speaker) if holder else inner)
    return relayed


def _is_named(source: sources.Source) -> bool:
    """Whether a question tells what somebody else has said: "Your rival, Jane Roe, calls you …"."""
    return any(token.ent_type_ == "PERSON" for token in source.named)
