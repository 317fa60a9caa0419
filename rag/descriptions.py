"""What an article calls somebody: before their name, behind it or in a clause of its own.

Read from the text rather than from a parse: only few articles are looked at, but while one waits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.lexicon import KIN
from rag.names import bears_surname, is_title, read_name
from rag.rolewords import BEFORE, full_title, in_full, is_role

_PAUSE = r",.;:\"“”()\n—–"
_WHOSE = r"(?:an?|the|his|her|its|their|our|my|that|another|one)"
_HELD = re.compile(rf"(?:^|[{_PAUSE}])\s*(?P<told>[^{_PAUSE}]+),\s*$")
# An apposition is closed again: "The referee, Jane Roe said, was blind" tells of two.
_CLOSED = re.compile(rf"^(?:\s+of\s[^{_PAUSE}]+)?\s*(?:[{_PAUSE}]|$)")
_BESIDE = re.compile(rf"(?:^|[{_PAUSE}]|\b(?={_WHOSE}\s))\s*(?P<told>(?:[\w'’-]+\s+){{1,6}})$")
_TOLD = re.compile(r"\b(?:told|asked|informed|reminded|assured|warned|said|says)\s+$", re.I)
_BEHIND = re.compile(rf"^(?:,\s+(?:aged\s+)?\d+)?,\s+(?P<told>[^{_PAUSE}]+)(?:[,.;:)—–\n]|$)")
_IN_BRACKETS = re.compile(r"^\s+\((?P<told>[^()\n]+)\)")
_OF = re.compile(
    rf"^,?\s+(?P<told>(?:of|from|at)\s+[^{_PAUSE}]+?)"
    rf"(?=[{_PAUSE}]|\s(?:added|confirmed|had|has|is|said|says|told|warned|was|who|will)\b|$)"
)
_WHO = re.compile(r"^,\s+whom?\s+(?P<told>[^,.;\"“”\n]+)")
_IS = re.compile(
    r"^,?\s+(?:who\s+)?(?P<time>is|was|has been|had been|used to be|became|remains)\s+"
    rf"(?:now\s+)?(?P<told>[^{_PAUSE}]+)"
)
_LEFT = re.compile(
    r"^[^.;\"“”\n]{0,120}?\b(?:resigned|quit|retired|stepped\s+down|stood\s+down)\s+"
    rf"(?:\w+\s+){{0,3}}?as\s+(?P<told>[^{_PAUSE}]+?)"
    rf"(?=[{_PAUSE}]|\s(?:after|amid|in|last|on|over|this|when|within)\s|$)"
)
_PAST = re.compile(
    r"\b(?:until|at the time|once|back then)\b|^(?:was|were|ran|led|headed|chaired|managed|directed"
    r"|owned|used to|had been|taught|coached|trained)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"^(?:\w+ed|\w+ing|said|says|told|and|but|or|to|in|on|as|with)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Description:
    """Words that tell what somebody is or does."""

    words: str
    """As the article has them, short words in full."""
    start: int
    """Where they stand in its text, or at least the name beside them."""
    clause: bool = False
    """Whether they begin with what somebody does ("runs the mill") rather than what they are."""
    former: bool = False
    """Whether they tell of a time that is over."""


def descriptions(name: str, text: str) -> Iterator[Description]:
    """All that the text calls the bearer of the name beside it."""
    for match in re.finditer(rf"\b{_pattern(name, text)}\b(?!['’]s)", text):
        yield from _before(text[: match.start()], text[match.end() :])
        yield from _behind(text[match.end() :], match.end())


def _pattern(name: str, text: str) -> str:
    """The name, and the surname with a title where nobody else in the text bears it."""
    whole, read = re.escape(name), read_name(name)
    if read is None or not bears_surname(read, text):
        return whole
    return rf"(?:{whole}|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lady)\.? {re.escape(name.split()[-1])})"


def _before(before: str, behind: str) -> Iterator[Description]:
    """What stands before a name: titles, "the coach Jane Roe", "its chairman, Jane Roe,"."""
    paragraph = before[before.rfind("\n") + 1 :]
    offset = len(before) - len(paragraph)
    while (title := re.search(r"(?<!\S)([A-Z][\w.]*)\s+$", paragraph)) and is_title(title[1]):
        yield _description(full_title(title[1]), offset + title.start())
        paragraph = paragraph[: title.start()]
    held = _HELD.search(paragraph)
    if held and _CLOSED.match(behind):
        yield _description(held["told"], offset + held.start("told"))
    beside = _BESIDE.search(paragraph)
    if (
        beside
        and _is_role(beside["told"].split()[-1])
        and not _TOLD.search(paragraph[: beside.start("told")])
    ):
        yield _description(beside["told"], offset + beside.start("told"))


def _behind(behind: str, start: int) -> Iterator[Description]:
    for pattern in (_BEHIND, _IN_BRACKETS, _OF):
        found = pattern.match(behind)
        if found and not _SAYING.match(found["told"]) and not found["told"].startswith("who "):
            yield _description(found["told"], start)
    is_something = _IS.match(behind)
    if is_something:
        past = is_something["time"] in ("was", "had been", "used to be")
        yield _description(is_something["told"], start, former=past)
    left = _LEFT.match(behind)
    if left:
        yield _description(left["told"], start, former=True)
    does = _WHO.match(behind)
    if does and not is_something:
        yield _description(does["told"], start, clause=True)


def _description(
    words: str, start: int, *, clause: bool = False, former: bool = False
) -> Description:
    full = in_full(words.strip())
    past = bool(BEFORE & set(full.lower().split()) or _PAST.search(full))
    return Description(full, start, clause=clause, former=former or past)


def _is_role(word: str) -> bool:
    return is_role(word) or word.lower() in KIN
