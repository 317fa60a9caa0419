"""What somebody feels or wants, told in other words than a question has: "angry", "fumed"."""

import re
from collections.abc import Sequence

from rag.question import Term
from rag.relevance import stem, words_of

_FAMILIES = tuple(
    frozenset(map(stem, family.split()))
    for family in (
        "anger angers angry annoyed annoys appalled appalling disgrace disgraceful"
        " disgusted fume fumed furious fury incensed indignant insult irate livid outrage outraged"
        " outrageous rage scandal seething shameful unacceptable",
        "afraid alarm alarmed alarming alarms anxious bothers concern concerned concerns danger"
        " dangerous fear fears frightened nervous troubles worried worries worry worrying",
        "delight delighted excited glad grateful happy joy pleased pleases proud relief relieved"
        " thank thankful thanks thrilled wonderful",
        "bad disappointed disappointing disappointment frustrated frustrating frustration regret"
        " sad sadness shame sorry unhappy upset upsets",
    )
)
_WANTING = re.compile(
    r"\b(?:(?:wants?|wanted|wish(?:es|ed)?|hop(?:es?|ed)|needs?|demand(?:s|ed)?|urg(?:es?|ed)"
    r"|insist(?:s|ed)?|call(?:s|ed)? (?:for|on)|ask(?:s|ed)? (?:for|that))\b"
    r"|(?:would|should|['’]d) (?:rather )?like\b|ought to\b|must\b|should\b)",
    re.IGNORECASE,
)
_WANT = stem("want")


def feelings(terms: Sequence[Term]) -> list[Term]:
    """Of the terms of a topic those that name what is felt or wanted."""
    return [t for t in terms if any(stem(t.text) in family for family in _FAMILIES)] + [
        t for t in terms if stem(t.text) == _WANT
    ]


def shows(told: str, felt: Sequence[Term]) -> bool:
    """Whether words tell every one of these feelings, or of wanting something."""
    stems = {stem(word) for word in words_of(told)}
    return all(
        _WANTING.search(told) is not None
        if stem(term.text) == _WANT
        else any(stem(term.text) in family and stems & family for family in _FAMILIES)
        for term in felt
    )
