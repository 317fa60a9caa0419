"""What on a page is not the article's own words: patterns for it, and taking it off.

When unsure, it stays: a lost sentence is worse than a kept label.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from index.article import Removed
from index.dateline import Dateline, find_dateline

LINKED = 0.6
"""A line of which links make this share, and which is no sentence, leads elsewhere."""

LONGEST = 400
"""Characters of a line that may be furniture; a longer one is prose, and slow to match."""

_ENDS = re.compile(r"""[.!?…:;,。！？]['"”’»)\]]*$""")
_AGENCY = (
    r"(?:AFP|AP|UPI|EPA|dpa|DPA|ANI|PTI|IANS|TASS|ANN|Reuters|Associated Press|"
    r"Agence France-Presse|Bernama|Xinhua|Kyodo|Yonhap|Bloomberg|Getty(?: Images)?)"
)
_OUTLET = rf"(?:{_AGENCY}|The [A-Z][\w .&'-]{{2,40}}(?:/[A-Z]\w+)?|[A-Z][\w .&'-]{{2,40}}/[A-Z]\w+)"
_CREDIT = re.compile(
    rf"(?<=[.!?…\"”’)])\s*(?:[-–—]{{1,2}}\s*(?P<dash>{_OUTLET})|\((?P<paren>{_AGENCY})\))\.?$"
)
_CREDIT_LINE = re.compile(rf"[-–—(]\s*(?P<name>{_OUTLET})\)?\.?")
_PHOTO = r"(?:[Ff]ile |[Pp]ool |[Hh]andout )?(?:[Pp]hoto|[Ii]mage|[Pp]icture)s?"
# a credit holds names and little else: prose about a photo does not match
_CAPTION = re.compile(
    rf"^{_PHOTO}(?: credit| courtesy)?\s*[:/]|^{_PHOTO} (?:by|courtesy of) [^.]{{0,80}}$|"
    rf"(?:\s[-–—|]\s*|\(|©\s*)(?:(?:[A-Z][\w'’.]*|via|of)[\s/:]+){{0,5}}{_PHOTO}"
    rf"(?:[\s/:]+(?:[A-Z][\w'’.]*|via|by|courtesy|of|credit))*\)?\.?$|"
    rf"(?<=[.!?])\s*{_PHOTO}(?: credit)?\s*(?:by|:|/)\s*[A-Z][^.]{{0,50}}$"
)
_CAPTION_AGENCY = re.compile(rf"[-–—(/|]\s*{_AGENCY}(?:/[\w .]+)?\)?\.?$")
_PICTURED = re.compile(r"\bpictured\b|\((?:right|left|centre|center|second from \w+)\)", re.I)
_BYLINE = re.compile(r"^(?:by|reporting by|written by)\s+[A-Z][^.!?]{2,90}$", re.I)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE_LINE = re.compile(
    rf"^(?:(?:first |last )?(?:published|updated|posted|modified|date)\b[^.!?]{{0,80}}\d|"
    rf"(?:\w+day,? )?(?:{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}),?"
    rf" \d{{4}}\b.{{0,40}}$|\d{{4}}-\d\d-\d\d.{{0,30}}$)",
    re.I,
)
_LIST_HEAD = re.compile(
    r"^(?:(?:next in|others? also read|also read|read also|read next|up next|related|"
    r"more (?:from|on|in|stories|news|like)|most (?:read|popular|viewed|shared)|trending|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|recommended|popular (?:now|stories)|"
    r"latest (?:news|stories|headlines)|top stories|editor['’]?s['’]? picks?|don['’]t miss|"
    r"around the web|sponsored|promoted|see also|in other news)\b[^.!?:,;]{0,50}|"
    r"(?:related|read also|also read|see also|recommended)(?: \w+)?:)$",
    re.I,
)
_PLATFORM = (
    r"(?:us|newsletters?|app|channel|whatsapp|telegram|facebook|instagram|twitter|youtube|tiktok|"
    r"inbox|podcast|subscribe|here)"
)
_INVITE = re.compile(
    r"^(?:please )?(?:"
    rf"(?:follow|join|subscribe|sign up|sign in|log in|click (?:here|on|to)|tap (?:here|on|to)|"
    rf"get (?:the|our|more|all|breaking)|download (?:our|the)|scan (?:the|this)|listen to)\b"
    rf".*\b{_PLATFORM}\b|"
    r"(?:like|support|share|watch|visit|find|contact|email|stay|join|follow) "
    r"(?:us|our|with us|tuned|this (?:article|story|page))\b|"
    r"do you support\b.*\blike the page\b)",
    re.I,
)
_SPOKEN = re.compile(r"[\"“”]|\b(?:said|says|told|asked|added|wrote|according)\b", re.I)
_FURNITURE = [
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("promotion", r"^(?:read|show|see|load|view|learn) more\b[^.]{0,20}\W*$"),
        ("promotion", r"^(?:read|see|watch) (?:more|also|next)\s*[:>»|].{0,150}$"),
        ("promotion", r"^(?:subscribe|sign up|newsletter|log in|sign in|register)(?: now| today|"
                      r" here)?\W*$"),
        (
            "share",
            r"^(?:(?:share|tweet|email|e-mail|print|save|copy link|facebook|twitter|x|whatsapp|"
            r"linkedin|telegram|reddit|pinterest|bookmark|listen|pin it|comment|gift|this|on|"
            r"article|"
            r"story|via|link)\b[\s|,·•/&:-]*){1,14}$",
        ),
        (
            "cookies",
            r"^(?:we|this (?:web)?site|our (?:partners|website)|by (?:continuing|using|clicking))\b"
            r".{0,120}\bcookies?\b(?=.{0,160}\b(?:experience|consent|agree|accept|policy|"
            r"partners|settings|continu\w+|browser|advert\w+|traffic)\b).*$",
        ),
        ("cookies", r"^(?:accept|reject|manage)(?: all)?(?: cookies| preferences| and close)\W*$"),
        ("caption", r"^(?:photo|image|picture)(?: credit)?: .{0,100}$"),
        ("comments", r"^(?:view |show |read )?(?:all )?\(?\d[\d,]*\)? comments?\W*$"),
        ("comments", r"^(?:comments?|leave a comment|post a comment|"
                     r"join the conversation)\W*(?:\d+)?\W*$"),
        ("copyright", r"^(?:©|(?:copyright|\(c\))\s*(?:©|\(c\)|\d{4})).{0,200}$|"
                      r"^.{0,80}\ball rights reserved\b.{0,60}$"),
        ("advertisement", r"^(?:advertisement|ad|advertising|sponsored(?: content)?|"
                          r"story continues below"
                          r"(?: advertisement)?|article continues (?:below|after).{0,30})\W*$"),
        ("navigation", r"^(?:skip to (?:main )?content|menu|search|home|back to top|tags?:.{0,150}|"
                       r"topics?:.{0,150}|filed under:?.{0,150}|\d+ min(?:ute)?s? read)\W*$"),
        ("navigation", r"^[\w& ]{2,25}(?:\s*[|›»>]\s*[\w& ]{2,25}){2,}$"),
    )
]  # fmt: skip


class Paragraph(NamedTuple):
    """A line of a page, and the number of the block in which it stood with others."""

    block: int
    text: str
    linked: float = 0.0
    """Share of its characters that are links."""


@dataclass
class Page:
    """Paragraphs, and what was taken off."""

    paragraphs: list[Paragraph]
    removed: list[Removed] = field(default_factory=list)

    def texts(self) -> list[str]:
        """What is left."""
        return [paragraph.text for paragraph in self.paragraphs]

    def take(self, at: int, kind: str) -> str:
        """Take off the paragraph of that number; its text."""
        text = self.paragraphs.pop(at).text
        self.removed.append(Removed(kind, text))
        return text


def is_prose(text: str) -> bool:
    """A sentence of an article, rather than a headline, label or button."""
    return _ENDS.search(text) is not None or len(text) > 200


def take_furniture(page: Page) -> None:
    """Lines that are a page's and no article's, wherever they stand."""
    for at in reversed(range(len(page.paragraphs))):
        text = page.paragraphs[at].text
        if len(text) > LONGEST:
            continue
        kind = next((kind for kind, pattern in _FURNITURE if pattern.match(text)), "")
        if not kind and len(text) <= 200 and _INVITE.match(text) and not _SPOKEN.search(text):
            kind = "promotion"
        if kind:
            page.take(at, kind)
    page.removed.reverse()


def take_lists(page: Page) -> None:
    """Lists of other articles' headlines: a heading known for it and the lines under it."""
    at = 0
    while at < len(page.paragraphs):
        if not _LIST_HEAD.match(page.paragraphs[at].text):
            at += 1
            continue
        page.take(at, "related")
        block = None
        while at < len(page.paragraphs):
            number, text = page.paragraphs[at].block, page.paragraphs[at].text
            # the article may go on after the list, with a subhead of its own
            other = block is not None and number != block and _goes_on(page, at)
            if len(text) > 160 or re.search(r"[.:;,][\"”’)]*$", text) or other:
                break
            block = number
            page.take(at, "related")


def _goes_on(page: Page, at: int) -> bool:
    """Whether sentences of an article follow."""
    return any(_ENDS.search(text) and len(text) > 60 for text in page.texts()[at:])


def take_title(page: Page) -> str:
    """The headline, if the page begins with one."""
    if not page.paragraphs:
        return ""
    first = page.paragraphs[0].text
    rest = page.texts()[1:]
    heading = re.match(r"#{1,2}\s+(.+)$", first)
    if heading and rest:
        page.paragraphs.pop(0)
        return heading[1].strip(" #")
    headline = len(first) <= 200 and not re.search(r"""[.:;,…]['"”’)]*$""", first)
    if not headline or find_dateline(first) or _BYLINE.match(first) or _DATE_LINE.match(first):
        return ""
    # a quotation or a verse also may lack the period: a headline has an article under it
    if first[0] in '-*•–—"“' and _ENDS.search(first):
        return ""
    if not any(is_prose(text) for text in rest):
        return ""
    page.paragraphs.pop(0)
    return first


def first_dateline(page: Page) -> tuple[Dateline | None, int]:
    """The dateline and the number of its paragraph, among the first ones."""
    found = [(find_dateline(text), at) for at, text in enumerate(page.texts()[:8])]
    lines = [(line, at) for line, at in found if line]
    # "SMITH: …" again and again is a transcript
    speakers = [line for line, _ in lines if line.text.rstrip().endswith(":")]
    if not lines or len(speakers) > 1:
        return None, 0
    return lines[0]


def take_head(page: Page, dateline_at: int) -> list[str]:
    """Captions, bylines and dates above the text; gives the lines that may date it."""
    heads = []
    at = 0
    above = dateline_at
    while at < len(page.paragraphs):
        text = page.paragraphs[at].text
        if _DATE_LINE.match(text) and len(text) <= 120 and not _ENDS.search(text):
            kind = "date"
        elif _BYLINE.match(text) and not _ENDS.search(text):
            kind = "byline"
        elif len(text) <= 500 and (
            (_CAPTION.search(text) and not _SPOKEN.search(text))
            or (above > 0 and (_CAPTION_AGENCY.search(text) or _PICTURED.search(text)))
        ):
            kind = "caption"
        elif above > 0 and not is_prose(text):
            at, above = at + 1, above - 1
            continue
        else:
            break
        above -= 1
        taken = page.take(at, kind)
        if kind != "caption":
            heads.append(taken)
    return heads


def take_credit(page: Page) -> str:
    """The outlet's or agency's name at the end."""
    if len(page.paragraphs) > 1:
        line = _CREDIT_LINE.fullmatch(page.paragraphs[-1].text)
        # the last point of a list begins like a credit
        if line and page.paragraphs[-2].text[0] not in "-–—":
            page.take(len(page.paragraphs) - 1, "credit")
            return line["name"].strip()
    if not page.paragraphs:
        return ""
    last = page.paragraphs[-1]
    match = _CREDIT.search(last.text)
    if match is None:
        return ""
    page.paragraphs[-1] = last._replace(text=last.text[: match.start()].rstrip())
    page.removed.append(Removed("credit", match.group().strip()))
    return (match["dash"] or match["paren"]).strip()


def take_repeated_title(page: Page, title: str) -> None:
    """The headline again, above the text or within it."""
    for at in reversed(range(len(page.paragraphs))):
        if title and _letters(page.paragraphs[at].text) == _letters(title):
            page.take(at, "title")


def take_links(page: Page) -> None:
    """Lines that are links to other articles, labels before them included."""
    for at in reversed(range(len(page.paragraphs))):
        paragraph = page.paragraphs[at]
        sentence = _ENDS.search(paragraph.text) and not paragraph.text.endswith(("…", "..."))
        if paragraph.linked >= LINKED and not sentence:
            page.take(at, "related")


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())
