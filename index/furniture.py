"""What on a page is not the article's own words: patterns for it, and taking it off.

When unsure, it stays: a lost sentence is worse than a kept label.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from index.article import Removed
from index.buttons import BESIDE, button_kind
from index.dateline import Dateline, find_dateline
from index.invites import is_invitation
from index.rights import is_rights_notice

LINKED = 0.6
"""A line of which links make this share, and which is no sentence, leads elsewhere."""

HEADLINE = 4
"""Words of a headline under "Read more", at least; a subhead has fewer."""

LONGEST = 400
"""Characters of a line that may be furniture; a longer one is prose, and slow to match."""

_ENDS = re.compile(r"""[.!?…:;,。！？]['"”’»)\]]*$""")
AGENCY = (
    r"(?:AFP|AP|UPI|EPA|dpa|DPA|ANI|PTI|IANS|TASS|ANN|Reuters|Associated Press|"
    r"Agence France-Presse|Bernama|Xinhua|Kyodo|Yonhap|Bloomberg|Getty(?: Images)?)"
)
_PHOTO = r"(?:[Ff]ile |[Pp]ool |[Hh]andout )?(?:[Pp]hoto(?:graph|graphy)?|[Ii]mage|[Pp]icture)s?"
_WORD = r"(?:[A-Z][\w'’.&]*|dpa|via|of|for|the|by|and|courtesy|supplied|handout)"
_CREDITED = rf"\s*{_WORD}(?:[\s/,]+{_WORD}){{0,7}}"
# named as what it is, in other languages too: "[Image: …]", "Bildunterschrift: …"
_LABELLED = (
    r"\[(?i:image|photo(?:graph)?|picture|pic|video|graphic|bild|foto|imagen)s?"
    r"(?:\s*:| by )[^\]]{2,300}\]|"
    r"(?:Bild(?:unterschrift|beschreibung|quelle|rechte|nachweis)|Pie de foto)\s*:.+|"
    rf"(?:Fotos?|Bild|Imagen|Crédits?(?: photos?)?)\s*:{_CREDITED}|"
    r"(?:Image|Photo|Video) (?:source|caption), ?[A-ZÀ-Þ\d“\"'‘].+"
)
# a credit holds names and little else: prose about a photo does not match
_CAPTION = re.compile(
    rf"^{_PHOTO}(?: credit| courtesy)?\s*[:/](?:.*(?:[^.,;]|\b[A-Z]\.)|{_CREDITED})?$|"
    rf"^{_PHOTO} (?:by|courtesy of) [^.]{{0,80}}$|^(?:{_LABELLED})$|"
    rf"(?:\s[-–—|]\s*|\(|©\s*)(?:(?:[A-Z][\w'’.]*|via|of)[\s/:]+){{0,5}}{_PHOTO}"
    rf"(?:[\s/:]+(?:[A-Z][\w'’.]*|via|by|courtesy|of|credit))*\)?\.?$|"
    rf"(?<=[.!?])\s*{_PHOTO}(?: credit)?\s*(?:by|:|/)\s*[A-Z][^.]{{0,50}}$"
)
_CAPTION_AGENCY = re.compile(rf"[-–—(/|]\s*{AGENCY}(?:/[\w .]+)?\)?\.?$")
_PICTURED = re.compile(r"\bpictured\b|\((?:right|left|centre|center|second from \w+)\)", re.I)
_LIST_HEAD = re.compile(
    r"^(?:(?:next in|others? also read|also read|read also|read next|up next|related|"
    r"more (?:from|on|in|stories|news|like)|most (?:read|popular|viewed|shared)|trending|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|recommended|popular (?:now|stories)|"
    r"latest (?:news|stories|headlines)|top stories|editor['’]?s['’]? picks?|don['’]t miss|"
    r"around the web|sponsored|promoted|see also|in other news|explore more|suggested topics|"
    r"(?:follow the )?topics in this (?:article|story))\b[^.!?:,;]{0,50}|"
    r"(?:related|read also|also read|see also|recommended|suggested|tags)(?: \w+)?:|"
    r"(?:read )?more (?:from|on) [^.!?:,;]{2,40}:|[A-Z]{2,5} recommends:?|tags|"
    r"(?:(?:à )?lire aussi|sur le même sujet|lesen sie auch|mehr zum thema|schlagwort(?:e|er)|"
    r"(?:lea|lee) también|más información|archivado en|te puede interesar|leggi anche|"
    r"lees ook)\s*:?|"
    r"please use chrome browser\b.{0,60})$",
    re.I,
)
_READ_MORE = re.compile(r"(?:read|see) (?:more|next|also)\W*", re.I)
_APPEARED = re.compile(
    r"(?:The|This) (?:post|article|story) (?P<title>.{2,200}?) "
    r"(?:appeared first|first appeared) on [A-Z].{1,80}"
)
_SPOKEN = re.compile(r"[\"“”]|\b(?:said|says|told|asked|added|wrote|according)\b", re.I)
_FURNITURE = [
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("promotion", r"^(?:read|show|see|load|view|learn) more\b[^.]{0,20}\W*$"),
        ("promotion", r"^(?:(?:read|see|watch) (?:more|also|next)|(?:related|also read)"
                      r"(?: (?:story|stories|article|articles|content))?)\s*[:>»|]"
                      r"(?:.{0,149}[^.,;])?$"),
        ("promotion", r"^(?:(?:[àa] )?(?:lire|voir|écouter) (?:aussi|également)|lisez aussi|"
                      r"lesen sie auch|mehr zum thema|le[ae] también|más información|"
                      r"leia também|leggi anche|lees ook)\s*[:>»|]"
                      r".{0,149}[^.,;]$"),
        ("promotion", r"^(?-i:RELATED|READ MORE|READ ALSO|SEE ALSO|WATCH NEXT)\s*:"
                      r"\s*(?-i:[A-Z“\"'‘]).{0,150}$"),
        ("promotion", r"^for more (?:stories|news|articles|updates)\b[^.!?:]{0,40},? "
                      r"(?:sign up|subscribe)\b[^.!?:]{0,40}\bnewsletters?\W*$|"
                      r"^(?:[^.!?:\"“]{3,80}\? )?(?:please )?let us know(?: what you think)? "
                      r"in the comments(?: section)?(?: below)?\W*$"),
        ("promotion", r"^(?:sign[- ]up|subscribe|newsletters?)\s*[:!–—-]"
                      r".{0,60}\b(?:free|e-?mail|newsletters?|briefing|inbox|daily|weekly)\b"
                      r"[^.]{0,90}$"),
        ("promotion", r"^(?:[^.!?]{0,80}[.!?]\s)?(?:subscribe|sign up|register|join)"
                      r"(?: (?:now|here|today|free))?\W*$"),
        ("promotion", r"^(?:enter )?your e-?mail(?: address)?\W*$"),
        ("promotion", r"^(?:do you have|have you got|got|have) (?:a|any|more) (?:news )?"
                      r"(?:stor(?:y|ies)|tips?|information|views?|questions?)\b[^.?]{0,60}\?"
                      r".{0,30}\b(?:call|ring|phone|e-?mail|contact|get in touch|let us|message|"
                      r"write|tell us|send)\b.{0,80}$"),
        ("promotion", r"^(?:to unsubscribe|unsubscribe (?:from (?:this|these|our|all)|here))"
                      r"\b.{0,120}$|"
                      r"^unsubscribe\W*$|"
                      r"^(?:view|read) (?:this|it)(?: e-?mail| newsletter)? (?:in|on) (?:your|a) "
                      r"browser\W*$|"
                      r"^you(?: are|['’]re)? (?:receiv|getting)\w* this "
                      r"(?:e-?mail|newsletter)\b.{0,150}$"),
        ("promotion", r"^(?:listen to|watch|hear|play)\b[^.?!]{0,60}"
                      r"\((?:\d+:\d\d|\d+ ?(?:min(?:ute)?s?|sec(?:ond)?s?|m|s))\.?\)$"),
        ("promotion", r"^(?:subscribe|sign up|newsletter|log in|sign in|register)(?: now| today|"
                      r" here)?\W*$"),
        (
            "share",
            r"^(?:(?:share|tweet|email|e-mail|print|save|copy link|facebook|twitter|x|whatsapp|"
            r"linkedin|telegram|reddit|pinterest|bookmark|listen|pin it|comment|gift|this|on|"
            r"article|copy|save|by|bluesky|threads|messenger|"
            r"sms|copylink|view|"
            r"story|via|link|\d[\d.,]*[km]? (?:view )?(?:comments?|shares?|likes?))"
            r"\b[\s|,·•/&:()-]*){1,14}$",
        ),
        (
            "cookies",
            r"^(?:we|this (?:web)?site|our (?:partners|website)|by (?:continuing|using|clicking))\b"
            r".{0,120}\bcookies?\b(?=.{0,160}\b(?:experience|consent|agree|accept|policy|"
            r"partners|settings|continu\w+|browser|advert\w+|traffic)\b).*$",
        ),
        ("cookies", r"^(?:(?:accept|reject|manage)(?: all)?(?: optional)?"
                    r"(?: cookies| preferences| settings| options| and close)?[\s|,·]*){1,4}\W*$"),
        ("cookies", r"^(?:we value your privacy|your privacy (?:matters|choices)|"
                    r"cookie (?:settings|notice|policy))\b.{0,60}$"),
        ("caption", r"^(?:photo|image|picture)(?: credit)?: .{0,99}(?:[^.,;]|(?-i:\b[A-Z]\.))$"),
        ("caption", r"^[\[(](?:photo(?:graph)?|image|picture|pic)s?(?: credit)?(?:: ?| by )"
                    r"[^\])]{2,80}[\])]$"),
        ("comments", r"^(?:view |show |read )?(?:all )?\(?\d[\d,]*\)? comments?\W*$"),
        ("comments", r"^(?:comments?|leave a comment|post a comment|"
                     r"join the (?:conversation|discussion))\W*(?:\d[\d.,]*)?(?: comments?)?\W*$"),
        ("comments", r"^(?:leave a reply|cancel reply|post comment)\b.{0,20}$|"
                     r"^your e-?mail address will not be published\b.{0,60}$|"
                     r"^required fields are marked\b.{0,10}$|"
                     r"^(?:comments? (?:are|is) (?:now )?closed)\W*$"),
        ("advertisement", r"^(?:advertisement|ad|advertising|sponsored(?: content)?|"
                          r"story continues below"
                          r"(?: advertisement)?|article continues (?:below|after).{0,30})\W*$"),
        ("navigation", r"^(?:skip to (?:main )?content|menu|search|home|back to top|"
                       r"\d+[- ]min(?:ute)?s?\.?(?: read)?|"
                       r"(?:reading time|lesezeit|temps de lecture)\s*:?\s*\d+ ?min\w*)\W*$"),
        ("navigation", r"^(?:tags?|topics?|filed under):(?:.{0,149}[^.!?])?$|"
                       r"^filed under [^.:]{0,150}$"),
        ("navigation", r"^(?:continued|turn|please (?:see|turn)|see)\b.{0,40}\bpage"
                       r" [a-z]?\d+\W*$"),
        ("rule", r"^(?:[-_*=~•#]\s?){3,}$"),
        ("navigation", r"^[\w&'’ -]{2,25}(?:\s*[|›»>]\s*[\w&'’ -]{2,25}){2,}$"),
    )
]  # fmt: skip


class Paragraph(NamedTuple):
    """A line of a page, and the number of the block in which it stood with others."""

    block: int
    text: str
    linked: float = 0.0
    """Share of its characters that are links."""
    columns: int = 1
    """Pieces that wide gaps part it into."""


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

    def take_all(self, kinds: Mapping[int, str]) -> None:
        """Take off paragraphs, by their numbers, each with what it was taken for."""
        for gone, at in enumerate(sorted(kinds)):
            self.take(at - gone, kinds[at])


def is_prose(text: str) -> bool:
    """A sentence of an article, rather than a headline, label or button."""
    return _ENDS.search(text) is not None or len(text) > 200


def furniture_kind(text: str) -> str:
    """What kind of a page's furniture the line is; empty if it may be an article's."""
    if len(text) > LONGEST:
        return ""
    kind = next((kind for kind, pattern in _FURNITURE if pattern.match(text)), "")
    kind = kind or button_kind(text) or ("copyright" if is_rights_notice(text) else "")
    return kind or ("promotion" if is_invitation(text) else "")


def is_list_head(text: str) -> bool:
    """A heading over other articles' headlines: "Most read"."""
    return _LIST_HEAD.match(text) is not None


def is_caption(text: str, *, above_dateline: bool) -> bool:
    """What stands under a picture; more forms are known where the text's dateline is to come."""
    if len(text) > 500:
        return False
    if _CAPTION.search(text) and not _SPOKEN.search(text):
        return True
    return above_dateline and bool(_CAPTION_AGENCY.search(text) or _PICTURED.search(text))


def take_furniture(page: Page) -> None:
    """Lines that are a page's and no article's, wherever they stand."""
    texts = page.texts()
    # a heading of a list goes with the list
    kinds = ["" if is_list_head(text) else furniture_kind(text) for text in texts]
    for at in (*range(len(texts)), *reversed(range(len(texts)))):
        beside = [kinds[n] for n in (at - 1, at + 1) if 0 <= n < len(texts)]
        if not kinds[at] and BESIDE.fullmatch(texts[at]):
            kinds[at] = next((k for k in beside if k in ("share", "comments", "navigation")), "")
        if _READ_MORE.fullmatch(texts[at]) and _is_linked_below(page, at):
            kinds[at + 1] = "related"
    page.take_all({at: kind for at, kind in enumerate(kinds) if kind})


def _is_linked_below(page: Page, at: int) -> bool:
    """Whether a headline stands under "Read more", and nothing else in its block."""
    label, *below = page.paragraphs[at : at + 3]
    if [line.block == label.block for line in below] not in ([True], [True, False]):
        return False
    text = below[0].text
    return len(text) <= 160 and len(text.split()) >= HEADLINE and not is_prose(text)


def take_lists(page: Page) -> None:
    """Lists of other articles' headlines: a heading known for it and the lines under it."""
    at = 0
    while at < len(page.paragraphs):
        if not is_list_head(page.paragraphs[at].text):
            at += 1
            continue
        page.take(at, "related")
        block = None
        while at < len(page.paragraphs):
            number, text = page.paragraphs[at].block, page.paragraphs[at].text
            # the article may go on after the list, with a subhead of its own
            other = block is not None and number != block and _goes_on(page, at)
            # a headline may ask or shout, but not within a quotation's marks
            prose = re.search(r"[.:;,][\"”’)]*$|[!?…][\"”]$", text)
            if len(text) > 160 or prose or other:
                break
            block = number
            page.take(at, "related")


def _goes_on(page: Page, at: int) -> bool:
    """Whether sentences of an article follow."""
    return any(_ENDS.search(text) and len(text) > 60 for text in page.texts()[at:])


def first_dateline(page: Page) -> tuple[Dateline | None, int]:
    """The dateline and the number of its paragraph, among the first ones."""
    found = [(find_dateline(text), at) for at, text in enumerate(page.texts()[:8])]
    lines = [(line, at) for line, at in found if line]
    # "SMITH: …" again and again is a transcript
    speakers = [line for line, _ in lines if line.text.rstrip().endswith(":")]
    if not lines or len(speakers) > 1:
        return None, 0
    return lines[0]


def take_repeated_title(page: Page, title: str) -> None:
    """The headline again, above the text or within it."""
    for at in reversed(range(len(page.paragraphs))):
        if title and _letters(page.paragraphs[at].text) == _letters(title):
            page.take(at, "title")


def take_feed_line(page: Page, title: str) -> None:
    """The line that a blog's feed adds: "The post TITLE appeared first on The Eln Courier."."""
    for at in reversed(range(len(page.paragraphs))):
        text, linked = page.paragraphs[at].text, page.paragraphs[at].linked
        match = _APPEARED.fullmatch(text)
        if match is None:
            continue
        # the feed links its headline
        named = title and _letters(match["title"]) == _letters(title)
        if named or linked * len(text) >= len(match["title"]):
            page.take(at, "credit")


def take_links(page: Page) -> None:
    """Lines that are links to other articles, labels before them included."""
    for at in reversed(range(len(page.paragraphs))):
        paragraph = page.paragraphs[at]
        sentence = _ENDS.search(paragraph.text) and not paragraph.text.endswith(("…", "..."))
        if paragraph.linked >= LINKED and not sentence:
            page.take(at, "related")


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())
