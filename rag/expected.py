"""Whether a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.nlp import parse
from rag.question import Expected
from rag.relevance import abbreviations, same_word, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?"
    r"|half|a third|a quarter|twice|several|a few)"
)
_AMOUNT = re.compile(rf"\b{_NUMBER}\b|\d", re.IGNORECASE)
_AGE = re.compile(
    r"\baged?\b|year-old|years? old|\bborn\b|\b(?:in (?:his|her|their) \w+ties)\b|, \d\d,"
)
_CURRENCY = (
    r"(?:dollars?|euros?|pounds?|pence|penn(?:y|ies)|cents?|p|sterling|yen|yuan|renminbi|rupees?"
    r"|crowns?|kron(?:a|or|e|er|ur)|korunas?|francs?|marks?|pesos?|rou?bles?|lir[ae]s?|dinars?"
    r"|dirhams?|riyals?|rials?|rand|won|zloty(?:s|ch)?|forints?|shekels?|reais|baht|ringgit|rupiah"
    r"|nairas?|cedis?|shillings?|hryvnias?|lev[as]?|lei|taka|dong"
    r"|USD|EUR|GBP|JPY|CHF|SEK|NOK|DKK)"
)
# A bare "34 million" is money where money is asked for; 34 jobs are not.
_SUM = (
    rf"[$€£¥₹]|\b{_NUMBER}[- ]?(?:(?:thousand|million|billion|trillion)[- ])?{_CURRENCY}\b"
    r"|\b(?:million|billion|trillion)s?\b|\d(?:m|bn|tn)\b|\bfree\b"
)
_ONLY_SUM = re.compile(_SUM, re.IGNORECASE)
_MONEY = re.compile(rf"{_SUM}|%|\bper ?cent\b", re.IGNORECASE)
_ASKS_SUM = re.compile(
    r"\bhow much (?:\w+ )?(?:money|profit|revenue|turnover|income|compensation|damages|debt|cash"
    r"|rent)\b"
)
_ASKS_MONEY = re.compile(
    r"\bhow much\b.*\b(?:cost|pay|paid|spen[dt]|invest|worth|price|earn|raise|fine[ds]?)"
    r"|\bhow much (?:did|do(?:es)?|will|would|ha[sd]|have|was|were|is|are) .*\b(?:bonus|salary"
    r"|wages?|fee|fare|penalty|payoff|loan|lend|lent|borrow\w*|owe[sd]?|donat\w+|stole|stolen|steal"
    r"|embezzled?|sold|sell|buy|bought|ticket|bill)\b"
)
_LENGTH = re.compile(
    rf"\b{_NUMBER}[- ](?:\w+[- ])?(?:milli|centi|kilo)?(?:second|minute|hour|day|night|week|month"
    r"|year|decade|metre|meter|mile|foot|feet|yard|inch|km|page|word|season|term)(?:s|es)?\b"
    r"|\d\s?(?:m|km|cm|mm|ft|mi|yds?|hrs?|mins?|secs?)\b"
    # of prison, after others' years
    rf"|\b(?:given|got|handed|received) {_NUMBER}(?=[.,;]|$)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|since|so that|in order to|reasons?|caus(?:e|ed|ing)"
    r"|result(?:ed)? (?:of|from|in)|thanks to|blam(?:e|ed|ing)|after|amid|following"
    r"|prompt(?:ed|ing)?|meant|means|to protect|to avoid|to allow|to help|over"
    r"|as (?:it|he|she|they|we)|too|fear(?:s|ed|ing)|in (?:protest|response|case|order)|otherwise"
    r"|unless|lest|would have|admit(?:s|ted|ting)|accus(?:es|ed|ing)|charged with|convicted of"
    r"|(?:found|pleaded) guilty|for \w{3,}ing)\b",
    re.IGNORECASE,
)
# "May" only with its capital, short months only beside a day.
_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\bMay\b"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.? \d|\d (?:Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec)\b|(?i:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:today|tomorrow|yesterday|tonight|ago)\b|\b(?:morning|evening|afternoon|night|noon"
    r"|midnight|week|month|year|decade|hour|minute)s?\b|\b(?:january|february|march|april|june|july"
    r"|august|september|october|november|december|spring|summer|autumn|winter)\b"
    r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b(?:after|before|during|since|until)\b)"
)
_MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_DAY = (
    rf"(?:{_MONTH})\b\.? \d|\d(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b"
    r"|(?i:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tonight|tomorrow|yesterday)\b)"
)
# What tells a time of the unit that is asked for: "in which year".
_UNIT = re.compile(r"\b(?:what|which) (?:\w+ )?(year|month|day|date)\b")
_TIMES = {
    "year": re.compile(r"\b(?:1[5-9]|20)\d\d\b|(?i:\b(?:last|this|next|years?) (?:year|ago)\b)"),
    "month": re.compile(rf"\b(?:{_MONTH})\b|(?i:\b(?:last|this|next|months?) (?:month|ago)\b)"),
    "day": re.compile(_DAY),
    "date": re.compile(_DAY),
}
_SILENT = re.compile(
    r"^[^,;]*\b(?:could not be reached|(?:did not|didn['’]t) (?:immediately )?(?:respond|reply)"
    r"|(?:declined|refused) to comment)\b[^,;]{0,40}$"
)
_SMALL = frozenset("a an and at by for from in of on or the to with".split())
_NAME_OF = re.compile(
    r"\bnames? of (?:the |an? |\w+['’]s )?(?:\w+ )*?(\w+)(?= who| that| which| in| at|$)"
)
_LABELS = {"person": ("PERSON", "ORG", "NORP", "GPE"), "place": ("GPE", "LOC", "FAC", "ORG")}


def holds(expected: Expected, text: str, question: str) -> bool:
    """Whether `text` has a time for "when", a sum for "how much", and so on.

    What the question itself says does not count. A gate, not a judgement: it only keeps out what
    cannot be an answer.
    """
    asked = {re.sub(r"['’]s?$", "", w.lower()) for w in words_of(question)}
    if expected == "any":
        return True
    if expected == "reason":
        return bool(_REASON.search(text))
    if expected == "time":
        unit = _UNIT.search(question.lower())
        return _new(_TIMES[unit[1]] if unit else _TIME, text, asked)
    if expected == "amount":
        return _new(_amount(question.lower()), text, asked)
    if expected == "long_form":
        return any(w in abbreviations(text) for w in re.findall(r"\b[A-Z]{2,}\b", question))
    doc = parsed(text)
    if expected == "name":
        return any(t.pos_ == "PROPN" and t.lower_ not in asked for t in _named(doc, question))
    for ent in doc.ents:
        if ent.label_ in _LABELS[expected] and not {w.lower() for w in words_of(ent.text)} <= asked:
            return True
    # The small model misses names; a capitalised word inside the sentence is good enough here.
    if any(
        b.pos_ == "PROPN" and b.lower_ not in asked and not a.is_punct for a, b in pairwise(doc)
    ):
        return True
    subjects = (t for t in doc if t.dep_ in ("nsubj", "nsubjpass", "agent") and t.pos_ == "NOUN")
    if expected == "person":
        return any(t.lower_ not in asked for t in subjects)
    return any(t.lower_ in ("at", "in", "near", "on", "outside", "off", "from") for t in doc)


@lru_cache(maxsize=1_000)
def parsed(text: str) -> Doc:
    """The grammar of a sentence; remembered, because several things are asked of it."""
    return parse(text)


def fits(value: str, question: str) -> bool:
    """Whether a number with its unit is a sum where one is asked for, or a length."""
    pattern = _amount(question.lower())
    if pattern is _LENGTH and re.fullmatch(_NUMBER, value, re.IGNORECASE):
        return True
    return pattern not in (_ONLY_SUM, _MONEY, _LENGTH) or pattern.search(value) is not None


def states_nothing(text: str) -> bool:
    """Whether a sentence asks, tells its reader to do something, or that somebody said nothing."""
    return asks(text) or _SILENT.search(text) is not None or is_call(parsed(text))


def is_new(phrase: str, question: str) -> bool:
    """Whether an answer tells anything that does not stand in its question."""
    asked = [re.sub(r"['’]s?$", "", w.lower()) for w in words_of(question)]
    words = [re.sub(r"['’]s?$", "", w.lower()) for w in words_of(phrase)]
    return any(
        w not in _SMALL and not any(same_word(w, a, name=False) for a in asked) for w in words
    )


def asks(text: str) -> bool:
    """Whether it ends as a question."""
    return text.rstrip("\"'”’») ").endswith("?")


def is_call(doc: Doc) -> bool:
    """Whether it tells its reader to do something."""
    roots = [t for t in doc if t.dep_ == "ROOT"]
    return bool(roots) and all(
        t.tag_ == "VB"
        and not any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl", "aux") for c in t.children)
        for t in roots
    )


def _named(doc: Doc, question: str) -> Iterable[Token]:
    """The words that may name what the question wants named; all, where the text lacks it."""
    wanted = _NAME_OF.search(question.lower().rstrip(" ?.!"))
    nouns = [t for t in doc if wanted and same_word(wanted[1], t.text, name=False)]
    if not nouns:
        return doc
    return [t for n in nouns for t in (*n.subtree, *(n.head.subtree if n.dep_ == "appos" else ()))]


def _amount(question: str) -> re.Pattern[str]:
    if "how old" in question or re.search(r"\bage\b", question):
        return _AGE
    if re.search(r"\bhow (?:long|far|tall|deep|wide)\b", question):
        return _LENGTH
    if _ASKS_SUM.search(question):
        return _ONLY_SUM
    if _ASKS_MONEY.search(question):
        return _MONEY
    return _AMOUNT


def _new(pattern: re.Pattern[str], text: str, asked: set[str]) -> bool:
    """Whether the pattern finds something that the question does not already say."""
    return any(
        not {w.lower() for w in words_of(m.group())} <= asked or not words_of(m.group())
        for m in pattern.finditer(text)
    )
