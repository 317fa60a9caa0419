"""A person's name where it stands in an article: what belongs to it, and whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from index.lexicon import BODIES, HONORIFICS, KIN, ROLE_ENDINGS, ROLE_NOUNS, SHORT_TITLES
from index.names import FIRST_NAMES
from index.roles import held_by, is_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MAX_GIVEN = 2
MAX_INTRODUCED = 3
# What the tagger takes for organisations, places and works may be persons, or it says nothing.
_PERHAPS_PERSONS = frozenset(["", "GPE", "ORG", "PRODUCT", "WORK_OF_ART"])
# Roles that bodies have as well: "the operator Marlow Water".
_OF_BODIES = frozenset(
    "adviser advisor agent auditor candidate council critic driver host leader operator owner"
    " partner producer publisher regulator victim".split()
)
# Of these the tagger has no doubt where nothing tells of a person.
_PLACES = frozenset(["FAC", "GPE", "LOC"])
# Endings of words for people: "Pensioner", "Zealander", "Swimmer".
_OF_PEOPLE = (*ROLE_ENDINGS, "er", "or")

_MAY_BE_PERSONS = _PERHAPS_PERSONS | {"EVENT", "FAC", "LAW", "LOC", "NORP"}
_PERSONS = KIN | (ROLE_NOUNS - _OF_BODIES)
# Titles that headlines shorten: "AG Roe". In capitals only: "Da Silva" is a name.
_CAPITAL_TITLES = frozenset("AG CEO CFO DA FM MEP MP MSP PM VP".split())
_NAMED = ("PERSON", "ORG")
_LINKS = frozenset(
    "of and the & de del della der den di da du la le van von bin ibn al el y e".split()
)
_NAME_WORDS = 6
_NO_NAME = ("VERB", "AUX", "PRON", "ADP", "SCONJ", "CCONJ")
_BEHIND = 8
"""Tokens behind a name that tell whose it is."""
_AGED = re.compile(r"(?:, \d{1,2}\b(?=,| )|(?: (?:of|from|at) [^,.;:\"“]{2,40})?,? who\b)")
_INNER_CAPITAL = re.compile(r"^(?:Mc|Mac|De|La|Le|Di|Van|Fitz|[DO]['’])[A-Z][a-z]")
_INITIAL = re.compile(r"[A-Z]\.$")
_SUFFIXES = frozenset(["Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"])
# Written behind a name, though no part of it: "Jane Roe KC".
_POST_NOMINALS = frozenset(
    "AM AO CBE CPA CVO DBE DFC DPhil DSO Esq FRCP FRS GBE JD KBE KC KCMG LLB MBA MBE MD MEP MLA MP"
    " MPP MSP OAM OBE PhD QC RN SC TD".split()
)


def bare_name(ent: Span) -> str:
    """The name without titles, possessive and stray punctuation."""
    tokens = [t for t in _to_dash(ent) if t.tag_ != "POS" and t.text not in ("'s", "’s")]
    while tokens and tokens[0].pos_ == "ADV":
        tokens.pop(0)
    # in a headline, where all words are capital, the tagger goes on: "Roe Says He Never"
    tokens = list(takewhile(lambda t: not (t.is_title and t.pos_ in _NO_NAME), tokens))
    words = [t.text for t in tokens]
    while words and (
        words[0].lower().rstrip(".") in HONORIFICS
        or words[0].lower() in ROLE_NOUNS
        or words[0] in _CAPITAL_TITLES
        or (len(words) > 1 and words[0].lower() in SHORT_TITLES)
        or not words[0][0].isalpha()
    ):
        words.pop(0)
    # "George ( W. Roe"
    words = [word for word in words if word not in "()"]
    while words and (
        (not words[-1][-1].isalnum() and words[-1] not in ("Jr.", "Sr."))
        or (len(words) > 1 and words[-1].replace(".", "") in _POST_NOMINALS)
    ):
        words.pop()
    name = "".join(
        word if word in "-'’." or (i and words[i - 1] == "-") else f" {word}"
        for i, word in enumerate(words)
    ).strip()
    # the tagger takes "Roe at Lund Hall" for one name
    name = re.split(r"\s(?:at|in|on)\s", name)[0]
    return re.sub(r"\s+", " ", re.sub(r"['’]s$", "", name))


def is_name(words: Span) -> bool:
    """Whether words that stand alone are the name of somebody or of a body, or "@handle"."""
    written = words.text.split()
    if written[0].startswith("@"):
        return len(written) == 1
    if len(written) > _NAME_WORDS or not written[0][0].isupper():
        return False
    if any(not w[0].isupper() and w.lower() not in _LINKS for w in written):
        return False
    first = next((w for w in written if w.lower().rstrip(".") not in HONORIFICS), written[0])
    if first.lower() in FIRST_NAMES:
        return True
    if any(token.ent_type_ in _NAMED for token in words):
        return True
    return len(written) > 1 and all(
        t.pos_ == "PROPN" or t.lower_ in _LINKS or is_title(t) or t.is_punct for t in words
    )


def without_stop(ent: Span) -> Span:
    """The name without a sentence's end that the tagger took in."""
    end = ent.end
    while end - 1 > ent.start and ent.doc[end - 1].is_punct:
        end -= 1
    return ent.doc[ent.start : end]


def is_affiliation(ent: Span) -> bool:
    """Whether it is a party or place in brackets behind a name: "Jane Roe (Lib Dem)"."""
    doc, start, end = ent.doc, ent.start, ent.end
    return (
        start >= 2
        and end < len(doc)
        and (doc[start - 1].text, doc[end].text) == ("(", ")")
        and doc[start - 2].pos_ == "PROPN"
        and doc[start].lower_ not in FIRST_NAMES
    )


def without_epithet(name: str, text: str) -> str:
    """The name without the word that a headline or a sentence's start put before it.

    "Billionaire Jane Roe" is Jane Roe where the article has her name without it as well, "Pensioner
    Jane Roe" and "the New Zealander Jane Roe" everywhere.
    """
    first, _, rest = name.partition(" ")
    given, _, surname = rest.partition(" ")
    if not surname or first.lower() in FIRST_NAMES or given.lower() not in FIRST_NAMES:
        return name
    if first.lower().endswith(_OF_PEOPLE):
        return rest
    elsewhere = rf"(?<!{re.escape(first)}\s){re.escape(rest)}\b"
    return rest if re.search(elsewhere, text) else name


def _is_epithet(words: Span) -> bool:
    """Whether the first of them says what somebody is whose first name follows."""
    first = words[0].lower_
    named = len(words) > 2 and words[1].lower_ in FIRST_NAMES and first not in FIRST_NAMES
    return named and first.endswith(_OF_PEOPLE)


def wider_name(ent: Span) -> str:
    """The name with the capitalised word before it."""
    if ent.start == 0 or not ent.doc[ent.start - 1].is_title:
        return ""
    return f"{ent.doc[ent.start - 1].text} {bare_name(ent)}"


def shared_name(given: Span) -> str:
    """The full name of the first of two who share a surname: "Jon" in "Jon and Jane Roe"."""
    if len(given) > 1 or given.text.lower() not in FIRST_NAMES or given.end + 2 >= len(given.doc):
        return ""
    link, other, surname = given.doc[given.end : given.end + 3]
    is_pair = link.lower_ in ("and", "&") and other.lower_ in FIRST_NAMES
    is_name = surname.ent_type_ == other.ent_type_ == "PERSON" and surname.lower_ not in FIRST_NAMES
    return f"{given.text} {surname.text}" if is_pair and is_name else ""


def given_names(surname: Token) -> Span | None:
    """The given names right before a surname, at most two: "Jane", "Jane M."."""
    doc, start = surname.doc, surname.i
    while surname.i - start < MAX_GIVEN and start > surname.sent.start:
        token = doc[start - 1]
        is_name = token.lower_ in FIRST_NAMES
        is_proper = token.pos_ == "PROPN" and (token.is_title or _INITIAL.match(token.text))
        if not is_name and not is_proper:
            break
        # "Ian" ends like "politician", and "Paris" is a place
        if not is_name and start < surname.i and token.lower_.endswith(_OF_PEOPLE):
            break
        if not is_name and (is_title(token) or token.ent_type_ in ("GPE", "NORP", "LOC", "DATE")):
            break
        start -= 1
    while start < surname.i and _INITIAL.match(doc[start].text) and surname.i - start == 1:
        start += 1
    return doc[start : surname.i] if start < surname.i else None


def _to_dash(ent: Span) -> Span:
    """`ent` up to a dash between blanks, which is no hyphen: "Jane Roe - Doe's aide"."""
    for token in ent[1:]:
        if token.text in "-–—" and token.whitespace_ and token.nbor(-1).whitespace_:
            return ent[: token.i - ent.start]
    return ent


def introduced(doc: Doc) -> Iterator[Span]:
    """Names that the tagger takes for no person's, where only a person's can stand.

    "The singer Jane Roe", "Baker Jane Roe", "his wife, Jane Roe,", "Jane Roe, 63,", "Jane Roe, who
    left", "Jane Roe, a teacher,", "the head of Lund Water, Jane Roe,", "Jane Roe left", "Jane Roe
    lost her hat", "Ms Roe", "Cllr Roe", "his son Jon".
    """
    at = 0
    while at < len(doc):
        start = end = at
        while end < len(doc) and (_is_name_word(doc[end]) or (start < end and _joins(doc[end]))):
            end += 1
        at = max(end, at + 1)
        addressed = start > 0 and _is_honorific(doc[start - 1])
        if start < end and _is_honorific(doc[start]):
            addressed, start = True, start + 1
        titled = start < end and (_is_persons(doc[start]) or _is_epithet(doc[start:end]))
        start += titled
        name = doc[start:end]
        words = len(name.text.split())
        if not 2 - (addressed or _is_relative(name)) <= words <= MAX_INTRODUCED:
            continue
        last = name[-1].lower_
        if last in BODIES or last in ROLE_NOUNS:
            continue
        if (
            addressed
            or _is_described(name)
            or _fills_role(name)
            or (
                all(token.ent_type_ in _PERHAPS_PERSONS for token in name)
                and (titled or _is_introduced(name) or _acts(name) or _owns(name))
            )
        ):
            yield name


def _is_introduced(name: Span) -> bool:
    """Whether a noun that only a person is stands before it: "the singer", "his wife,"."""
    before = name.start - 1
    aside = before >= 0 and name.doc[before].text == ","
    noun = name.doc[before - aside] if before >= aside else None
    if noun is None or noun.tag_ != "NN" or not noun.is_lower or not _is_persons(noun):
        return False
    return not aside or (name.end < len(name.doc) and name.doc[name.end].text == ",")


def _joins(token: Token) -> bool:
    """Whether it is the hyphen of a double name: "Jane Roe-Doe"."""
    if token.text != "-" or token.whitespace_ or token.nbor(-1).whitespace_:
        return False
    return token.i + 1 < len(token.doc) and _is_name_word(token.nbor())


def _is_relative(name: Span) -> bool:
    """Whether it is the first name of somebody's relative: "Roe's sister, Ann,", "her son Jon"."""
    if len(name) != 1 or name.start < 2 or name[0].lower_ not in FIRST_NAMES:
        return False
    before = name[0].nbor(-1)
    return (before.nbor(-1) if before.text == "," else before).lower_ in KIN


def _is_described(name: Span) -> bool:
    """Whether an age or a "who" follows, or what only a person is: ", a teacher in Lund,"."""
    rest = name.doc[name.end : name.end + _BEHIND]
    if _AGED.match(rest.text):
        return True
    return rest.text.startswith(",") and any(
        child.dep_ == "appos" and child.i > name.end and child.tag_ == "NN" and _is_persons(child)
        for child in name.root.children
    )


def _fills_role(name: Span) -> bool:
    """Whether it is who has the role told before it: "the head of Lund Water, Jane Roe,"."""
    noun = held_by(name)
    if noun is None or noun.i > name.start or not _is_persons(noun):
        return False
    is_place = all(token.ent_type_ in _PLACES for token in name)
    return name[0].lower_ in FIRST_NAMES or not is_place


def _is_honorific(token: Token) -> bool:
    return token.is_title and token.lower_.rstrip(".") in HONORIFICS | SHORT_TITLES


def _acts(name: Span) -> bool:
    """Whether it begins with a first name and is the subject of a verb."""
    return name[0].lower_ in FIRST_NAMES and name.root.dep_ in ("nsubj", "nsubjpass")


def _owns(name: Span) -> bool:
    """Whether it does something with what is his or hers: "Jane Roe hangs her coat"."""
    verb = name.doc[name.end : name.end + 2]
    return len(verb) == 2 and verb[0].tag_ in ("VBD", "VBZ") and verb[1].lower_ in ("his", "her")


def _is_persons(noun: Token) -> bool:
    """Whether the noun is what only a person is."""
    return noun.lemma_.lower() in _PERSONS


def _is_name_word(token: Token) -> bool:
    word = token.text
    is_capital = token.is_title or (word[0].isupper() and _INNER_CAPITAL.search(word))
    is_name = token.pos_ == "PROPN" or (token.is_title and _is_persons(token))
    if not (is_name and is_capital):
        return False
    # "Mr Roe" has no date in it, whatever the tagger says
    if token.i and _is_honorific(token.nbor(-1)):
        return token.ent_type_ != "PERSON"
    return token.ent_type_ in _MAY_BE_PERSONS


def same_person(full: list[str], short: list[str]) -> bool:
    """Whether `short` ("Hwang", "Jon Roe") can stand for `full` ("Hwang Joon-kook")."""
    if full == short:
        return True
    full = full[:-1] if full[-1] in _SUFFIXES else full
    if len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] in (full[-1], full[0])
    if len(short) == len(full):
        return False
    return full[-len(short) :] == short or (short[0] == full[0] and short[-1] == full[-1])


def is_aside(ent: Span, phrase: Span) -> bool:
    """Whether a name in a phrase is not whom the phrase names: "a spokesman for (Mayor) Roe".

    In "Ambassador to UN Roe" only the words between preposition and name belong to the title.
    """
    if ent.root == phrase.root:
        return False
    within = takewhile(lambda t: t != phrase.root, chain([ent.root], ent.root.ancestors))
    if any(t.dep_ in ("acl", "relcl") for t in within):
        return True
    at = ent.start
    while at > phrase.start and phrase.doc[at - 1].pos_ in ("PROPN", "NOUN", "ADJ"):
        at -= 1
    if at == phrase.start or phrase.doc[at - 1].pos_ != "ADP":
        return False
    between = phrase.doc[at : ent.start]
    return not len(between) or any(is_title(t) for t in between)


def owns_another(ent: Span, phrase: Span) -> bool:
    """Whether a name is only whose somebody is: "Roe's lawyer", however that is parsed."""
    if any(child.dep_ == "case" for child in ent.root.children):
        return True
    return any(
        t.text in ("'s", "’s") and t.i + 1 < phrase.end for t in ent.doc[ent.end - 1 : ent.end + 1]
    )


def describes_another(ent: Span) -> bool:
    """Whether a name only tells whose the noun behind it is: "a Roe aide", "the Jane Roe ad"."""
    noun = ent.root.head
    between = ent.doc[ent.end : noun.i + 1]
    return ent.end <= noun.i and all(
        t.pos_ in ("NOUN", "PROPN", "ADJ") or t.tag_ == "POS" for t in between
    )
