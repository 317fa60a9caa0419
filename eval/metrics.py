"""What makes an answer right: its content, its quotation marks, and whom it credits.

Decided from the answer, its citations and a hand-made record of who said what; nothing of the
measured system takes part in judging it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.gold import GoldQuestion, SpokenQuote
from eval.reply import Reply, short_form
from eval.squad import contains, f1

# One character to one character, so that offsets stay what they are.
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
    }
)
_MARKER = re.compile(r"\s*\[\d+\]")
_PARENTHESIS = re.compile(r"\([^()\n]*\)")
_SINGLE_QUOTED = re.compile(r"(?<!\w)'(?=\S)([^'\n]*(?:\w'\w[^'\n]*)*)'(?!\w)")
_SINGLE_QUOTED_WORDS = 3
"""Fewer words between single marks are taken for a name or a term, not for a quotation."""
SAME_WORDS = 0.6
"""The least F1 over words at which two short answers count as one in other words."""
_SENTENCE_END = re.compile(
    r'\n+|(?:(?<![\s"][A-Z])(?<!\.[A-Z])[.!?]"?(?:\s*\[\d+\])*|"(?:\s*\[\d+\])+)\s+(?=["A-Z])'
)
_SPEECH = (
    r"(?:sa(?:id|ys?)|t(?:old|ells?)|not(?:ed|es)|express(?:ed|es)|highlight(?:ed|s)"
    r"|undersco?r(?:ed|es)|(?:re)?affirm(?:ed|s)|point(?:ed|s) out|announc(?:ed|es)|report(?:ed|s)"
    r"|add(?:ed|s)|warn(?:ed|s)|call(?:ed|s)|describ(?:ed|es)|stress(?:ed|es)|emphasi[sz](?:ed|es)"
    r"|stat(?:ed|es)|wr(?:ote|ites)|read(?:s|ing)?|declar(?:ed|es)|argu(?:ed|es)|claim(?:ed|s)"
    r"|voic(?:ed|es)|sp(?:oke|eaks)|ask(?:ed|s)|repl(?:ied|ies)|explain(?:ed|s)|thank(?:ed|s)"
    r"|accus(?:ed|es)|acknowledg(?:ed|es)|attack(?:ed|s)|blam(?:ed|es)|conced(?:ed|es)"
    r"|condemn(?:ed|s)|contend(?:ed|s)|critici[sz](?:ed|es)|demand(?:ed|s)|den(?:ied|ies)"
    r"|denounc(?:ed|es)|dismiss(?:ed|es)|endors(?:ed|es)|hail(?:ed|s)|herald(?:ed|s)"
    r"|insist(?:ed|s)|label(?:l?ed|s)|maintain(?:ed|s)|mock(?:ed|s)|ponder(?:ed|s)|prais(?:ed|es)"
    r"|predict(?:ed|s)|promis(?:ed|es)|recall(?:ed|s)|slam(?:med|s)|suggest(?:ed|s)|tweet(?:ed|s)"
    r"|urg(?:ed|es)|view(?:ed|s)|vow(?:ed|s)|went after|gone after|fired back)\b"
)
_ASIDE = r"(?:,[^,\n]{1,120},)?"
_SPEAKS_AFTER = re.compile(rf"\s*:|(?:{_ASIDE}|,)(?:\s+[\w'.-]+){{0,5}}?\s+{_SPEECH}")
_OTHER_SPEAKS = re.compile(
    rf"\b(?!(?:He|She|They|It|Who|And|But)\b)[A-Z][\w-]+(?:\s+also)?\s+{_SPEECH}"
)
_TITLE = r"\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){0,4}$"
_SPEAKS_BEFORE = re.compile(r"(?:\bsa(?:id|ys)|\b[Aa]ccording to)" + _TITLE)
_SPOKEN_TO = re.compile(r"\b(?:t(?:old|ells?)|asked|(?:said|spoke) to)" + _TITLE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of an answer's text, between quotation marks."""

    start: int
    end: int
    text: str
    """As in the answer, with quotes and dashes unified."""


def unify(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made plain; of the same length."""
    return text.translate(_UNIFIED)


def fold(text: str) -> str:
    """The text as it is compared with a gold text: unified, no `[n]`, no case, single spaces."""
    return " ".join(_MARKER.sub("", unify(text)).casefold().split())


def problems(gold: GoldQuestion, answer: Reply) -> list[str]:
    """What is wrong with the answer, in words; empty if it is right.

    A gold `answer` is met if the text holds it, or its short form shares enough words with it.
    """
    if gold.refuse:
        return [] if answer.refused else ["should be refused"]
    if answer.refused:
        return ["refused"]
    text = fold(answer.text)
    found = [f"must: {m}" for m in gold.must if fold(m) not in text]
    if gold.must_any and not any(fold(m) in text for m in gold.must_any):
        found.append("must_any: " + " | ".join(gold.must_any))
    found += [f"must_not: {m}" for m in gold.must_not if fold(m) in text]
    if gold.answer and not is_met(gold.answer, answer):
        found.append(f"answer: {gold.answer}")
    return found


def is_met(gold: str, answer: Reply) -> bool:
    """Whether the answer's text holds the gold one, or its short form is SAME_WORDS like it."""
    return contains(gold, fold(answer.text)) or f1([gold], short_form(answer)) >= SAME_WORDS


def quoted_passages(text: str) -> list[Passage]:
    """What stands between quotation marks, in order.

    An opening mark that is never closed quotes to the end of its paragraph.
    """
    plain = unify(text)
    spans = []
    start = 0
    for line in plain.split("\n"):
        marks = [start + m.start() for m in re.finditer('"', line)]
        if len(marks) % 2:
            marks.append(start + len(line))
        spans += [(a + 1, b) for a, b in zip(marks[::2], marks[1::2], strict=True)]
        start += len(line) + 1
    outside = _masked(plain, spans)
    spans += [
        m.span(1)
        for m in _SINGLE_QUOTED.finditer(outside)
        if len(m.group(1).split()) >= _SINGLE_QUOTED_WORDS
    ]
    return [Passage(a, b, plain[a:b]) for a, b in sorted(spans) if plain[a:b].strip()]


def is_verbatim(passage: Passage, answer: Reply) -> bool:
    """Whether the passage stands, character for character, inside a span the answer cites."""
    return any(passage.text in unify(c.quote) for c in answer.citations)


def is_credited(passage: Passage, answer: Reply, record: Sequence[SpokenQuote]) -> bool:
    """Whether the answer names as the passage's speaker the one whom the record names.

    The named speaker is the nearest name with a verb of speech in the passage's sentence, else the
    nearest name there, else in the sentences before it, else one of those the question names.
    Somebody the record does not know is never right.
    A passage that is in no quotation of the record is the article's own words: nobody may be named
    as having said it.
    """
    speakers = [set(q.speaker) for q in record if passage.text in unify(q.quote)]
    text = unify(answer.text)
    masked = _masked(text, [(p.start, p.end) for p in quoted_passages(answer.text)])
    # "Orme (Board chair) said": the Board said nothing
    masked = _PARENTHESIS.sub(lambda m: " " * len(m[0]), masked)
    names = _Names(record)
    sentences = [(a, b) for a, b in _sentences(masked) if a <= passage.start]
    if not speakers:
        a, b = sentences[-1]
        return not any(speaking for *_, speaking in names.find(masked[a:b]))
    for a, b in reversed(sentences):
        found = names.find(masked[a:b])
        if found:
            nearest = names.nearest(found, passage.start - a, passage.end - a)
            return any(speaker in speakers for speaker in nearest)
        if _OTHER_SPEAKS.search(masked[a:b]):
            return False
    asked = names.find(unify(answer.question))
    return any(speaker in speakers for _, _, named, _ in asked for speaker in named)


class _Names:
    """The names that a record's speakers go by, found in a text; several may share one."""

    def __init__(self, record: Sequence[SpokenQuote]) -> None:
        self._speakers: dict[str, list[set[str]]] = {}
        for quote in record:
            for name in quote.speaker:
                self._speakers.setdefault(unify(name).casefold(), []).append(set(quote.speaker))
        longest_first = sorted(self._speakers, key=len, reverse=True)
        names = "|".join(re.escape(n) for n in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> list[tuple[int, int, list[set[str]], bool]]:
        """Start, end, who goes by the name, and whether a verb of speech goes with it."""
        found = []
        taken = 0
        for m in self._pattern.finditer(text):
            after, before = text[m.end() :], text[: m.start()]
            # Neither "Orme's bridge" nor "told Orme" is Orme speaking
            if re.match(r"'(?:s\b)?", after) or _SPOKEN_TO.search(before):
                continue
            then = self._pattern.search(after)
            cue = _SPEAKS_AFTER.match(after[: then.start()] if then else after)
            inverted = _SPEAKS_BEFORE.search(before)
            # In "Orme said the Marlow bridge" it is Orme who says.
            speaking = bool(cue or (inverted and inverted.start() >= taken))
            taken = m.end() + cue.end() if cue else taken
            found.append((m.start(), m.end(), self._speakers[m.group().casefold()], speaking))
        return found

    @staticmethod
    def nearest(
        found: list[tuple[int, int, list[set[str]], bool]], start: int, end: int
    ) -> list[set[str]]:
        """Who goes by the name nearest to characters `start` to `end`, those with a verb first."""
        candidates = [f for f in found if f[3]] or found
        return min(candidates, key=lambda f: max(start - f[1], f[0] - end))[2]


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with the inside of each span blotted out, but for a sentence's end."""
    characters = list(text)
    for start, end in spans:
        last = end - 1 if end > start and text[end - 1] in ".!?" else end
        characters[start:last] = "\0" * (last - start)
    return "".join(characters)


def _sentences(masked: str) -> Iterator[tuple[int, int]]:
    """Start and end of the sentences of a text whose quotations are blotted out."""
    start = 0
    for m in _SENTENCE_END.finditer(masked):
        yield start, m.end()
        start = m.end()
    yield start, len(masked)
