"""Parts of a page that are not the article's, known by how they begin.

Boxes to sign up, readers' comments, contacts, and who the author is.
"""

import re
from collections.abc import Sequence

from index.furniture import Page, is_prose

BOX = 5
"""Lines of a box to sign up at most; a text that goes on is something else."""
PROMOTION = 15
"""Lines between a promotion's own marks at most."""

_SKIP, _SKIPPED = (
    re.compile(rf"{word} newsletter promotion", re.I) for word in ("skip past", "after")
)
_SIGN_UP = re.compile(r"sign up (?:for|to) [^.!?]{2,60}", re.I)
_SIGNED_UP = re.compile(
    r"by (?:signing up|subscribing)\b.{0,200}|(?:this site is )?protected by recaptcha.*|"
    r"(?:enter )?your e-?mail(?: address)?\W*|privacy notice:.*",
    re.I,
)
_OFFER = re.compile(r"\b(?:you|your|our|we|us|catch up|in one place|free)\b", re.I)
_COMMENTS = re.compile(
    r"\d+ (?:thoughts?|comments?|responses?|replies) (?:on|to) [\"“«‘'].{3,200}", re.I
)
_SORTED = re.compile(
    r"(?:(?:newest|oldest|best rated|worst rated|top rated|most (?:liked|recommended|replies)|"
    r"recommended|neueste|älteste|beliebteste)(?: first| zuerst)?[\s|·,/]*)+",
    re.I,
)
"""How readers' comments can be ordered."""
_COMMENTED = re.compile(
    r"(?:(?:view|all|\d[\d,.]*) )?(?:comments?|kommentare?)\W*(?:\d[\d,.]*)?\W*", re.I
)
_CONTACT = re.compile(
    r"(?:for (?:further|more|media|press) (?:information|details|enquiries|inquiries)\b[^.]{0,40}|"
    r"(?:(?:media|press|investor|news|company)(?: relations)? )?"
    r"(?:contacts?|enquiries|inquiries)(?: details| information)?)\s*:?",
    re.I,
)
_REACHED = re.compile(r"\S+@\S+\.\w+|www\.\S+|https?://|\+?\(?\d[\d ()/.-]{6,}\d")
_AUTHOR = re.compile(r"(?:about|meet) the (?:author|writer|reporter)s?", re.I)
_PRESENTED = (
    r"(?:is (?:a|an|the|our|based)|was|has been|covers|reports|writes|joined|lives|works|edits|"
    r"leads|['’]s)\b"
)


def take_boxes(page: Page) -> None:
    """Sign-up boxes, readers' comments at the end, and contacts under a heading."""
    taken: dict[int, str] = {}
    texts = page.texts()
    for at, text in enumerate(texts):
        if _SKIP.fullmatch(text):
            end = _first(texts[at : at + PROMOTION], _SKIPPED)
            taken |= dict.fromkeys(range(at, at + end + 1), "promotion")
        elif _SIGN_UP.fullmatch(text):
            end = _first(texts[at : at + BOX], _SIGNED_UP)
            if all(_OFFER.search(line) or not is_prose(line) for line in texts[at : at + end]):
                taken |= dict.fromkeys(range(at, at + end + 1), "promotion")
    for at, text in enumerate(texts):
        if at and (_COMMENTS.fullmatch(text) or _is_sorted(texts, at)):
            taken |= dict.fromkeys(range(at, len(texts)), "comments")
            break
        if at and _CONTACT.fullmatch(text):
            taken |= dict.fromkeys(_contact(page, at), "contact")
    page.take_all(taken)


def _first(texts: Sequence[str], pattern: re.Pattern[str]) -> int:
    """The number of the first text that fits; 0 if none."""
    return next((n for n, text in enumerate(texts) if pattern.fullmatch(text)), 0)


def _is_sorted(texts: Sequence[str], at: int) -> bool:
    """Whether a line and the next begin readers' comments: orders of them, under "Comments"."""
    orders = [text for text in texts[at : at + 2] if _SORTED.fullmatch(text)]
    headed = any(_COMMENTED.fullmatch(text) for text in texts[max(0, at - 3) : at])
    return len(orders) == 2 and headed


def _contact(page: Page, at: int) -> Sequence[int]:
    """The numbers of a contact's lines; none where nothing tells how to reach anybody."""
    end = at + 1
    while end < len(page.paragraphs):
        text = page.paragraphs[end].text
        reached = _REACHED.search(text) is not None
        together = page.paragraphs[end].block in (page.paragraphs[at].block,
                                                  page.paragraphs[end - 1].block)  # fmt: skip
        if len(text) > 120 or (is_prose(text) and not reached) or not (together or end == at + 1):
            break
        end += 1
    lines = range(at, end)
    return lines if any(_REACHED.search(page.paragraphs[n].text) for n in lines[1:]) else ()


def take_authors(page: Page, authors: Sequence[str]) -> None:
    """At the end: who the authors are, and their names again.

    Args:
        page: A page whose last lines may be of that kind.
        authors: The article's, as its byline names them.
    """
    if not authors:
        return
    named = "|".join(re.escape(name) for name in authors)
    parts = {part for name in authors for part in name.split() if len(part) > 2}
    short = "|".join(re.escape(part) for part in sorted(parts))
    whole = re.compile(rf"(?:by )?(?:{named})(?: \(.{{2,60}}\)|, [^.]{{2,60}})?", re.I)
    about = re.compile(rf"(?:{named}),? {_PRESENTED}.{{3,300}}", re.I)
    briefly = re.compile(rf"(?:{short}) {_PRESENTED}.{{3,300}}", re.I)
    taken: set[int] = set()
    last = len(page.paragraphs)
    while last > 1:
        text = page.paragraphs[last - 1].text
        above = [p.text for p in page.paragraphs[max(0, last - 4) : last - 1]]
        under = any(whole.fullmatch(line) or _AUTHOR.fullmatch(line) for line in above)
        if not (
            whole.fullmatch(text)
            or _AUTHOR.fullmatch(text)
            or (about.fullmatch(text) and not re.search(r"[\"“”]", text))
            or (under and briefly.fullmatch(text))
            or (under and not is_prose(text) and len(text.split()) <= 3)
        ):
            break
        taken.add(last - 1)
        last -= 1
    page.take_all(dict.fromkeys(taken, "author"))
