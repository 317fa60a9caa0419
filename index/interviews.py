"""Who answers in an interview: `Q:` and `A:`, or questions and answers that nothing marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.article import Article, Span, Statement
from index.people import People
from index.person import Person

_PARAGRAPH = re.compile(r"[^\n]+")
_MARKED = re.compile(r"\s*(?P<mark>Q|A|Question|Answer)(?P<stop>[:.])\s+(?=\S)")
_I = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Mm]yself)\b")
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_BOLD = "*_ "
"""Marks that Markdown puts around a question."""
_TELLS = re.compile(r"(?:He|She|They)\b")
_QUESTION_WORDS = 60
_PROMPT_WORDS = 25
"""A longer paragraph is an answer, even if it speaks to somebody."""
_QUESTIONS = 3
_ADDRESSED = 2
"""So many questions at least say "you": those over an essay or an explainer do not."""
_PERSONAL = 0.5
"""The least share of answers that say "I"."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question with what answers it."""

    asked: Span
    answer: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Interview:
    """The turns of an interview."""

    answers: list[Statement]
    """None if it is not plain who answers."""
    asked: list[Span]
    answered: list[Span]
    """Nothing in either is the narrator's."""


def find_interview(article: Article, people: People) -> Interview:
    """The interview that an article is, without turns if it is none."""
    paragraphs = [Span(*m.span()) for m in _PARAGRAPH.finditer(article.text) if m.group().strip()]
    marked = _marked(article.text, paragraphs)
    turns = marked or _unmarked(article.text, paragraphs)
    if not turns:
        return Interview([], [], [])
    answering = _answering(article, people, turns[0].asked.start)
    answers = [
        Statement(
            article_id=article.id,
            content=tuple(_unmark(article.text, span) for span in turn.answer),
            cue=None,
            source=None,
            speaker=answering.name,
            role=answering.role,
            kind="direct",
        )
        for turn in turns
        if answering is not None and turn.answer
    ]
    answered = [span for turn in turns for span in turn.answer]
    return Interview(answers, [turn.asked for turn in turns], answered)


def _marked(text: str, paragraphs: Sequence[Span]) -> list[_Turn]:
    turns: list[_Turn] = []
    answering = False
    for span in paragraphs:
        mark = _MARKED.match(text, span.start, span.end)
        if mark is None:
            if answering and _says_i(text, span):
                turns[-1].answer.append(span)
            else:
                answering = False
        elif mark["mark"].startswith("Q"):
            turns.append(_Turn(span))
            answering = False
        elif turns:
            turns[-1].answer.append(span)
            answering = True
    answered = [turn for turn in turns if turn.answer]
    return turns if len(answered) > 1 else []


def _unmarked(text: str, paragraphs: Sequence[Span]) -> list[_Turn]:
    turns: list[_Turn] = []
    answering = False
    for number, span in enumerate(paragraphs):
        if _asks(text, span) or (turns and _prompts(text, paragraphs, number)):
            turns.append(_Turn(span))
            answering = True
        elif answering:
            first = not turns[-1].answer and not _TELLS.match(text, span.start)
            answering = first or _says_i(text, span)
            if answering:
                turns[-1].answer.append(span)
    answered = [turn for turn in turns if turn.answer]
    asked = sum(_asks(text, turn.asked) for turn in answered)
    addressed = sum(bool(_YOU.search(_words(text, turn.asked))) for turn in turns)
    personal = sum(any(_says_i(text, span) for span in turn.answer) for turn in answered)
    is_one = asked >= _QUESTIONS and addressed >= _ADDRESSED
    return answered if is_one and personal >= _PERSONAL * len(answered) else []


def _asks(text: str, span: Span) -> bool:
    words = text[span.start : span.end].strip(_BOLD).split()
    asks = bool(words) and words[-1].endswith("?")
    return asks and len(words) <= _QUESTION_WORDS and not _says_i(text, span)


def _prompts(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    """Whether it speaks to somebody who answers, without a question mark."""
    span = paragraphs[number]
    said = _words(text, span)
    if len(said.split()) > _PROMPT_WORDS or not _YOU.search(said) or _I.search(said):
        return False
    return number + 1 < len(paragraphs) and _says_i(text, paragraphs[number + 1])


def _says_i(text: str, span: Span) -> bool:
    said = text[span.start : span.end].strip()
    # an answer may stand in quotation marks, as nothing else of the paragraph does
    whole = _QUOTED.fullmatch(said) is not None
    return bool(_I.search(said if whole else _words(text, span)))


def _words(text: str, span: Span) -> str:
    """A paragraph without what it quotes."""
    return _QUOTED.sub("", text[span.start : span.end])


def _unmark(text: str, span: Span) -> Span:
    mark = _MARKED.match(text, span.start, span.end)
    return Span(mark.end(), span.end) if mark else span


def _answering(article: Article, people: People, start: int) -> Person | None:
    """Who is interviewed; None if it is not plain.

    Alone in the title or before the first question, or named there first and most often.

    Args:
        article: The interview.
        people: Its people.
        start: Where it begins.
    """
    named = [p for p in people.people if " " in p.name and p.name not in article.authors]
    titled = [p for p in named if p.name.split()[-1] in re.findall(r"\w[\w'’-]*", article.title)]
    if len(titled) == 1:
        return titled[0]
    told = [(p, sum(at < start for at in p.mentions)) for p in named]
    first = min(named, key=lambda p: p.mentions[0], default=None)
    most = max((times for _, times in told), default=0)
    often = [p for p, times in told if times == most]
    return first if most and often == [first] else None
