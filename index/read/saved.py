"""Saved web pages: HTML files, and MHTML files, in which a browser keeps a page as one."""

import email
import email.policy
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.read.apart import read_apart
from index.read.streams import decode_html, parsing, read_all

MAX_HTML = 20_000_000
MAX_MHTML = 100_000_000
"""Bytes; the page's pictures are in it too."""


def read_html(stream: BinaryIO, origin: str) -> Article:
    """The article of a saved page.

    Raises:
        SourceError: it is too large or no page, or holds no article.
    """
    return read_apart("page", decode_html(read_all(stream, origin, MAX_HTML), origin), origin)


def read_mhtml(stream: BinaryIO, origin: str) -> Article:
    """The article of a page saved with all that belongs to it.

    Raises:
        SourceError: it is too large, no such file, or holds no article.
    """
    data = read_all(stream, origin, MAX_MHTML)
    with parsing(origin, "a saved page"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
                continue
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):
                continue
            address = str(
                part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
            )
            html = decode_html(content, origin, part.get_content_charset() or "")
            return read_apart("page", html, origin, address)
    raise SourceError(f"{origin} holds no web page; save it again from the browser.")
