"""Of whom a question asks a statement, and about what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.lexicon import NAMING, SAYING, VOWING
from index.nlp import parse
from rag.stance import is_stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPEECH_NOUNS = (
    r"(?:advice|answer|argument|assessment|comment|complaint|concern|criticism|denial|excuse"
    r"|explanation|message|opinion|position|quote|reaction|rebuttal|remark|reply|response|retort"
    r"|speech|stance|statement|take|thought|view|warning|word)s?"
)
_AUX = r"(?:did|does|do|has|have|had|will|would|could)"
_WHETHER = re.compile(r"^(?:so |and |but )?(?:did|does|do|has|have|had)\s", re.IGNORECASE)
# What may stand before the subject: "what did …", "did …", "how has …".
_LEAD = re.compile(
    rf"^(?:so |and |but )?(?:(?:what|how|why|when|where)(?P<noun>\s+[\w ]+?)??\s+{_AUX}"
    rf"|(?:\w+ )?(?:which|what) (?P<noun2>[\w ]+?)\s+{_AUX}|(?:did|does|do|has|have|had))\s+",
    re.IGNORECASE,
)
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
    r"^what (?:(?P<verb>worries|concerns|troubles|bothers|alarms|angers|annoys|upsets|pleases)\s+"
    r"(?!did|do|has|have|was|were)(?P<who>.+?)"
    r"(?P<rest>\s+about\s.+)?|(?:is|was|are|were) (?P<who2>.+?) (?:so |most |very )?(?P<state>"
    r"afraid|alarmed|angry|annoyed|anxious|concerned|disappointed|frustrated|furious|grateful"
    r"|happy|nervous|pleased|proud|sorry|unhappy|upset|worried)\b(?P<rest2>.*))$",
    re.IGNORECASE,
)
# "Is X interested in Y?", also without the verb.
_LEANING = re.compile(
    r"^(?:(?:is|was|are|were)\s+)?(?!(?:who|what|which|how|why|when|where|is|was|are|were)\b)"
    r"(?P<who>[\w'’.-]+(?:\s+[\w'’.-]+){0,3}?)\s+"
    r"(?P<state>(?:interested|in favou?r|keen|opposed)\s+"
    r"(?:in|of|on|to)|(?:for or )?against|happy (?:with|about))\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
# "What's X angry about?", "what's X said?"
_SHORT_IS = re.compile(r"^(what|how)['’]?s\s+(?=.)", re.IGNORECASE)
_PERFECT = re.compile(
    r"\b(?:said|told|been|announced|promised|pledged|claimed|had)\b", re.IGNORECASE
)
_ACCORDING = re.compile(
    r"^(?:according to (?P<before>[^,?]+),\s*(?P<rest>.+)|(?P<rest2>.+?),?\s+according to "
    r"(?P<after>.+))$",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r"\b(?:analysis|census|data|figures|index|poll|report|research|statistics|study|survey)"
    r"\b(?!['’])",
    re.IGNORECASE,
)
_AUX_LEAD = re.compile(rf"^(?:is|was|are|were|{_AUX})\s+", re.IGNORECASE)
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
# Verbs that ask for words only with a "for" behind them.
_PRESSING = ("press", "push")
PARTICLES = ("for", "on")
"""What makes a demand of "call" and "ask"."""
_PLAIN = frozenset("say tell speak talk comment think see add mention remark write".split())
_ASKING = (
    SAYING
    | NAMING
    | VOWING
    | frozenset(
        "address applaud approve back believe comment commend defend endorse favor favour feel"
        " justify lambast laud oppose press push react rebuke refute respond see speak support"
        " talk think view want".split()
    )
)
_IRREGULAR = {
    "said": "say", "told": "tell", "spoke": "speak", "spoken": "speak", "thought": "think",
    "felt": "feel", "saw": "see", "seen": "see", "swore": "swear", "sworn": "swear",
    "wrote": "write", "written": "write", "forecast": "forecast", "read": "read",
}  # fmt: skip
_UTTERING = frozenset("raise raised give given make made issue issued offer express".split())
# What is asked for by these with "how much", "who", "when" or "where" is a thing, not words.
_GIVING = frozenset("announce demand donate offer order pledge promise propose".split())
_FOR_A_THING = re.compile(
    r"^(?:so |and |but )?(?:how (?:many|much)|who|when|where|(?:to|by) whom|for whom)\b",
    re.IGNORECASE,
)
_FOR_A_SUM = re.compile(r"^(?:so |and |but )?how (?:many|much)\b", re.IGNORECASE)
_TIME_NOUN = re.compile(r"(?:date|day|month|time|year)$", re.IGNORECASE)
# "…, and did he stick to it?" is another question.
_AND_ASKS = re.compile(
    r",?\s+and\s+(?:did|do|does|has|have|how|is|was|were|what|when|where|who|why|will)\s.*$",
    re.IGNORECASE,
)
# "Did X take back what he said about Y?"
_TAKEN_BACK = re.compile(
    r"^(?:did|does|do|has|have|had|will)\s+(?P<who>.+?)\s+(?:(?:ever|later|since)\s+)?"
    r"(?:tak(?:e|en) back|withdr(?:aw|awn)|retract(?:ed)?|apologi[sz]ed? for|st(?:and|ood) by"
    r"|go(?:ne)? back on|regret(?:ted)?)\s+(?:what (?:s?he|they|it)(?: had)? said"
    r"|(?:his|her|their|its) (?:words|claims?|comments?|remarks?|accusations?"
    r"|statements?))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
# "Tell voters taxes would rise": without an article one word, or a name.
_TO_WHOM = (
    r"(?P<who>(?:the|a|an|his|her|their|its)\s+[\w'’-]+(?:\s+[\w'’-]+)??"
    r"|(?-i:[A-Z][\w'’.-]*(?:\s+(?:of\s+)?[A-Z][\w'’.-]*)*)|[\w'’-]+)"
)
_THEN = (
    r"(?:\s+(?P<rest>(?:about|that|on|regarding|over|of|in|to|at|if|whether|how|why|when|while|where"
    r"|after|before|during|following|s?he|they|it|there)\b.*))?$"
)
_TELLING = re.compile(rf"^{_TO_WHOM}{_THEN}", re.IGNORECASE)
_SAYING_TO = re.compile(rf"^to\s+{_TO_WHOM}{_THEN}", re.IGNORECASE)
_NO_ADDRESSEE = frozenset("about anything everything that how why what whether if of on".split())
_AT_A_TIME = (
    r"(?:right |just |shortly |soon |immediately )?(?:after|ahead of|as soon as|before|during"
    r"|following|once|outside|upon|when|while)\s+(?!asked\b)"
)
# "In his letter" is where it was said as well.
_OCCASION = re.compile(
    rf"^(?:{_AT_A_TIME}\S|in (?:an?|the|his|her|its|their) (?:[\w-]+ ){{0,2}}(?:address|email"
    r"|evidence|interview|letter|speech|statement|testimony)\b)",
    re.IGNORECASE,
)
_THEN_TOO = re.compile(rf"\s(?P<occasion>{_AT_A_TIME}\S.*)$", re.IGNORECASE)
# "What did X say went wrong at Y?" is about Y.
_WHAT_HAPPENED = re.compile(
    r"^(?:ha(?:s|d) )?(?:happen(?:ed|s)|occurred|(?:goes|gone|went) wrong|took place)\s+"
    r"(?:at|during|in|on|to|with)\s+",
    re.IGNORECASE,
)
_ASKED_ABOUT = re.compile(
    r"^when\s+(?:(?:s?he|they|it)\s+(?:was|were)\s+)?(?:asked|pressed|questioned)\s+(?:about|on)\s",
    re.IGNORECASE,
)
# "X's claim" is answered by what is said on X.
_REPLYING = frozenset("answer counter react reply respond".split())
_WORDS_OF = re.compile(
    r"['’]s?\s+(?:accusation|allegation|claim|comment|criticism|remark|statement|suggestion)s?\b",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"^to\s+(?:\w+\s+)?(?:appeals?|calls?|demands?|pleas?|pressure)\s+(?:for|on|from|that)\s+",
    re.IGNORECASE,
)
_ADDED_TO = re.compile(r"to (?!that\b|this\b|it\b)")
_FILLERS = frozenset("have has had been to".split())
# Adverbs between a subject and its verb; "Sally" and "Kelly" are none.
_ADVERBS = frozenset(
    """
    actually again allegedly also already apparently both each earlier either else even eventually
    ever exactly explicitly finally first formally initially just later mostly not now officially
    once only originally precisely previously privately publicly really recently repeatedly
    reportedly since specifically still supposedly then too yet
    """.split()
)
_NO_SPEAKER = frozenset(
    "who what which whose how it that this there they we you i anyone anybody someone"
    " people".split()
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


ASKING_FORMS = {form: verb for v in _ASKING for form, verb in _forms(v).items()} | _IRREGULAR
"""Forms of the verbs that ask for a statement, each with its verb."""
_SAID_FORMS = {
    form: verb
    for form, verb in ASKING_FORMS.items()
    if verb in ("say", "tell", "state", "announce")
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose words are asked for, and what they should be."""

    speaker: str
    topic: str
    act: str = ""
    """What "Did X …" asks whether they did by them ("deny", "call for"); empty if only to say."""
    addressee: str = ""
    """To whom, where the question says so ("tell the jury"); empty if it does not."""
    occasion: str = ""
    """When, where nothing else is said of the topic ("after the verdict")."""
    manner: str = ""
    """The verb, where it says what kind of words: "What did X promise about Y?"."""
    whether: bool = False
    """Whether it is asked if they hold so ("is X interested in …?")."""


def asked_of(bare: str) -> Asked | None:
    """The speaker's words and the topic, if the question asks what somebody said."""
    short = _SHORT_IS.match(bare)
    if short:
        verb = "has" if _PERFECT.search(bare) else "is"
        bare = f"{short[1]} {verb} {bare[short.end() :]}"
    according = _ACCORDING.match(bare)
    # what share of people a poll found is nothing that it said
    if according and not (
        _FINDING.search(according["before"] or according["after"]) and _asks_which(parse(bare))
    ):
        who = according["before"] or according["after"]
        rest = _AUX_LEAD.sub("", according["rest"] or according["rest2"])
        return Asked(clean_speaker(who), clean_topic(rest))
    taken_back = _TAKEN_BACK.match(bare)
    if taken_back:
        return Asked(clean_speaker(taken_back["who"]), clean_topic(taken_back["rest"]))
    feeling = _FEELING.match(bare)
    if feeling:
        state = feeling["verb"] or feeling["state"]
        rest = re.sub(r"\s*(?:about|of|for|at)?\s*(?:what)?$", "", feeling["rest"] or "")
        return Asked(clean_speaker(feeling["who"] or feeling["who2"]), clean_topic(state + rest))
    leaning = _LEANING.match(bare)
    if leaning and not any(t.pos_ in ("VERB", "AUX") for t in parse(leaning["who"])):
        topic = f"{leaning['state']} {leaning['rest']}"
        return Asked(clean_speaker(leaning["who"]), topic, whether=True)
    for pattern in (_POSSESSIVE, _OF, _ASK_FOR):
        match = pattern.match(bare)
        if match:
            rest = (match["rest"] or "").strip()
            if _OCCASION.match(rest) and not _ASKED_ABOUT.match(rest):
                return Asked(clean_speaker(match["who"]), "", occasion=rest)
            return Asked(clean_speaker(match["who"]), clean_topic(_AND_ASKS.sub("", rest)))
    return _by_verb(bare)


def _by_verb(bare: str) -> Asked | None:
    """Subject and topic around the first verb of saying: "what did X say about Y", "X said Y"."""
    lead = _LEAD.match(bare)
    start = lead.end() if lead else 0
    noun = (lead["noun"] or lead["noun2"] or "").strip() if lead else ""
    asking = ASKING_FORMS if lead else _SAID_FORMS
    cut: int | None = None
    for token in parse(bare):
        if token.idx <= start or not token.is_alpha:
            continue
        verb = asking.get(token.lower_)
        if token.lower_ == "make" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "of":
            verb = "think"
        if verb is None and re.fullmatch(_SPEECH_NOUNS, noun, re.IGNORECASE):
            verb = token.lemma_.lower() if token.lower_ in _UTTERING else None
        # "the officer in charge" charges nobody, "in which state?" states nothing
        noun_of = token.i > 0 and token.nbor(-1).lower_ in ("in", "which")
        if verb is None or noun_of or not (verb in _PLAIN or _is_verb(token)):
            if lead and cut is None and _is_main(token):
                cut = token.idx
            continue
        if cut is not None and token.nbor(-1).lower_ != "to":
            # "How did X hear of the order?", "when will X stop charging?"
            return None
        if any(child.dep_ == "auxpass" for child in token.children):
            # "Has a ban been ordered?", "what has X been told?"
            return None
        after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
        if verb in _PRESSING and after != "for":
            continue
        if lead is None and _asks_which(token.doc):
            # "Taxes, she said, will rise in which year?"
            return None
        subject = bare[start : token.idx if cut is None else cut].split()
        topic = _AND_ASKS.sub("", bare[token.idx + len(token) :].strip())
        if _asks_for_thing(bare, verb, topic) or (_TIME_NOUN.search(noun) and _has_finite(topic)):
            return None
        if verb == "add" and (noun not in ("", "else") or _ADDED_TO.match(topic)):
            # "Which player did Rovers add to their list?" is no question for words.
            return None
        while subject and (
            subject[-1].lower() in _FILLERS or (len(subject) > 1 and subject[-1] in _ADVERBS)
        ):
            subject.pop()
        if not subject or subject[0].lower() in _NO_SPEAKER:
            return None
        addressee, topic = addressed(verb, topic)
        if not noun and _OCCASION.match(topic) and not _ASKED_ABOUT.match(topic):
            about = re.search(r"\s(?:about|regarding)\s", topic)
            if about is None:
                who = clean_speaker(" ".join(subject))
                return Asked(who, "", addressee=addressee, occasion=topic)
            topic = topic[about.end() :]
        topic = _WHAT_HAPPENED.sub("", topic)
        if verb in _REPLYING:
            topic = _CALLS.sub("", _WORDS_OF.sub("", topic))
        act = _act(verb, topic) if _WHETHER.match(bare) else ""
        if act:
            topic = re.sub(r"^(?:for|on|to)\s+", "", topic)
        elif verb in NAMING | VOWING and not _ABOUT.match(topic):
            # "What did X promise?", "did X reject Y?": the verb says what kind of words.
            topic = f"{token.text} {topic}"
        elif verb == "want" and topic:
            topic = f"{verb} {topic}" if not _WHETHER.match(bare) else topic
        topic = clean_topic(f"{noun} {clean_topic(topic)}")
        who = clean_speaker(" ".join(subject))
        manner = verb if verb in NAMING | VOWING and not act else ""
        return Asked(who, topic, act if topic else "", addressee, manner=manner)
    return None


def _asks_which(doc: Doc) -> bool:
    """Whether it asks for one of several things, somewhere inside: "in which state".

    After a relative "which" a single thing would have its article.
    """
    return any(
        (word.lower_ == "which" and (behind.tag_ in ("NN", "JJ") or behind == doc[-1]))
        or (word.lower_ == "what" and word.dep_ == "det")
        or (word.lower_ == "how" and behind.lower_ in ("many", "much"))
        for word, behind in pairwise(doc)
    )


def _asks_for_thing(bare: str, verb: str, topic: str) -> bool:
    """Whether a sum, a day or somebody is asked for: "how much did X pledge?", and no words."""
    if verb in _GIVING:
        return _FOR_A_THING.match(bare) is not None
    return verb not in _PLAIN and bool(_FOR_A_SUM.match(bare)) and not _has_finite(topic)


def _has_finite(words: str) -> bool:
    """Whether the words have a clause of their own: "it was late"."""
    return bool(words) and any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in parse(words) if not t.text.istitle()
    )


def _is_main(token: Token) -> bool:
    """Whether it is a question's own verb, after "did": none of a clause inside the subject."""
    before = token.nbor(-1)
    return (
        (token.tag_ == "VB" or (token.tag_ == "VBP" and token.dep_ == "ROOT"))
        and token.is_lower
        and token.lower_ not in _FILLERS
        and before.tag_ not in ("TO", "MD", "WDT", "WP")
        and before.lower_ not in ("did", "does", "do", "which", "who")
    )


def addressed(verb: str, rest: str) -> tuple[str, str]:
    """To whom, and the rest without it: "the jury" and "about Y" of "tell the jury about Y"."""
    pattern = {"tell": _TELLING, "say": _SAYING_TO, "speak": _SAYING_TO, "talk": _SAYING_TO}
    found = pattern[verb].match(rest) if verb in pattern else None
    if found is None or found["who"].split()[0].lower() in _NO_ADDRESSEE:
        return "", rest
    return clean_speaker(found["who"]), found["rest"] or ""


def _act(verb: str, rest: str) -> str:
    """What "Did X promise to go?" asks for beyond saying; empty if nothing."""
    particle = next((p for p in PARTICLES if rest.lower().startswith(f"{p} ")), "")
    if particle and is_stance(f"{verb} {particle}"):
        return f"{verb} {particle}"
    return verb if verb in NAMING | VOWING and is_stance(verb) else ""


def _is_verb(token: Token) -> bool:
    """Whether "state" or "report" is the verb here: a noun would have its noun or verb next."""
    if token.i and token.nbor(-1).tag_ in ("DT", "POS"):
        # "the council's refuse workers"
        return False
    if token.pos_ in ("VERB", "AUX"):
        return True
    if token.i + 1 >= len(token.doc):
        return True
    after = token.nbor().pos_
    return after not in ("NOUN", "VERB", "AUX", "ADJ") and (token.is_lower or after != "PROPN")


def clean_speaker(words: str) -> str:
    """The words for a speaker without article, courtesy title and possessive."""
    words = re.sub(r"^(?:the|a|an|mr\.?|mrs\.?|ms\.?)\s+", "", words.strip(), flags=re.I)
    return re.sub(r"['’]s?$", "", words).strip(" ,\"'“”")


def without_occasion(topic: str) -> tuple[str, str]:
    """A topic and when it was spoken of: "the boat", "after the verdict"; empty if it has none."""
    then = _THEN_TOO.search(topic)
    return (topic[: then.start()], then["occasion"]) if then else (topic, "")


def clean_topic(rest: str) -> str:
    """A topic without "about" and the like before it."""
    rest = _ASKED_ABOUT.sub("", rest.strip(" ,?."))
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
