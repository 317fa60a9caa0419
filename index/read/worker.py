"""The process that `index.read.apart` starts: reads what it is sent until its input ends."""

import io
import logging
import signal
import sys

from index.article import Article
from index.errors import SourceError
from index.read.apart import MEMORY, Kind, receive, send
from index.read.documents import read_docx, read_pdf
from index.read.page import read_page


def read(kind: Kind, data: bytes | str, origin: str, address: str) -> Article:
    """The article in a page (`str`), a PDF or a Word file (`bytes`).

    Raises:
        SourceError: it is damaged, or holds no article.
    """
    if isinstance(data, str):
        return read_page(data, origin, address)
    return {"pdf": read_pdf, "docx": read_docx}[kind](io.BytesIO(data), origin)


def main() -> None:
    """Answer until the input ends; an answer is an Article, or why there is none."""
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
            answer: Article | str = read(*request)  # type: ignore[misc]
        except SourceError as error:
            answer = str(error)
        send(out, answer)


if __name__ == "__main__":
    main()
