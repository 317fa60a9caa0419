"""The sentences in which articles say who somebody is."""

import re
from collections.abc import Sequence
from datetime import date

from index.article import Article, Sentence, Span
from index.lexicon import ROLE_NOUNS
from index.store import Store
from rag.names import Name, can_be_same, fold, is_surname_of, is_title, read_name
from rag.tellable import Told, body, stands_alone

MOST_PEOPLE = 3
"""Of one surname."""
_WORD = r"[^\W\d_][\w.'’-]*"
_RUN = re.compile(rf"{_WORD}(?: (?:van|von|de|del|della|da|al|bin|el|la|le|{_WORD}))*")
# ", the clerk whose …", ", 58, …", "is a", "(the chairman)"
_AFTER = re.compile(
    r"^(?:\s\([^)]*\))?,?\s*(?:,|\()\s*(?:\d{1,3},\s*)?(?:(?:an?|the|his|her|their|its|whose"
    r"|former(?:ly)?|who (?:is|was|has|had|led|leads?|runs?|ran|heads?|chairs?|founded|works?"
    r"|worked|speaks?|represents?|became))\b|[\w’'-]+(?: [\w’'-]+){0,5} (?:of|at|for|from|in)\b)"
    r"|^\s(?:is|was|became|has been|had been) (?:an?|the|one of|among)\b"
)
_AGE = re.compile(r"^, \d{1,3},")
_APPOSED = re.compile(r"(?:^|[,;(]\s*|\b[Tt]he\s|\b[Ii]ts\s|[’']s\s)(?:[\w’'-]+ ){1,6},? ?$")
_NAMED_LAST = re.compile(r"^,")


def introductions(
    words: str, articles: Sequence[Article], store: Store
) -> list[tuple[Article, Span]]:
    """For each person that `words` can name, the sentence that tells best who they are.

    With the one before where it leans on that ("His sister Ada Roe, who ran the bank").

    Of equal ones the newest; empty if no article names anybody so.
    """
    wanted = read_name(words if words != words.lower() else words.title())
    if wanted is None:
        return []
    best: dict[str, tuple[tuple[int, date, int], Told]] = {}
    people: list[tuple[str, Name]] = []
    for article in articles:
        sentences = [
            s
            for s in store.sentences(article.id)
            if wanted.words[-1] in fold(article.quote(s.span))
        ]
        for told in body(article, sentences) if sentences else ():
            for start, end, name in _named(told.text, wanted):
                person = next((p for p, other in people if can_be_same(name, other)), None)
                if person is None:
                    person = told.text[start:end]
                    people.append((person, name))
                weight = (
                    _weight(told, start, end),
                    article.published or date.min,
                    -told.number,
                )
                if person not in best or weight > best[person][0]:
                    best[person] = weight, told
    found = sorted(best.values(), key=lambda item: item[0], reverse=True)
    kept = list(dict.fromkeys(told for _, told in found))[:MOST_PEOPLE]
    return [(t.article, _with_before(t, store.sentences(t.article.id))) for t in kept]


def _with_before(told: Told, sentences: Sequence[Sentence]) -> Span:
    """Its span, with that of the sentence before in its paragraph where it leans on it."""
    before = [s for s in sentences if s.paragraph == told.paragraph and s.span < told.span][-1:]
    alone = stands_alone(told) or not before
    return told.span if alone else Span(before[0].span.start, told.span.end)


def _named(text: str, wanted: Name) -> list[tuple[int, int, Name]]:
    """Where a text has the full name, of a surname with any given names before it."""
    found = []
    for match in _RUN.finditer(text):
        words = list(re.finditer(r"\S+", match.group()))
        for last, word in enumerate(words):
            if fold(word.group()) != wanted.words[-1]:
                continue
            first = last
            while first > 0 and _is_given(words[first - 1].group()):
                first -= 1
            start = match.start() + words[first].start()
            end = match.start() + len(re.sub(r"['’]s?$|[.,]$", "", match.group()[: word.end()]))
            name = read_name(text[start:end])
            if name is None:
                continue
            same = (
                is_surname_of(wanted, name)
                if len(wanted.words) == 1 and len(name.words) > 1
                else can_be_same(wanted, name)
            )
            if same:
                found.append((start, end, name))
    return found


def _is_given(word: str) -> bool:
    return word[0].isupper() and not is_title(word)


def _weight(told: Told, start: int, end: int) -> int:
    """How plainly a sentence tells who is named at `start` to `end`."""
    text = told.text
    after, before = text[end:], text[:start]
    weight = 0
    if _AFTER.match(after):
        weight = 4
    elif _role_before(before):
        weight = 4 if _NAMED_LAST.match(after) and _APPOSED.search(before) else 3
    elif _AGE.match(after):
        weight = 2
    elif told.number == 0:
        weight = 1
    return weight * 2 + stands_alone(told)


def _role_before(before: str) -> bool:
    """Whether a role stands right before: "chief executive Ada Roe", "The clerk, Ada Roe"."""
    words = [fold(w) for w in re.findall(r"[\w’'-]+", before)[-3:]]
    return bool(words) and words[-1] in ROLE_NOUNS
