"""Notices of who holds the rights in a page, such as "© 2024 The Eln Courier"."""

import re

from index.labels import is_name

_HOLDER = re.compile(
    r"©(?! (?:was|is|were|has|had|stands|means)\b).{0,200}|"
    r"(?:copyright|\(c\))\s*(?:©|\(c\)|\d{4}).{0,200}|"
    r"\(c\) [^.]{0,60}\b(?:19|20)\d\d\b[^.]{0,40}\.?",
    re.I,
)
_RESERVED = re.compile(
    r"(?P<holder>.{0,80}?)\b(?:All|ALL) (?:[Rr]ights|RIGHTS) (?:[Rr]eserved|RESERVED)"
    r"(?:\W*|(?:[.|]\s|\s(?:by|to|worldwide)\b).{0,200})"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def is_rights_notice(text: str) -> bool:
    """Whether a line names the holder of a copyright, or nothing but what is reserved.

    "The inscription said all rights reserved" is a sentence.
    """
    if _HOLDER.fullmatch(text):
        return True
    reserved = _RESERVED.fullmatch(text)
    if reserved is None:
        return False
    parts = re.split(r"[.,|()·–—-]+(?:\s|$)", _YEARS.sub("", reserved["holder"]).strip())
    return all(is_name(part.strip(" .")) for part in parts if part.strip(" ."))
