"""A local server that answers as a test tells it, in the manner of OpenAI's or Ollama's API."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class StandIn:
    """What it answers, and what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.content_type = "text/event-stream"
        self.body: list[bytes] = []
        self.hang = False
        """After the body, keep the connection open without a word."""
        self.drip = False
        """After the body, send a line that means nothing every 50 ms."""
        self.asked: list[dict[str, Any]] = []
        self.closing = threading.Event()
        self.url = ""

    def openai(self, *deltas: str) -> None:
        """Stream `deltas` as an OpenAI-compatible server does."""
        chunks = [
            {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "m",
                "choices": [{"index": 0, "delta": {"role": "assistant", "content": d}}],
            }
            for d in deltas
        ]
        self.body = [f"data: {json.dumps(c)}\n\n".encode() for c in chunks] + [b"data: [DONE]\n\n"]

    def ollama(self, *deltas: str) -> None:
        """Stream `deltas` as Ollama does."""
        self.content_type = "application/x-ndjson"
        lines: list[dict[str, Any]] = [
            {"model": "m", "message": {"role": "assistant", "content": d}, "done": False}
            for d in deltas
        ]
        lines.append({"model": "m", "message": {"role": "assistant", "content": ""}, "done": True})
        self.body = [f"{json.dumps(line)}\n".encode() for line in lines]


@contextmanager
def serving() -> Iterator[StandIn]:
    """A stand-in on a free port of 127.0.0.1."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            stand_in.asked.append(json.loads(self.rfile.read(length)))
            try:
                self.send_response(stand_in.status)
                self.send_header("Content-Type", stand_in.content_type)
                self.end_headers()
                for piece in stand_in.body:
                    self.wfile.write(piece)
                    self.wfile.flush()
                while stand_in.drip and not stand_in.closing.wait(0.05):
                    self.wfile.write(b": still there\n\n")
                    self.wfile.flush()
                if stand_in.hang:
                    stand_in.closing.wait()
            except ConnectionError:
                pass  # the client has had enough

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
