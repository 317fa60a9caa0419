"""What is asked: of whom, about what, and what kind of answer would do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from index.errors import QuestionError
from index.lexicon import NAMING, SAYING, VOWING
from index.nlp import parse
from rag.period import Period, find_period
from rag.stance import is_stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["said", "who_said", "overview", "fact"]
"""What X said; who said something; what an article is about; anything else."""
Expected = Literal["person", "place", "time", "amount", "reason", "name", "long_form", "any"]

_SPEECH_NOUNS = (
    r"(?:comment|concern|message|opinion|position|quote|reaction|remark|reply|response|speech"
    r"|stance|statement|take|view|warning|word)s?"
)
_AUX = r"(?:did|does|do|has|have|had|will|would|could)"
# What may stand before the subject: "what did …", "did …", "how has …".
_LEAD = re.compile(
    rf"^(?:so |and |but )?(?:(?:what|how|why|when|where)(?P<noun>\s+[\w ]+?)?\s+{_AUX}"
    rf"|(?:\w+ )?which (?P<noun2>[\w ]+?)\s+{_AUX}|(?:did|does|do|has|have|had))\s+",
    re.IGNORECASE,
)
_MISSPELT_LEAD = re.compile(r"^(\w{2,6})(?=\s+(?:did|does|do|has|have|had|is|was|were|are)\b)")
_LEADS = ("what", "how", "why", "when", "where", "which", "who")
_POSSESSIVE = re.compile(
    rf"^(?:what|which|how)\s+(?:is|was|were|are)\s+(?P<who>.+?)(?:['’]s?)\s+(?:\w+\s+)?"
    rf"{_SPEECH_NOUNS}(?P<rest>.*)$",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"^(?:what|which)\s+(?:is|was|were|are)\s+the\s+{_SPEECH_NOUNS}\s+(?:of|by|from)\s+"
    r"(?P<who>.+?)(?P<rest>\s+(?:about|on|to|regarding)\s.+)?$",
    re.IGNORECASE,
)
# "What worries X about Y?", "what is X worried about?"
_FEELING = re.compile(
    r"^what (?:(?P<verb>worries|concerns|troubles|bothers|alarms|angers|pleases)\s+"
    r"(?!did|do|has|have|was|were)(?P<who>.+?)"
    r"(?P<rest>\s+about\s.+)?|(?:is|was|are|were) (?P<who2>.+?) (?P<state>worried|concerned|afraid"
    r"|angry|alarmed|happy|pleased|grateful)\b(?P<rest2>.*))$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"^(?:according to (?P<before>[^,?]+),\s*(?P<rest>.+)|(?P<rest2>.+?),?\s+according to "
    r"(?P<after>.+))$",
    re.IGNORECASE,
)
_ASK_FOR = re.compile(
    r"^(?:please |can you |could you )?(?:tell|show|give|find|list|quote|repeat)\s+(?:me |us )?"
    rf"(?:everything |all |anything )?(?:the )?(?:what )?(?P<who>.+?)(?:['’]s?\s+{_SPEECH_NOUNS}"
    r"|\s+(?:said|says|has said|had to say))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|on|over|of|toward|towards|in response to|to|for|with)\s+",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^who(?:\s+(?:else|all|has|have|had|is|was|were))*\s+(?:also\s+)?(?P<rest>.+)$", re.IGNORECASE
)
# "Has anyone criticised the deal?"
_ANYONE = re.compile(
    r"^(?:did|does|do|has|have|had)\s+(?:any(?:one|body| \w+)|some(?:one|body))\s+"
    r"(?:(?:else|ever|also|already|publicly|actually)\s+)*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_TRUE = re.compile(r"^(?:is|was) it true that\s+", re.IGNORECASE)
_WAS_IT = re.compile(r"^(?:is|was) it (?P<who>.+?) (?:who|that) (?P<rest>\w.*)$", re.IGNORECASE)
# "Does X back Y?" asks for a view, which may be in other words than these.
_WHETHER = re.compile(
    r"^(?:did|does|do|has|have|had)\s.*?\b(?:say|said|state|stated|claim|claimed|tell|told|announced?"
    r"|write|written)\b",
    re.IGNORECASE,
)
# "Did X say anything about Y?" asks for the words, not whether.
_ANYTHING = re.compile(r"^(?:any|some)(?:thing|\s)|^(?:a|one) (?:thing|word)\b|^much\b", re.I)
_TOLD = re.compile(
    r"\b(?:tell|tells|told|telling)\s+(?P<who>\S.*?)(?=\s+(?:about|that|on|regarding|in|to|when|at)\b|$)"
    r"|\b(?:say|says|said|saying|spoke|speak|write|wrote)\b.*?\sto\s+(?P<who2>(?:the\s+)?[A-Z]\S*"
    r"(?:\s[A-Z]\S*)*)",
)
_OVERVIEW = re.compile(
    r"\b(?:summari[sz]e|summary|main (?:point|idea|topic|story)|what (?:is|was) (?:the|this|that)"
    r" (?:article|story|text|report|news)(?: all)? about|what happened\W*$|tl;?dr)",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"\b(?:list|which (?:\w+ )*\w+s (?:are|were|did|do|have)|members|names of|what (?:are|were) the"
    r"|who (?:are|were|else|all|belongs?|makes? up))\b",
    re.IGNORECASE,
)
_PLAIN = frozenset("say tell speak talk comment think see add mention remark write".split())
_ASKING = (
    SAYING
    | NAMING
    | VOWING
    | frozenset(
        "address approve back believe comment endorse favor favour feel justify oppose react"
        " respond see speak support talk think view want".split()
    )
)
_IRREGULAR = {
    "said": "say", "told": "tell", "spoke": "speak", "spoken": "speak", "thought": "think",
    "felt": "feel", "saw": "see", "seen": "see", "swore": "swear", "sworn": "swear",
    "wrote": "write", "written": "write", "forecast": "forecast", "read": "read",
}  # fmt: skip
_UTTERING = frozenset("raise raised give given make made issue issued offer express".split())
_NOT_LEADS = frozenset("that this it he she there they we you i".split())
_FILLERS = frozenset("have has had been also actually really ever just even to".split())
_NO_SPEAKER = frozenset(
    "who what it that this there they we you i anyone anybody someone people".split()
)


def _forms(verb: str) -> dict[str, str]:
    """The regular forms of a verb, each with the verb itself."""
    stem = verb.removesuffix("e")
    past = f"{stem}ed" if not verb.endswith("y") else f"{verb[:-1]}ied"
    third = f"{verb[:-1]}ies" if verb.endswith("ny") else f"{verb}s"
    doubled = f"{verb}{verb[-1]}"
    return dict.fromkeys(
        (verb, third, past, f"{verb}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"), verb
    )


_ASKING_FORMS = {form: verb for v in _ASKING for form, verb in _forms(v).items()} | _IRREGULAR
_SAID_FORMS = {
    form: verb
    for form, verb in _ASKING_FORMS.items()
    if verb in ("say", "tell", "state", "announce")
}
_GENERIC = frozenset(
    """
    a about all also an and any anyone anything article articles as at be by can could did do does
    during else ever exactly for from give had has have he her him his how i in into is it its
    list made make many me mean much name of on or our people person please quote say said
    says she show so speak statement story tell than that the their them they thing think this those
    abbreviation acronym short stand stands to told us was we were what when where which who whom
    whose why will with word words would you
    """.split()
)


ROOT_WEIGHT = 1.3
"""The question's main verb: what is asked of the names, which many sentences share."""

NAME_WEIGHT = 0.7
"""A name's: it has to stand near the passage anyway."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the answer's passage should have, or something close to it."""

    text: str
    lemma: str
    weight: float
    """1 for numbers and nouns, less for names, verbs and modifiers."""
    name: bool
    abbreviation: str = ""
    """The initials of the name it is part of ("UN" for "Nations" in "United Nations")."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    text: str
    kind: Kind
    expected: Expected
    speaker: str
    """The words that name whose statement is asked for; empty unless `kind` is "said"."""
    topic: str
    """What the statement should be about; empty if anything."""
    terms: tuple[Term, ...]
    """Content words: of the topic for "said" and "who_said", else of the whole question."""
    period: Period | None
    """When it should have been said; None if at any time."""
    dated_terms: tuple[Term, ...]
    """`terms` with the words of the period: "in June" may belong to the topic."""
    addressee: str
    """To whom it should have been said; empty if to anybody."""
    stance: str
    """What "who_said" asks for more than saying ("criticised"); empty if nothing."""
    whether: bool
    """Whether it asks if somebody said something in particular: "Did X say that …?"."""
    counted: str
    """What "how many" counts; empty if nothing."""
    listing: bool
    """Whether several things are asked for."""


def read_question(text: str, max_chars: int, today: date | None = None) -> Question:
    """Read a question; "last week" is seen from `today`, by default this day.

    Raises:
        QuestionError: it is blank, longer than `max_chars`, or has no word in it.
    """
    text = re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f\u200b-\u200f]", " ", text)).strip()
    if not text:
        raise QuestionError("The question is empty; type a question such as “What did X say?”.")
    if len(text) > max_chars:
        raise QuestionError(
            f"The question has {len(text):,} characters, more than the {max_chars:,} allowed; "
            "ask a shorter one."
        )
    if not re.search(r"\w", text):
        raise QuestionError("The question has no word in it; type a question in words.")
    bare = _MISSPELT_LEAD.sub(_right_lead, text.rstrip(" ?!.…"))
    whether = bool(_WHETHER.match(bare) or _TRUE.match(bare) or _WAS_IT.match(bare))
    bare = _WAS_IT.sub(r"\g<who> \g<rest>", _TRUE.sub("", bare))
    timed = find_period(bare, today or date.today())
    kind: Kind = "fact"
    speaker, topic, stance = "", "", ""
    undated = timed[1] if timed else bare
    who = _WHO.match(undated) or _ANYONE.match(undated)
    asked = None if who else _asked_of(undated)
    if _OVERVIEW.search(bare):
        kind = "overview"
    elif asked is not None:
        kind = "said"
        speaker, topic = asked
    elif who is not None and who["rest"].split()[0].lower() in _ASKING_FORMS:
        kind = "who_said"
        verb, *rest = who["rest"].split()
        topic = _topic(" ".join(rest))
        stance = verb if is_stance(_ASKING_FORMS[verb.lower()]) else ""
    of_record = kind in ("said", "who_said")
    period = timed[0] if timed and of_record else None
    told = _TOLD.search(undated) if of_record else None
    return Question(
        text=text,
        kind=kind,
        expected=_expected(bare),
        speaker=speaker,
        topic=topic,
        terms=topic_terms(topic if of_record else bare),
        period=period,
        dated_terms=topic_terms(f"{topic} {timed[2]}") if timed and of_record else (),
        addressee=_clean_speaker(told["who"] or told["who2"]) if told else "",
        stance=stance,
        whether=whether and kind == "said" and not _ANYTHING.match(topic),
        counted=_counted(bare),
        listing=bool(_LISTING.search(bare)),
    )


def topic_terms(topic: str) -> tuple[Term, ...]:
    """The content words of a topic as it would stand in a question."""
    return _terms(parse(topic))


def _asked_of(bare: str) -> tuple[str, str] | None:
    """The speaker's words and the topic, if the question asks what somebody said."""
    according = _ACCORDING.match(bare)
    if according:
        who = according["before"] or according["after"]
        return _clean_speaker(who), _topic(according["rest"] or according["rest2"])
    feeling = _FEELING.match(bare)
    if feeling:
        state = feeling["verb"] or feeling["state"]
        rest = re.sub(r"\s*(?:about|of|for|at)?\s*(?:what)?$", "", feeling["rest"] or "")
        return _clean_speaker(feeling["who"] or feeling["who2"]), _topic(f"{state}{rest}")
    for pattern in (_POSSESSIVE, _OF, _ASK_FOR):
        match = pattern.match(bare)
        if match:
            return _clean_speaker(match["who"]), _topic(match["rest"] or "")
    return _by_verb(bare)


def _by_verb(bare: str) -> tuple[str, str] | None:
    """Subject and topic around the first verb of saying: "what did X say about Y", "X said Y"."""
    lead = _LEAD.match(bare)
    start = lead.end() if lead else 0
    noun = (lead["noun"] or lead["noun2"] or "").strip() if lead else ""
    asking = _ASKING_FORMS if lead else _SAID_FORMS
    for token in parse(bare):
        if token.idx <= start or not token.is_alpha:
            continue
        verb = asking.get(token.lower_)
        if verb is None and re.fullmatch(_SPEECH_NOUNS, noun, re.IGNORECASE):
            verb = token.lemma_.lower() if token.lower_ in _UTTERING else None
        if verb is None or not (verb in _PLAIN or _is_verb(token)):
            continue
        subject = bare[start : token.idx].split()
        topic = bare[token.idx + len(token) :].strip()
        while subject and subject[-1].lower() in _FILLERS:
            subject.pop()
        if not subject or subject[0].lower() in _NO_SPEAKER:
            return None
        if verb in NAMING | VOWING and not _ABOUT.match(topic):
            # "What did X promise?", "did X reject Y?": the verb says what kind of words.
            topic = f"{token.text} {topic}"
        return _clean_speaker(" ".join(subject)), _topic(f"{noun} {_topic(topic)}")
    return None


def _is_verb(token: Token) -> bool:
    """Whether "state" or "report" is the verb here: a noun would have its noun or verb next."""
    if token.pos_ in ("VERB", "AUX"):
        return True
    if token.i + 1 >= len(token.doc):
        return True
    after = token.nbor().pos_
    return after not in ("NOUN", "VERB", "AUX", "ADJ") and (token.is_lower or after != "PROPN")


def _right_lead(match: re.Match[str]) -> str:
    """A misspelt question word, righted: "wat", "waht"."""
    word = match[1]
    if word.lower() in _LEADS or word.lower() in _NOT_LEADS:
        return word
    best = max(_LEADS, key=lambda lead: fuzz.ratio(word.lower(), lead))
    return best if fuzz.ratio(word.lower(), best) >= 75 else word


def _clean_speaker(words: str) -> str:
    words = re.sub(r"^(?:the|a|an|mr\.?|mrs\.?|ms\.?|dr\.?)\s+", "", words.strip(), flags=re.I)
    return re.sub(r"['’]s?$", "", words).strip(" ,\"'“”")


def _topic(rest: str) -> str:
    rest = rest.strip(" ,?.")
    while True:
        shorter = re.sub(
            r"^(?:about|regarding|concerning|on|that|of|to|over|in response to|when asked about)\s",
            "",
            rest,
            flags=re.IGNORECASE,
        ).lstrip()
        if shorter == rest:
            return rest
        rest = shorter


def _expected(bare: str) -> Expected:
    lower = bare.lower()
    if re.search(
        r"\bhow (?:many|much|old|long|far|tall|big|large|often|fast|high|deep|wide|heavy)\b", lower
    ):
        return "amount"
    if re.search(
        r"\b(?:when|what (?:day|date|year|month|time)|which (?:day|date|year|month))\b", lower
    ):
        return "time"
    if re.search(r"\b(?:where|(?:what|which) (?:city|country|town|place|state|venue))\b", lower):
        return "place"
    if re.search(
        r"\b(?:why|what (?:is|was) the (?:reason|cause)|for what reason|how come)\b", lower
    ):
        return "reason"
    if re.match(r"(?:and |so )?(?:who|whom|whose)\b", lower):
        return "person"
    if re.search(r"\b(?:stands? for|short for|abbreviation|acronym)\b", lower):
        return "long_form"
    if re.search(r"^(?:what|which)\b.*\b(?:names?|named|called)\b", lower):
        return "name"
    return "any"


def _counted(bare: str) -> str:
    match = re.search(r"\bhow many (?:\w+ )*?(\w+s|people|men|women|children)\b", bare, re.I)
    return match[1] if match else ""


def _terms(doc: Doc) -> tuple[Term, ...]:
    return tuple(
        Term(t.text, t.lemma_.lower(), _weight(t), _is_name(t), _abbreviation(t))
        for t in doc
        if t.lower_ not in _GENERIC
        and t.lemma_.lower() not in _GENERIC
        and not t.is_punct
        and not t.is_space
        and t.pos_ not in ("AUX", "PART", "SCONJ", "CCONJ", "DET", "PRON", "INTJ")
        and t.pos_ != "ADP"
        and not (t.i > 0 and t.nbor(-1).lower_ == "how")
        and any(c.isalnum() for c in t.text)
        and t.text.lower() not in ("'s", "’s")
    )


def _abbreviation(token: Token) -> str:
    """The initials of the run of capitalised words around, if it is two or more."""
    first = last = token.i
    while first > 0 and _in_name(token.doc[first - 1]):
        first -= 1
    while last + 1 < len(token.doc) and _in_name(token.doc[last + 1]):
        last += 1
    words = [t.text for t in token.doc[first : last + 1] if t.text[0].isupper()]
    return "".join(w[0] for w in words) if _in_name(token) and len(words) > 1 else ""


def _in_name(token: Token) -> bool:
    return token.i > 0 and (token.text[0].isupper() or token.lower_ == "of")


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or (token.text[0].isupper() and token.i > 0)


def _weight(token: Token) -> float:
    if token.dep_ == "ROOT" and token.pos_ in ("VERB", "NOUN"):
        return ROOT_WEIGHT
    if _is_name(token):
        return NAME_WEIGHT
    if token.pos_ in ("NOUN", "NUM"):
        return 1.0
    return 0.7 if token.pos_ == "VERB" else 0.5
