"""The short answer of a passage: the words that answer, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Article, Span
from index.nlp import parse
from rag.amounts import Amount, amounts, is_of_unit
from rag.compose import Draft, origin
from rag.days import Day
from rag.expected import fits, holds, is_new, parsed
from rag.passages import Passage
from rag.question import ROOT_WEIGHT, Question
from rag.reader import Reader
from rag.relevance import abbreviations, same_word, stem, words_of
from rag.values import Named, Value, agree, at, shares_name, values
from rag.verify import supported_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

GAP = 3
"""Words that a list may leave out between two members: "and", a first name."""
UNIT = 2
"""Words from a number to what it is a number of: "4.5 per cent", "18 metric tonnes"."""
_CLOCK = re.compile(r"(?:\d\s?[ap]\.?m|\b(?:noon|midnight|\d{1,2}[:.]\d\d))$", re.IGNORECASE)
_ON = re.compile(r",?\s+(?:on\s+)?")
_YES_OR_NO = re.compile(
    r"(?:am|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)
_NUMBERING = ("nummod", "compound", "quantmod", "nmod")
_LISTED = re.compile(r"\s*[,;/]\s*(?:and |or )?|\s+(?:and|or|&)\s+")


@dataclass(frozen=True, slots=True)
class Short:
    """What a passage answers."""

    passage: Passage
    draft: Draft
    values: tuple[Value, ...]
    """What the words stand for, with spans in the draft's cited text; empty if not known."""
    words: Span | None
    """Of the article; None where they are not known."""

    @property
    def article(self) -> Article:
        """The passage's."""
        return self.passage.article

    def lead(self, *, with_origin: bool = False) -> Draft | None:
        """The words as a draft: with `with_origin` as they stand there, with outlet and day."""
        if self.words is None:
            return None
        words = self.words
        if with_origin:
            # "at least" and the unit belong to a number
            parts = [self._in_article(value.span) for value in self.values] or [words]
            words = Span(min(s.start for s in parts), max(s.end for s in parts))
        text = " ".join(self.article.quote(words).split())
        return Draft(
            text if with_origin else text[0].upper() + text[1:],
            self.article,
            self.draft.spans,
            self.draft.speaker,
            origin(self.article) if with_origin else "",
            short=True,
        )

    def _in_article(self, span: Span) -> Span:
        start = self.draft.spans[0].start
        return Span(start + span.start, start + span.end)


def shorten(question: Question, passage: Passage, draft: Draft, reader: Reader | None) -> Short:
    """The short answer of a passage, as far as the model or the only fitting value tells it."""
    known = known_values(question, passage, draft)
    if _YES_OR_NO.match(question.text):
        # Whether it is so only the sentence tells.
        return Short(passage, draft, (), None)
    if passage.correction:
        # A model takes the words that are withdrawn for the answer.
        name = _only_name(question, passage)
        if _is_one(known):
            return _of_value(passage, draft, known)
        if name is not None:
            return of_words(question, passage, draft, name)
    phrase = _phrase(question, passage, draft, known, reader)
    if phrase is not None:
        return of_words(question, passage, draft, phrase)
    if _is_one(known):
        return Short(passage, draft, tuple(known), None)
    return Short(passage, draft, (), None)


def of_words(question: Question, passage: Passage, draft: Draft, words: Span) -> Short:
    """The short answer whose words, of the article, are known."""
    cited = draft.spans[0]
    text = draft.article.quote(cited)
    if re.search(r"['’]s$", text[: words.end - cited.start]):
        words = Span(words.start, words.end - 2)
    known = known_values(question, passage, draft, whole=True)
    relative = Span(words.start - cited.start, words.end - cited.start)
    found = at(relative, text, known, question.expected)
    # Half a date is another one, and "more than 80" no 80.
    starts = [cited.start + v.span.start for v in found if not isinstance(v, Named)]
    words = Span(min(words.start, *starts), words.end) if starts else words
    return Short(passage, draft, tuple(found), _with_day(words, draft, known))


def _with_day(words: Span, draft: Draft, known: Sequence[Value]) -> Span:
    """The words of a clock time with the day that follows them: "5pm on 3 June"."""
    article = draft.article
    if not _CLOCK.search(article.quote(words)):
        return words
    end = words.end + article.text.startswith(".", words.end) * article.quote(words).endswith(".m")
    for value in known:
        day = Span(draft.spans[0].start + value.span.start, draft.spans[0].start + value.span.end)
        between = article.text[end : max(day.start, end)]
        if isinstance(value, Day) and day.start >= end and _ON.fullmatch(between):
            end = day.end
    return Span(words.start, end)


def only_value(question: Question, passage: Passage, draft: Draft) -> Short | None:
    """The short answer of a passage in which nothing else can be it; None if something can."""
    known = known_values(question, passage, draft)
    return _of_value(passage, draft, known) if _is_one(known) else None


def known_values(
    question: Question, passage: Passage, draft: Draft, *, whole: bool = False
) -> list[Value]:
    """The amounts and days that could answer, with spans in the draft's cited text.

    With `whole` also those of the sentence before, where that is cited too.
    """
    cited = draft.spans[0]
    text = draft.article.quote(cited)
    found = values(text, question.expected, draft.article.published, question.text)
    if question.expected == "amount":
        found = [v for v in found if fits(text[v.span.start : v.span.end], question.text)]
    if question.counted:
        # "for seven weeks" is no number of people
        other = _of_another(question, text)
        found = [
            v
            for v in found
            if not isinstance(v, Amount)
            or (is_of_unit(v, question.counted) and v.span not in other)
        ]
    if passage.correction is None and (whole or passage.before is None):
        return found
    return [
        value
        for value in found
        if any(
            s.start <= cited.start + value.span.start and cited.start + value.span.end <= s.end
            for s in passage.right
        )
    ]


def _of_another(question: Question, text: str) -> list[Span]:
    """The numbers of what is counted that did something else than the question's verb says.

    Of "43 people fell ill, and a third patient died" nobody knows that 43 died.
    """
    if not question.counted:
        return []
    doc = parsed(text)
    verbs = [term.text for term in question.terms if term.weight == ROOT_WEIGHT]
    told = [
        t for t in doc if t.pos_ == "VERB" and any(same_word(v, t.text, name=False) for v in verbs)
    ]
    if not told:
        return []
    found = []
    for value in amounts(doc):
        who = [t for t in doc if value.span.start <= t.idx < value.span.end][-1:]
        if value.unit == stem(question.counted) and not any(
            w in _clause(verb).subtree or verb in w.subtree for w in who for verb in told
        ):
            found.append(value.span)
    return found


def _clause(verb: Token) -> Token:
    """The verb with whose subject it is told: "are known" of "are known to have died"."""
    while verb.dep_ in ("xcomp", "conj") and not any(
        c.dep_ in ("nsubj", "nsubjpass") for c in verb.children
    ):
        verb = verb.head
    return verb


def names_wrong(question: Question, correction: Passage) -> bool:
    """Whether a correction gives what it takes back, and not only says that it does."""
    retracted = _retracted(correction)
    figures = values(retracted, question.expected, None, question.text)
    if figures or question.expected in ("amount", "time"):
        return bool(figures)
    return bool(_people(question, retracted))


def withdraws(question: Question, correction: Passage, short: Short) -> bool:
    """Whether a correction takes back what a short answer says."""
    retracted = _retracted(correction)
    answered = short.values or known_values(question, short.passage, short.draft)
    names = [v.text for v in answered if isinstance(v, Named)]
    if names:
        return any(
            shares_name(name, retracted) and not shares_name(name, correction.right_text)
            for name in names
        )
    if question.expected == "person":
        told = short.passage.text
        wrong = [
            n for n in _people(question, retracted) if not shares_name(n, correction.right_text)
        ]
        return any(shares_name(name, told) for name in wrong)
    published = correction.article.published
    return agree(answered, values(retracted, question.expected, published, question.text))


def withdraws_figure(question: Question, correction: Passage, short: Short) -> bool:
    """Whether a correction takes back the very number that a short answer says or may say."""
    told = short.article.quote(short.draft.spans[0])
    mine = short.values or values(told, question.expected, None, question.text)
    theirs = values(_retracted(correction), question.expected, None, question.text)
    numbers = [[v for v in some if isinstance(v, Amount)] for some in (mine, theirs)]
    return agree(*numbers)


def _retracted(correction: Passage) -> str:
    assert correction.correction is not None
    return correction.correction.retracted_text(correction.article)


def _phrase(
    question: Question,
    passage: Passage,
    draft: Draft,
    known: Sequence[Value],
    reader: Reader | None,
) -> Span | None:
    """The model's words, if they are the passage's and of the kind asked for."""
    if reader is None or question.listing:
        return None
    article = draft.article
    # The sentence before may have the name that the one after only means.
    allowed = passage.right if passage.correction else (passage.span, *draft.spans)
    phrase = ""
    with closing(reader.phrase(draft.text, question.text)) as pieces:
        for piece in pieces:
            phrase += piece
            whole_words = phrase.rpartition(" ")[0].rstrip(",;")
            if whole_words and meant_words(whole_words, article, allowed) is None:
                return None
    span = meant_words(phrase, article, allowed)
    # "Who replaced Greta Lund?" is not answered by "Greta Lund".
    if span is None or draft.spans[0] == span or not is_new(phrase, question.text):
        return None
    if owns(question, article, span):
        return None
    words = with_unit(question, article, span, next(s for s in allowed if s.covers(span)))
    start = draft.spans[0].start
    wholes = [Span(start + v.span.start, start + v.span.end) for v in known]
    cited = article.quote(draft.spans[0])
    if any(
        Span(start + s.start, start + s.end).overlaps(words) for s in _of_another(question, cited)
    ):
        return None
    counted = [whole for whole in wholes if question.counted]
    if len(counted) == 1 and not counted[0].overlaps(words):
        # Of "2,532 bans of 1,648 titles" that is the number of titles.
        return counted[0]
    if holds(question.expected, article.quote(words), question.text):
        return words
    # "54" is part of "54 years old"
    return next((whole for whole in wholes if whole.covers(words)), None)


def owns(question: Question, article: Article, words: Span) -> bool:
    """Whether the words only say whose something is where somebody is asked for: "Roe's dog"."""
    return (
        question.expected == "person"
        and not question.text.lower().startswith("whose")
        and article.text[words.end : words.end + 2] in ("'s", "’s")
    )


def meant_words(phrase: str, article: Article, sentences: Iterable[Span]) -> Span | None:
    """Where a model's phrase stands in one of the sentences; None if nowhere.

    Of a list that leaves out what stands between its members ("Lund, Varga" for "Greta Lund and
    Jon Varga") it is all from the first to the last; of initials, the name that they are of.
    """
    for sentence in sentences:
        found = supported_phrase(phrase, article, [sentence])
        if found is not None:
            return found
        whole = abbreviations(article.quote(sentence)).get(phrase.strip(" ."))
        if whole is not None:
            return supported_phrase(whole, article, [sentence])
        members = [m for m in _LISTED.split(phrase) if m.strip()]
        spans: list[Span] = []
        for member in members if len(members) > 1 else ():
            start = spans[-1].end if spans else sentence.start
            if start == sentence.end:
                break
            rest = Span(start, sentence.end)
            span = supported_phrase(member, article, [rest])
            if span is None or (spans and len(article.text[rest.start : span.start].split()) > GAP):
                break
            spans.append(span)
        else:
            if spans:
                return Span(spans[0].start, spans[-1].end)
    return None


def with_unit(question: Question, article: Article, words: Span, sentence: Span) -> Span:
    """The words with the currency before a number, and what it is a number of after it.

    Not that if the question has it already: of "how many pigs" the answer is "36".
    """
    start, end = words.start, words.end
    if article.text[start].isdigit():
        sign = re.search(r"(?:\b[A-Z]{1,2})?[$€£¥₹]$", article.text[max(start - 3, 0) : start])
        start -= len(sign[0]) if sign else 0
    if article.text.startswith("%", end):
        return Span(start, end + 1)
    doc = parse(article.quote(sentence))
    token = next((t for t in doc if sentence.start + t.idx + len(t) == end and t.like_num), None)
    while token is not None and token.dep_ in _NUMBERING and 0 < token.head.i - token.i <= UNIT:
        token = token.head
        if any(same_word(word, token.text, name=False) for word in words_of(question.text)):
            break
        end = sentence.start + token.idx + len(token)
    return Span(start, end)


def _only_name(question: Question, correction: Passage) -> Span | None:
    """The one person named in what is right, where a person is asked for."""
    if question.expected != "person":
        return None
    text = correction.article.text
    names = [
        Span(right.start + m.start(), right.start + m.end())
        for right in correction.right
        for name in _people(question, text[right.start : right.end])
        for m in re.finditer(re.escape(name), text[right.start : right.end])
    ]
    return names[0] if len(names) == 1 else None


def _people(question: Question, text: str) -> list[str]:
    """The people named in a text and not in the question."""
    people = [ent.text for ent in parse(text).ents if ent.label_ == "PERSON"]
    return [name for name in people if not shares_name(name, question.text)]


def _of_value(passage: Passage, draft: Draft, known: Sequence[Value]) -> Short:
    start = draft.spans[0].start
    words = Span(start + known[0].span.start, start + known[-1].span.end)
    return Short(passage, draft, tuple(known), words)


def _is_one(known: Sequence[Value]) -> bool:
    """Whether there is one amount, or one day in one or two parts: "Tuesday, 4 March"."""
    if len(known) == 1:
        return True
    return (
        len(known) == 2
        and all(isinstance(value, Day) for value in known)
        and known[1].span.start - known[0].span.end <= 2
    )
