"""The answer that the model finds when it reads whole chunks, and the sentence that has it.

A sentence alone often shares no word with the question ("the game ended 3-2"), or tells only with
those before it what it is about. What the model then says it found is not believed: it has to say
of that sentence, alone or with the one before it, that it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from index.article import Article, Span
from index.store import Store
from rag.answer import Evidence
from rag.compose import from_passage
from rag.expected import holds, is_new, states_nothing
from rag.fitting import has_superlative, is_of_person, tells_what_happened
from rag.passages import LONGEST, Passage
from rag.question import Question
from rag.reader import PASSAGE_CHARS, Reader
from rag.relevance import Relevance
from rag.short import Short, meant_words, of_words, owns, with_unit

LIKELY = 0.5
"""P(yes) of the chunks together below which nothing in them was right: of 16 right answers none
had less than 0.64, 10 of 25 questions without one had less than this."""
TOLD, SUPPORTED = 0.35, 0.6
"""P(yes) of the sentence, alone or with the one before, and its mean with that of the chunks, from
which it answers: 15 of those 16 have both, none of the 25, and 4 of 13 wrong or outdated answers.
Set on these questions, so no measure of how it does on others."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """What the model said of the best chunks."""

    read: tuple[Evidence, ...]
    likely: bool
    """Whether they seem to state the answer."""
    answer: tuple[float, Short] | None
    """How sure it is, 0 to 1, and what they answer; None if nothing that can be believed."""

    def have(self, passage: Passage) -> bool:
        """Whether the passage was read with them."""
        return any(
            e.article.id == passage.article.id and e.span.overlaps(passage.span) for e in self.read
        )


def read_chunks(
    question: Question,
    evidence: Sequence[Evidence],
    ranked: Sequence[Passage],
    store: Store,
    relevance: Relevance,
    reader: Reader,
) -> Chunks:
    """Let the model find the answer in the best chunks.

    Args:
        question: The question.
        evidence: Chunks, best first.
        ranked: Their sentences, best first.
        store: Where the articles are.
        relevance: Tells whether names are in an article.
        reader: The model.
    """
    chunks = Chunks(_first(evidence, ranked[:1]), likely=False, answer=None)
    text = "\n\n".join(e.article.quote(e.span) for e in chunks.read)
    together = reader.states_answer(text, question.text) if text else 0.0
    if together < LIKELY:
        return chunks
    chunks = replace(chunks, likely=True)
    with closing(reader.phrase(text, question.text)) as pieces:
        phrase = "".join(pieces)
    having = (p for p in ranked if chunks.have(p) and not p.correction)
    for passage, words in _that_may_answer(question, phrase, having, relevance):
        for whole in (passage, *_with_before(passage, store)):
            draft = from_passage(whole, [s.span for s in store.sentences(whole.article.id)])
            share = reader.states_answer(draft.text, question.text)
            support = (share + together) / 2
            if share >= TOLD and support >= SUPPORTED:
                return replace(chunks, answer=(support, of_words(question, whole, draft, words)))
        break
    return chunks


def _first(evidence: Sequence[Evidence], best: Sequence[Passage]) -> tuple[Evidence, ...]:
    """The chunks of the best sentences, then the best chunks, as many as the model may read."""
    told = [e for p in best for e in evidence if e.article == p.article and e.span.overlaps(p.span)]
    chunks: list[Evidence] = []
    for item in (*told, *(e for e in evidence if e not in told)):
        if sum(e.span.end - e.span.start for e in (*chunks, item)) > PASSAGE_CHARS:
            break
        chunks.append(item)
    return tuple(chunks)


def _that_may_answer(
    question: Question, phrase: str, passages: Iterable[Passage], relevance: Relevance
) -> Iterator[tuple[Passage, Span]]:
    """The sentences that have the words, and where, if they can answer."""
    for passage in passages:
        article = passage.article
        words = meant_words(phrase, article, [passage.span])
        if words is None or words == passage.span or states_nothing(passage.text):
            continue
        if owns(question, article, words):
            continue
        whole = f"{article.title}\n{article.text}"
        if (
            holds(question.expected, passage.text, question.text)
            and _is_answer(question, article.quote(words))
            and has_superlative(question, passage.text)
            and tells_what_happened(question, passage.text)
            and is_of_person(question, passage, _before(passage, article))
            and not relevance.unmatched_names(question.terms, whole)
        ):
            yield passage, with_unit(question, article, words, passage.span)


def _is_answer(question: Question, phrase: str) -> bool:
    """Whether the words are of the kind asked for, and not the question's own."""
    kind = "any" if question.expected in ("reason", "long_form") else question.expected
    return is_new(phrase, question.text) and holds(kind, phrase, question.text)


def _before(passage: Passage, article: Article) -> str:
    """What stands before it in its paragraph, and in the one before."""
    text = article.text
    paragraph = max(text.rfind("\n\n", 0, passage.span.start), 0)
    return text[max(text.rfind("\n\n", 0, paragraph), 0) : passage.span.start]


def _with_before(passage: Passage, store: Store) -> Iterator[Passage]:
    """The passage with the sentence before, if it is read without it so far."""
    spans = [s.span for s in store.sentences(passage.article.id)]
    at = spans.index(passage.span) if passage.span in spans else 0
    if at and not passage.before and passage.span.end - spans[at - 1].start <= LONGEST:
        yield replace(passage, before=spans[at - 1])
