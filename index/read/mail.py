"""E-mails (.eml): a newsletter or a forwarded article."""

import contextlib
import email
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from typing import Any, BinaryIO

from index.article import Article, Removed
from index.errors import SourceError
from index.read.moments import read_moment
from index.read.page import read_page
from index.read.streams import decode, decode_html, parsing
from index.read.text import article_of

MAX_HEADER = 5_000
"""Characters of a header that are looked at: reading a long one takes the square of its length."""
ENOUGH = 200
"""Characters of plain text; less is "open this in a browser"."""

SIGNATURE_LINES = 6
"""More is another part of a newsletter."""

_PAGE = re.compile(r"<(?:html|body)\b", re.I)


class _Policy(EmailPolicy):
    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(
            name, value if len(value) <= MAX_HEADER else value[:MAX_HEADER]
        )


POLICY = _Policy()


def read_mail(stream: BinaryIO, origin: str) -> Article:
    """The article in an e-mail; attachments are left out.

    Raises:
        SourceError: it is damaged, or holds no article.
    """
    with parsing(origin, "an e-mail"):
        message = email.message_from_binary_file(stream, policy=POLICY)
        assert isinstance(message, EmailMessage)
        subject = " ".join(str(message.get("Subject", "")).split())
        article = _body(message, origin, subject)
        sender = message.get("From")
        names = [a.display_name for a in sender.addresses if a.display_name] if sender else []
        sent = read_moment(str(message.get("Date", "")))
    where = dict(article.provenance)
    if subject:
        where["title"] = "e-mail subject"
    if names and not article.source:
        where["source"] = "e-mail sender"
    exact: datetime | None = sent.at if sent else None
    return replace(
        article,
        title=subject or article.title,
        source=article.source or (names[0] if names else ""),
        published=sent.day if sent else article.published,
        published_at=exact or article.published_at,
        published_from="e-mail date" if sent else article.published_from,
        provenance=tuple(sorted(where.items())),
    )


def _body(message: EmailMessage, origin: str, subject: str) -> Article:
    """The article in the plain text, or in the HTML where the plain text is less."""
    plain, html = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    found = []
    with contextlib.suppress(SourceError):
        text = _text(plain, origin, decode)
        found.append(_without_signature(text, origin, subject))
        if len(text) >= ENOUGH:
            return found[0]
    with contextlib.suppress(SourceError):
        found.append(read_page(_whole(_text(html, origin, decode_html)), origin))
    if not found:
        raise SourceError(
            f"{origin} is an e-mail without text that reads as an article; add its attachment on "
            "its own, or save its text as a file."
        )
    return max(found, key=lambda article: len(article.text))


def _text(part: MIMEPart | None, origin: str, decoder: Callable[[bytes, str, str], str]) -> str:
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        return ""
    return decoder(content, origin, part.get_content_charset() or "")


def _whole(html: str) -> str:
    """A page; e-mails may have a piece of one."""
    return html if _PAGE.search(html) else f"<html><body>{html}</body></html>"


def _without_signature(text: str, origin: str, subject: str) -> Article:
    """The article above the line "-- " (RFC 3676, 4.3), if what stands under it is short."""
    text = text.replace("\r\n", "\n")
    above, mark, below = text.rpartition("\n-- \n")
    if not mark:
        above, mark, below = text.rpartition("\n--\n")
    lines = [line.strip() for line in below.split("\n") if line.strip()]
    if not above.strip() or len(lines) > SIGNATURE_LINES or max(map(len, lines), default=0) > 80:
        return article_of(text, origin, subject)
    article = article_of(above, origin, subject)
    removed = tuple(Removed("signature", line) for line in lines)
    return replace(article, removed=article.removed + removed)
