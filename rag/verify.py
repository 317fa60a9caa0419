"""Only what the evidence supports gets through.

A sentence of an answer is shown only if its quotations stand verbatim in a cited span and are
credited there to whom the sentence credits them, and all its other words are the cited article's.
"""

import re
from collections.abc import Iterable, Sequence

from index.article import Article, Span, Statement
from index.quotes import find_quotes
from rag.compose import REST, Draft, note_of, origin
from rag.relevance import stem, words_of

_UNIFIED = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
                          "–": "-", "—": "-", "\u00a0": " "})  # fmt: skip
_WORD = re.compile(r"\w+(?:[.,]\d+)?(?:['’]\w+)?")
_TEMPLATE = frozenset("according to said".split())


def unify(text: str) -> str:
    """`text` with typographic quotes, dashes and white space unified, nothing else changed."""
    return re.sub(r"\s+", " ", text.translate(_UNIFIED))


def verify(draft: Draft, statements: Sequence[Statement], retracted: Sequence[Span] = ()) -> bool:
    """Whether `draft` may be shown.

    Args:
        draft: The sentence and its spans.
        statements: The record of the draft's article.
        retracted: What the article takes back, in which a short answer may not stand.
    """
    if draft.short and not _stands(draft, retracted):
        return False
    if draft.note and not _noted(draft, statements):
        return False
    cited = [unify(draft.article.quote(span)) for span in draft.spans]
    if draft.heading not in ("", REST) and not _has_words(cited, draft.heading):
        return False
    text = unify(draft.text)
    if any(text.strip() in span for span in cited):
        return True
    quotes = [text[q.span.start : q.span.end] for q in find_quotes(text)]
    for quote in quotes:
        inner = quote.strip("\"' ").rstrip(".,")
        if not any(inner in span for span in cited):
            return False
        if not _credited(inner, draft, statements):
            return False
    outside = text
    for quote in quotes:
        outside = outside.replace(quote, " ")
    supported = {w.lower() for span in cited for w in words_of(span)} | _TEMPLATE
    supported |= {w.lower() for w in _known_words(draft, statements)}
    return all(w.lower() in supported for w in words_of(outside))


def supported_phrase(phrase: str, article: Article, sentences: Iterable[Span]) -> Span | None:
    """Where a model's phrase stands in one of the sentences, word by word; None if nowhere.

    Only an unbroken run of words is believed: with words left out or moved, a small model turns
    "A supplies B" into "B supplies A" with no word that the sentence does not have. The last may
    own what follows: "Colombia" of "Colombia's first".
    """
    wanted = [unify(m.group()).lower() for m in _WORD.finditer(phrase)]
    if not wanted:
        return None
    for span in sentences:
        matches = list(_WORD.finditer(article.text, span.start, span.end))
        words = [unify(m.group()).lower() for m in matches]
        for first in range(len(words) - len(wanted) + 1):
            found = words[first : first + len(wanted)]
            owned = len("'s") if found[-1] == f"{wanted[-1]}'s" else 0
            if found == wanted or (owned and found[:-1] == wanted[:-1]):
                return Span(matches[first].start(), matches[first + len(wanted) - 1].end() - owned)
    return None


def _stands(draft: Draft, retracted: Sequence[Span]) -> bool:
    """Whether a short answer stands in a cited span, word for word and not taken back."""
    start = 0
    text = draft.article.text
    pattern = re.compile(r"\s+".join(re.escape(w) for w in draft.text.split()), re.IGNORECASE)
    while match := pattern.search(text, start):
        found = Span(match.start(), match.end())
        if any(s.covers(found) for s in draft.spans) and not any(
            r.overlaps(found) for r in retracted
        ):
            return True
        start = match.start() + 1
    return False


def _has_words(cited: Iterable[str], heading: str) -> bool:
    """Whether every word of the heading stands there, inflected perhaps."""
    there = {stem(word) for span in cited for word in words_of(span)}
    return all(stem(word) in there for word in words_of(heading))


def _credited(inner: str, draft: Draft, statements: Sequence[Statement]) -> bool:
    """Whether the article credits the quoted words to the draft's speaker, or to nobody."""
    for statement in statements:
        for span in statement.content:
            if inner in unify(draft.article.quote(span)) and any(
                cited.overlaps(span) for cited in draft.spans
            ):
                return statement.speaker == draft.speaker
    return not draft.speaker


def _noted(draft: Draft, statements: Sequence[Statement]) -> bool:
    """Whether the note is the article's outlet and day, or a cited statement's by the speaker."""
    if draft.note == origin(draft.article):
        return True
    return not draft.short and any(
        statement.speaker == draft.speaker
        and any(span.covers(statement.span) for span in draft.spans)
        and any(
            draft.note == note_of(draft.article, statement, draft.text, reported=reported)
            for reported in (True, False)
        )
        for statement in statements
    )


def _known_words(draft: Draft, statements: Sequence[Statement]) -> list[str]:
    """Name and role of the draft's speaker, which may stand elsewhere in the article."""
    return [
        word
        for s in statements
        if s.speaker == draft.speaker
        for word in words_of(f"{s.speaker} {s.role} {s.addressee}")
    ]
