"""What is typed into the box for questions and is none, and what to say to that."""

import re
import unicodedata
from functools import cache
from importlib import import_module

from index.language import likely

CAN_ASK = (
    "Ask about what the articles report, for instance “What did X say about Y?”, “Who criticised "
    "Y?” or “When did Y open?”."
)
ENGLISH = "Only English is read here; ask in English, for instance “What did X say about Y?”."

_ASKED, _TOLD = ((0.4, 2), (0.9, 1)), ((0.7, 3),)
"""From which probability a language is believed with how many of its own small words, in a question
with its mark, and in one without, which may be names ("Der Spiegel und Die Zeit")."""
_PLAIN = frozenset("about did does how say the what when where which who whom whose why".split())
"""Only English has these; most questions do, for which no language has to be found out."""
_FOREIGN = 0.5
"""Share of letters beyond the Latin ones from which a question is in no English."""
_THERE = r"(?: there| all| everyone| everybody| you| dateline)?"
_CHAT = re.compile(
    rf"(?:hello|hallo|hi|hiya|hey|greetings|good (?:morning|afternoon|evening|day)){_THERE}"
    r"|(?:many )?(?:thanks|thx|cheers)(?: a lot| so much| very much| again)?"
    r"|thank you(?: so much| very much| again)?"
    r"|(?:good ?)?bye(?: bye)?|see you(?: later)?|ok(?:ay)?|test(?:ing)?"
    r"|(?:please )?help(?: me)?(?: please)?"
    r"|how are you(?: doing)?(?: today)?|(?:who|what) are you|what is this"
    r"|what (?:can|do) you do|how do(?:es)? (?:this|it|you) work"
    r"|what (?:can|could|should|may) i ask(?: you)?(?: here| about)?|how can you help(?: me)?"
)


def hint(question: str) -> str:
    """A sentence on what can be asked, where `question` asks nothing of articles; else empty."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", question.lower())
    if _CHAT.fullmatch(" ".join(words)):
        return CAN_ASK
    return ENGLISH if _is_foreign(question) else ""


def _is_foreign(question: str) -> bool:
    """Whether it is surely in another language than English: names alone are none.

    A word counts as that language's own where it is one of its small words and none of English's.
    """
    written = re.findall(r"[^\W\d_]+", question)
    words = [w.lower() for w in written]
    if not _PLAIN.isdisjoint(words):
        return False
    letters = "".join(words)
    beyond = [c for c in letters if not unicodedata.name(c, "LATIN").startswith("LATIN")]
    if len(beyond) > _FOREIGN * len(letters):
        return not any(word in _small_words("en") for word in words)
    # a capital inside may be a name's
    own = {w.lower() for n, w in enumerate(written) if n == 0 or w.islower()}
    for least, enough in _ASKED if question.rstrip().endswith("?") else _TOLD:
        small = _small_words(likely(question, least))
        english = _small_words("en") - small
        if len(own & small - _small_words("en")) >= enough and english.isdisjoint(words):
            return True
    return False


@cache
def _small_words(language: str) -> frozenset[str]:
    """The commonest words of a language, by its ISO 639-1 code; none where they are not known."""
    try:
        return frozenset(import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)
    except ImportError:
        return frozenset()
