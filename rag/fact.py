"""Answers from single sentences of the articles: anything but who said what."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from index.article import Article, Span
from index.store import Store
from rag.answer import NOT_FOUND, Evidence, More
from rag.claim import takes_act
from rag.compose import Draft, from_passage
from rag.corrections import find_corrections
from rag.differing import AS_WELL, UNREAD, Differing, in_order
from rag.exact import is_vague, more_exact
from rag.expected import holds, states_nothing
from rag.fitting import by_sense, has_superlative, tells_what_happened
from rag.newest import newest_first
from rag.parts import parts_of
from rag.passages import COVERED, Passage, rank_passages
from rag.question import Question, Term
from rag.reader import Reader
from rag.relevance import Relevance
from rag.short import Short, names_wrong, shorten, withdraws, withdraws_figure
from rag.values import contradict
from rag.wide import Chunks, read_chunks

ALIKE = 0.9
"""Share of the best passage's score at which another one goes with it in a list."""
CANDIDATES = 10
"""Sentences looked at for one question, best first."""
WHOLE = 3
"""Articles read through for an exact number, about 100 sentences, a second's embedding."""
RIVALS = 12
"""Sentences of other articles looked at for another answer."""
NOTICES = 8
NOTICE = "correction corrected amended incorrectly wrongly misstated earlier version article error"
"""Passages looked at for corrections, and words that those have."""
MAX_LISTED = 3
"""Passages for a question that asks for several things."""
MAX_READ = 2
READ_CHARS = 800
"""The model reads at most this many passages and characters for one question, about 30
characters in a tenth of a second; the right sentence was first for 80 of 94 questions and second
for 7 more."""
WORTH_READING = 0.25
"""Coverage below which no passage was right."""
READ_WEIGHT = 0.7
"""Of the model's P(yes) in the support of a passage; the rest is coverage."""
SUPPORTED = 0.58
"""Support from which a passage answers: of 144 questions on the seed and three invented articles,
76 of the 94 with an answer got the right one and 4 a wrong one, 49 of the 50 without were
refused; a third passage, or more weight on coverage, found 5 more right ones and 3 more wrong."""
CERTAIN = 0.75
"""Support from which no further passage is read."""
FIGURE = 0.4
"""Share of the best passage's coverage that is enough for a correction of its very number, which
often says no more than "the figure"."""
IN_WORDS = ("amount", "person", "time")
"""Kinds of answers that the model can point at. Of 11 answers of these kinds for which it found no
words in the sentence 8 were wrong or to questions without one, of 10 with words 3: on questions
that nobody had seen before."""
DIFFER = "The articles differ:"
"""What stands before short answers that cannot all be right, or not of one day."""
CORRECTED = "Corrected:"
WAS_CORRECTED = "This was corrected."
"""What stands before a short answer, or a sentence, that a paper put right."""
STILL_DIFFER = "Corrected, and the articles still differ:"


class FromArticles:
    """One question's way from retrieved passages to drafts."""

    def __init__(self, store: Store, relevance: Relevance, reader: Reader | None) -> None:
        self._store = store
        self._relevance = relevance
        self._reader = reader
        self.opening = ""
        """A sentence before the drafts, which their citations support; empty if none is needed."""
        self.refusal = NOT_FOUND
        """What to show when nothing supports an answer."""
        self.instead: list[Draft] = []
        """What was withdrawn, to be shown with the refusal."""
        self.lead = "What was said of it was withdrawn:"
        """What stands between the two."""
        self.more: More | None = None

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        """Drafts, more and better with each; none if no passage answers.

        Of a question that asks for two things what is found, be it only one of them.
        """
        parts = parts_of(question)
        if len(parts) == 1:
            yield from self._answer(parts[0], evidence)
            return
        leads: list[Draft] = []
        told: list[Draft] = []
        for part in parts:
            self.opening = ""
            best = ([], *self._answer(part, evidence))[-1]
            both = bool(told)
            leads += [d for d in best if d.short]
            told += [d for d in best if not d.short and d not in told]
            if both:
                self.opening = ""
            if best:
                yield [*leads, *told]

    def _answer(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[list[Draft]]:
        evidence = [*evidence, *self._notices(question, evidence)]
        ranked = rank_passages(question, evidence, self._store, self._relevance)
        able = (p for p in ranked if self._can_answer(question, p))
        candidates = by_sense(question, list(islice(able, CANDIDATES)), self._relevance)
        candidates = newest_first(question, candidates)

        @cache
        def chunks() -> Chunks | None:
            return self._chunks(question, evidence, ranked)

        supported = self._supported(question, candidates, chunks)
        if not supported:
            return
        retractions = self._retractions(question, ranked, supported[0])
        first, withdrawn = self._standing(question, supported, candidates, retractions)
        taken_back = [Draft(c.text, c.article, (c.span,)) for c in withdrawn]
        if first is None:
            self.instead = taken_back
            return
        drafts = [first.draft, *self._alike(question, first.passage, candidates), *taken_back]
        corrected = bool(first.passage.correction or withdrawn)
        if corrected:
            self.opening = WAS_CORRECTED
        if not retractions:
            first = self._shortened(question, first, chunks)
        if not first.passage.correction and self._lacks_words(question, first):
            self.instead = taken_back
            return
        if not retractions:
            exact = self._more_exact(question, first, evidence)
            if exact is not None:
                first, drafts = exact, [exact.draft, *drafts[1:]]
        lead = first.lead(with_origin=corrected)
        if lead is not None:
            self.opening = CORRECTED if corrected else ""
            drafts = [lead, *drafts]
        yield drafts
        differing = Differing(self._store, self._relevance, self._reader, question, retractions)
        first, others = differing.others(first, self._rivals(question, first, ranked))
        if others:
            answers = [first, *others] if corrected else in_order([first, *others])
            leads = [lead for a in answers if (lead := a.lead(with_origin=True))]
            self.opening = STILL_DIFFER if corrected else DIFFER
            yield [*leads, *(a.draft for a in answers), *taken_back]

    def _lacks_words(self, question: Question, first: Short) -> bool:
        """Whether the model finds no words in the passage for a question that asks for some."""
        asked = question.expected in IN_WORDS and not question.listing
        return self._reader is not None and asked and first.words is None

    def _can_answer(self, question: Question, passage: Passage) -> bool:
        """Whether it holds what is asked for, and what is asked about stands near."""
        return (
            self._is_of(question, passage)
            and has_superlative(question, passage.text)
            and tells_what_happened(question, passage.article.quote(passage.whole))
            and holds(question.expected, passage.right_text, question.text)
            and not states_nothing(passage.text)
            and (not question.stance or takes_act(passage.text, question.stance, question.terms))
        )

    def _is_of(self, question: Question, passage: Passage) -> bool:
        """Whether what is counted, and the names asked about, stand there or near."""
        return self._relevance.counts(question.counted, passage.text) and not self._unmatched(
            question, passage
        )

    def _unmatched(self, question: Question, passage: Passage) -> list[Term]:
        """The names asked about that stand neither there nor near."""
        around = f"{passage.text} {passage.setting}"
        return self._relevance.unmatched_names(question.terms, around)

    def _supported(
        self,
        question: Question,
        candidates: Sequence[Passage],
        read_chunks_once: Callable[[], Chunks | None] = lambda: None,
    ) -> list[Short]:
        """The passages that answer, best first.

        The model also reads the evidence's chunks, where the best passage leaves a doubt.
        """
        read: list[tuple[float, Short]] = []
        unread = READ_CHARS
        for number, passage in enumerate(candidates[:MAX_READ]):
            draft = from_passage(passage, self._sentences(passage.article))
            unread -= len(draft.text)
            if number and unread < 0:
                break
            support = self._support(question, passage, draft)
            read.append((support, Short(passage, draft, (), None)))
            if support >= CERTAIN:
                break
            chunks = read_chunks_once() if number == 0 else None
            if chunks and chunks.answer:
                read.append(chunks.answer)
                break
            if chunks and not chunks.likely and chunks.have(passage):
                return []
        if not candidates and (chunks := read_chunks_once()):
            read += [chunks.answer] if chunks.answer else []
        enough = SUPPORTED if self._reader else COVERED
        read.sort(key=lambda item: -item[0])
        return [short for support, short in read if support >= enough]

    def _chunks(
        self, question: Question, evidence: Sequence[Evidence], ranked: Sequence[Passage]
    ) -> Chunks | None:
        """What the model finds in the chunks of the evidence; None where it is not asked."""
        if self._reader is None or question.stance:
            return None
        return read_chunks(question, evidence, ranked, self._store, self._relevance, self._reader)

    def _support(self, question: Question, passage: Passage, draft: Draft) -> float:
        """How sure it is, 0 to 1, that the passage answers."""
        if self._reader is None or passage.coverage < WORTH_READING:
            return passage.coverage
        share = self._reader.states_answer(draft.text, question.text)
        return READ_WEIGHT * share + (1 - READ_WEIGHT) * passage.coverage

    def _shortened(
        self, question: Question, first: Short, read_chunks_once: Callable[[], Chunks | None]
    ) -> Short:
        """The best passage with its words; for those that only describe somebody, a name."""
        if first.words is None:
            first = shorten(question, first.passage, first.draft, self._reader)
        if question.expected != "person" or _is_named(first):
            return first
        chunks = read_chunks_once()
        named = chunks.answer[1] if chunks and chunks.answer else first
        return named if _is_named(named) else first

    def _more_exact(
        self, question: Question, first: Short, evidence: Sequence[Evidence]
    ) -> Short | None:
        """An exact number for a vague one, from anywhere in the articles of the evidence."""
        if question.expected != "amount" or first.passage.correction or not is_vague(first):
            return None
        articles = {e.article.id: e.article for e in evidence}
        whole = [Evidence(a, Span(0, len(a.text)), 0.0) for a in articles.values()]
        ranked = rank_passages(question, whole[:WHOLE], self._store, self._relevance)
        able = (p for p in ranked if self._can_answer(question, p))
        return more_exact(question, first, list(islice(able, RIVALS)), self._store, self._reader)

    # -- what was put right

    def _notices(self, question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Corrections that share words with the question, which retrieval may rank too low."""
        words = f"{question.text} {NOTICE}"
        found = []
        for chunk in self._store.chunks([i for i, _ in self._store.lexical(words, NOTICES)]):
            article = self._store.article(chunk.article_id)
            known = any(e.article.id == chunk.article_id and e.span == chunk.span for e in evidence)
            if article is None or known:
                continue
            corrections = find_corrections(article, self._store.sentences(article.id))
            if any(c.span.overlaps(chunk.span) for c in corrections):
                found.append(Evidence(article, chunk.span, 0.0))
        return found

    def _retractions(
        self, question: Question, ranked: Sequence[Passage], best: Short
    ) -> list[Passage]:
        """The corrections that are about the question as plainly as the best passage.

        Less plainly where one takes back the very number that this has.
        """
        plainly, less = UNREAD * best.passage.coverage, FIGURE * best.passage.coverage
        return [
            p
            for p in ranked
            if p.correction
            and (
                (p.coverage >= plainly and self._is_of(question, p))
                or (
                    p.coverage >= less
                    and withdraws_figure(question, p, best)
                    and not self._unmatched(question, p)
                )
            )
        ]

    def _standing(
        self,
        question: Question,
        supported: Sequence[Short],
        candidates: Sequence[Passage],
        retractions: Sequence[Passage],
    ) -> tuple[Short | None, list[Passage]]:
        """The best answer that no paper took back, or what one put in its place.

        With it the corrections that take others back and put nothing in their place.
        """
        if not retractions:
            return supported[0], []
        taken_back: list[Passage] = []
        left = [p for p in candidates if p not in [s.passage for s in supported]]
        for short in supported:
            short = shorten(question, short.passage, short.draft, self._reader)
            by = [c for c in retractions if self._is_put_right(question, short, c)]
            righted = next((c for c in by if c.right), None)
            if righted is not None:
                draft = from_passage(righted, self._sentences(righted.article))
                return shorten(question, righted, draft, self._reader), []
            if not by:
                return short, taken_back
            taken_back += [c for c in by if c not in taken_back]
        # What they take back is not read again in other articles.
        others = [
            p
            for p in left
            if not any(
                withdraws(question, c, Short(p, Draft(p.text, p.article, (p.span,)), (), None))
                for c in taken_back
            )
        ]
        for short in self._supported(question, others)[:1]:
            return shorten(question, short.passage, short.draft, self._reader), taken_back
        return None, taken_back

    def _is_put_right(self, question: Question, short: Short, correction: Passage) -> bool:
        """Whether a correction takes an answer back, or has another and names none to take back."""
        if correction.article == short.article and correction.span == short.passage.span:
            return False
        if names_wrong(question, correction):
            return withdraws(question, correction, short)
        draft = from_passage(correction, self._sentences(correction.article))
        righted = shorten(question, correction, draft, self._reader)
        enough = SUPPORTED if self._reader else COVERED
        return (
            contradict(short.values, righted.values)
            and self._support(question, correction, draft) >= enough
        )

    # -- more than one answer

    def _rivals(self, question: Question, first: Short, ranked: Sequence[Passage]) -> list[Passage]:
        """Sentences of other articles that can answer about as well."""
        enough = AS_WELL * first.passage.coverage
        near = [p for p in ranked if p.article.id != first.article.id and p.coverage >= enough]
        return [p for p in near[:RIVALS] if self._can_answer(question, p)]

    def _alike(
        self, question: Question, passage: Passage, candidates: Sequence[Passage]
    ) -> list[Draft]:
        """For a question that asks for several things, the passages that fit as well."""
        if not question.listing:
            return []
        return [
            from_passage(p, self._sentences(p.article))
            for p in candidates[:MAX_LISTED]
            if p is not passage and p.score >= ALIKE * passage.score
        ]

    def _sentences(self, article: Article) -> list[Span]:
        return [s.span for s in self._store.sentences(article.id)]


def _is_named(short: Short) -> bool:
    """Whether its words have a name, as far as capitals tell."""
    words = short.article.quote(short.words) if short.words else ""
    return any(word[0].isupper() for word in words.split())
