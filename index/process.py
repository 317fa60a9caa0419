"""A process of our own beside this one, asked through pipes.

Not `multiprocessing`: its "spawn" runs the user's own script again, its "fork" copies locks that
threads hold.
"""

import contextlib
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

from index.settings import PROJECT

LOOK_SECONDS = 0.5
"""Between two looks whether the parent is still there."""


class Process:
    """Runs the function `main` of a module, which calls `serve`; it ends with this process.

    Args:
        module: Name of the module.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, module: str) -> None:
        paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            # -P: no module of the working directory stands in for one of ours.
            [sys.executable, "-P", "-c", f"from {module} import main; main()"],
            # One core is what it is there for; NumPy would take all.
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "OPENBLAS_NUM_THREADS": "1",
                "OMP_NUM_THREADS": "1",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        self._ready = False
        self.parent = os.getpid()

    @property
    def code(self) -> int | None:
        """What it ended with, as of `subprocess.Popen`; None while it runs."""
        return self._process.poll()

    def ready(self) -> None:
        """Wait until it can be asked.

        Raises:
            EOFError: it has ended.
        """
        if not self._ready:
            self._exchange(lambda: _receive(self._out))
            self._ready = True

    def ask(self, *request: object) -> object:
        """Its answer; one question at a time.

        Raises:
            EOFError: it has ended.
        """

        def exchange() -> object:
            _send(self._in, request)
            return _receive(self._out)

        self.ready()
        return self._exchange(exchange)

    def kill(self) -> None:
        """Stop it at once; who waits for an answer gets an EOFError."""
        self._process.kill()

    def end(self) -> None:
        """Stop it and close its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()

    def _exchange(self, exchange: Callable[[], object]) -> object:
        try:
            if self.code is not None:
                raise EOFError
            return exchange()
        except (OSError, EOFError):
            self.end()
            raise EOFError from None
        except BaseException:
            # Its answer to this question must not be taken for that to the next.
            self.end()
            raise


def serve(answer: Callable[..., object]) -> None:
    """In the process: answer what is asked until the parent has gone."""
    # Ctrl-C is for the process that asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    out = sys.stdout.buffer
    # What a library prints must not get between the answers.
    sys.stdout = sys.stderr
    try:
        _send(out, "ready")
        while True:
            request = _receive(sys.stdin.buffer)
            assert isinstance(request, tuple)
            _send(out, answer(*request))
    except EOFError:
        return


def _end_with(parent: int) -> None:
    """End this process, whatever it is at, when its parent has ended.

    Windows never gives it another parent; there it ends with the answer that it is at.
    """
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(0)


def _send(stream: IO[bytes], value: object) -> None:
    """Write a value, with its length before it."""
    data = pickle.dumps(value)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> object:
    """Read a value.

    Raises:
        EOFError: there is none, or not all of it.
    """
    head = stream.read(8)
    data = stream.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own process
