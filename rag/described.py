"""Whom an article describes by a role without giving it to the name: "said its chairman, Jane Roe".

The record has the roles that stand beside names. Whose chairman that is, or what stands in a clause
of its own ("Jane Roe, a shopkeeper on the island,"), is looked up in the articles.
"""

import re
from collections.abc import Iterable

from index.article import Article, Statement
from index.lexicon import KIN, ROLE_ENDINGS, ROLE_NOUNS
from rag.names import fold, read_name
from rag.relevance import same_word, words_of

_LINKS = frozenset("a an and at for from in of on s the to who is was".split())
_POSSESSIVE = re.compile(
    r"\b(?:his|her|its|their)\s+(?P<role>(?:[\w-]+\s+){0,3}[\w-]+),?\s*$", re.IGNORECASE
)
_BEHIND = re.compile(r"^,\s+(?:who\s+is\s+)?(?:an?|the)\s+(?P<role>[^,.;:\"“”\n]+)[,.;]")
# A capital inside a sentence begins a name.
_NAME = re.compile(r"(?<=[a-z,]\s)[A-Z]\w+")


def is_description(words: str) -> bool:
    """Whether the words are a role or a kin with more beside it: "Roe's lawyer"."""
    return len(_content(words)) > 1 and any(map(_is_role, _content(words)))


def described(words: str, article: Article, statements: Iterable[Statement]) -> list[str]:
    """The names of those who speak in the article and are described there by all the words."""
    names = dict.fromkeys(s.speaker for s in statements if read_name(s.speaker))
    return [
        name for name in names if any(_fits(words, article.text, m) for m in _told(name, article))
    ]


def _told(name: str, article: Article) -> Iterable[re.Match[str]]:
    return re.finditer(rf"\b{re.escape(name)}\b", article.text)


def _fits(words: str, text: str, name: re.Match[str]) -> bool:
    wanted = _content(words)
    behind = _BEHIND.match(text[name.end() :])
    if behind and not _missing(wanted, behind["role"]):
        return True
    paragraph = text[text.rfind("\n\n", 0, name.start()) + 1 : name.start()]
    whose = _POSSESSIVE.search(paragraph)
    if whose is None:
        return False
    missing = _missing(wanted, whose["role"])
    if not missing or not any(_is_role(w) for w in wanted if w not in missing):
        return False
    before = paragraph[: whose.start()]
    phrase = r"\W+".join(rf"{re.escape(w)}(?:['’]s)?" for w in missing)
    found = list(re.finditer(rf"\b{phrase}\b", before, re.IGNORECASE))
    return bool(found) and not _NAME.search(before[found[-1].end() :])


def _missing(wanted: Iterable[str], role: str) -> list[str]:
    there = words_of(role)
    return [w for w in wanted if not any(same_word(w, r, name=r[0].isupper()) for r in there)]


def _is_role(word: str) -> bool:
    noun = fold(word)
    return noun in ROLE_NOUNS | KIN or noun.endswith(ROLE_ENDINGS)


def _content(words: str) -> list[str]:
    return [re.sub(r"['’]s?$", "", w) for w in words_of(words) if w.lower() not in _LINKS]
