"""Figures that the news tells to be corrected: "688 million, not the 742 million reported".

Not every new figure withdraws the one before: a price that was raised was right, a forecast that
did not come true was one, and what a critic puts against a minister's figure takes nothing back.
So the forms are few: both figures are there, of one kind and unit, and nothing tells that somebody
else speaks against whoever gave the first.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.article import Span
from index.nlp import parse
from index.quotes import find_quotes
from rag.amounts import Amount, agree, amounts, comparable

_GIVEN = (
    r"(?:reported|announced|stated|given|published|disclosed|recorded|listed|declared|released"
    r"|said|booked|entered|shown|issued)"
)
_BEFORE = (
    r"(?:(?:previously|originally|initially|first|earlier|wrongly|mistakenly|incorrectly)\s+)?"
)
# ", not the 742 million reported in October", "rather than the 742 million that it had announced"
_NOT_REPORTED = re.compile(
    r"(?:,\s*(?:and\s+)?(?:not|rather than|instead of)|\b(?:rather than|instead of|and not))\s+"
    r"(?:the\s+|as\s+)?(?P<wrong>(?:[^,;.]|[.,]\d)*?)\s+"
    r"(?:(?:that\s+|which\s+)?(?:(?:it|they|we|he|she|the \w+)\s+)?"
    rf"(?:had\s+|have\s+|was\s+|were\s+)?{_BEFORE}(?:been\s+)?){_GIVEN}\b(?P<after>(?:[^,;.]|[.,]\d)*)",
    re.IGNORECASE,
)
_BY_ANOTHER = re.compile(r"^\s+by\b", re.IGNORECASE)
# "was corrected to 94 miles an hour", "revised down to 12 from 15", "restated at 4 million"
_CORRECTED = re.compile(
    r"\b(?P<was>(?:was|were|is|are|been|be|being|has|have|had|it|they|and)\s+(?:\w+ly\s+|since\s+|now\s+"
    r"|later\s+)*)?(?P<verb>corrected|restated|revised|recalculated|amended)\s+"
    r"(?:(?:it|them|this|that|(?:the|its|their|his|her)(?:\s+[\w’'-]+){1,5}?)\s+)?"
    r"(?:(?:down|up|downwards?|upwards?)\s+)?(?P<how>to|at|as|from)\s+",
    re.IGNORECASE,
)
# "lowered the toll to 12 from 15": a count that falls was wrong
_LOWERED = re.compile(r"\b(?:lowered|reduced|cut|brought down|downgraded)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"\b(?:(?:death )?toll|magnitude"
    r"|number of (?:the )?(?:dead|deaths|victims|casualties|injured|missing))\b",
    re.IGNORECASE,
)
_TO_FROM = re.compile(r"\bto\s+(?P<to>.{1,60}?)\s+from\s+(?P<from>.{1,60})", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\s+(?P<from>.{1,60}?)\s+to\s+(?P<to>.{1,60})", re.IGNORECASE)
# "which it had wrongly put at 15"
_WRONGLY = re.compile(
    r"\b(?:had|has|have|was|were|been)\s+(?:been\s+)?(?:wrongly|mistakenly|incorrectly|erroneously)\s+"
    r"(?:put|given|reported|stated|announced|recorded|counted|listed|published|measured|calculated"
    r"|declared|entered|said)\b",
    re.IGNORECASE,
)
# What is to come, or was only expected, is not taken back by what came.
_EXPECTED = re.compile(
    r"\b(?:forecasts?|expect(?:s|ed|ation)?s?|target(?:s|ed)?|budget(?:s|ed)?|plan(?:s|ned)?|predict\w*"
    r"|project(?:s|ed|ions?)|guidance|outlook|will|would|could|(?-i:may)|might|estimat\w+|propos\w+|hop(?:e[sd]?|ing)"
    r"|price targets?|ratings?|offers?|bids?|demands?|sentences?|terms?)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:claim(?:s|ed)?|argu(?:e[sd]?|ing)|insist(?:s|ed)?|alleg\w+|accus\w+|disput\w+|contend\w*"
    r"|den(?:y|ies|ied)|critics?|opponents?|opposition|campaigners?|activists?|rivals?|unions?"
    r"|lawyers?|analysts?|defen[cs]e|protesters?|experts?|if|whether|should|call(?:s|ed)? for"
    r"|demand(?:s|ed)?"
    r"|not (?:been )?(?:corrected|revised|restated|amended))\b",
    re.IGNORECASE,
)
_SAYING = re.compile(r"\b(?:said|says|told|added|wrote|according to)\b", re.IGNORECASE)
# "The number, given before as 212 and 219, was in fact 221"
_IN_FACT = re.compile(
    r"\b(?:is|was|are|were)\s+(?:in fact|actually|in reality|really)\s+", re.IGNORECASE
)
# "a check showed that 219 people, not 212, were on board"
_NOT_BARE = re.compile(
    r"\b(?:shows?|showed|shown|found|finds|confirm(?:s|ed)?|admit(?:s|ted)|count(?:s|ed)?)\b"
    r"(?:[^,;.]|[.,]\d)*,\s*(?:and\s+)?(?P<aside>not\s+(?:the\s+)?(?P<wrong>\d[\d.,]*\d|\d)),",
    re.IGNORECASE,
)
# "at first believed that it was worth 2 million, but the final valuation was 3 million"
_THOUGHT = (
    r"(?:believed|thought|estimated|feared|reckoned|valued|put|said|reported|announced|given)"
)
_AT_FIRST = re.compile(
    rf"\b(?:(?:at first|initially|originally|earlier) {_THOUGHT}"
    rf"|{_THOUGHT} (?:at first|initially|originally))\b",
    re.IGNORECASE,
)
_AT_LAST = re.compile(
    r"\b(?:final(?:ly)?|later|now|in fact|actually|eventually|turned out)\b", re.IGNORECASE
)
# After a sentence with another: "On Friday it said that the correct figure was 12."
_RIGHT_FIGURE = re.compile(
    r"\bthe (?:correct|right|true|actual) (?:figure|number|total|sum|amount|count)"
    r" (?:is|was|should (?:be|have been))\s+(?=\S)",
    re.IGNORECASE,
)
_REACH = 250
"""Characters between the figure withdrawn and the one that holds, at most."""


def find_restated(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """The words withdrawn and the words that hold in one sentence; None if it tells no correction.

    Spans into `text`.
    """
    if _AGAINST.search(text) or any(_CORRECTED.search(q) or _NOT_REPORTED.search(q)
                                    for q in _quoted(text)):  # fmt: skip
        return None
    return _not_reported(text) or _corrected(text) or _in_fact(text) or _at_last(text)


def gives_right_figure(before: str, text: str) -> bool:
    """Whether a sentence puts another figure in the place of one in the sentence before."""
    match = _RIGHT_FIGURE.search(text)
    if match is None or _AGAINST.search(text) or _is_persons(text):
        return False
    right = [a for a in amounts(parse(text)) if a.span.start >= match.end()][:1]
    wrong = [a for a in amounts(parse(before)) if right and comparable(a, right[0])]
    return bool(wrong) and not any(agree(a, right[0]) for a in wrong)


def may_restate(text: str) -> bool:
    """Whether some sentence of a text may be such: quick, to pass over most articles."""
    forms = (_NOT_REPORTED, _CORRECTED, _LOWERED, _WRONGLY, _IN_FACT, _NOT_BARE, _AT_FIRST)
    return any(p.search(text) for p in (*forms, _RIGHT_FIGURE))


def _not_reported(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    match = _NOT_REPORTED.search(text)
    if match is None or _BY_ANOTHER.match(match["after"]) or _is_persons(text):
        return None
    if _EXPECTED.search(match.group()):
        return None
    found = amounts(parse(text))
    wrong = [a for a in found if match.start() <= a.span.start < match.end("wrong")]
    right = [a for a in found if a.span.end <= match.start()][-1:]
    if len(wrong) != 1 or not right or not _differ(right[0], wrong[0]):
        return None
    aside = Span(match.start(), match.end())
    return (aside,), _around(text, aside)


def _corrected(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Of "was corrected to X from Y", "Y was corrected to X", "lowered the toll to X from Y"."""
    match = _CORRECTED.search(text)
    counted = _COUNT.search(text) and _LOWERED.search(text)
    mistaken = _WRONGLY.search(text)
    if match is None and not counted and not mistaken:
        return None
    if _EXPECTED.search(text):
        return None
    found = amounts(parse(text))
    if mistaken and match is None:
        wrong = [a for a in found if a.span.start >= mistaken.end()][:1]
        right = [a for a in found if a.span.end <= mistaken.start()]
        if not wrong or len(right) != 1 or not _differ(right[0], wrong[0]):
            return None
        aside = Span(mistaken.start(), wrong[0].span.end)
        return (aside,), _around(text, aside)
    start = match.start() if match is not None else 0
    for pattern in (_TO_FROM, _FROM_TO):
        both = pattern.search(text, start)
        if both is None:
            continue
        # together they would be read as a range
        right, wrong = (_first(text, *both.span(part)) for part in ("to", "from"))
        if right and wrong and _differ(right[0], wrong[0]):
            aside = Span(both.start("from") - len("from "), wrong[0].span.end)
            return (aside,), _around(text, aside)
    if match is None or match["how"].lower() == "from" or not match["was"]:
        return None
    right = [a for a in found if match.end() <= a.span.start <= match.end() + 12][:1]
    before = [a for a in found if a.span.end <= match.start()]
    wrong = [a for a in before if right and comparable(a, right[0])]
    if len(wrong) != 1 or not _differ(right[0], wrong[0]):
        return None
    return (wrong[0].span,), _around(text, wrong[0].span)


def _in_fact(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Of "given as Y, was in fact X" and "showed that X, not Y, were"."""
    if _is_persons(text) or _EXPECTED.search(text):
        return None
    match, bare = _IN_FACT.search(text), _NOT_BARE.search(text)
    if match is None and bare is None:
        return None
    found = amounts(parse(text))
    if match is not None:
        right = [a for a in found if match.end() <= a.span.start <= match.end() + 12][:1]
        wrong = [a for a in found if a.span.end <= match.start()]
        if right and wrong and all(_differ(right[0], a) for a in wrong):
            return tuple(a.span for a in wrong), _around(text, wrong[-1].span)
    elif bare is not None:
        wrong = [a for a in found if a.span.start == bare.start("wrong")]
        right = [a for a in found if a.span.end <= bare.start("aside")][-1:]
        if right and wrong and _differ(right[0], wrong[0]):
            aside = Span(*bare.span("aside"))
            return (aside,), _around(text, aside)
    return None


def _at_last(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Of "at first believed to be Y, the final figure was X"."""
    match = _AT_FIRST.search(text)
    if match is None:
        return None
    found = [a for a in amounts(parse(text)) if a.span.start >= match.end()]
    for wrong, right in pairwise(found):
        if _differ(right, wrong) and _AT_LAST.search(text, wrong.span.end, right.span.start):
            return (wrong.span,), _around(text, wrong.span)
    return None


def _differ(right: Amount, wrong: Amount) -> bool:
    """Whether both are of one kind and unit and cannot be one figure."""
    near = abs(right.span.start - wrong.span.start) <= _REACH
    return near and comparable(right, wrong) and not agree(right, wrong)


def _first(text: str, start: int, end: int) -> list[Amount]:
    """The first amount there, if there is one, at its place in `text`."""
    return [
        replace(a, span=Span(start + a.span.start, start + a.span.end))
        for a in amounts(parse(text[start:end]))[:1]
    ]


def _is_persons(text: str) -> bool:
    """Whether a person, not a body or an office, says so: one may speak against another."""
    return any(
        child.dep_ == "nsubj"
        and (
            child.lower_ in ("he", "she", "i", "who")
            or (child.pos_ == "PROPN" and child.ent_type_ not in ("ORG", "GPE"))
        )
        for token in parse(text)
        if _SAYING.fullmatch(token.text)
        for child in token.children
    )


def _around(text: str, aside: Span) -> tuple[Span, ...]:
    """What is left of the sentence."""
    parts = ((0, aside.start), (aside.end, len(text)))
    return tuple(Span(a, b) for a, b in parts if re.search(r"\w", text[a:b]))


def _quoted(text: str) -> Sequence[str]:
    return [text[q.span.start : q.span.end] for q in find_quotes(text)]
