"""The process that `index.read.apart` starts: reads what it is sent."""

import io
import sys
from collections.abc import Callable
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.process import serve
from index.read.apart import MEMORY, Kind
from index.read.feed import Entry, read_entries
from index.read.mail import read_mail
from index.read.markdown import read_markdown
from index.read.mhtml import read_mhtml
from index.read.page import read_page
from index.read.pdf import read_pdf
from index.read.word import read_docx

READERS: dict[Kind, Callable[[BinaryIO, str], Article | list[Entry]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "mail": read_mail,
    "markdown": read_markdown,
    "mhtml": read_mhtml,
    "feed": lambda stream, origin: read_entries(stream.read(), origin),
}


def read(kind: Kind, data: bytes | str, origin: str, address: str) -> Article | list[Entry]:
    """The article in a page (`str`) or in a file (`bytes`), or the entries of a feed.

    Raises:
        SourceError: it is damaged, or holds no article.
    """
    if isinstance(data, str):
        return read_page(data, origin, address)
    return READERS[kind](io.BytesIO(data), origin)


def main() -> None:
    """The process: read what is asked; a text as the answer tells why it cannot be read."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    serve(_answer)


def _answer(
    kind: Kind, data: bytes | str, origin: str, address: str
) -> Article | list[Entry] | str:
    try:
        return read(kind, data, origin, address)
    except SourceError as error:
        return str(error)
