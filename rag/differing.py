"""Other stories that answer a question otherwise than the best passage does.

Precision comes first: that articles differ is said only of values that cannot both be meant, in
passages about one thing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from index.article import Span
from index.store import Store
from rag.compose import Draft, from_passage
from rag.passages import COVERED, Passage, setting
from rag.question import ROOT_WEIGHT, Question
from rag.reader import Reader
from rag.relevance import Relevance
from rag.same_thing import is_denied, is_of_asked, is_planned, is_same_thing
from rag.short import Short, known_values, names_wrong, of_words, only_value, shorten, withdraws
from rag.values import Named, contradict, shares_name

MAX_READ = 2
"""Passages that the model reads for this, each about a second."""
MAX_SHOWN = 3
"""Answers shown, the best passage's among them."""
MAX_COPIES = 20
AS_WELL, UNREAD = 0.6, 0.8
"""Share of the best passage's coverage from which another one can contradict it, if the model
reads it and if not."""
SURE, ENOUGH = 0.5, 0.65
"""The model's P(yes) that is enough, and its mean with the coverage."""
ALIKE, SHARED, IN_COPIES = 0.6, 5, 3
"""Share and number of words from which two sentences are one but for what was changed; and the
number where their articles are copies of one text."""
COPIED = 8
"""The same number where the question may have several answers."""
LONGEST = 8
"""Words that stand for others in such sentences, at most."""

_WORD = re.compile(r"\w+(?:[.,]\d+)*(?:[-'’]\w+)*")
# Questions of who that have one answer.
_ONE_ONLY = re.compile(
    r"\bwho(?:se)? (?:is|was)\b.*\b(?:the|his|her|its|their|\w+['’]s?) "
    r"|\b(?:who|which \w+(?: \w+)?|what \w+) (?:\w+ly )?(?:led|leads?|head(?:s|ed)?|chair(?:s|ed)?"
    r"|direct(?:s|ed)?|w[io]ns?|wrote|writes|invented|discovered|found(?:ed)?|designed|built|r[au]ns?"
    r"|captain(?:s|ed)?|coach(?:es|ed)?|manage[sd]?|presided|succeed(?:s|ed)|replace[sd]?|host(?:s|ed)?"
    r"|opened|launched|composed|painted|commands?|commanded|conducted|owns?|owned)\b"
    r"|\bwho (?:is|was|has been) (?:\w+ly )?(?:appointed|elected|named|chosen)\b",
    re.IGNORECASE,
)


class Differing:
    """Looks for other answers to one question.

    Args:
        store: Where the articles are.
        relevance: Tells words that mean the same.
        reader: The model, if there is one.
        question: The question.
        retractions: Corrections that are about it: what they take back is no other answer.
    """

    def __init__(
        self,
        store: Store,
        relevance: Relevance,
        reader: Reader | None,
        question: Question,
        retractions: Sequence[Passage],
    ) -> None:
        self._store = store
        self._relevance = relevance
        self._reader = reader
        self._question = question
        self._retractions = retractions

    def others(self, first: Short, ranked: Sequence[Passage]) -> tuple[Short, list[Short]]:
        """The first answer, told more closely where that helps, and those that contradict it.

        Args:
            first: The best passage's.
            ranked: Passages that can answer, best first.
        """
        found: list[Short] = []
        correction = first.passage.correction and first.passage
        # Where a correction does not name what it puts right, that may be whatever is elsewhere.
        if self._question.listing or (correction and not names_wrong(self._question, correction)):
            return first, []
        for mine, theirs in self._contradicting(first, ranked):
            first = first if first.words else mine
            if all(contradict(theirs.values, other.values) for other in found):
                found.append(theirs)
            if len(found) + 1 == MAX_SHOWN:
                break
        return first, found

    def _contradicting(
        self, first: Short, ranked: Sequence[Passage]
    ) -> Iterator[tuple[Short, Short]]:
        question = self._question
        stories = self._store.stories([p.article.id for p in (first.passage, *ranked)])
        told = {stories.get(first.article.id, first.article.id)}
        for passage in self._of_copies(first):
            pair = self._aligned(first, passage, IN_COPIES)
            if pair is not None:
                yield pair
                break
        rivals = []
        enough = AS_WELL if self._reader else UNREAD
        for passage in ranked:
            story = stories.get(passage.article.id, passage.article.id)
            if story in told or passage.coverage < enough * first.passage.coverage:
                continue
            pair = self._aligned(first, passage)
            if pair is not None:
                told.add(story)
                yield pair
            elif self._may_contradict(first, passage):
                rivals.append((story, passage))
        reads = 0
        for story, passage in rivals:
            if story in told or reads == MAX_READ:
                continue
            reads += 1
            theirs = self._read(passage)
            mine = first if first.words else only_value(question, first.passage, first.draft)
            if (
                theirs is not None
                and mine is not None
                and contradict(mine.values, theirs.values)
                and not self._is_withdrawn(theirs)
            ):
                told.add(story)
                yield mine, theirs

    def _of_copies(self, first: Short) -> Iterator[Passage]:
        """Of copies of the story, the sentences that are the same but for some words."""
        for article in self._store.also_in(first.article.id)[:MAX_COPIES]:
            for sentence in self._store.sentences(article.id):
                if _changed(first.passage.text, article.quote(sentence.span), IN_COPIES):
                    around = setting(article, sentence.span)
                    yield Passage(article, sentence.span, None, around, 1.0, 1.0, 1.0)

    def _aligned(
        self, first: Short, passage: Passage, least: int = SHARED
    ) -> tuple[Short, Short] | None:
        """Both answers, where two sentences are one but for the words that answer."""
        if first.passage.correction or passage.correction:
            return None
        mine = first.passage.article.quote(first.passage.span)
        changed = _changed(mine, passage.text, least)
        if changed is None:
            return None
        here, there, shared = changed
        words = _moved(here, first.passage.span.start)
        if first.words is not None and not first.words.overlaps(words):
            return None
        draft = Draft(passage.text, passage.article, (passage.span,))
        own = Draft(mine, first.article, (first.passage.span,))
        a = of_words(self._question, first.passage, own, words)
        b = of_words(self._question, passage, draft, _moved(there, passage.span.start))
        if _beside(mine, here, a) != _beside(passage.text, there, b):
            return None
        one_only = self._question.expected in ("amount", "time") or self._is_one_only()
        if not one_only and shared < COPIED:
            return None
        return (a, b) if contradict(a.values, b.values) and not self._is_withdrawn(b) else None

    def _is_one_only(self) -> bool:
        return _ONE_ONLY.search(self._question.text) is not None

    def _may_contradict(self, first: Short, passage: Passage) -> bool:
        """Whether a passage, unread, can hold another answer about the same thing."""
        question = self._question
        if question.expected in ("reason", "place", "long_form"):
            return False
        draft = from_passage(passage, self._sentences(passage))
        mine = first.values or known_values(question, first.passage, first.draft)
        theirs = known_values(question, passage, draft)
        names = [v.text for v in mine if isinstance(v, Named)]
        if names:
            there = f"{passage.text} {passage.setting}"
            other = self._is_one_only() and not any(shares_name(name, there) for name in names)
        else:
            other = contradict(mine, theirs)
        return (
            other
            and not is_denied(passage.right_text)
            and is_planned(first.draft, mine) == is_planned(draft, theirs)
            and self._tells_it_happened(passage)
            and is_same_thing(question, first.passage, passage)
            and all(is_of_asked(question, first.draft, value) for value in mine)
            and all(is_of_asked(question, draft, value) for value in theirs)
        )

    def _tells_it_happened(self, passage: Passage) -> bool:
        """Whether, where a time is asked for, the sentence tells of what it was the time of."""
        verbs = [term for term in self._question.terms if term.weight == ROOT_WEIGHT]
        if self._question.expected != "time":
            return True
        return self._relevance.coverage(verbs, [(passage.text, 1.0)]) > 0

    def _read(self, passage: Passage) -> Short | None:
        """The short answer of another passage, if it surely answers."""
        draft = from_passage(passage, self._sentences(passage))
        only = only_value(self._question, passage, draft)
        if self._reader is None:
            return only if passage.coverage >= COVERED else None
        share = self._reader.states_answer(draft.text, self._question.text)
        if share < SURE or (share + passage.coverage) / 2 < ENOUGH:
            return None
        return only or shorten(self._question, passage, draft, self._reader)

    def _is_withdrawn(self, short: Short) -> bool:
        return any(
            withdraws(self._question, correction, short)
            for correction in self._retractions
            if correction.span != short.passage.span or correction.article != short.article
        )

    def _sentences(self, passage: Passage) -> list[Span]:
        return [s.span for s in self._store.sentences(passage.article.id)]


def in_order(answers: Sequence[Short]) -> list[Short]:
    """The newest article's first, where the days of all are known."""
    if any(answer.article.published is None for answer in answers):
        return list(answers)
    return sorted(answers, key=lambda a: a.article.published or date.min, reverse=True)


def _changed(a: str, b: str, least: int) -> tuple[Span, Span, int] | None:
    """The words of the one that stand for others in the other, and how many are the same.

    None unless that is all in which they differ.
    """
    words = [list(_WORD.finditer(text)) for text in (a, b)]
    lower = [[m.group().lower() for m in found] for found in words]
    matcher = SequenceMatcher(None, lower[0], lower[1], autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    if not steps:
        return None
    # "10 December 2020" for "December 2, 2010" is one change.
    (_, i, _, k, _), (_, _, j, _, m) = steps[0], steps[-1]
    if i == j or k == m:
        return None
    shared = len(lower[0]) - (j - i)
    if max(j - i, m - k) > LONGEST or shared < least or shared < ALIKE * max(map(len, lower)):
        return None
    spans = (
        Span(found[first].start(), found[last - 1].end())
        for found, first, last in ((words[0], i, j), (words[1], k, m))
    )
    return next(spans), next(spans), shared


def _beside(text: str, changed: Span, short: Short) -> list[str]:
    """What was changed in a sentence beside the value."""
    values = [v.span for v in short.values]
    return [
        match.group().lower()
        for match in _WORD.finditer(text, changed.start, changed.end)
        if not any(span.start <= match.start() < span.end for span in values)
    ]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
