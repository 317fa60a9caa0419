"""Whose words or thoughts a cue credits: the source's noun phrase, found over the parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.lexicon import HONORIFICS, PEOPLE, ROLE_ENDINGS, ROLE_NOUNS, SAYING, SPEAKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

RELATIVE = frozenset(["who", "which", "that", "whom"])
_CONTROLLED = ("xcomp", "advcl", "conj", "pcomp", "prep", "acl", "dep")
_FROM = frozenset(["by", "from"])
_IN_PHRASE = frozenset("compound det amod nmod poss nummod quantmod advmod case".split())
_OPENING = ("VBG", "VBN", "IN")
# "Farmers hit back at claims that …": the claims are others'.
_AGAINST = frozenset("against amid at despite following on over to".split())
_EMPTY = frozenset(["what", "which", "that", "there", "whatever", "whose"])
_TIMES = frozenset(
    "amount day decade evening hour minute moment month morning night number percent time week "
    "weekend year".split()
)
_DATED = re.compile(
    r"(?:,? [A-Z][\w.]*)*(?::|,? \([^()\n]{1,40}\) [-–—]|(?:,? \w+\.? \d{1,2})? [–—]) "
)
_PLACE_WORDS = 3
_FARTHEST = 6
"""Steps up the parse after which a subject is somebody else's."""


@dataclass(frozen=True, slots=True)
class Source:
    """The noun phrase of a source, and how it was found."""

    phrase: DocSpan
    way: str
    """"subject", "agent", "shared" with a verb above, "object" of one, "noun" that it hangs on,
    "possessor", "from", "beside"."""
    named: DocSpan
    """What `phrase` stands for by grammar: the antecedent of "who", else `phrase` itself."""


def of_cue(cue: Token) -> Source | None:
    """Whom the words of `cue`, a verb, noun or adjective, credit; None if nobody can be told."""
    if cue.pos_ in ("VERB", "AUX"):
        found = _of_verb(cue)
    else:
        found = _of_noun(cue) if cue.pos_ == "NOUN" else _of_adjective(cue)
    return found if found is not None and _can_speak(found.named.root) else None


def _can_speak(root: Token) -> bool:
    """Whether it may be a source: not a time, an amount, or a word that stands for nothing."""
    return (
        not (root.ent_type_ in ("MONEY", "QUANTITY") or _is_time(root))
        and root.lemma_.lower() not in _TIMES
        and root.lower_ not in _EMPTY
        and root.dep_ != "expl"
    )


def _is_time(noun: Token) -> bool:
    """Whether the tagger has a date, which "Mr Roe" is not in "only last week Mr Roe said"."""
    if noun.ent_type_ not in ("DATE", "TIME"):
        return False
    return not (noun.i and noun.nbor(-1).lower_.rstrip(".") in HONORIFICS)


def _of_verb(verb: Token) -> Source | None:
    """The source of a verb: its subject or agent, or the one it shares with a verb above."""
    passive = is_passive(verb)
    if passive:
        return _agent(verb)
    subject = _subject(verb)
    if subject is not None:
        return _from_subject(subject, verb, "subject")
    inverted = _inverted(verb)
    if inverted is not None:
        return inverted
    token = verb
    for _ in range(_FARTHEST):
        head = token.head
        if head == token or token.dep_ not in _CONTROLLED:
            break
        if token.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if token.tag_ == "VB":
                return _of_noun(head)
            return _noun(phrase(head), "noun")
        if token.dep_ == "xcomp" and token.tag_ in ("VB", "VBG"):
            # "asked Roe to say": whoever is asked would say it
            controller = next((c for c in head.children if c.dep_ in ("dobj", "dative")), None)
            if controller is not None and controller.i < token.i:
                return _noun(phrase(controller), "object")
        subject = _subject(head)
        if subject is not None and token.dep_ == "conj" and _is_told(head, subject):
            subject, head = _subject(head.head), head.head
        if subject is not None:
            if is_passive(head) and token.dep_ != "conj" and head.lemma_ == "be":
                return None
            return _from_subject(subject, head, "shared")
        token = head
    return _from_before(verb) or _from_opening(verb)


def _from_opening(verb: Token) -> Source | None:
    """Who is named behind the words that open a sentence: "Opening the case, Jane Roe said"."""
    doc, start = verb.doc, verb.sent.start
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBZ") or doc[start].tag_ not in _OPENING:
        return None
    for ent in doc[start : verb.i].ents:
        if ent.label_ == "PERSON" and ent.start > start and doc[ent.start - 1].text == ",":
            return _noun(ent, "subject")
    return None


def _from_before(verb: Token) -> Source | None:
    """The subject of the verb before "and said", where the parser has that in a relative clause."""
    doc, start = verb.doc, verb.sent.start
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBZ") or verb.i < start + 2:
        return None
    if doc[verb.i - 1].pos_ != "CCONJ":
        return None
    for before in reversed(doc[start : verb.i - 1]):
        subject = _subject(before) if before.tag_ == verb.tag_ else None
        if subject is not None and subject.lower_ not in RELATIVE:
            return _from_subject(subject, before, "shared")
    return None


def _is_told(verb: Token, subject: Token) -> bool:
    """Whether it is what somebody says of a thing, which says nothing itself.

    In "Roe said the rule had failed and accused Doe" the parser may have the rule accuse.
    """
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in SAYING:
        return False
    thing = subject.pos_ == "NOUN" and subject.lemma_.lower() not in SPEAKING | PEOPLE
    return thing and not is_somebody(subject) and _subject(verb.head) is not None


def _of_noun(noun: Token) -> Source | None:
    """The source of a noun: "Roe's claim", "a claim by Roe", "Roe made the claim"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return _noun(phrase(child), "possessor")
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _FROM:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return _noun(phrase(inner), "from")
    for child in noun.children:
        named = child.ent_type_ in ("PERSON", "ORG", "NORP", "GPE")
        if child.dep_ in ("compound", "amod", "nmod") and named and child.i < noun.i:
            start = child.left_edge.i
            return _noun(noun.doc[start : child.i + 1], "beside")
    head = noun.head
    if noun.dep_ == "pobj":
        if head.lower_ in _AGAINST:
            return None
        head = head.head
    if noun.dep_ in ("dobj", "pobj", "conj") and head.pos_ in ("VERB", "AUX"):
        source = _of_verb(head)
        # "the visit raised concerns": whose they are is not said
        if source is not None and is_somebody(source.named.root):
            return source
    return None


def is_somebody(root: Token) -> bool:
    """Whether it is a person or a body rather than a thing."""
    lemma = root.lemma_.lower()
    return (
        root.ent_type_ in ("PERSON", "ORG", "NORP", "GPE")
        or (root.pos_ == "PRON" and root.lower_ not in ("it", "this", "these", "those"))
        or lemma in ROLE_NOUNS
        or lemma.endswith(ROLE_ENDINGS)
        or root.tag_ in ("NNS", "NNP", "NNPS")
    )


def _of_adjective(adjective: Token) -> Source | None:
    """The source of an adjective: "Roe is confident"."""
    head = adjective.head
    if adjective.dep_ in ("acomp", "attr", "conj", "oprd", "xcomp") and head.pos_ in (
        "AUX",
        "VERB",
    ):
        return _of_verb(head)
    if adjective.dep_ == "amod":
        return _noun(phrase(head), "noun")
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is what is spoken of: "was told", "is said to be"."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    # "the man accused of", "when asked about": a participle without auxiliary is passive; the
    # tagger often takes it for a past tense
    return (
        verb.tag_ in ("VBN", "VBD")
        and verb.dep_ in (("acl", "advcl", "relcl") if verb.tag_ == "VBN" else ("advcl",))
        and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    )


def phrase(head: Token) -> DocSpan:
    """The noun phrase of `head`, without relative clauses and what follows them."""
    if head.tag_ == "PRP":
        # nothing hangs on a pronoun; the parser has "she said that it stands: the yeast …"
        return head.doc[head.i : head.i + 1]
    end = head.right_edge.i + 1
    for token in head.doc[head.i + 1 : end]:
        if token.dep_ in ("relcl", "acl") and token.head == head:
            end = token.left_edge.i
            break
    while end - 1 > head.i and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space):
        end -= 1
    start = head.left_edge.i
    while start < head.i and _is_before(head.doc[start]):
        start += 1
    return _without_place(head.doc[start:end])


def _is_before(token: Token) -> bool:
    """Whether it is no part of the noun phrase that it begins: "(about) the paper's claim"."""
    return token.is_punct or token.is_space or token.lower_ == "about"


def _without_place(found: DocSpan) -> DocSpan:
    """Without the dateline before it: "LUND: Mayor Jane Roe" is not Lund."""
    if found.start != found.sent.start:
        return found
    colons = [t.i for t in found[: _PLACE_WORDS + 1] if t.text == ":"]
    place = found.doc[found.start : colons[0]] if colons else found[:0]
    cut = len(place) and place[0].is_upper and colons[0] + 1 < found.end
    return found.doc[colons[0] + 1 : found.end] if cut else found


def _subject(verb: Token) -> Token | None:
    found = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")]
    # the parser takes a dateline for one of two: "LUND: Mayor Jane Roe said"
    if len(found) > 1 and is_dateline(found[0]):
        return found[1]
    if found:
        return _behind_place(found[0], verb) or found[0]
    return None


def _behind_place(first: Token, verb: Token) -> Token | None:
    """Who "Outside, the head of Lund Water said" speaks, where the parser takes the place for it.

    No comma closes what stands behind one, as it would in "Roe, the head of Lund Water, said".
    """
    doc, start = first.doc, first.i + 2
    if first.i != first.sent.start or start >= verb.i or doc[start - 1].text != ",":
        return None
    if any(t.is_punct or t.pos_ == "CCONJ" for t in doc[start : verb.i]):
        return None
    found = starting_at(doc, start)
    return found.phrase.root if found is not None and found.phrase.root.i < verb.i else None


def is_dateline(token: Token) -> bool:
    """Whether it is the place that an article is dated from: "LUND:", "LUND (Wire) - "."""
    sentence = token.sent
    if not token.is_upper or any(not t.is_upper for t in sentence[: token.i - sentence.start]):
        return False
    start = token.idx - sentence.start_char + len(token)
    return bool(_DATED.match(sentence.text, start))


def _inverted(verb: Token) -> Source | None:
    """`"…," said Jane Roe`, where the parse has no subject: the noun phrase behind the verb."""
    doc = verb.doc
    if verb.lemma_.lower() not in SAYING or verb.i == 0 or verb.i + 1 >= len(doc):
        return None
    if doc[verb.i - 1].text not in ('"', "”", "''", "’", "'"):
        return None
    return starting_at(doc, verb.i + 1)


def starting_at(doc: Doc, start: int) -> Source | None:
    """The noun phrase that begins at token `start`."""
    token = doc[start]
    while token.dep_ in _IN_PHRASE and token.head.i > token.i:
        token = token.head
    if token.pos_ not in ("NOUN", "PROPN", "PRON") or token.left_edge.i < start:
        return None
    return _noun(phrase(token), "subject")


def _agent(verb: Token) -> Source | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return _noun(phrase(inner), "agent")
    return None


def _from_subject(subject: Token, verb: Token, way: str) -> Source:
    """The subject's noun phrase; a relative pronoun's antecedent, a date's person."""
    doc = subject.doc
    if subject.lower_ in RELATIVE and subject.tag_ in ("WP", "WDT", "IN"):
        pronoun = doc[subject.i : subject.i + 1]
        clause = verb
        while clause.dep_ in ("conj", "xcomp", "advcl") and clause.head.i < clause.i:
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return Source(pronoun, way, _antecedent(clause))
        return Source(pronoun, way, pronoun)
    if _is_time(subject) or subject.lemma_ in ("time", "day"):
        before = _entity_before(doc, subject.sent.start, verb.i)
        if before is not None:
            return _noun(before, way)
    return _noun(phrase(subject), way)


def _antecedent(clause: Token) -> DocSpan:
    """What a relative clause tells of: the noun phrase before it, without the clause."""
    found = phrase(_whom(clause))
    end = min(found.end, clause.left_edge.i)
    while end - 1 > found.start and found.doc[end - 1].is_punct:
        end -= 1
    return found.doc[found.start : max(end, found.start + 1)]


def _whom(clause: Token) -> Token:
    """What the clause hangs on; for a "who", the name that a body is told beside.

    In "Jane Roe of Lund Bank, who had warned" the parser has the bank for who warned.
    """
    head = clause.head
    asked = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if asked is None or asked.lower_ != "who" or head.pos_ != "PROPN" or head.ent_type_ == "PERSON":
        return head
    above = head.head.head
    behind = head.dep_ == "pobj" and above.pos_ == "PROPN" and above.ent_type_ != "ORG"
    return above if behind and asked.nbor(-1).text == "," else head


def _entity_before(doc: Doc, start: int, end: int) -> DocSpan | None:
    before = doc[start:end].ents
    for labels in (("PERSON",), ("ORG", "NORP", "GPE")):
        for ent in before:
            if ent.label_ in labels and ent.root.dep_ != "pobj":
                return ent
    return None


def _noun(found: DocSpan, way: str) -> Source:
    return Source(found, way, found)
