"""Who is who in one article: fullest names, roles, and what "he" or "the minister" stands for."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.antecedents import HE, IT, SHE, THEY, Antecedents
from index.lexicon import BODIES, PEOPLE, ROLE_NOUNS
from index.naming import (
    bare_name,
    describes_another,
    given_names,
    introduced,
    is_affiliation,
    is_aside,
    owns_another,
    same_person,
    shared_name,
    wider_name,
    without_epithet,
    without_stop,
)
from index.person import Person, gender_beside, gender_of_name
from index.roles import (
    elsewhere,
    is_office,
    offices,
    places_of,
    role_after,
    role_before,
    role_told,
    telling,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from index.quoting import Quotations


_TWO = re.compile(r"(?:the two|both)(?: \w+)?")
_ABBREVIATED = re.compile(r"^(?:[^\W\d_]{2,5}\. )+")
"""Titles before a name: "Sen. Jane Roe"."""
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source."""

    name: str
    role: str
    known: bool
    """Whether a name or a noun was found for it; False for a pronoun that stands for nobody."""


class People:
    """The people and bodies that one article names.

    Resolution is by rule: names by their last word (or the first, for names that put the family
    first), role nouns by the nearest fitting mention before them, pronouns by salience.
    """

    def __init__(self, doc: Doc, quotations: Quotations) -> None:
        self._people: list[Person] = []
        self._heads: dict[int, Person] = {}
        self._bodies: list[tuple[int, str]] = []
        text = doc.text
        tagged = [
            without_stop(e) for e in doc.ents if e.label_ == "PERSON" and not is_affiliation(e)
        ]
        tagged = [*map(without_stop, tagged), *introduced(doc)]
        self._named = sorted(tagged, key=lambda ent: ent.start)
        names = [
            (without_epithet(shared_name(ent) or bare_name(ent), text), ent) for ent in self._named
        ]
        known = {word for name, _ in names for word in name.split()}
        names = [
            (name, ent)
            for name, ent in names
            # "the Roes" are not one person
            if name and not _is_body(name) and not (name.endswith("s") and name[:-1] in known)
        ]
        full = {name for name, _ in names if " " in name}
        # A first name may be a country's: "German Roe".
        names = [
            (wider if (wider := wider_name(ent)) in full else name, ent) for name, ent in names
        ]
        # Full names first, so that a surname finds its owner wherever it stands.
        for name, ent in sorted(names, key=lambda pair: -len(pair[0].split())):
            self._mention(name, ent)
        self._complete(doc)
        self._relatives(doc)
        self._untagged(doc)
        for person in self._people:
            person.mentions.sort()
        self._doc = doc
        self._quotations = quotations
        self._antecedents: Antecedents | None = None

    @property
    def people(self) -> list[Person]:
        """Everybody named, in no order."""
        return self._people

    def _mention(self, name: str, ent: Span) -> None:
        titled = gender_beside(ent, "")
        person = self._owner(name, titled) or self._born(name, ent)
        if person is None:
            person = Person(name)
            self._people.append(person)
        person.mentions.append(ent.start_char)
        self._heads[ent.root.i] = person
        role = role_before(ent) or role_after(ent)
        if name == wider_name(ent):
            role = ""
        role = max(role, role_told(ent), key=telling)
        person.role = max(person.role, role, key=telling)
        person.gender = person.gender or gender_of_name(person.name) or gender_beside(ent, role)

    def _complete(self, doc: Doc) -> None:
        """Give those known by surname alone the full name that the tagger took for no person's."""
        alone = {p.name: p for p in self._people if " " not in p.name}
        found: dict[str, dict[str, list[Span]]] = {}
        for token in doc:
            if token.text in alone:
                given = given_names(token)
                # "Ms Roe" is not her uncle Jon Roe
                named = given and any(p.name == f"{given.text} {token.text}" for p in self._people)
                if given and not named:
                    names = found.setdefault(token.text, {})
                    names.setdefault(given.text, []).append(doc[given.start : token.i + 1])
        for surname, names in found.items():
            given_name = min(names, key=len)
            # Several given names are several people's; "Actress Jane" is "Jane".
            if all(name.split()[-1] == given_name.split()[-1] for name in names):
                mentions = names[given_name]
                person = alone[surname]
                person.name = re.sub(r"\s+", " ", f"{given_name} {surname}")
                role = role_before(mentions[0]) or role_after(mentions[0])
                person.role = max(person.role, role, key=telling)
                told = gender_of_name(person.name) or gender_beside(mentions[0], role)
                person.gender = person.gender or told

    def _owner(self, name: str, gender: str) -> Person | None:
        """Whom a mention is of; a surname that several have is of the one named first in full.

        A newspaper tells the others of a family apart by their first names.
        """
        words = name.split()
        fitting = [
            p
            for p in self._people
            if p.name == name or same_person(p.name.split(), words)
            if not (gender and p.gender and p.gender != gender)
        ]
        exact = [p for p in fitting if p.name == name]
        return min(exact or fitting, key=lambda p: min(p.mentions), default=None)

    def _born(self, name: str, ent: Span) -> Person | None:
        """Who had another surname when "born in Lund, Jane Doe went to sea": Jane Roe."""
        if ent.sent[0].lower_ != "born":
            return None
        given = name.split()[0]
        fitting = [p for p in self._people if " " in p.name and p.name.split()[0] == given]
        return fitting[0] if len(fitting) == 1 else None

    def _relatives(self, doc: Doc) -> None:
        """Add who bears the surname of somebody else and was not taken for a person."""
        inside = {i for ent in self._named if len(ent) > 1 for i in range(ent.start, ent.end)}
        surnames = {p.name.split()[-1] for p in self._people if " " in p.name}
        found: dict[str, list[Span]] = {}
        for token in doc:
            given = given_names(token) if token.text in surnames and token.i not in inside else None
            if given:
                full = doc[given.start : token.i + 1]
                found.setdefault(full.text, []).append(full)
        small = {token.text for token in doc if token.is_lower}
        for name, mentions in found.items():
            # "Team Roe" is nobody
            word = name.split()[0].lower()
            is_name = gender_of_name(name) or (len(mentions) > 1 and word not in small)
            known = any(same_person(p.name.split(), name.split()) for p in self._people)
            for mention in mentions if is_name and not known else ():
                surname = mention[-1].idx
                for person in self._people:
                    person.mentions = [m for m in person.mentions if m != surname]
                self._mention(name, mention)

    def _untagged(self, doc: Doc) -> None:
        """Count the surnames that the tagger took for something else."""
        first = sorted(self._people, key=lambda p: min(p.mentions), reverse=True)
        by_word = {word: p for p in first for word in _keys(p.name)}
        inside = {i for ent in self._named for i in range(ent.start, ent.end)}
        for token in doc:
            if token.i not in inside and token.pos_ == "PROPN" and token.text in by_word:
                by_word[token.text].mentions.append(token.idx)
                self._heads[token.i] = by_word[token.text]

    def listen(self, sources: Iterable[Span]) -> None:
        """Take who is named in these phrases for those who speak, to whom pronouns look back."""
        speaking = set()
        for phrase in sources:
            heads = {phrase.root.i, *(t.i for t in phrase if t.i in self._heads)}
            named = self._named_in(phrase, phrase.root, phrase.start_char)
            speaking |= {i for i in heads if i == phrase.root.i or self._heads[i] is named}
        self._antecedents = Antecedents(self._doc, self._heads, self._quotations, speaking)

    def introduce(self, name: Span, role: str) -> None:
        """Count whom a quotation is credited to by name alone, if it is a person.

        Args:
            name: As it stands there.
            role: What is told beside it; empty if nothing is.
        """
        bare = _ABBREVIATED.sub("", bare_name(name))
        if gender_of_name(bare):
            bare = bare.split(" of ")[0]
        is_person = role or gender_of_name(bare) or any(t.ent_type_ == "PERSON" for t in name)
        if not bare or not is_person or _is_body(bare):
            return
        person = self.find(bare, name.start_char)
        if person is None:
            person = Person(bare, gender=gender_of_name(bare), mentions=[name.start_char])
            self._people.append(person)
            self._heads[name.root.i] = person
        person.role = person.role or role

    def find(self, name: str, at: int) -> Person | None:
        """The person that `name` names at offset `at`; of several, the last one mentioned."""
        words = name.split()
        if not words:
            return None
        exact = [p for p in self._people if p.name == name]
        if exact:
            return exact[0]
        fitting = [p for p in self._people if same_person(p.name.split(), words)]
        if not fitting:
            return None
        return max(fitting, key=lambda p: _last_before(p.mentions, at))

    def resolve(self, tokens: Span, at: int) -> Speaker:
        """The speaker that the noun phrase `tokens`, standing at offset `at`, names."""
        head = tokens.root
        lower = tokens.text.lower()
        people = head.lemma_.lower() in ROLE_NOUNS | PEOPLE
        if _TWO.fullmatch(lower) and (people or " " not in lower.removeprefix("the ")):
            return self._two(tokens.text, at)
        if head.pos_ == "PRON" or lower in HE | SHE | THEY | IT:
            return self._pronoun(head, at)
        named = self._named_in(tokens, head, at)
        if named is not None:
            return Speaker(named.name, named.role, known=True)
        phrase = _POSSESSIVE.sub("", _trim(tokens))
        holder = head.lemma_.lower() in ROLE_NOUNS and head.tag_ not in ("NNS", "NNPS")
        if holder and tokens[0].lower_ in ("the", "that", "this", "his"):
            person = self._by_role(phrase, head, at)
            if person is not None:
                return Speaker(person.name, person.role, known=True)
        body = next((c for c in head.children if _is_apposed_body(c)), None)
        if body is not None and body.i < tokens.end:
            # "The owner of the barge, Lund Water, denies …"
            phrase = _trim(tokens.doc[body.left_edge.i : body.i + 1])
        return Speaker(self._fullest_body(phrase, at), "", known=True)

    def _named_in(self, tokens: Span, head: Token, at: int) -> Person | None:
        """The person named by the phrase's head, or beside it as "minister Jane Roe"."""
        inside = [e for e in self._named if e.start >= tokens.start and e.end <= tokens.end]
        heads = {head.i, *(t.i for t in head.conjuncts)}
        for ent in sorted(inside, key=lambda e: heads.isdisjoint(range(e.start, e.end))):
            if (
                not owns_another(ent, tokens)
                and not is_aside(ent, tokens)
                and not describes_another(ent)
            ):
                return self._heads.get(ent.root.i) or self.find(bare_name(ent), at)
        if head.pos_ != "PROPN":
            return None
        if head.ent_type_ in ("GPE", "LOC", "NORP", "FAC"):
            # Who speaks is the person of that name, if one was named in full before.
            named = [p for p in self._people if same_person(p.name.split(), [head.text])]
            return next(
                (p for p in named if " " in p.name and _last_before(p.mentions, at) >= 0), None
            )
        return self._heads.get(head.i) or self.find(head.text, at) or self._untagged_name(head)

    def _untagged_name(self, head: Token) -> Person | None:
        """A person whom the tagger never took for one, from "Forward Jane Roe" elsewhere."""
        for token in head.doc:
            given = given_names(token) if token.text == head.text else None
            if given:
                person = Person(f"{given.text} {token.text}")
                person.role = role_before(head.doc[given.start : token.i + 1])
                person.mentions = [t.idx for t in head.doc if t.text == head.text]
                self._people.append(person)
                return person
        return None

    def _pronoun(self, pronoun: Token, at: int) -> Speaker:
        if self._antecedents is None:
            self._antecedents = Antecedents(self._doc, self._heads, self._quotations)
        found = self._antecedents.of(pronoun)
        if found is None:
            return Speaker(pronoun.lower_, "", known=False)
        if found.person is None:
            return Speaker(found.name, "", known=True)
        insort(found.person.mentions, at)
        return Speaker(found.person.name, found.person.role, known=True)

    def _two(self, phrase: str, at: int) -> Speaker:
        """The two people named last before `at`, in the order of the article."""
        named = [(_last_before(p.mentions, at), p) for p in self._people]
        latest = sorted((pair for pair in named if pair[0] >= 0), key=lambda pair: pair[0])[-2:]
        if len(latest) < 2:
            return Speaker(phrase, "", known=False)
        pair = sorted((p for _, p in latest), key=lambda p: p.mentions[0])
        return Speaker(" and ".join(p.name for p in pair), "", known=True)

    def favour(self, name: str, at: int) -> None:
        """Count a mention at `at` for the person `name`, as whoever speaks is in mind after it."""
        for person in self._people:
            if person.name == name:
                insort(person.mentions, at)

    def _by_role(self, phrase: str, head: Token, at: int) -> Person | None:
        lemma = head.lemma_.lower()
        places = places_of(head)
        fitting = [
            p
            for p in self._people
            if lemma in offices(p.role)
            and is_office(lemma, phrase, p.role)
            and not elsewhere(p.role, lemma, places)
            and _last_before(p.mentions, at) >= 0
        ]
        if not fitting:
            return None
        wanted = set(re.findall(r"\w+", phrase.lower()))
        return max(
            fitting,
            key=lambda p: (
                len(wanted & set(re.findall(r"\w+", p.role.lower()))),
                _last_before(p.mentions, at),
            ),
        )

    def _fullest_body(self, phrase: str, at: int) -> str:
        """The longest earlier phrase that ends in the same words ("North Korean state media")."""
        earlier = [
            name
            for _, name in self._bodies
            if name.lower().endswith(" " + phrase.lower()) and " " in phrase
        ]
        full = max(earlier, key=len, default=phrase)
        self._bodies.append((at, full))
        return full


def _is_body(name: str) -> bool:
    """Whether what was tagged as a person is an organisation or a place by its last word."""
    words = name.split()
    return len(words) > 1 and words[-1].lower() in BODIES


def _is_apposed_body(token: Token) -> bool:
    """Whether it names, between commas, the body that stands before it in other words."""
    return (
        token.dep_ == "appos"
        and token.pos_ == "PROPN"
        and token.head.pos_ == "NOUN"
        and token.left_edge.i > token.head.i
        and token.left_edge.nbor(-1).text == ","
        and (token.ent_type_ == "ORG" or token.lower_ in BODIES)
    )


def _keys(name: str) -> set[str]:
    words = name.split()
    return {words[-1], words[0]} if len(words) > 1 else {words[0]}


def _last_before(mentions: list[int], at: int) -> int:
    return max((m for m in mentions if m < at), default=-1)


def _trim(tokens: Span) -> str:
    """The phrase from its first word that is no article to its head's noun phrase's end."""
    start = tokens.start
    while start < tokens.root.i and tokens.doc[start].pos_ in ("DET", "PUNCT", "SPACE"):
        start += 1
    end = tokens.end
    for token in tokens.doc[tokens.root.i : tokens.end]:
        if token.text in (",", "—", "–", "(") or token.dep_ in ("relcl", "acl"):
            end = min(end, token.left_edge.i if token.dep_ in ("relcl", "acl") else token.i)
            break
    return tokens.doc[start : max(end, tokens.root.i + 1)].text
