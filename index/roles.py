"""What somebody is, as an article writes it beside the name: "NATO Secretary General"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import chain
from typing import TYPE_CHECKING

from index.lexicon import HONORIFICS, ROLE_ENDINGS, ROLE_NOUNS, SHORT_TITLES

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

MAX_ROLE_WORDS = 12
"""More are no role but what was said beside the name."""

_CHANGES = frozenset(["first", "new", "next"])
# Before a noun of office, these make it another one.
_UNDER = frozenset("assistant associate deputy shadow under vice".split())
# What an office is for or how high it is; in "Health Minister" no capital names a place.
_OFFICES = frozenset(
    """
    acting agriculture chief culture defence defense deputy economy education energy environment
    finance foreign former health home housing interim interior justice labor labour prime
    security senior sports state trade transport treasury vice
    """.split()
)
# Roles that are adjectives too: a "major test" is no officer.
_ADJECTIVES = frozenset(
    "chief civilian executive expert general major official premier principal representative"
    " resident veteran".split()
)
# A harbour master is no master, an attorney general no general.
_COMPOUNDS = {
    "master": frozenset("choir harbor harbour post quarter station".split()),
    "general": frozenset(
        "attorney auditor consul director governor secretary solicitor surgeon".split()
    ),
}
# What ends like "politician", "librarian", "historian", "comedian" or "theologian" is no name.
_GIVEN_IAN = re.compile(r"[^crdg]ian$")
_ROLE_LINKS = frozenset(["of", "to", "for", "and", "at"])
_OF = ("of", "at", "for")


def role_before(ent: Span) -> str:
    """Title words that stand right before a name, or begin it: "NATO Secretary General"."""
    if _acts_on(ent):
        return ""
    words: list[Token] = []
    # the tagger takes "Goalkeeper Jane Roe" for a name
    token = next((t for t in ent[:-1] if t.lower_ not in ROLE_NOUNS), ent[-1])
    while token.i > token.sent.start:
        token = token.nbor(-1)
        link = token.lower_ in _ROLE_LINKS and bool(words)
        if token.ent_type_ == "PERSON" and token.i < ent.start:
            break
        if link and token.lower_ != "and" and not _leads_to(token, words):
            break
        # "for the refugees President Roe asked": a title in capitals has no small nouns before it
        small = token.is_lower and (token.tag_ in ("NN", "NNS") or token.pos_ == "VERB")
        if (small and words and words[-1].is_title) or is_pause(token):
            break
        # "harbour master Jane Roe": tagged as a verb, but joined to the noun
        joined = token.dep_ == "compound" and token.head in words
        if token.pos_ in ("PROPN", "NOUN", "ADJ") or token.text == "-" or link or joined:
            words.append(token)
        else:
            break
    while words and (words[-1].lower_ in _ROLE_LINKS or words[-1].text == "-"):
        words.pop()
    while words and words[0].lower_.rstrip(".") in HONORIFICS:
        words.pop(0)
    # "the president and Mrs. Roe" are two
    if words and words[0].lower_ == "and":
        return ""
    if not any(_names_role(t) for t in words):
        return _described(ent)
    # "the candidates Jane Roe and Jon Doe"
    if words[0].tag_ in ("NNS", "NNPS"):
        return ""
    first, last = words[-1], words[0]
    return first.doc[first.i : last.i + 1].text


def _acts_on(ent: Span) -> bool:
    """Whether the noun before a name is somebody else, of whom a clause tells what they did.

    "A setback for the judge Jane Roe has criticised". By itself "the tenor Jane Roe sang" is
    parsed so too.
    """
    verb = ent.root.head
    noun = verb.head
    return (
        ent.root.dep_ == "nsubj"
        and verb.dep_ == "relcl"
        and noun.i == ent.start - 1
        and noun.is_lower
        and noun.dep_ != "ROOT"
    )


def _leads_to(link: Token, words: Sequence[Token]) -> bool:
    """Whether a title goes on before its preposition: "Secretary of State", "Minister of Justice".

    In "support for Senator Roe" and "a spokesman for harbour master Roe" the title is whole.
    """
    before = link.nbor(-1) if link.i > link.sent.start else link
    named_after = link.lower_ == "of" and before.is_title and len(words) == 1
    return _names_role(before) and (named_after or not is_title(words[0]))


def is_pause(token: Token) -> bool:
    """Whether it is a dash or a comma; a hyphen has no blank before it."""
    if token.text == "-":
        return bool(token.i) and bool(token.nbor(-1).whitespace_)
    return token.text in (",", ";", "—", "–")


def _described(ent: Span) -> str:
    """What the article calls somebody before the name, whatever it is: "the tenor Jane Roe"."""
    if ent.start < 2 or len(ent) < 2:
        return ""
    noun = ent[0].nbor(-1)
    # without another verb the parser takes "the tenor Jane Roe sang" for a tenor whom she sang
    misread = noun.dep_ == "ROOT" and ent.root.head.head == noun
    joined = misread or noun.head == ent.root or ent.root.head == noun
    if noun.tag_ != "NN" or not noun.is_lower or noun.ent_type_ or not joined:
        return ""
    start = noun.i
    while start > ent.sent.start and ent.doc[start - 1].tag_ in ("NN", "JJ", "HYPH"):
        start -= 1
    if start == ent.sent.start or ent.doc[start - 1].lower_ not in ("the", "a", "an"):
        return ""
    return _sound_role(ent.doc[start : noun.i + 1])


def is_office(noun: str, phrase: str, role: str) -> bool:
    """Whether `noun`, of a phrase that stands for somebody, can mean the office of a role.

    "The master" is no "harbour master", though "the minister" may be a "health minister".
    """
    firsts = _COMPOUNDS.get(noun.lower())
    if firsts is None:
        return True
    words = re.findall(r"\w+", role.lower())
    asked = firsts & set(re.findall(r"\w+", phrase.lower()))
    before = [words[n - 1] if n else "" for n, word in enumerate(words) if word == noun.lower()]
    return not before or any((first in firsts) == bool(asked) for first in before)


def offices(role: str) -> set[str]:
    """The nouns, in small letters, that a role can be meant by: "mayor" of "mayor of Lund".

    "The president" is no vice president, and no adviser to the president.
    """
    found: set[str] = set()
    for part in re.split(r",|\band\b", role.lower()):
        words = re.findall(r"\w+", re.split(r"\b(?:of|to|for|at|in|on|with)\b", part)[0])
        if words and not _UNDER & set(words[:-1]):
            found.add(words[-1])
    return found


def places_of(noun: Token) -> set[str]:
    """The names beside a noun of office: "Tarn" of "the Tarn manager", "the manager of Tarn"."""
    behind = {t for c in noun.children if c.lower_ in _OF for t in c.children}
    return {
        t.text
        for t in chain(noun.children, behind)
        if t.ent_type_ in ("GPE", "LOC", "FAC", "ORG")
        # the tagger does not know every place, and "the Health Minister" is of none
        or (noun.is_lower and t.is_title and t.pos_ == "PROPN" and (t in behind or not t.ent_type_))
    }


def elsewhere(role: str, noun: str, places: Set[str]) -> bool:
    """Whether the role's noun has another name beside it than the names `places`.

    "The Lund manager" is neither the "Rovers manager" nor the "manager of Rovers".
    """
    before, *after = re.split(rf"\b{re.escape(noun)}\b", role, maxsplit=1, flags=re.IGNORECASE)
    behind = re.match(rf"\s+(?:{'|'.join(_OF)})\s+([^,]+)", after[0]) if after else None
    named = re.findall(r"\b[A-Z]\w*", f"{before} {behind[1] if behind else ''}")
    names = [n for n in named if len(n) > 1 and n.lower() not in ROLE_NOUNS | _OFFICES]
    # "the UN envoy" is the "envoy of the United Nations"
    known = f"{role} {''.join(name[0] for name in named)}"
    return (
        bool(names) and bool(places) and not any(name.replace(".", "") in known for name in places)
    )


def telling(role: str) -> tuple[bool, bool, int]:
    """How much a role tells: one held now before a former one, a title before a description."""
    former = role.lower().startswith(("former ", "ex-", "then-"))
    return bool(role) and not former, role[:1].isupper(), len(role)


def _names_role(token: Token) -> bool:
    word = token.lower_
    # "German" is no "chairman", Caspian Roe no politician
    if token.ent_type_ == "NORP" or (token.is_title and _GIVEN_IAN.search(word)):
        return False
    if token.pos_ == "ADJ":
        # the tagger takes "the shopkeeper Jane Roe" for one
        return word in ROLE_NOUNS - _ADJECTIVES or word.endswith(("keeper", "worker", "holder"))
    return token.lemma_.lower() in ROLE_NOUNS or word in ROLE_NOUNS or word.endswith(ROLE_ENDINGS)


def is_title(token: Token) -> bool:
    """Whether the word stands before names: "Mrs.", "Sen.", "Senator"."""
    return token.lower_.rstrip(".") in HONORIFICS | SHORT_TITLES or _names_role(token)


def _is_role(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in ROLE_NOUNS or (noun.pos_ == "NOUN" and lemma.endswith(ROLE_ENDINGS))


def held_by(ent: Span) -> Token | None:
    """The noun of a role that a name in apposition fills: "The head of Lund Water, Jane Roe,"."""
    noun = told_by(ent.root)
    return noun if noun is not None and noun.tag_ != "NNS" else None


def role_after(ent: Span) -> str:
    """The apposition behind a name: "Jane Roe, the group's chief economist,"."""
    noun = held_by(ent)
    if noun is not None:
        # "A spokeswoman for the fund, Jane Roe,"
        return _sound_role(ent.doc[_start(noun) : ent.root.left_edge.i])
    for child in ent.root.children:
        if child.dep_ == "appos" and child.i >= ent.end and _is_role(child) and child.tag_ != "NNS":
            right = child.right_edge.i
            for token in ent.doc[child.i : right + 1]:
                if is_pause(token) or token.dep_ in ("relcl", "acl"):
                    right = token.left_edge.i - 1 if token.dep_ in ("relcl", "acl") else token.i - 1
                    break
            return _sound_role(ent.doc[_start(child) : right + 1])
    return ""


def told_by(name: Token) -> Token | None:
    """The noun for a role that stands before a name in apposition, if any.

    In "the chair of the union, Jane Roe," too, where the parser takes Roe for the union.
    """
    head = name.head
    if name.dep_ != "appos":
        return None
    if _is_role(head):
        return head
    noun = head.head.head
    body = head.dep_ == "pobj" and head.ent_type_ != "PERSON" and name.ent_type_ == "PERSON"
    beside = name.left_edge.i and name.left_edge.nbor(-1).text == ","
    return noun if body and beside and head.head.lower_ in _OF and _is_role(noun) else None


def _start(noun: Token) -> int:
    """Where the noun's phrase begins without articles and "his"."""
    start = noun.left_edge.i
    while start < noun.i and (
        noun.doc[start].pos_ in ("DET", "PUNCT", "SPACE") or noun.doc[start].tag_ == "PRP$"
    ):
        start += 1
    return start


def role_in(beside: Span) -> str:
    """The role among what is listed behind a name: ", 34, a teacher from Lund"."""
    start = beside.start
    for token in beside:
        if token.text in ",;|()—–" or token == beside[-1]:
            part = beside.doc[start : token.i + (not token.is_punct)]
            while len(part) and (part[0].pos_ == "DET" or part[0].is_punct):
                part = part[1:]
            told = any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in part)
            if not told and any(_is_role(word) and word.tag_ != "NNS" for word in part):
                return _sound_role(part)
            start = token.i + 1
    return ""


def role_told(ent: Span) -> str:
    """The role of "Jane Roe is the new mayor of Lund": without what is new about it."""
    verb = ent.root.head
    if ent.root.dep_ != "nsubj" or verb.lemma_ != "be" or verb.tag_ != "VBZ":
        return ""
    if any(child.dep_ in ("neg", "aux") for child in verb.children):
        return ""
    for child in verb.children:
        if child.dep_ == "attr" and _is_role(child) and child.tag_ != "NNS":
            left = _start(child)
            while left < child.i and ent.doc[left].lower_ in _CHANGES:
                left += 1
            return _sound_role(ent.doc[left : child.i + 1])
    return ""


def _sound_role(words: Span) -> str:
    """The words as a role; empty if they go beyond one: on into a quotation, or on and on."""
    text = words.text.rstrip(" ,")
    return "" if len(words) > MAX_ROLE_WORDS or re.search(r"[,\"“”\n]|''|^['’]", text) else text
