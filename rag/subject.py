"""Questions for the whole of something: "What's the latest on the bridge?", "Who is Jane Roe?"."""

import re
from dataclasses import dataclass
from typing import Literal

from index.nlp import parse
from rag.names import read_name

Form = Literal["", "story", "happened", "latest", "news", "who"]
"""The story of something; what happened somewhere; its newest part; why somebody is in the news;
who somebody is; empty for any other question."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A question for the whole of something."""

    form: Form
    subject: str
    """Of what, in the question's words; empty if of the articles themselves."""


_IS = r"(?:\s+(?:is|was|are|were|has|have)|['’]?s)"
_PLEASE = r"^(?:please\s+)?(?:(?:can|could|would) you\s+)?(?:please\s+)?(?:just\s+)?"
_SUMMARY = r"(?:summary|overview|recap|rundown|run-down|outline|digest|synopsis|tl;?dr)"
_ON = r"(?:on|about|of|with|in|at|from|for|regarding|concerning|around|over)"
_NEWS = r"(?:news|developments?|updates?|word|situation|state of play)"
_QUARREL = (
    r"(?:row|dispute|controversy|scandal|fuss|furore?|quarrel|affair|saga|story|debate|debacle|feud"
    r"|stand-?off|argument|outcry|uproar|case)"
)
_PATTERNS: tuple[tuple[Form, str], ...] = (
    # why somebody is in the news
    (
        "news",
        rf"^why{_IS}\s+(?P<of>.+?)\s+(?:been\s+)?(?:in the (?:news|headlines|papers|spotlight)"
        r"|(?:making|made) (?:the )?(?:news|headlines))(?: (?:now|lately|recently|again))*$",
    ),
    ("news", rf"^what{_IS}\s+(?P<of>.+?)\s+(?:been\s+)?in the (?:news|headlines) for$"),
    # the newest
    (
        "latest",
        rf"^(?:what{_IS}\s+)?(?:the\s+|any\s+|is there any\s+|are there any\s+)?(?:very\s+)?"
        rf"(?:latest|newest|most recent|recent|new|any)(?:\s+{_NEWS})?\s+{_ON}\s+(?P<of>.+)$",
    ),
    ("latest", rf"^(?:is there |are there )?(?:any |the )?{_NEWS}\s+{_ON}\s+(?P<of>.+)$"),
    ("latest", rf"^what{_IS}\s+(?:been\s+)?(?:new|going on|happening)\s+{_ON}\s+(?P<of>.+)$"),
    ("latest", r"^how are (?:things|matters)(?: going)? (?:with|at|in|for) (?P<of>.+)$"),
    ("latest", r"^where do (?:things|matters) (?:now )?stand (?:with|on|at|in) (?P<of>.+)$"),
    # the story
    (
        "story",
        rf"{_PLEASE}(?:summari[sz]e|sum up|recap|outline|describe|explain|brief me on)\s+"
        rf"(?:(?:for )?(?:me|us)\s+)?(?:(?:the )?(?:news|coverage|reporting)\s+{_ON}\s+)?"
        r"(?P<of>.+)$",
    ),
    (
        "story",
        rf"{_PLEASE}(?:(?:give|write|get|show|send|do)\s+(?:(?:me|us)\s+)?|i (?:want|need)\s+)?"
        rf"(?:an?\s+|the\s+)?(?:(?:short|brief|quick|concise)\s+)?{_SUMMARY}"
        rf"(?:\s*:|\s+(?:of|on|about|for))?\s+(?P<of>.+)$",
    ),
    ("story", rf"^(?P<of>.+?)[\s:,–-]+(?:{_SUMMARY}|in (?:brief|short|a nutshell)|explained)$"),
    (
        "story",
        rf"{_PLEASE}tell\s+(?:me|us)\s+(?:(?:something|everything|all|more|a (?:bit|little))\s+)*"
        r"about\s+(?P<of>.+)$",
    ),
    (
        "story",
        r"^what\s+(?:do|does|can)\s+(?:you|we|(?:the )?(?:articles?|papers?|news|press))\s+"
        r"(?:know|say|tell(?: me| us)?|report|have)\s+(?:about|on)\s+(?P<of>.+)$",
    ),
    ("story", rf"^what{_IS}\s+(?:known|reported|there)\s+about\s+(?P<of>.+)$"),
    (
        "story",
        rf"^what{_IS}\s+(?:all )?(?:the|this|that)\s+(?:[\w’'-]+\s+)?{_QUARREL}\s+"
        r"(?:all )?(?:about|over|around|surrounding|involving|behind|against|with|of)\s+"
        r"(?P<of>.+)$",
    ),
    ("story", rf"^what{_IS}\s+(?P<noun>.+?)\s+(?:all )?about$"),
    # what happened
    (
        "happened",
        r"^what(?:\s+(?:has|have|had))?\s+(?:(?:exactly|actually|else)\s+)?happened\s+"
        r"(?:in|at|on|with|during|around|near|inside|outside|between|over)\s+(?P<of>.+)$",
    ),
    (
        "happened",
        r"^what(?:\s+(?:has|have|had|ever))?\s+(?:become of|happened\s+to)\s+"
        r"(?P<of>(?:the\s+(?:\w+\s+)??)?(?-i:[A-Z])[\w.'’-]*(?:\s+(?-i:[A-Z])[\w.'’-]*)*)$",
    ),
    ("story", r"^what(?:\s+(?:has|have|had))?\s+happened$"),
    ("latest", rf"^(?P<of>.+?)[\s:,–-]+(?:(?:the )?latest(?: {_NEWS})?|news)$"),
    ("who", rf"^who(?:\s+(?:exactly|on earth))?{_IS}\s+(?:exactly\s+)?(?P<of>.+)$"),
)
_WHOLE = tuple((form, re.compile(pattern, re.IGNORECASE)) for form, pattern in _PATTERNS)
_SELF = re.compile(
    rf"^{_SUMMARY}$|^(?:(?:all )?(?:the|this|these|that|today['’]s|your|my|each)\s+)*(?:main\s+)?"
    r"(?:articles?|story|stories|text|report|news|piece|page|day|it|them|this|that|idea|point|topic)"
    r"(?: all)?$",
    re.IGNORECASE,
)
_MAIN = re.compile(r"\bmain (?:point|idea|topic|story)\b", re.IGNORECASE)
# "summarise the case and how it ended": the whole has its end
_AND_HOW = re.compile(
    r",?\s+and\s+(?:how|what|where|why|when)\s+(?:it|they|he|she|things?|this|that|happened)\b.*$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:what|how|why|when|where|who|whom|whose|which|whether|if)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:if|when|that|which|who|because|after|before)\b", re.IGNORECASE)
_NO_NAME = frozenset(
    """
    a an and any at behind but by doing for from going he her here his i in it its my new next no of
    on or our she still that the their them there they this those to under we with you your
    """.split()
)
_NAME_WORDS = 5


def read_whole(text: str) -> Whole | None:
    """What `text` asks for the whole of; None if it asks for something else.

    Args:
        text: A question without its time and closing marks.
    """
    text = text.strip(" ?!.…:;,")
    if _SELF.match(text) or _MAIN.search(text):
        return Whole("story", "")
    for form, pattern in _WHOLE:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        subject = _AND_HOW.sub("", groups.get("of") or groups.get("noun") or "").strip()
        if form == "who":
            return Whole(form, subject) if _is_name(subject) else None
        if _ASKS.match(subject):
            # "summarise what happened at the harbour", but not "explain why it sank"
            return read_whole(subject)
        if _CLAUSE.search(subject) or ("noun" in groups and not _is_noun(subject)):
            return None
        return Whole(form, "" if _SELF.match(subject) else subject)
    return None


def _is_noun(text: str) -> bool:
    """Whether it ends in a noun: nobody is asked for the whole of "they more worried"."""
    return parse(text)[-1].pos_ in ("NOUN", "PROPN")


def _is_name(text: str) -> bool:
    """Whether it may be somebody's name: in small letters only the articles can tell."""
    words = text.split()
    if not 0 < len(words) <= _NAME_WORDS or _NO_NAME & {w.lower() for w in words}:
        return False
    if re.search(r"[\d,;:]|['’]s?$|['’]s\s", text):
        return False
    small = text == text.lower()
    return read_name(text.title() if small else text) is not None and (
        small or all(w[0].isupper() or w in ("van", "von", "de", "al", "bin", "da") for w in words)
    )
