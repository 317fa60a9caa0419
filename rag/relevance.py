"""How far a passage has what a question asks for, word by word."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import snowballstemmer
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from rapidfuzz import fuzz

from rag.capitals import country_in
from rag.phrasal import single_verbs
from rag.question import Term

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_NAME_RUN = re.compile(r"[A-Z][\w'’]*(?: (?:of|the|and|for|[A-Z][\w'’]*))+")
_STEMMER = snowballstemmer.stemmer("english")
SYNONYM = 0.55
"""Cosine of two words from which MiniLM means much the same by them: "hurt" and "injured" 0.66,
"war" and "invasion" 0.51, "cost" and "vehicle" 0.23 (measured on 26 hand-made pairs)."""
COUNTED = 0.55
"""The same for what is counted: "people" and "crowd" are nearer than "people" and "years"."""
NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " dozen dozens hundred hundreds thousand thousands million millions billion half several"
    " few".split()
)
_ORDINALS = {
    str(number): frozenset(words.split("/"))
    for number, words in enumerate(
        "one/first two/second three/third four/fourth five/fifth six/sixth seven/seventh"
        " eight/eighth nine/ninth ten/tenth eleven/eleventh twelve/twelfth".split(),
        start=1,
    )
}
# Those whose letters do not begin words, or only two, which many words do by chance.
_SPELLED_OUT = {
    "AI": "artificial intelligence", "CCTV": "camera", "EV": "electric vehicle",
    "GP": "doctor", "HQ": "headquarters", "MEP": "european parliament", "MP": "parliament",
    "PM": "prime minister", "TV": "television", "UV": "ultraviolet", "VP": "vice president",
}  # fmt: skip
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
MISSPELT = 84
"""Levenshtein ratio of a misspelt name to the right one; shorter words than five are exact."""
_CACHED = 50_000


@lru_cache(maxsize=_CACHED)
def stem(word: str) -> str:
    """The Snowball stem of a word, without possessive and dots."""
    return str(_STEMMER.stemWord(re.sub(r"['’]s?$|\.", "", word.lower())))


def words_of(text: str) -> list[str]:
    """The words of a text, those with hyphens also in parts, abbreviations without dots."""
    words = _WORD.findall(_DOTTED.sub(lambda m: m[0].replace(".", ""), text))
    return words + [part for word in words if "-" in word for part in word.split("-") if part]


def _initials(words: Sequence[str]) -> str:
    """The abbreviation of a name: "UN" for United Nations, small words left out."""
    return "".join(w[0] for w in words if w[0].isupper())


def abbreviations(text: str) -> dict[str, str]:
    """Every name of two capitalised words or more in `text` by its initials."""
    found: dict[str, str] = {}
    for match in _NAME_RUN.finditer(text):
        words = match.group().split()
        for first in range(len(words) - 1):
            for last in range(first + 2, len(words) + 1):
                if words[first][0].isupper() and words[last - 1][0].isupper():
                    found.setdefault(_initials(words[first:last]), " ".join(words[first:last]))
    return found


def same_word(term: str, word: str, *, name: bool) -> bool:
    """Whether `word` is `term`: inflected, misspelt, or the people of a country it names."""
    if stem(term) == stem(word):
        return True
    a, b = term.lower(), re.sub(r"['’]s?$", "", word.lower())
    shorter = min(len(a), len(b))
    if shorter < 5:
        return False
    if name and word[0].isupper():
        shared = next((i for i in range(shorter) if a[i] != b[i]), shorter)
        if shared >= max(5, shorter - 1) and abs(len(a) - len(b)) <= 3:
            return True
    return a[0] == b[0] and fuzz.ratio(a, b) >= MISSPELT and (name or word[0].isupper())


def _is_number(term: str, words: Iterable[str]) -> bool:
    """Whether a number in digits is among the words as "fourth" or "4th"."""
    written = _ORDINALS.get(term, frozenset())
    return any(w.lower() in written or re.fullmatch(rf"{term}(?:st|nd|rd|th)", w) for w in words)


def _has_number(term: str, text: str) -> bool:
    """Whether a number stands in a text, be it with commas or a unit: "1,500", "£4.6m"."""
    digits = re.escape(term.replace(",", ""))
    return (
        re.search(rf"(?<![\d.]){digits}(?!\d|\.\d)", re.sub(r"(?<=\d),(?=\d)", "", text))
        is not None
    )


def _is_spelled_out(term: str, words: Sequence[str]) -> bool:
    """Whether the words have "chief financial officer" for "CFO", or "ultraviolet" for "UV"."""
    known = _SPELLED_OUT.get(term)
    if known and set(known.split()) <= {w.lower() for w in words}:
        return True
    if len(term) < 3 or not term.isupper():
        return False
    initials = "".join(w[0].upper() for w in words)
    return term in initials


def _by_capital(term: Term, text: str) -> bool:
    """Whether the term is a capital that stands for a country named in `text`."""
    return term.name and not term.place and country_in(term.text, text)


class Relevance:
    """Coverage of a question's terms and similarity to it, with the embedding model's help."""

    def __init__(self, embedding: BaseEmbedding) -> None:
        self._embedding = embedding
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); remembered."""
        new = list(dict.fromkeys(t for t in texts if t not in self._vectors))
        if new:
            for text, vector in zip(
                new, self._embedding.get_text_embedding_batch(new), strict=True
            ):
                array = np.asarray(vector, dtype=np.float32)
                self._vectors[text] = array / max(float(np.linalg.norm(array)), 1e-9)
        matrix = np.stack([self._vectors[t] for t in texts])
        while len(self._vectors) > _CACHED:
            self._vectors.popitem(last=False)
        return matrix

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """Cosine of each text to the question."""
        if not texts:
            return []
        query = np.asarray(self._embedding.get_query_embedding(question), dtype=np.float32)
        query /= max(float(np.linalg.norm(query)), 1e-9)
        return [float(x) for x in self.embed(texts) @ query]

    def coverage(self, terms: Sequence[Term], texts: Sequence[tuple[str, float]]) -> float:
        """Share, 0 to 1, of the terms' weight that `texts` have, each text counting its factor.

        A term found nowhere counts with its nearest word, if that is near enough to a synonym.
        """
        total = sum(term.weight for term in terms)
        if not total:
            return 1.0
        return sum(t.weight * self._match(t, texts) for t in terms) / total

    def counts(self, thing: str, text: str) -> bool:
        """Whether `text` has a number of `thing` or the like, beside it; yes if `thing` is ""."""
        if not thing:
            return True
        words = _WORD.findall(text)
        near: set[str] = set()
        for at, word in enumerate(words):
            # "forty-two" is a number too
            if (
                word[0].isdigit()
                or word.lower().split("-")[0] in NUMERALS
                # "the number of dead rose to twelve"
                or (word.lower() == "number" and words[at + 1 : at + 2] == ["of"])
            ):
                near.update(w.lower() for w in words[max(at - 2, 0) : at] + words[at + 1 : at + 4])
        if any(stem(thing) == stem(word) for word in near):
            return True
        return self._nearest(thing, near) >= COUNTED

    def unmatched_names(self, terms: Sequence[Term], text: str) -> list[Term]:
        """The names and numbers among `terms` that `text` does not have."""
        words = words_of(text)
        short = abbreviations(text)
        return [
            term
            for term in terms
            if (term.name or term.text[0].isdigit())
            and not any(same_word(term.text, word, name=True) for word in words)
            and not (term.text.isdigit() and _is_number(term.text, words))
            and not (term.text[0].isdigit() and _has_number(term.text, text))
            and term.text not in short
            and term.abbreviation not in words
            and not _is_spelled_out(term.text, words)
            and not _by_capital(term, text)
        ]

    def _match(self, term: Term, texts: Sequence[tuple[str, float]]) -> float:
        best = 0.0
        for text, factor in texts:
            words = [*words_of(text), *single_verbs(text)]
            if (
                any(same_word(term.text, word, name=term.name) for word in words)
                or (term.text.isdigit() and _is_number(term.text, words))
                or (term.text[0].isdigit() and _has_number(term.text, text))
                or _is_spelled_out(term.text, words)
                or (term.abbreviation and term.abbreviation in words)
                or (term.name and term.text in abbreviations(text))
                or _by_capital(term, text)
            ):
                best = max(best, factor)
        if best or term.name or term.text[0].isdigit():
            return best
        for text, factor in texts:
            nearest = self._nearest(term.text, [*words_of(text), *single_verbs(text)])
            best = max(best, factor * nearest if nearest >= SYNONYM else 0.0)
        return best

    def _nearest(self, term: str, words: Iterable[str]) -> float:
        """Cosine to the nearest word of three letters or more; 0 if there is none."""
        others = sorted({w.lower() for w in words if len(w) > 2})
        if not others:
            return 0.0
        matrix = self.embed([term.lower(), *others])
        return float((matrix[1:] @ matrix[0]).max())
