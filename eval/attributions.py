"""How well who-said-what was found: attributions matched with gold ones, figures by kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from eval.polnear import Attribution
from index.article import Span, StatementKind

KINDS: tuple[StatementKind, ...] = ("direct", "mixed", "indirect")
ENOUGH = 0.5
"""The least F1 over content tokens at which a prediction is matched with a gold attribution."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_MARKS = re.compile('["“”„«»]')
_PRONOUNS = frozenset(
    "i me my we us our you your he him his she her hers they them their it its who which that this "
    "these those one".split()
)
_NOT_HEADS = frozenset("the a an of in on at for to and 's ’s".split())
_AFTER_HEAD = re.compile(
    r",|[—–(]|\s-+\s|\b(?:of|in|on|at|for|to|from|with|by|who|which|that|whose|near|about|over|under|as)\b"
    r"|(?<=\w)\s+[a-z]+ed\b"
)


@dataclass(frozen=True, slots=True)
class Predicted:
    """An attribution by some system."""

    content: tuple[Span, ...]
    source: Span | None = None
    speaker: str = ""
    """Whom the source stands for, where the system says so."""

    def name(self, text: str) -> str:
        """The speaker, or else the words of the source; empty without either."""
        return self.speaker or (text[self.source.start : self.source.end] if self.source else "")


@dataclass(slots=True)
class Counts:
    """Predictions, gold attributions, and how many of each were matched; those of one kind."""

    predicted: int = 0
    predicted_matched: int = 0
    gold: int = 0
    gold_matched: int = 0

    @property
    def precision(self) -> float:
        """Of the predictions of this kind, the part matched to a gold attribution of any kind."""
        return self.predicted_matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Of the gold attributions of this kind, the part matched to any prediction."""
        return self.gold_matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Share:
    """`right` of `total`."""

    right: int = 0
    total: int = 0

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.right / self.total if self.total else 0.0

    def count(self, right: bool) -> None:
        """One more, right or wrong."""
        self.total += 1
        self.right += right


@dataclass(slots=True)
class Scores:
    """Sums over articles; add each with `add`."""

    all: Counts = field(default_factory=Counts)
    kinds: dict[StatementKind, Counts] = field(
        default_factory=lambda: {kind: Counts() for kind in KINDS}
    )
    source: Share = field(default_factory=Share)
    """Of matched pairs whose gold source is a name or noun: the source is the right one."""
    pronouns: Share = field(default_factory=Share)
    """Of matched pairs whose gold source is a pronoun: the same pronoun was taken as source."""

    def add(
        self, text: str, gold: Sequence[Attribution], predicted: Sequence[Predicted]
    ) -> list[tuple[int, int]]:
        """Count one article; the matched pairs, as numbers of prediction and gold attribution."""
        pairs = match(text, [p.content for p in predicted], [g.content for g in gold])
        hit_predicted = {p for p, _ in pairs}
        hit_gold = {g for _, g in pairs}
        for number, attribution in enumerate(predicted):
            for counts in (self.all, self.kinds[kind_of(text, attribution.content)]):
                counts.predicted += 1
                counts.predicted_matched += number in hit_predicted
        for number, annotated in enumerate(gold):
            for counts in (self.all, self.kinds[kind_of(text, annotated.content)]):
                counts.gold += 1
                counts.gold_matched += number in hit_gold
        for p, g in pairs:
            self._count_source(text, predicted[p], gold[g])
        return pairs

    def _count_source(self, text: str, predicted: Predicted, gold: Attribution) -> None:
        if not gold.source:
            return
        right = source_is_right(text, predicted, gold)
        if is_pronoun(" ".join(text[s.start : s.end] for s in gold.source)):
            self.pronouns.count(right)
        else:
            self.source.count(right)


def kind_of(text: str, content: Sequence[Span]) -> StatementKind:
    """Direct: every word stands between quotation marks of the content; indirect: none does."""
    inside = outside = 0
    for span in content:
        for line in text[span.start : span.end].split("\n"):
            quoted, plain = _words_by_marks(line)
            inside += quoted
            outside += plain
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def match(
    text: str, predicted: Sequence[Sequence[Span]], gold: Sequence[Sequence[Span]]
) -> list[tuple[int, int]]:
    """Pairs of a prediction's and a gold attribution's number, best first, each number once.

    Two contents fit by the F1 over their words, told apart by place; less than ENOUGH is no match.
    """
    words = [m.span() for m in _WORD.finditer(text)]
    ours = [_words_in(words, spans) for spans in predicted]
    theirs = [_words_in(words, spans) for spans in gold]
    fits = []
    for p, mine in enumerate(ours):
        for g, other in enumerate(theirs):
            shared = len(mine & other)
            if shared:
                fits.append((2 * shared / (len(mine) + len(other)), p, g))
    pairs = []
    free_p, free_g = set(range(len(ours))), set(range(len(theirs)))
    for fit, p, g in sorted(fits, key=lambda f: (-f[0], f[1], f[2])):
        if fit >= ENOUGH and p in free_p and g in free_g:
            free_p.remove(p)
            free_g.remove(g)
            pairs.append((p, g))
    return pairs


def source_is_right(text: str, predicted: Predicted, gold: Attribution) -> bool:
    """Whether the head word of the gold source stands in the predicted source or speaker."""
    head = head_word(" ".join(text[s.start : s.end] for s in gold.source)).casefold()
    source = text[predicted.source.start : predicted.source.end] if predicted.source else ""
    return head in {w.casefold() for w in _source_words(f"{source} {predicted.speaker}")}


def head_word(phrase: str) -> str:
    """The word that a noun phrase is about: the last one before an apposition or preposition."""
    words: list[str] = []
    at = 0
    while not words and at < len(phrase):
        cut = _AFTER_HEAD.search(phrase, at)
        end = cut.start() if cut else len(phrase)
        words = [w for w in _source_words(phrase[at:end]) if w.lower() not in _NOT_HEADS]
        at = cut.end() if cut else len(phrase)
    return words[-1] if words else phrase.strip()


def is_pronoun(phrase: str) -> bool:
    """Whether the phrase is one pronoun."""
    return phrase.strip().casefold() in _PRONOUNS


def _words_by_marks(line: str) -> tuple[int, int]:
    """How many words of a line stand inside its quotation marks, and how many outside."""
    marks = list(_MARKS.finditer(line))
    # A line that starts with a closing mark began inside the quotation.
    inside = bool(marks) and _closes(line, marks[0].start())
    counts = {True: 0, False: 0}
    at = 0
    for mark in marks:
        counts[inside] += len(_WORD.findall(line[at : mark.start()]))
        inside = not _closes(line, mark.start()) if mark[0] in "“”„«»" else not inside
        at = mark.end()
    counts[inside] += len(_WORD.findall(line[at:]))
    return counts[True], counts[False]


def _closes(line: str, at: int) -> bool:
    if line[at] != '"':
        return line[at] in "”»"
    return at > 0 and not line[at - 1].isspace() and (at + 1 == len(line) or line[at + 1] in " ,.;")


def _words_in(words: Sequence[tuple[int, int]], spans: Sequence[Span]) -> set[int]:
    """Numbers of the words that overlap one of the spans."""
    return {
        number
        for number, (start, end) in enumerate(words)
        if any(start < span.end and span.start < end for span in spans)
    }


def _source_words(phrase: str) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*", re.sub(r"['’]s?\b", "", phrase))
