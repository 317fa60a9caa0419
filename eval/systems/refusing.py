"""Whether a text of a system without a status of its own is a refusal."""

import re

_SOURCE = r"(?:context|text|passages?|articles?|information|documents?|sources?)"
_SAYS = r"(?:mention|provide|contain|say|state|specif|include|indicate|give|offer|address|discuss)"
_REFUSALS = re.compile(
    rf"empty response"
    rf"|\b(?:does|do|did)(?: not|n't) (?:explicitly |directly |specifically )?{_SAYS}"
    rf"|\b(?:is|are|was|were)(?: not|n't) (?:explicitly |directly |specifically )?"
    rf"(?:{_SAYS}\w*|available|known|clear|enough)"
    rf"|\bno (?:\w+ ){{0,3}}(?:information|mention|evidence|details?|answer)\b"
    rf"|\bnot (?:enough|sufficient) (?:information|context)|\binsufficient information"
    rf"|\b(?:cannot|can't|could not|couldn't|unable to|not possible to)"
    rf" (?:\w+ )?(?:answer|determine|provide|find|tell|say|infer|be (?:answered|determined))"
    rf"|\bi (?:do not|don't) (?:know|have)"
    rf"|\bnot (?:mentioned|provided|specified|stated|found|given|included) in the\b"
    rf"(?: \w+){{0,2}} {_SOURCE}",
    re.IGNORECASE,
)
_FIRST_SENTENCE = re.compile(r".*?(?:[.!?](?=\s|$)|\n|$)", re.DOTALL)


def is_refusal(text: str) -> bool:
    """Whether the text is empty, or its first sentence says that the answer is not known.

    Only the first sentence counts: an answer that goes on to note what is not said is an answer.
    Words of refusing in a true answer ("he did not say when") count as one: a few systems gain
    refusals by it that they did not mean, none loses one that it made in these words.
    """
    plain = " ".join(text.replace("’", "'").split())
    if not plain:
        return True
    first = _FIRST_SENTENCE.match(plain)
    return first is not None and _REFUSALS.search(first.group()) is not None
