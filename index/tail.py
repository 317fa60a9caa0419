"""The foot of a page: who reported and edited, credit, imprint."""

import re
from dataclasses import dataclass, replace
from datetime import date

from index.article import Removed
from index.byline import names
from index.furniture import AGENCY, Page
from index.labels import is_menu_item, outlet_weight
from index.stamp import Stamp, read_stamp

_OUTLET = rf"(?:{AGENCY}|The [A-Z][\w .&'-]{{2,40}}(?:/[A-Z]\w+)?|[A-Z][\w .&'-]{{2,40}}/[A-Z]\w+)"
_CREDIT = re.compile(
    rf"(?<=[.!?…\"”’)])\s*(?:[-–—]{{1,2}}\s*(?P<dash>{_OUTLET})|\((?P<paren>{AGENCY})\))\.?$"
)
_CREDIT_LINE = re.compile(rf"[-–—(]\s*(?P<name>{_OUTLET})\)?\.?")
_WORKED = re.compile(
    r"\(?(?:additional )?(?:reporting|writing|editing|compiled|edited|written|produced) "
    r"(?:and (?:reporting|writing|editing) )?by\b.{3,300}",
    re.I,
)
_FIRST_IN = re.compile(
    r"[Tt]his (?:article|story|piece) (?:was )?(?:originally|first) (?:published|appeared)"
    r" (?:in|on|by|at) (?:the )?[A-Z\d].{2,200}|"
    r"This (?:article|story) appeared in the\b.{2,80}\b(?:edition|issue)\b.{0,100}|"
    r"Translation of an original (?:article|story)\b.{0,250}"
)
_SOURCE = re.compile(r"SOURCE [A-Z].{1,80}")
_REPORTED = re.compile(
    r"(?<!additional )\b(?:reporting|written|compiled)(?: and (?:writing|editing))? by ([^;.]+)",
    re.I,
)
_IMPRINT = re.compile(
    r"(?:price|letters(?: to the editor)?|contact(?: us)?|e-?mail|phone|tel|telephone|address|"
    r"newsdesk|circulation|publisher|issn|imprint|impressum|advertising|follow|tags?|topics?|"
    r"filed under|source link|share)\s*:\s*\S.{0,120}",
    re.I,
)
_YEAR = re.compile(
    r"\(c\)|©|copyright|\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)\d\d)?|all rights reserved", re.I
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What a page's foot tells; empty or None where it does not."""

    outlet: str = ""
    """Of a last line "The Velburg Post, 12 March 2024"."""
    published: date | None = None
    authors: tuple[str, ...] = ()


def take_tail(page: Page) -> Tail:
    """Take off the last lines that are a date, a list of who worked on it, or an imprint."""
    tail = Tail()
    while len(page.paragraphs) > 1:
        text = page.paragraphs[-1].text
        stamp = read_stamp(text)
        outlets = [name for name in _names(stamp) if outlet_weight(name)]
        if stamp and stamp.dated and (stamp.labelled or stamp.updated or outlets):
            kind = "credit" if outlets else "date"
            tail = replace(
                tail,
                outlet=tail.outlet or "".join(outlets[:1]),
                published=tail.published or stamp.published,
            )
        elif _SOURCE.fullmatch(text) or _FIRST_IN.fullmatch(text):
            kind = "credit"
        elif _is_work(text):
            kind = "byline"
            reporters = [match[1].strip(" )") for match in _REPORTED.finditer(text)]
            tail = replace(tail, authors=tail.authors or names(reporters))
        elif _IMPRINT.fullmatch(text) and not _is_said(text):
            kind = "imprint"
        elif is_menu_item(text):
            kind = "navigation"
        else:
            break
        page.take(len(page.paragraphs) - 1, kind)
    return tail


def copyright_outlet(page: Page) -> str:
    """The outlet of a line "© 2024 The Velburg Post" that was taken off; no company's name."""
    for removed in reversed(page.removed):
        if removed.kind == "copyright":
            name = _YEAR.sub(" ", removed.text).strip(" .,|-–—·")
            name = " ".join(name.split())
            if outlet_weight(name):
                return name
    return ""


def _names(stamp: Stamp | None) -> tuple[str, ...]:
    return stamp.before + stamp.after if stamp else ()


def _is_work(text: str) -> bool:
    """Such as "Reporting by Ada Orm in Velburg; Editing by Bo Lind": names, and no sentence."""
    if not _WORKED.fullmatch(text):
        return False
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    plain = {
        "additional",
        "reporting",
        "writing",
        "editing",
        "edited",
        "written",
        "compiled",
        "produced",
        "by",
        "and",
        "in",
        "the",
        "of",
        "de",
        "van",
        "von",
        "der",
        "al",
        "bin",
        "for",
        "at",
    }
    return all(not word[0].islower() or word in plain for word in words)


def _is_said(text: str) -> bool:
    return re.search(r"[\"“”]|[a-z]\.$", text) is not None


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
