"""The process that `index.read.apart` starts: reads what it is sent until its input ends."""

import io
import logging
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from index.article import Article
from index.errors import SourceError
from index.read.apart import MEMORY, Kind, receive, send
from index.read.documents import read_docx, read_pdf
from index.read.feed import Entry, read_entries
from index.read.mail import read_mail
from index.read.markdown import read_markdown
from index.read.mhtml import read_mhtml
from index.read.page import read_page

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
    """Answer until the input ends; an answer is what `read` gives, or a text: why there is none."""
    # Ctrl-C is for the process that asked.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out = sys.stdout.buffer
    # What a library prints must not get between the answers.
    sys.stdout = sys.stderr
    send(out, "ready")
    while True:
        try:
            request = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: Article | list[Entry] | str = read(*request)  # type: ignore[misc]
        except SourceError as error:
            answer = str(error)
        send(out, answer)


if __name__ == "__main__":
    main()
