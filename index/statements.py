"""Who said what: the statements of an article, by rule over spaCy's parse.

A cue (a verb of saying with a subject, "according to", a transcript's "NAME:") credits content to
a source. The forms follow PARC 3 and PolNeAR (Pareti 2015; Newell, Margolin and Ruths 2018).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import circumstances
from index.article import Article, Span, Statement, StatementKind
from index.lexicon import INSCRIBED, NAMING, ROLE_NOUNS, SAYING, VOWING
from index.people import People, Speaker
from index.quotes import Quote, find_quotes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan


# What follows a closing mark like this tells of the saying, not of what was said.
_AFTERTHOUGHT = re.compile(
    r"[,\s]+(?:during|when asked|in response to|referring to|in an? (?:interview|statement|speech)"
    r"|at an? \w+ (?:conference|briefing|rally)|(?:adding|noting|citing|quoting|speaking)\b)"
)
_ATTRIBUTED = re.compile(r"\b(?:according to|in the words of|as per)\b", re.IGNORECASE)
_TRANSCRIPT = re.compile(
    r"(?:^|\n)(?P<name>[A-Z][A-Z.'’\- ]{1,40}[A-Z.]|[A-Z][a-z'’\-]+(?: [A-Z][\w.'’\-]+){0,3})"
    r":[ \t]+"
)
_READING = re.compile(r"\b(?P<verb>reading|read|reads|saying|said|says)[:,]? ")
_JOINTS = ("", " ", ", ", ",")
_DENIED_SPEECH = frozenset(["whether", "if"])
# A quotation of fewer words, with no cue of its own, is a name or an irony rather than speech.
_SPOKEN_WORDS = 4
_CONTENT_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Cue:
    """A place in the parse that credits something to somebody."""

    verb: Token
    words: DocSpan
    source: DocSpan | None
    content: tuple[Span, ...]


def find_statements(article: Article, doc: Doc) -> list[Statement]:
    """The statements of `article`, whose text `doc` parses, in order of their content."""
    return _Reader(article, doc).read()


class _Reader:
    def __init__(self, article: Article, doc: Doc) -> None:
        self.article = article
        self.doc = doc
        self.text = article.text
        self.people = People(doc)
        self.quotes = find_quotes(article.text)

    def read(self) -> list[Statement]:
        found: list[Statement] = []
        taken: list[Span] = []
        for transcript in self._transcript():
            found.append(transcript)
            taken.append(transcript.span)
        for sentence in self.doc.sents:
            for statement in self._sentence(sentence):
                inside = any(span.covers(statement.span) for span in taken)
                if not inside:
                    found.append(statement)
        return sorted(_widest(self._run_on(found)), key=lambda s: (s.content[0], s.span))

    # -- cues of one sentence

    def _sentence(self, sentence: DocSpan) -> Iterator[Statement]:
        for token in sentence:
            if token.pos_ in ("VERB", "AUX") and _cue_lemma(token) in SAYING | NAMING | VOWING:
                cue = self._verb_cue(token, sentence)
                if cue is not None:
                    yield self._statement(cue, sentence)
        yield from self._according(sentence)
        yield from self._colon(sentence)
        yield from self._inscription(sentence)

    def _verb_cue(self, verb: Token, sentence: DocSpan) -> _Cue | None:
        if self._in_quote(verb.idx) or _passive_cue(verb) or _modal(verb):
            return None
        source = self._source(verb, sentence)
        if source is None or source.root.lower_ in ("it", "which", "that", "there"):
            return None
        content = self._content(verb, source, sentence)
        if not content or self._trivial(content):
            return None
        negated = any(child.dep_ == "neg" for child in verb.children)
        first_word = self.text[content[0].start : content[0].end].split(maxsplit=1)[0].lower()
        if negated and verb.lemma_ != "deny" and first_word in _DENIED_SPEECH:
            return None
        return _Cue(verb, _cue_words(verb), source, content)

    def _trivial(self, content: tuple[Span, ...]) -> bool:
        """Whether it is too little to be something said: "praised her goalkeeper"."""
        words = sum(len(self.text[c.start : c.end].split()) for c in content)
        return words < _CONTENT_WORDS and self._kind(content) == "indirect"

    def _source(self, verb: Token, sentence: DocSpan) -> DocSpan | None:
        token = verb
        for _ in range(4):
            for child in token.children:
                if child.dep_ in ("nsubj", "nsubjpass") and not _expletive(child):
                    return self._subject_phrase(child, verb, sentence)
            if token.dep_ in ("relcl", "acl"):
                return _phrase(token.head)
            if token.dep_ == "ROOT" or token.dep_ == "ccomp":
                break
            token = token.head
        return None

    def _subject_phrase(self, subject: Token, verb: Token, sentence: DocSpan) -> DocSpan:
        """The subject's noun phrase; a relative pronoun gives its antecedent, a date its person."""
        if subject.lower_ in ("who", "that", "which") and verb.dep_ == "relcl":
            return _phrase(verb.head)
        if subject.ent_type_ in ("DATE", "TIME") or subject.lemma_ in ("time", "day"):
            before = self.doc[sentence.start : verb.i].ents
            for labels in (("PERSON",), ("ORG", "NORP", "GPE")):
                for ent in before:
                    if ent.label_ in labels and ent.root.dep_ != "pobj":
                        return ent
        return _phrase(subject)

    def _content(self, verb: Token, source: DocSpan, sentence: DocSpan) -> tuple[Span, ...]:
        lemma = _cue_lemma(verb)
        parts: list[Span] = []
        for child in verb.children:
            saying = child.dep_ == "ccomp" and lemma in SAYING | VOWING
            vowing = child.dep_ == "xcomp" and lemma in VOWING
            naming = child.dep_ in ("dobj", "oprd", "prep") and lemma in NAMING
            if naming and child.dep_ == "prep" and child.lower_ not in ("as", "for", "of"):
                continue
            if saying or vowing or naming:
                part = self._clause(child, verb, source)
                if part is not None:
                    parts.append(part)
        if verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp",) and self._inserted(verb)):
            part = self._clause(verb.head, verb, source)
            if part is not None:
                parts.append(part)
        parts.extend(self._quotes_beside(verb, source, sentence))
        return tuple(self._cut_afterthought(span) for span in _merge(parts, self.text))

    def _cut_afterthought(self, span: Span) -> Span:
        for quote in self.quotes:
            end = quote.span.end
            inside = span.start <= quote.span.start and end < span.end
            if inside and _AFTERTHOUGHT.match(self.text, end, span.end):
                return Span(span.start, end)
        return span

    def _inserted(self, verb: Token) -> bool:
        return verb.nbor(-1).text == "," if verb.i > 0 else False

    def _clause(self, clause: Token, verb: Token, source: DocSpan) -> Span | None:
        """The subtree of `clause` without cue and source, quotations made whole."""
        tokens = [
            t
            for t in clause.subtree
            if not (t == verb or (verb.is_ancestor(t) and clause.is_ancestor(verb)))
            and not source.start <= t.i < source.end
        ]
        runs = _runs(tokens)
        if not runs:
            return None
        longest = max(runs, key=len)
        while longest and (longest[0].is_space or longest[0].text in ",;:—–"):
            longest = longest[1:]
        while longest and (longest[-1].is_space or longest[-1].text in ",;:—–"):
            longest = longest[:-1]
        if not longest:
            return None
        span = Span(longest[0].idx, longest[-1].idx + len(longest[-1]))
        return self._whole_quotes(span, verb.idx)

    def _whole_quotes(self, span: Span, cue_at: int) -> Span:
        """`span`, widened to hold whole every quotation it cuts, and the final full stop's mark."""
        for quote in self.quotes:
            if span.overlaps(quote.span) and not quote.span.start <= cue_at < quote.span.end:
                span = Span(min(span.start, quote.span.start), max(span.end, quote.span.end))
        return span

    def _quotes_beside(self, verb: Token, source: DocSpan, sentence: DocSpan) -> list[Span]:
        """Quotations that touch the cue and its source, with nothing but adjuncts between."""
        lemma = _cue_lemma(verb)
        if lemma not in SAYING and lemma not in NAMING:
            return []
        start = min(verb.idx, source.start_char)
        end = max(verb.idx + len(verb), source.end_char)
        found: list[Span] = []
        for quote in self.quotes:
            whole = quote.span
            before = whole.end <= start and whole.end > sentence.start_char
            after = whole.start >= end and whole.start < sentence.end_char
            if (before and self._only_adjuncts(whole.end, start, verb)) or (
                after and self._only_adjuncts(end, whole.start, verb)
            ):
                found.append(whole)
        return found

    def _only_adjuncts(self, start: int, end: int, verb: Token) -> bool:
        """Whether the text between holds no verb of another clause."""
        if end - start <= 0:
            return True
        between = self.doc.char_span(start, end, alignment_mode="contract")
        if between is None:
            return True
        if "\n" in between.text or len(between) > 25:
            return False
        return not any(
            t.pos_ == "VERB" and t != verb and not self._in_quote(t.idx) and t.lemma_ in SAYING
            for t in between
        )

    # -- "according to", transcripts, quotations without a cue

    def _according(self, sentence: DocSpan) -> Iterator[Statement]:
        for match in _ATTRIBUTED.finditer(sentence.text):
            start = sentence.start_char + match.start()
            cue = self.doc.char_span(start, sentence.start_char + match.end(), "expand")
            if cue is None or self._in_quote(start):
                continue
            objects = [t for t in cue.root.subtree if t.dep_ == "pobj" and t.i >= cue.end]
            objects += [t for c in cue for t in c.children if t.dep_ == "pobj" and t.i >= cue.end]
            if not objects:
                continue
            source = _phrase(min(objects, key=lambda t: t.i))
            before = self.text[sentence.start_char : start].rstrip(" ,—–")
            if before.strip():
                content = Span(sentence.start_char, sentence.start_char + len(before))
            else:
                at = source.end
                while at < sentence.end and self.doc[at].text in (",", "—", "–"):
                    at += 1
                if at >= sentence.end - 1:
                    continue
                content = Span(self.doc[at].idx, sentence.start_char + len(sentence.text.rstrip()))
            parts = _merge([self._whole_quotes(content, start)], self.text)
            yield self._statement(_Cue(cue.root, cue, source, parts), sentence)

    def _colon(self, sentence: DocSpan) -> Iterator[Statement]:
        """`Roe turned to me: "…"`: any verb whose sentence leads into a quotation by a colon."""
        verb = sentence.root
        if verb.pos_ not in ("VERB", "AUX") or _cue_lemma(verb) in SAYING | NAMING:
            return
        source = self._source(verb, sentence)
        if source is None or (
            source.root.ent_type_ not in ("PERSON", "ORG", "NORP")
            and (source.root.pos_ != "PRON" and source.root.lemma_.lower() not in ROLE_NOUNS)
        ):
            return
        for quote in self.quotes:
            led = self.text[: quote.span.start].rstrip().endswith(":")
            if led and verb.idx < quote.span.start <= sentence.end_char + 2:
                cue = _Cue(verb, _cue_words(verb), source, (quote.span,))
                yield self._statement(cue, sentence)
                return

    def _inscription(self, sentence: DocSpan) -> Iterator[Statement]:
        """`a banner reading "…"`: what carries words says them."""
        for quote in self.quotes:
            if not sentence.start_char <= quote.span.start < sentence.end_char:
                continue
            cue = _READING.search(self.text, sentence.start_char, quote.span.start)
            if cue is None or cue.end() != quote.span.start:
                continue
            carriers = [t for t in sentence if t.lemma_ in INSCRIBED and t.idx < cue.start()]
            verb = self.doc.char_span(*cue.span("verb"))
            if carriers and verb is not None:
                carrier = carriers[-1]
                source = self.doc[carrier.left_edge.i : carrier.i + 1]
                yield self._statement(_Cue(verb.root, verb, source, (quote.span,)), sentence)

    def _transcript(self) -> Iterator[Statement]:
        """`NAME: words` at the start of a paragraph, where at least two paragraphs have it."""
        matches = list(_TRANSCRIPT.finditer(self.text))
        names = Counter(match["name"] for match in matches)
        # "Note:" stands once; a single word is a name if it comes again or is somebody's.
        turns = [
            m
            for m in matches
            if m["name"].isupper()
            or " " in m["name"]
            or names[m["name"]] > 1
            or self.people.find(m["name"], m.end())
        ]
        if len(turns) < 2:
            return
        for match in turns:
            start, end = match.end(), self.text.find("\n", match.end())
            end = len(self.text) if end < 0 else end
            name = match["name"]
            if start >= end:
                continue
            title = name.title() if name.isupper() else name
            person = self.people.find(title, start)
            yield Statement(
                article_id=self.article.id,
                content=(Span(start, end),),
                cue=Span(match.end("name"), match.end("name") + 1),
                source=Span(match.start("name"), match.end("name")),
                speaker=person.name if person else title,
                role=person.role if person else "",
                kind="direct",
                said_on=None,
            )

    def _run_on(self, found: list[Statement]) -> list[Statement]:
        """`found` with the quotations that go on from a credited one added to its content."""
        statements = list(found)
        last: tuple[Quote, int] | None = None
        for quote in self.quotes:
            number = next(
                (
                    n
                    for n, s in enumerate(statements)
                    if any(c.overlaps(quote.span) for c in s.content)
                ),
                None,
            )
            if number is None and last is not None and self._runs_on(last[0], quote):
                number = last[1]
                grown = _merge([*statements[number].content, quote.span], self.text)
                statements[number] = replace(
                    statements[number], content=grown, kind=self._kind(grown)
                )
            if number is not None:
                last = (quote, number)
        return statements

    def _runs_on(self, earlier: Quote, quote: Quote) -> bool:
        between = self.text[earlier.span.end : quote.span.start]
        if quote.continues:
            return True
        if quote.words(self.text) < _SPOKEN_WORDS or between.count("\n\n") > 1:
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
        return before.endswith((".", "!", "?", ":", ",", "”", '"'))

    # -- helpers

    def _in_quote(self, at: int) -> bool:
        return any(q.span.start < at < q.span.end for q in self.quotes)

    def _statement(self, cue: _Cue, sentence: DocSpan) -> Statement:
        speaker = (
            self.people.resolve(cue.source, cue.source.start_char)
            if cue.source is not None
            else Speaker("", "", known=False)
        )
        if speaker.known:
            self.people.favour(speaker.name, cue.words.start_char)
        words = circumstances.of(sentence, cue.content, self.article.published)
        return Statement(
            article_id=self.article.id,
            content=cue.content,
            cue=Span(cue.words.start_char, cue.words.end_char),
            source=Span(cue.source.start_char, cue.source.end_char) if cue.source else None,
            speaker=speaker.name,
            role=speaker.role,
            kind=self._kind(cue.content),
            said_on=words.said_on,
            occasion=words.occasion,
            addressee=_addressee(cue.verb),
        )

    def _kind(self, content: tuple[Span, ...]) -> StatementKind:
        quoted = [q.span for q in self.quotes for span in content if span.overlaps(q.span)]
        if not quoted:
            return "indirect"
        whole = all(any(q.covers(_strip(self.text, span)) for q in quoted) for span in content)
        return "direct" if whole else "mixed"


def _strip(text: str, span: Span) -> Span:
    """`span` without punctuation that stands outside the closing mark."""
    end = span.end
    while end > span.start + 1 and text[end - 1] in " ,.;:":
        end -= 1
    return Span(span.start, end)


def _phrase(head: Token) -> DocSpan:
    """The noun phrase of `head`, without relative clauses and what follows them."""
    end = head.right_edge.i + 1
    for token in head.doc[head.i + 1 : end]:
        if token.dep_ in ("relcl", "acl") and token.head == head:
            end = token.left_edge.i
            break
    while end - 1 > head.i and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space):
        end -= 1
    start = head.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return head.doc[start:end]


def _cue_words(verb: Token) -> DocSpan:
    start = end = verb.i
    for child in verb.children:
        if child.dep_ in ("aux", "neg") and child.i in range(verb.i - 4, verb.i):
            start = min(start, child.i)
        elif child.dep_ == "prt" and child.i == verb.i + 1:
            end = child.i
    return verb.doc[start : end + 1]


def _cue_lemma(verb: Token) -> str:
    """The verb's lemma, with its particle where that makes it a verb of saying."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ in ("prt", "acomp", "ccomp") and f"{lemma}_{child.lower_}" in SAYING:
            return f"{lemma}_{child.lower_}"
    return lemma


def _passive_cue(verb: Token) -> bool:
    """Whether the verb's subject is what is spoken of: "was told", "is said to be"."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _modal(verb: Token) -> bool:
    """Whether it is only said that somebody would or might say it."""
    return any(child.tag_ == "MD" for child in verb.children)


def _expletive(subject: Token) -> bool:
    return subject.dep_ == "expl"


def _addressee(verb: Token) -> str:
    if verb.lemma_ not in ("tell", "inform", "assure", "remind", "warn", "urge", "ask"):
        return ""
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and child.pos_ in ("PROPN", "NOUN", "PRON"):
            return _phrase(child).text
    return ""


def _runs(tokens: list[Token]) -> list[list[Token]]:
    """`tokens` cut where one is missing between two."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _merge(parts: list[Span], text: str) -> tuple[Span, ...]:
    """`parts` in order, those joined that overlap or have only white space or a mark between."""
    merged: list[Span] = []
    for part in sorted(parts):
        if merged and (part.start < merged[-1].end or text[merged[-1].end : part.start] in _JOINTS):
            last = merged.pop()
            part = Span(last.start, max(last.end, part.end))
        merged.append(part)
    return tuple(merged)


def _widest(found: list[Statement]) -> list[Statement]:
    """`found` without repeats of the same content by the same speaker."""
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: -(s.content[-1].end - s.content[0].start)):
        repeat = any(
            other.speaker == statement.speaker
            and all(any(o.covers(c) for o in other.content) for c in statement.content)
            for other in kept
        )
        if not repeat:
            kept.append(statement)
    return kept
