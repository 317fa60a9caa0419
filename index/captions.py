"""What stands under and over pictures: captions, credits, descriptions."""

import re
from collections import defaultdict

from index.buttons import SPOKEN
from index.byline import is_byline
from index.furniture import AGENCY, LONGEST, Page, Paragraph, is_caption, is_prose

WORDS = 5
"""Of a line without a full stop, that is the least for a description rather than a subhead."""
SHARED = 3
"""Words of some length that a picture's description has in common with its caption."""
NEAR = 3
"""Lines between a picture's description and its caption, at most."""

_ADDRESS = re.compile(r"https?://\S+")
_NAME = r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){1,3}"
_OUTLET = r"[A-Z][\w.&'’-]*(?: (?:[A-Z][\w.&'’-]*|of|for|the)){0,5}"
# "… on Monday. Ada Orm/AFP/Getty", "(Ada Orm/The Post via AP, File)", "[File: Ada Orm/Reuters]"
_CREDIT = (
    rf"(?:AP Photo|Pool|{_NAME}) ?/ ?{_OUTLET}(?: ?/ ?{_OUTLET})*(?:,? (?:via|File)\b[^.]{{0,40}})?"
)
_CREDITED = re.compile(
    rf"[.!?]\s*{_CREDIT}$|[(\[](?:File: ?)?{_CREDIT}(?:, File)?[)\]]$|"
    rf"(?:\w|[.!?]\s)\s*(?:Image|Photo|Credit|Pic|Picture)s?\s*(?:\.\.\.|…|:)\s*{_NAME}[^.]{{0,60}}$|"
    rf"[.!?]\s*(?:Pic|Credit)s?\s*:\s*[A-Z][^.]{{1,60}}$|"
    rf"[\w)’'] © ?[A-Z][\w/. ]{{1,40}}$|\bPurchase Licensing Rights\b.{{0,30}}$"
)
_CREDIT_ALONE = re.compile(rf"{_NAME} ?/ ?{_OUTLET}|(?:Illustration|Photograph|Graphic)s?: {_NAME}")
# how some sites give a picture's description: its source first
_DESCRIBED = re.compile(
    rf"(?:(?:Getty Images|PA Media|PA Wire|Alamy|Shutterstock|EPA-EFE)(?:/{_NAME})?|"
    rf"(?:{AGENCY})(?= (?:A|An|The|Two|Three|Four|Several) )) [A-Z].*"
)
# a description between its credits, pasted without a space: "Ada OrmA boat at the quayAda Orm"
_FRAMED = re.compile(rf"(?P<by>{_NAME}|{AGENCY}) ?[A-Z].{{10,}}[a-z.](?P=by)")
_PIECE = re.compile(r"Image (?:source|caption),?")
"""The label of what the next line gives."""
_WORD = re.compile(r"\w{4,}")


def take_captions(page: Page, *, below_head: bool) -> None:
    """Captions known by their credit, and the descriptions that stand beside them.

    Args:
        page: A page.
        below_head: Whether its head is off, so that no line can be its headline.
    """
    lines = page.paragraphs
    where: dict[str, list[int]] = defaultdict(list)
    for number, paragraph in enumerate(lines):
        where[paragraph.text].append(number)
    captions = {n for n, p in enumerate(lines) if _is_credited(p.text)}
    if below_head:
        for line, places in where.items():
            # as its description and as its caption
            if len(places) == 2 and places[1] - places[0] <= NEAR and _is_loose(line):
                captions |= set(places)
    for at in sorted(captions):
        text = lines[at].text
        below = lines[at + 1] if at + 1 < len(lines) else None
        described = _DESCRIBED.fullmatch(text) or _FRAMED.fullmatch(text)
        if below and described and _is_beside(lines[at], below):
            captions.add(at + 1)
        if below and _PIECE.fullmatch(text) and below.block == lines[at].block:
            captions.add(at + 1)
        above = lines[at - 1].text if at else ""
        if _CREDIT_ALONE.fullmatch(text) and at > 1 and lines[at - 2].text == above:
            captions |= {at - 1, at - 2}
        elif at and _is_beside(lines[at], lines[at - 1]) and _is_same(above, text):
            captions.add(at - 1)
        elif len(above.split()) >= WORDS and text.startswith(f"{above} "):
            # the description is the caption without its credit
            captions.add(at - 1)
    captions |= {
        at - 1
        for at in captions
        if at and _ADDRESS.fullmatch(lines[at - 1].text) and lines[at].block == lines[at - 1].block
    }
    page.take_all(dict.fromkeys(captions, "caption"))


def _is_credited(text: str) -> bool:
    if len(text) > LONGEST or is_byline(text):
        return False
    if is_caption(text, above_dateline=False) or _CREDIT_ALONE.fullmatch(text):
        return True
    if _PIECE.fullmatch(text) or (_FRAMED.fullmatch(text) and not is_prose(text)):
        return True
    described = _DESCRIBED.fullmatch(text) is not None and not is_prose(text)
    return (described or _CREDITED.search(text) is not None) and not SPOKEN.search(text)


def _is_loose(text: str) -> bool:
    """No sentence, and too long for a subhead."""
    return not is_prose(text) and text[0].isalnum() and len(text.split()) >= WORDS


def _is_beside(line: Paragraph, other: Paragraph) -> bool:
    return line.block == other.block and _is_loose(other.text)


def _is_same(text: str, other: str) -> bool:
    """Whether both seem to tell of the same picture: by the words that they share."""
    shared = set(_WORD.findall(text.casefold())) & set(_WORD.findall(other.casefold()))
    return len(shared) >= SHARED
