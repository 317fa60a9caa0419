"""What each pronoun of an article stands for: the most salient fitting thing named before it.

Salience after Lappin and Leass 1994 ("An algorithm for pronominal anaphora resolution",
Computational Linguistics 20): every mention counts by its place in the grammar, and half as much
with every sentence since. Beside their weights, the narrator's words and those in quotation marks
are told apart, as nobody speaks of himself by name.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.article import Span
from index.lexicon import (
    FEMALE_NOUNS,
    KIN,
    MALE_NOUNS,
    PEOPLE,
    ROLE_ENDINGS,
    ROLE_NOUNS,
    SAYING,
    SPEAKING,
)
from index.roles import elsewhere, places_of, told_by
from index.salience import SPEAKER, SUBJECTS, Salience, is_leader, is_speaker, weight

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.person import Person
    from index.quoting import Quotations

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their theirs themselves".split())
IT = frozenset("it its itself".split())

_QUOTED = 0.2
"""What a mention in somebody's words counts outside them, and who is named in one's own words."""
_UNSURE = 0.75
"""What somebody counts of whom it is not known whether it is a he or a she."""
_NAMELESS = 0.5
_DOUBTFUL = 0.4
"""What counts a name that nothing but the tagger takes for a person's."""
_ORGAN = 0.3
"""What a body counts for "they"."""
_THING = 0.2
"""What counts a thing of which nobody would expect that it speaks."""
_WHERE = frozenset(
    "above across around at below beneath beyond in inside into near off outside through towards"
    " under".split()
)
_MISTAKEN = 0.1
"""What counts a body by one name, which the tagger may have taken a surname for."""
_SPOKE = 1.5
"""How much more somebody counts who has spoken, for a pronoun that speaks."""
_LED = 2.0
"""The same of whoever the sentence before in the paragraph is about: `Roe left. "Go," she said.`"""
_LAST = 1.5
"""The same of whoever spoke last, in the paragraph before too, if nobody else is told of since."""
_GOES_ON = 6.0
"""The same of somebody without a name who spoke in the sentence before, for "he added"."""
_GOING_ON = frozenset("add conclude continue".split())
_BESIDE_IT = 1.5
"""The same of whoever its own sentence names, for the subject of a clause like "as she left"."""
_CLEARLY = 2.0
"""How much more salient than the next one somebody is who tells by it whether it is a he or she."""
_FORGOTTEN = 100
"""Sentences after which nobody is remembered."""
_OBJECTIVE = {"he": "him", "she": "her", "they": "them"}


@dataclass(slots=True)
class Candidate:
    """Somebody or something that a pronoun may stand for."""

    key: tuple[str, str]
    """Its kind and what is the same for all its mentions. Kinds: "person", "nameless" (somebody
    without a name), "people", "things" (several), "body" (with a name), "organ" (without one but
    able to speak), "thing"."""
    name: str
    person: Person | None = None
    gender: str = ""
    speaks: bool = False
    """Whether it has been the subject of a verb of saying."""
    leads: bool = False
    """Whether it has been the subject of a sentence, or spoken."""
    placed: bool = True
    """Whether it has only been named as where something is: "above Elmford"."""
    last: int = 0
    """Number of the sentence in which it was mentioned last."""
    paragraph: int = 0
    """Number of the paragraph."""
    told: Salience = field(default_factory=lambda: Salience())
    """By its mentions in the narrator's words."""
    quoted: Salience = field(default_factory=lambda: Salience())
    """By those within quotation marks."""


class Antecedents:
    """The pronouns of one article, resolved in the order of the text.

    Args:
        named: the people by the number of the token that heads their mention.
        speaking: those of these tokens, and of pronouns, that are known to be a saying's source.
    """

    def __init__(
        self,
        doc: Doc,
        named: Mapping[int, Person],
        quotations: Quotations,
        speaking: Set[int] = frozenset(),
    ) -> None:
        self._doc = doc
        self._named = named
        # "the chair of the union, Jane Roe," and "Roe's mother, Ann," are one each
        self._told = {
            noun.i: person
            for i, person in named.items()
            if (noun := told_by(doc[i]) or _relative(doc[i])) is not None
        }
        self._quotations = quotations
        self._speaking = speaking
        self._candidates: dict[tuple[str, str], Candidate] = {}
        self._recent: OrderedDict[tuple[str, str], Candidate] = OrderedDict()
        self._found: dict[int, Candidate] = {}
        # whom the last sentence of the paragraph is about
        self._leader: tuple[str, str] | None = None
        # who spoke last, unless a sentence since is about somebody else or a paragraph names one
        self._last: tuple[str, str] | None = None
        self._elsewhere = False
        # who without a name spoke last
        self._spoke: tuple[str, str] | None = None
        self._paragraph = 0
        for number, sentence in enumerate(doc.sents):
            for token in sentence:
                self._read(token, number)

    def of(self, token: Token) -> Candidate | None:
        """What the pronoun `token` stands for; None if nothing fits."""
        return self._found.get(token.i)

    def _read(self, token: Token, number: int) -> None:
        word = token.lower_
        if "\n" in word:
            self._leader = None
            self._elsewhere = True
            self._paragraph += 1
        if token.pos_ in ("PRON", "DET") and word in HE | SHE | THEY | IT:
            gender = "f" if word in SHE else "m" if word in HE else ""
            ranked = self._ranked(token, number, gender)
            if ranked:
                self._found[token.i] = found = ranked[0][1]
                self._count(found, token, number)
                clear = len(ranked) < 2 or ranked[0][0] > _CLEARLY * ranked[1][0]
                known = found.person if found.person is not None else found
                if not known.gender and clear:
                    known.gender = gender
            return
        for named in (self._candidate(token, number), self._group(token)):
            if named is not None:
                self._count(named, token, number)

    # -- who there is

    def _candidate(self, token: Token, number: int) -> Candidate | None:
        person = self._named.get(token.i) or self._told.get(token.i)
        if person is not None:
            return self._keep(("person", person.name), person.name, person)
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            return None
        if token.dep_ == "appos" and token.head.i in self._named:
            return None  # it tells who that is
        lemma = _lemma(token)
        if token.ent_type_ in ("PERSON", "DATE", "TIME", "MONEY", "PERCENT"):
            return None
        if _is_plural(token):
            kind = "people" if _is_human(token) else "things"
        elif token.ent_type_ in ("ORG", "GPE", "NORP"):
            kind, lemma = "body", token.text
        elif lemma in ROLE_NOUNS | PEOPLE or lemma.endswith(ROLE_ENDINGS):
            kind = "nameless"
        else:
            kind = "organ" if lemma in SPEAKING else "thing"
        gender = "f" if lemma in FEMALE_NOUNS else "m" if lemma in MALE_NOUNS else ""
        # of two managers one is of another club
        places = places_of(token) if kind == "nameless" else set[str]()
        key = kind, " ".join([lemma, *sorted(places)])
        if kind in ("nameless", "organ") and key not in self._candidates and _is_definite(token):
            # nobody was called so before: it is somebody known by name
            ranked = self._ranked(token, number, gender)
            known = [c for _, c in ranked if c.key[0] in ("person", "body")]
            fitting = [c for c in known if not _is_elsewhere(c, lemma, places)]
            if fitting or not known:
                return fitting[0] if fitting else None
        found = self._keep(key, trimmed(token))
        found.gender = gender
        return found

    def _keep(self, key: tuple[str, str], name: str, person: Person | None = None) -> Candidate:
        found = self._candidates.setdefault(key, Candidate(key, name, person))
        if person is None and len(name) > len(found.name):
            found.name = name
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
        return self._keep(("people", names), names)

    def _count(self, found: Candidate, token: Token, number: int) -> None:
        """Add the mention that `token` heads."""
        salience = found.quoted if self._quotations.holds(token.idx) else found.told
        speaks = self._speaks(token)
        salience.add(number, SPEAKER if token.i in self._speaking else weight(token))
        self._recent[found.key] = found
        self._recent.move_to_end(found.key)
        found.last, found.paragraph = number, self._paragraph
        found.placed = found.placed and token.dep_ == "pobj" and token.head.lower_ in _WHERE
        found.speaks = found.speaks or speaks
        found.leads = found.leads or speaks or is_leader(token)
        if found.person is None:
            if speaks and found.key[0] == "nameless":
                self._spoke = found.key
            return
        leads = is_leader(token) or token.i in self._speaking
        if leads:
            self._leader = found.key
        if salience is found.told and found.key != self._last and (leads or self._elsewhere):
            self._last = None
        if speaks:
            self._last, self._elsewhere = found.key, False

    def _speaks(self, token: Token) -> bool:
        return token.i in self._speaking or is_speaker(token)

    # -- who is meant

    def _ranked(self, word: Token, number: int, gender: str) -> list[tuple[float, Candidate]]:
        """Those that `word`, a pronoun or noun, may stand for, with salience, best first."""
        outside = not self._quotations.holds(word.idx)
        barred = self._barred(word)
        spoken = self._spoken_of(word) if outside else set()
        speaking = self._speaks(word)
        clause = word.head
        below = word.lower_ in HE | SHE and word.dep_ in SUBJECTS and clause.dep_ == "advcl"
        below = below and clause.head.i < word.i
        ranked = []
        for key, candidate in reversed(self._recent.items()):
            if number - candidate.last > _FORGOTTEN:
                break
            fit = _fit(word, gender, candidate)
            if not fit or key in barred:
                continue
            if (
                key[0] == "nameless"
                and not candidate.leads
                and candidate.paragraph < self._paragraph
            ):
                continue  # nobody looks back to somebody unnamed who did nothing there
            told = candidate.told.in_sentence(number)
            if outside and not told and candidate.person is None:
                continue  # "a silly admiral" of somebody's words is nobody the article knows
            inside = _QUOTED if outside else 1.0
            score = fit * (told + inside * candidate.quoted.in_sentence(number))
            if speaking and (key == self._leader or candidate.speaks):
                score *= _LED if key == self._leader else _SPOKE
            if speaking and outside and key == self._last:
                score *= _LAST
            if key == self._spoke and candidate.last == number - 1 and _goes_on(word):
                score *= _GOES_ON
            if below and outside and candidate.last == number and key != self._last:
                score *= _BESIDE_IT
            if key in spoken:
                score *= _QUOTED
            if score > 0:
                ranked.append((score, candidate))
        return sorted(ranked, key=lambda pair: -pair[0])

    def _barred(self, pronoun: Token) -> set[tuple[str, str]]:
        """What is named below the verb whose subject the pronoun is: in "he met Roe", not Roe.

        Nor in "Roe told him that he", where neither "him" nor whom she tells it of is Roe.
        """
        if pronoun.dep_ in SUBJECTS:
            below = {t.i for t in pronoun.head.subtree if t.i > pronoun.i}
            barred = {("person", self._named[i].name) for i in below if i in self._named}
            barred |= self._asking(pronoun)
            verb = pronoun.head
            told = verb.head if verb.dep_ == "ccomp" else verb
            heard = (c for c in told.children if c.dep_ in ("dobj", "dative") and c.i < verb.i)
            if any(child.lower_ == _OBJECTIVE.get(pronoun.lower_) for child in heard):
                barred |= self._subjects(told)
            return barred
        if pronoun.dep_ in ("dobj", "dative") and not pronoun.lower_.endswith(("self", "selves")):
            return self._subjects(pronoun.head)
        return set()

    def _asking(self, subject: Token) -> set[tuple[str, str]]:
        """Who asks whom `subject` is: in "asked by Roe what she did, she said", Roe."""
        found = set()
        for clause in subject.head.children:
            if clause.dep_ == "advcl" and clause.tag_ == "VBN" and clause.i < subject.i:
                below = (t for c in clause.children if c.dep_ == "agent" for t in c.subtree)
                found |= {("person", self._named[t.i].name) for t in below if t.i in self._named}
        return found

    def _subjects(self, verb: Token) -> set[tuple[str, str]]:
        """Who is named, or already found to be meant, as the subject of the verb."""
        found: set[tuple[str, str]] = set()
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                if child.i in self._named:
                    found.add(("person", self._named[child.i].name))
                elif child.i in self._found:
                    found.add(self._found[child.i].key)
        return found

    def _spoken_of(self, pronoun: Token) -> set[tuple[str, str]]:
        """Whom the quotation names that the pronoun is the speaker of."""
        if pronoun.dep_ not in SUBJECTS or pronoun.head.lemma_.lower() not in SAYING:
            return set()
        sentence = pronoun.sent
        found: set[tuple[str, str]] = set()
        for quote in self._quotations.within(Span(sentence.start_char, sentence.end_char)):
            part = self._doc.char_span(quote.span.start, quote.span.end, alignment_mode="contract")
            found |= {("person", self._named[t.i].name) for t in part or () if t.i in self._named}
        return found


def _relative(name: Token) -> Token | None:
    """The noun of kin whose name stands behind it: "Roe's mother, Ann,"."""
    head = name.head
    return head if name.dep_ == "appos" and head.i < name.i and head.lemma_ in KIN else None


def _fit(word: Token, gender: str, candidate: Candidate) -> float:
    """How well the candidate fits the word by kind and gender, 0 to 1."""
    kind = candidate.key[0]
    if word.lower_ in THEY:
        return {"people": 1.0, "things": _THING, "body": _ORGAN, "organ": _ORGAN}.get(kind, 0.0)
    if word.lower_ in IT or (word.pos_ == "NOUN" and _lemma(word) in SPEAKING):
        return {"body": 1.0, "organ": 1.0, "thing": _THING}.get(kind, 0.0)
    if kind not in ("person", "nameless"):
        # the tagger takes surnames for places, but not in "the dam above Elmford"
        mistaken = kind == "body" and " " not in candidate.name and not candidate.placed
        return _MISTAKEN if mistaken else 0.0
    known = candidate.person.gender if candidate.person else candidate.gender
    if known and gender and known != gender:
        return 0.0
    sure = 1.0 if known or not gender else _UNSURE
    if candidate.person and not (known or candidate.leads or candidate.person.role):
        sure = _DOUBTFUL
    return sure * (_NAMELESS if kind == "nameless" else 1.0)


def _goes_on(word: Token) -> bool:
    return word.dep_ in SUBJECTS and word.head.lemma_.lower() in _GOING_ON


def _is_elsewhere(candidate: Candidate, noun: str, places: Set[str]) -> bool:
    """Whether somebody has that office in another place: "the Tarn manager", of Rovers' one."""
    role = candidate.person.role if candidate.person else ""
    return noun in role.lower() and elsewhere(role, noun, places)


def _lemma(noun: Token) -> str:
    """Its lemma; a plural that the tagger takes for a name keeps its ending in spaCy's."""
    lemma = str(noun.lemma_).lower()
    plural = noun.tag_ in ("NNS", "NNP", "NNPS") and lemma.endswith("s")
    return lemma[:-1] if plural and (lemma[:-1] in PEOPLE | ROLE_NOUNS) else lemma


def _is_plural(noun: Token) -> bool:
    if noun.tag_ == "NNP":
        return noun.lower_.endswith("s") and _lemma(noun) in PEOPLE | ROLE_NOUNS
    return noun.tag_ in ("NNS", "NNPS") and noun.ent_type_ not in ("ORG", "GPE")


def _is_definite(noun: Token) -> bool:
    """Whether it is a person's description by itself: "the senator", not "the head of the fund"."""
    children = list(noun.children)
    return any(
        c.lower_ in ("the", "this", "that") for c in children if c.dep_ == "det"
    ) and not any(c.dep_ in ("prep", "relcl", "acl", "appos", "conj", "poss") for c in children)


def _is_human(noun: Token) -> bool:
    """Whether the plural is of people: "voters", "Democrats", "aides"."""
    lemma = _lemma(noun)
    return noun.ent_type_ == "NORP" or lemma in ROLE_NOUNS | PEOPLE or lemma.endswith(ROLE_ENDINGS)


def trimmed(head: Token) -> str:
    """The noun phrase of `head` without article, up to it."""
    start = head.left_edge.i
    while start < head.i and head.doc[start].pos_ in ("DET", "PUNCT", "SPACE"):
        start += 1
    return str(head.doc[start : head.i + 1].text)
