"""Calling something bad: `called the toll "a disgrace"` criticises it without a verb that says so.

What is bad is read off VADER's lexicon (Hutto and Gilbert, ICWSM 2014; MIT).
"""

import re
from functools import cache

BAD = -1.4
"""Mean rating, -4 to 4, from which a word is bad. Of 49 statements of PolNeAR that are taken for
blame, 47 are (all read, and the patterns made on them)."""
_CALLING = re.compile(
    r"^(?:(?:has|have|had|also|later|once|publicly|repeatedly) )*"
    r"(?:call|brand|label|dub|describ|derid|denounc)(?:s|e|es|ed|ing|led|ling|bed)?$",
    re.IGNORECASE,
)
# Where what it is called begins: with an article, "as", or a quotation.
_PREDICATE = re.compile(
    r"(?:\b(?:an?|so|very|as)\s+|(?:[“‘\"]|'')\s*(?:(?:an?|the most|so|very)\s+)?)(?=[a-z])",
    re.IGNORECASE,
)
_ENDS = frozenset(
    "about after against and as at because by for from if in into not of on or our over than"
    " that the though to toward when which while who with".split()
)
_MAX_WORDS = 6
_GOOD = 1.2


@cache
def _ratings() -> dict[str, float]:
    # a lexicon of 7,500 words, not needed before somebody asks for criticism
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    ratings: dict[str, float] = SentimentIntensityAnalyzer().lexicon
    return ratings


def blamed(cue: str, content: str) -> str:
    """What is called something bad, in the words of the content; empty if nothing is."""
    if not _CALLING.match(" ".join(cue.split())) or re.match(r"(?:on|for)\b", content):
        return ""
    start = _PREDICATE.search(content)
    # "called an emergency session" calls it nothing
    thing = content[: start.start()].strip() if start else ""
    if start is None or thing.lower() in ("", "a", "an", "the"):
        return ""
    words = _words(content[start.end() :])
    # "painful but right" finds no fault
    if words[-1:] == ["but"]:
        return ""
    ratings = [_ratings().get(word, 0.0) for word in words]
    bad = bool(ratings) and min(ratings) <= BAD and max(ratings) < _GOOD
    return thing if bad else ""


def _words(text: str) -> list[str]:
    """The words up to a mark, or to what leads on to something else; up to and with a "but"."""
    words: list[str] = []
    for match in re.finditer(r"[\w’'-]+|[^\w\s]", text):
        word = match.group().lower()
        if word == "but":
            return [*words, word]
        if word in _ENDS or not word[0].isalnum() or len(words) == _MAX_WORDS:
            break
        words.append(word)
    return words
