"""Dateline's web app: `python app.py --help`."""

import argparse
import errno
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

# Read by libraries when they are imported: nothing is reported, nothing fetched unasked.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from pydantic import ValidationError

from index.errors import DatelineError

SEEDS = Path(__file__).resolve().parent / "seeds"
SAMPLES = ("one", "all", "none")
SEEDED = ".seeded"
"""Empty file in the data folder: the sample articles have had their turn."""

STOP_WAIT_S = 5.0
"""Seconds that a stop waits for models that still load."""

LOOPBACK = ("127.", "localhost", "::1")


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; the exit status."""
    options = _parser().parse_args(arguments)
    try:
        _check_port(options.host, options.port)
        _serve(options)
    except KeyboardInterrupt:
        return 0
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return _fail(f"The setting {where!r} is wrong: {first['msg']}.")
    except DatelineError as error:
        return _fail(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py", description="Ask your news articles, in a web page."
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the indexed articles")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (%(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="port to serve on (%(default)s)")
    parser.add_argument("--no-browser", action="store_true", help="don't open a browser")
    parser.add_argument("--llm", metavar="NAME", help="model that answers, as in the setting `llm`")
    parser.add_argument(
        "--samples",
        choices=SAMPLES,
        default="one",
        help="sample articles to index: the one, at the first start (default), all, with the "
        "invented collection, or none",
    )
    return parser


def samples(which: str) -> list[Path]:
    """The files and folders of sample articles that one of SAMPLES stands for."""
    if which == "none" or not SEEDS.is_dir():
        return []
    return [SEEDS] if which == "all" else sorted(p for p in SEEDS.glob("[!.]*") if p.is_file())


def _check_port(host: str, port: int) -> None:
    """Before the models load, since that takes seconds.

    Raises:
        DatelineError: nothing can be served there.
    """
    if not 1 <= port <= 65535:
        raise DatelineError(f"{port} is not a port; choose one from 1 to 65535 with --port.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise DatelineError(
                    f"Port {port} is taken by another program; choose another with "
                    f"--port, for instance --port {port + 1 if port < 65535 else 7861}."
                ) from None
            raise DatelineError(
                f"Cannot serve on {host}:{port} ({error.strerror}); choose others with "
                "--host and --port."
            ) from None


def _serve(options: argparse.Namespace) -> None:
    if not options.host.startswith(LOOPBACK):
        _say(
            f"Warning: {options.host} lets other machines open Dateline, and it asks nobody "
            "for a password."
        )
    # Late, so that `--help` and a taken port don't wait for the libraries.
    from index.store import prepare_folder
    from rag import ArticleQA, Settings
    from rag.web import Warmup, build, launch_options

    given: dict[str, Any] = {"data_dir": options.data, "llm": options.llm}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})
    _bypass_proxy(options.host)
    prepare_folder(settings.data_dir)
    with ArticleQA.open(settings=settings) as qa:
        # Asked for by name they come also into an index that has articles.
        mark = settings.data_dir / SEEDED if options.samples == "one" else None
        warmup = Warmup(qa, samples(options.samples), mark)
        warmup.start()
        page = build(qa, warmup, settings.data_dir)
        page.launch(
            server_name=options.host,
            server_port=options.port,
            inbrowser=not options.no_browser and _has_display(),
            prevent_thread_lock=True,
            **launch_options(),
        )
        host = f"[{options.host}]" if ":" in options.host else options.host
        _say(f"Dateline is at http://{host}:{options.port} (Ctrl-C stops it).")
        try:
            _wait()
        finally:
            page.close(verbose=False)
        if not warmup.wait(STOP_WAIT_S):
            # What loads is inside a library, where it cannot be stopped; the index outlives that.
            _leave(0)


def _wait() -> None:
    """Until Ctrl-C or a request to end."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    try:
        over.wait()
    except KeyboardInterrupt:
        _say("Stopping.")


def _has_display() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _bypass_proxy(host: str) -> None:
    """Gradio looks for its own page at start, and must not ask a proxy for it."""
    for name in ("NO_PROXY", "no_proxy"):
        present = os.environ.get(name, "")
        os.environ[name] = ",".join(filter(None, [present, "127.0.0.1", "localhost", host]))


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _fail(sentence: str) -> int:
    _say(sentence)
    return 1


def _leave(status: int) -> NoReturn:
    """End at once: over a thread of the page inside a library the interpreter would abort."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _leave(main())
