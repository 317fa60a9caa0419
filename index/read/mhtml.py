"""MHTML files, in which a browser keeps a page and all that belongs to it as one."""

import email
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.read.mail import POLICY
from index.read.page import read_page
from index.read.streams import decode_html, parsing


def read_mhtml(stream: BinaryIO, origin: str) -> Article:
    """The article of a page saved with all that belongs to it.

    Raises:
        SourceError: it is no such file, or holds no article.
    """
    with parsing(origin, "a saved page"):
        message = email.message_from_binary_file(stream, policy=POLICY)
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
            return read_page(html, origin, address)
    raise SourceError(f"{origin} holds no web page; save it again from the browser.")
