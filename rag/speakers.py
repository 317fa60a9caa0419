"""Whom a question means: a name, a surname, a misspelt one, or a role."""

import re
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from index.article import Article, Statement
from index.lexicon import ROLE_ENDINGS, ROLE_NOUNS
from rag.passages import setting
from rag.relevance import same_word, words_of

# Words for the one at the top, any of which may stand for another in a question.
_HEADS = frozenset(
    "boss chair chairman chairperson chairwoman chief director general head leader president"
    " secretary commander".split()
)
MISSPELT_NAME = 88
"""Levenshtein ratio of a whole misspelt name to the right one."""
_LINKS = frozenset("a an and at for from in of on s the to their his her who is was s".split())


def spoken_by(
    words: str, statements: Sequence[Statement], article_of: Callable[[Statement], Article]
) -> list[Statement]:
    """The statements whose speaker `words` mean, by name or by role.

    Two names with "and" mean both: what they said together and what each said. A role may come
    with the place or body that the article is about ("the mayor of Springfield").
    """
    ways: tuple[Callable[[Statement], bool], ...] = (
        lambda s: _is_name_of(words, s.speaker),
        lambda s: _is_role_of(words, s.role, article_of(s)),
        lambda s: _is_name_of(_untitled(words), s.speaker),
        lambda s: _is_body_of(words, s, article_of(s)),
    )
    for means in ways:
        meant = [s for s in statements if means(s)]
        if meant:
            return meant
    parts = [p for p in re.split(r"\s+and\s+|\s*,\s*|\s*&\s*", words) if p]
    if len(parts) > 1:
        found = [spoken_by(part, statements, article_of) for part in parts]
        if all(found):
            unique = {id(s): s for group in found for s in group}
            return [s for s in statements if id(s) in unique]
    return []


def _is_name_of(words: str, speaker: str) -> bool:
    """Whether every word is one of the speaker's name, or the whole name is among the words."""
    wanted = [w for w in words_of(words) if w.lower() not in _LINKS]
    name = [w for w in words_of(speaker) if w.lower() not in _LINKS]
    if not wanted:
        return False
    if all(any(same_word(w, n, name=True) for n in name) for w in wanted):
        return True
    if fuzz.ratio(_plain(words), _plain(speaker)) >= MISSPELT_NAME:
        return True
    # "President Vladimir Putin of Russia": the name is all there, what is left is description.
    # "Jane Roe's daughters" are not Jane Roe.
    parts = speaker.split()
    if (
        re.search(r"['’]s?\s", words)
        or len(parts) < 2
        or not all(part[0].isupper() for part in parts)
    ):
        return False
    return all(any(same_word(w, part, name=True) for w in wanted) for part in parts)


def _untitled(words: str) -> str:
    return " ".join(w for w in words.split() if w.lower().rstrip(".") not in ROLE_NOUNS)


def _is_body_of(words: str, statement: Statement, article: Article) -> bool:
    """Whether a thing or body is meant: its own words, and more from the paragraphs around."""
    speaker = statement.speaker
    wanted = [w for w in words_of(words) if w.lower() not in _LINKS]
    own = words_of(re.split(r"\s(?:of|at|for|by|in|from)\s", speaker)[0])
    if not speaker[0].islower() or not wanted or not same_word(wanted[0], own[-1], name=False):
        return False
    around = words_of(setting(article, statement.span))
    return all(any(same_word(w, a, name=False) for a in around) for w in wanted)


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", name.lower()).strip()


def _is_role_of(words: str, role: str, article: Article) -> bool:
    wanted = [w for w in words_of(words) if w.lower() not in _LINKS]
    has = words_of(role)
    roles = [w for w in wanted if w.lower() in ROLE_NOUNS | _HEADS or w.endswith(ROLE_ENDINGS)]
    if not any(_role_word(w, has) for w in roles):
        return False
    about = [w for w in words_of(f"{article.title} {article.place}") if w[0].isupper()]
    return all(_role_word(w, has) or any(same_word(w, a, name=True) for a in about) for w in wanted)


def _role_word(word: str, role: Sequence[str]) -> bool:
    if word.lower() in _HEADS and any(r.lower() in _HEADS for r in role):
        return True
    return any(same_word(word, r, name=True) or same_word(word, r, name=False) for r in role)
