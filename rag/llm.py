"""A model by name, and asking any LlamaIndex model with one clear sentence for what goes wrong."""

import atexit
import contextvars
import json
import math
import queue
import re
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import ollama
import openai
import pydantic
from llama_index.core.base.llms.types import ChatMessage, ChatResponseGen
from llama_index.core.llms import LLM
from llama_index.llms.ollama import Ollama
from llama_index.llms.openai_like import OpenAILike

from index.errors import ModelError
from index.weights import llm_file
from rag.embedded import LlamaCppLLM
from rag.settings import Settings

POSSIBLE = "`embedded`, `none`, `ollama:MODEL`, `openai:MODEL` or the path of a .gguf file"
MAX_TOKENS = 512
OLLAMA_URL = "http://localhost:11434"
OPENAI_URL = "https://api.openai.com/v1"
# Of English news a token is 4.5 bytes, of few languages below 3 (Qwen, Llama and GPT tokenizers).
BYTES_PER_TOKEN = 3
# What the clients raise on reading a reply that is none of a model's.
NOT_AN_ANSWER = (
    json.JSONDecodeError,
    UnicodeDecodeError,
    pydantic.ValidationError,
    ollama.ResponseError,
)

# Seconds that the interpreter's end waits for a model that is asked; a server may never answer.
LEAVE_S = 5.0

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_OPEN_TAG = "<think>"

_asking: dict[threading.Thread, threading.Event] = {}
"""Threads that ask a model, and what stops each."""


@atexit.register
def _stop_asking() -> None:
    """Threads build LlamaIndex's responses in compiled code; one cut off inside it aborts.

    Registered after `rag.embedded`, so that it runs first: the embedded model still answers.
    """
    threads = list(_asking.items())
    for _, stopped in threads:
        stopped.set()
    deadline = time.monotonic() + LEAVE_S
    for thread, _ in threads:
        thread.join(max(deadline - time.monotonic(), 0))


def load_llm(settings: Settings) -> LLM | None:
    """The model that `settings.llm` names; None for `none`. No network is touched here.

    Raises:
        ModelError: no such model, or the bundled one is missing or damaged.
    """
    name = settings.llm.strip()
    kind, _, model = name.partition(":")
    if name == "none":
        return None
    if name == "embedded":
        return _llama_cpp(llm_file(settings.models_dir), settings)
    if name.lower().endswith(".gguf"):
        path = Path(name).expanduser()
        if not path.is_file():
            raise ModelError(f"There is no model file {path}; check the path in DATELINE_LLM.")
        return _llama_cpp(path, settings)
    if kind == "ollama" and model:
        return Ollama(
            model=model,
            base_url=settings.llm_base_url or OLLAMA_URL,
            temperature=0.0,
            # Ollama cuts a prompt silently at its own default
            context_window=settings.llm_context,
            request_timeout=settings.llm_timeout_s,
            thinking=False,
            is_function_calling_model=False,
            additional_kwargs={"num_predict": MAX_TOKENS},
        )
    if kind == "openai" and model:
        return OpenAILike(
            model=model,
            api_base=settings.llm_base_url or OPENAI_URL,
            # the client refuses an empty key; servers without keys ignore it
            api_key=settings.llm_api_key.get_secret_value() or "none",
            is_chat_model=True,
            context_window=settings.llm_context,
            max_tokens=MAX_TOKENS,
            temperature=0.0,
            timeout=settings.llm_timeout_s,
            # a second try would double the time that a user waits for a server that hangs
            max_retries=0,
        )
    raise ModelError(f"There is no model {name!r}; DATELINE_LLM can be {POSSIBLE}.")


def _llama_cpp(path: Path, settings: Settings) -> LlamaCppLLM:
    return LlamaCppLLM(
        model_path=path,
        context_window=settings.llm_context,
        max_tokens=MAX_TOKENS,
        threads=settings.llm_threads,
    )


def strip_thinking(text: str) -> str:
    """`text` without what a reasoning model thought: `<think>…</think>`, finished or not.

    A `</think>` alone ends a thought whose start is in the model's own prompt.
    """
    text = _THOUGHT.sub("", text)
    return text.rpartition("</think>")[2].lstrip() if "</think>" in text else text.lstrip()


def ask_llm(
    llm: LLM, messages: Sequence[ChatMessage], *, timeout_s: float | None = None, **kwargs: Any
) -> Generator[str, None, None]:
    """Stream what `llm` answers, piece by piece, without its thoughts.

    Args:
        llm: Any LlamaIndex model.
        messages: The prompt.
        timeout_s: Seconds for the whole answer; by default the model's own timeout for a request,
            and none for the embedded model.
        kwargs: For the model, such as `max_tokens` or `stop`.

    Raises:
        ModelError: the model's server is down, too slow, or answers what cannot be used; the
            prompt does not fit.
    """
    if timeout_s is None:
        timeout_s = getattr(llm, "request_timeout", None) or getattr(llm, "timeout", None)
    raw = shown = ""
    for delta in _deltas(llm, messages, timeout_s, kwargs):
        raw += delta
        visible = _settled(strip_thinking(raw))
        if visible.startswith(shown) and len(visible) > len(shown):
            yield visible[len(shown) :]
            shown = visible
    rest = strip_thinking(raw)
    if rest.startswith(shown) and len(rest) > len(shown):
        yield rest[len(shown) :]
    if not rest.strip():
        raise ModelError(
            f"{_who(llm)} gave no usable answer; check that it is a chat model's address, or "
            "choose another model in DATELINE_LLM."
        )


def _settled(text: str) -> str:
    """`text` without an ending that may become `<think>`."""
    for length in range(len(_OPEN_TAG) - 1, 0, -1):
        if text.endswith(_OPEN_TAG[:length]):
            return text[:-length]
    return text


def _deltas(
    llm: LLM, messages: Sequence[ChatMessage], timeout_s: float | None, kwargs: dict[str, Any]
) -> Iterator[str]:
    """The pieces of the answer; the model runs in a thread, as only so can it be too late."""
    pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    stopped = threading.Event()

    def run() -> None:
        try:
            _check_fits(llm, messages)
            stream = llm.stream_chat(messages, **kwargs)
            for piece in _texts(stream):
                pieces.put(piece)
                if stopped.is_set():
                    stream.close()
                    break
            pieces.put(None)
        except BaseException as error:
            pieces.put(error)
        finally:
            _asking.pop(threading.current_thread())

    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(run,), name="ask_llm", daemon=True)
    _asking[thread] = stopped
    thread.start()
    deadline = math.inf if timeout_s is None else time.monotonic() + timeout_s
    try:
        while True:
            left = deadline - time.monotonic()
            try:
                piece = pieces.get(timeout=None if left == math.inf else max(left, 0))
            except queue.Empty:
                raise TimeoutError from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    except ModelError:
        raise
    except Exception as error:
        # whatever a model of any maker raises, the user gets one sentence
        raise ModelError(_sentence(llm, error, timeout_s)) from error
    finally:
        stopped.set()


def _texts(stream: ChatResponseGen) -> Iterator[str]:
    """New text of each response; not every LlamaIndex model sets `delta`."""
    so_far = ""
    for response in stream:
        content = response.message.content or ""
        yield response.delta if response.delta is not None else content.removeprefix(so_far)
        so_far = content


def _check_fits(llm: LLM, messages: Sequence[ChatMessage]) -> None:
    """Raise ModelError for a prompt that a server may cut; the embedded model counts itself."""
    if isinstance(llm, LlamaCppLLM):
        return
    window = llm.metadata.context_window
    tokens = sum(len((m.content or "").encode()) for m in messages) // BYTES_PER_TOKEN
    if tokens > window:
        raise ModelError(
            f"The prompt has about {tokens} tokens and {_who(llm)} reads {window} at most; ask "
            "something shorter, or set DATELINE_LLM_CONTEXT higher."
        )


def _who(llm: LLM) -> str:
    """The model, and the server where it has one."""
    if isinstance(llm, LlamaCppLLM):
        return f"The embedded model {llm.metadata.model_name}"
    name = getattr(llm, "model", None) or type(llm).__name__
    server = getattr(llm, "base_url", None) or getattr(llm, "api_base", None)
    return f"The model {name} at {server}" if server else f"The model {name}"


def _sentence(llm: LLM, error: Exception, timeout_s: float | None) -> str:
    """What went wrong with which model, and what to do."""
    who = _who(llm)
    if isinstance(error, TimeoutError | httpx.TimeoutException | openai.APITimeoutError):
        within = f" within {timeout_s:g} seconds" if timeout_s else " in time"
        return f"{who} did not answer{within}; try again, or set DATELINE_LLM_TIMEOUT_S higher."
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return f"{who} refuses the key (HTTP {error.status_code}); set DATELINE_LLM_API_KEY."
    if isinstance(error, openai.APIStatusError | ollama.ResponseError) and error.status_code > 0:
        return (
            f"{who} answered with an error (HTTP {error.status_code}: {_short(error)}); check the "
            "model's name and the server's log."
        )
    if isinstance(error, openai.APIConnectionError | httpx.TransportError | ConnectionError):
        return (
            f"{who} cannot be reached; start that server, or check its address in "
            "DATELINE_LLM_BASE_URL."
        )
    if isinstance(error, NOT_AN_ANSWER):
        return f"{who} answered what is not a model's answer; check DATELINE_LLM_BASE_URL."
    return (
        f"{who} failed ({type(error).__name__}: {_short(error)}); check its server, or choose "
        "another model in DATELINE_LLM."
    )


def _short(error: Exception) -> str:
    """The first line of its message, at most 200 characters."""
    return next(iter(str(error).strip().splitlines()), "no message")[:200]
