"""What each pronoun of an article stands for: the most salient fitting thing named before it.

Salience after Lappin and Leass 1994 ("An algorithm for pronominal anaphora resolution",
Computational Linguistics 20): every mention counts by its place in the grammar, and half as much
with every sentence since. Beside their weights, the narrator's words and those in quotation marks
are told apart, as nobody speaks of himself by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.lexicon import FEMALE_NOUNS, MALE_NOUNS, PEOPLE, ROLE_ENDINGS, ROLE_NOUNS, SAYING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from index.people import Person
    from index.quoting import Quotations

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their theirs themselves".split())
IT = frozenset("it its itself".split())

# Lappin and Leass's weights.
_RECENCY = 100.0
_SUBJECT = 80.0
_OBJECT = 50.0
_INDIRECT = 40.0
_HEAD = 80.0
_NOT_ADVERBIAL = 50.0
_HALF = 0.5
# Ours.
_SPEAKS = 60.0
"""Of the subject of a verb of saying."""
_QUOTED = 0.2
"""What a mention in somebody's words counts outside them, and who is named in one's own words."""
_UNSURE = 0.6
"""What somebody counts of whom it is not known whether it is a he or a she."""
_NAMELESS = 0.7
_THING = 0.5
"""What a thing that is no body counts for "it", and a body for "they"."""
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@dataclass(slots=True)
class Candidate:
    """Somebody or something that a pronoun may stand for."""

    name: str
    kind: str
    """"person", "people" (several), "body" or "thing"."""
    person: Person | None = None
    gender: str = ""
    weights: dict[int, float] = field(default_factory=dict)
    """By number of the sentence, its weightiest mention in the narrator's words."""
    quoted: dict[int, float] = field(default_factory=dict)
    """The same within quotation marks."""


class Antecedents:
    """The pronouns of one article, resolved in the order of the text.

    Args:
        named: the people by the token that heads their mention.
        phrases: the name of other noun phrases by their head token.
    """

    def __init__(self, doc: Doc, named: Mapping[int, Person], quotations: Quotations) -> None:
        self._doc = doc
        self._named = named
        self._quotations = quotations
        self._candidates: dict[tuple[str, str], Candidate] = {}
        self._found: dict[int, Candidate] = {}
        self._keys: dict[int, tuple[str, str]] = {}
        for number, sentence in enumerate(doc.sents):
            for token in sentence:
                self._read(token, number)

    def of(self, token: Token) -> Candidate | None:
        """What the pronoun `token` stands for; None if nothing fits."""
        return self._found.get(token.i)

    def _read(self, token: Token, number: int) -> None:
        word = token.lower_
        if token.pos_ in ("PRON", "DET") and word in HE | SHE | THEY | IT:
            found = self._best(token, number, "f" if word in SHE else "m" if word in HE else "")
            if found is not None:
                self._found[token.i] = found
                self._count(found, token, number)
                if found.person is not None and not found.person.gender:
                    found.person.gender = "f" if word in SHE else "m"
            return
        found = self._candidate(token, number)
        if found is not None:
            self._count(found, token, number)
        group = self._group(token)
        if group is not None:
            self._count(group, token, number)

    # -- who there is

    def _candidate(self, token: Token, number: int) -> Candidate | None:
        person = self._named.get(token.i)
        if person is not None:
            return self._keep(("person", person.name), person.name, token, person)
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            return None
        lemma = token.lemma_.lower()
        if token.ent_type_ == "PERSON" or token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
            return None
        if token.tag_ in ("NNS", "NNPS") and token.ent_type_ not in ("ORG", "GPE"):
            kind = "people" if _is_human(token) else "things"
            return self._keep((kind, lemma), trimmed(token), token)
        if token.ent_type_ in ("ORG", "GPE", "NORP"):
            return self._keep(("body", token.text), trimmed(token), token)
        if lemma in ROLE_NOUNS or lemma.endswith(ROLE_ENDINGS):
            gender = "f" if lemma in FEMALE_NOUNS else "m" if lemma in MALE_NOUNS else ""
            if ("nameless", lemma) not in self._candidates and _is_definite(token):
                # nobody was called so before: somebody known by name is
                return self._best(token, number, gender)
            found = self._keep(("nameless", lemma), trimmed(token), token)
            found.gender = gender
            return found
        return self._keep(("thing", lemma), trimmed(token), token)

    def _keep(
        self, key: tuple[str, str], name: str, token: Token, person: Person | None = None
    ) -> Candidate:
        found = self._candidates.setdefault(key, Candidate(name, key[0], person))
        if person is None and len(name) > len(found.name):
            found.name = name
        self._keys[token.i] = key
        return found

    def _group(self, token: Token) -> Candidate | None:
        """Several people named together: "Jane Roe and Jon Doe"."""
        if token.i not in self._named or token.dep_ == "conj":
            return None
        members = [token, *token.conjuncts]
        people = [self._named[t.i] for t in members if t.i in self._named]
        if len(people) < 2 or len(people) < len(members):
            return None
        names = " and ".join(p.name for p in people)
        return self._candidates.setdefault(("people", names), Candidate(names, "people"))

    def _count(self, found: Candidate, token: Token, number: int) -> None:
        """Add the mention that `token` heads."""
        weights = found.quoted if self._quotations.holds(token.idx) else found.weights
        weights[number] = max(weights.get(number, 0.0), _weight(token))

    # -- who is meant

    def _best(self, pronoun: Token, number: int, gender: str) -> Candidate | None:
        """The most salient of those that `pronoun`, or a noun that stands for a person, fits."""
        outside = not self._quotations.holds(pronoun.idx)
        barred = self._barred(pronoun)
        spoken = self._spoken_of(pronoun) if outside else set()
        best, most = None, 0.0
        for key, candidate in self._candidates.items():
            fit = _fit(pronoun.lower_, gender, candidate)
            if not fit or key in barred:
                continue
            inside = _QUOTED if outside else 1.0
            score = fit * (
                _now(candidate.weights, number) + inside * _now(candidate.quoted, number)
            )
            if key in spoken:
                score *= _QUOTED
            if score > most:
                best, most = candidate, score
        return best

    def _barred(self, pronoun: Token) -> set[tuple[str, str]]:
        """What is named below the verb whose subject the pronoun is: in "he met Roe", not Roe."""
        if pronoun.dep_ not in _SUBJECTS:
            return set()
        below = {t.i for t in pronoun.head.subtree if t.i > pronoun.i}
        return {("person", self._named[i].name) for i in below if i in self._named}

    def _spoken_of(self, pronoun: Token) -> set[tuple[str, str]]:
        """Whom the quotation names that the pronoun is the speaker of."""
        if pronoun.dep_ not in _SUBJECTS or pronoun.head.lemma_.lower() not in SAYING:
            return set()
        sentence = pronoun.sent
        found = set()
        for quote in self._quotations.all:
            if quote.span.start < sentence.end_char and sentence.start_char < quote.span.end:
                part = self._doc.char_span(
                    quote.span.start, quote.span.end, alignment_mode="contract"
                )
                for token in part or ():
                    if token.i in self._named:
                        found.add(("person", self._named[token.i].name))
        return found


def _now(weights: Mapping[int, float], number: int) -> float:
    return sum(weight * _HALF ** (number - at) for at, weight in weights.items())


def _fit(pronoun: str, gender: str, candidate: Candidate) -> float:
    """How well the candidate fits the pronoun by kind and gender, 0 to 1."""
    if pronoun in THEY:
        return {"people": 1.0, "things": _THING, "body": _THING}.get(candidate.kind, 0.0)
    if pronoun in IT:
        return {"body": 1.0, "thing": _THING}.get(candidate.kind, 0.0)
    if candidate.kind not in ("person", "nameless"):
        return 0.0
    known = candidate.person.gender if candidate.person else candidate.gender
    if known and gender and known != gender:
        return 0.0
    sure = 1.0 if known or not gender else _UNSURE
    return sure * (_NAMELESS if candidate.kind == "nameless" else 1.0)


def _is_definite(noun: Token) -> bool:
    """Whether it is a person's description by itself: "the senator", not "the head of the fund"."""
    children = list(noun.children)
    return any(c.lower_ in ("the", "this", "that") for c in children if c.dep_ == "det") and not any(
        c.dep_ in ("prep", "relcl", "acl", "appos", "conj", "poss") for c in children
    )


def _weight(token: Token) -> float:
    """Salience of the mention that `token` heads, by its place in the sentence."""
    head = token
    while head.dep_ in ("appos", "conj") and head.head != head:
        head = head.head
    dep = head.dep_
    weight = _RECENCY
    if dep in _SUBJECTS or _inverted(head):
        weight += _SUBJECT
        if head.head.lemma_.lower() in SAYING:
            weight += _SPEAKS
    elif dep in ("dobj", "attr", "oprd"):
        weight += _OBJECT
    elif dep in ("dative", "agent"):
        weight += _INDIRECT
    embedded = dep in ("poss", "compound", "nmod", "amod") or (
        dep == "pobj" and head.head.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    )
    if not embedded:
        weight += _HEAD
    if dep != "pobj":
        weight += _NOT_ADVERBIAL
    return weight


def _inverted(token: Token) -> bool:
    """Whether the parser missed that it is the subject of a verb before it: "…," said Roe."""
    verb = token.head
    return (
        verb.i < token.i
        and verb.lemma_.lower() in SAYING
        and token.dep_ in ("dobj", "npadvmod", "oprd", "attr")
        and token.left_edge.i == verb.i + 1
    )


def _is_human(noun: Token) -> bool:
    """Whether the plural is of people: "voters", "Democrats", "aides"."""
    lemma = noun.lemma_.lower()
    return (
        noun.ent_type_ == "NORP"
        or lemma in ROLE_NOUNS | PEOPLE
        or lemma.endswith(ROLE_ENDINGS)
    )


def trimmed(head: Token) -> str:
    """The noun phrase of `head` without article, up to its head's end."""
    found: DocSpan = phrase_of(head)
    return found.text


def phrase_of(head: Token) -> DocSpan:
    start = head.left_edge.i
    doc = head.doc
    while start < head.i and doc[start].pos_ in ("DET", "PUNCT", "SPACE"):
        start += 1
    return doc[start : head.i + 1]
