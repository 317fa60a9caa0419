"""A GGUF model in this process, through llama.cpp, as a LlamaIndex LLM."""

import asyncio
import atexit
import contextlib
import ctypes
import signal
import tempfile
import threading
from collections.abc import AsyncGenerator, Generator, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import joblib  # type: ignore[import-untyped]
import xllamacpp
from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseAsyncGen,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseAsyncGen,
    CompletionResponseGen,
    LLMMetadata,
    MessageRole,
)
from llama_index.core.llms import CustomLLM
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback
from pydantic import Field, PrivateAttr

from index.errors import ModelError

GGUF_MAGIC = b"GGUF"
# Tokens of the prompt processed at once: between two batches a generation can be stopped, and the
# buffer for them stays small.
BATCH = 256

T = TypeVar("T")

_running: dict[threading.Thread, threading.Event] = {}
"""Threads inside llama.cpp, and what stops each."""


_starting = threading.Lock()
_ending = threading.Event()
"""Set when the interpreter ends; no thread may enter llama.cpp after that."""


@atexit.register
def _stop_all() -> None:
    """Leave llama.cpp before the interpreter does: a thread cut off inside it aborts."""
    with _starting:
        _ending.set()
        running = list(_running.items())
    for thread, stopped in running:
        stopped.set()
        thread.join()


class LlamaCppLLM(CustomLLM):
    """A GGUF model, loaded on first use; one generation at a time, greedy unless told otherwise.

    Keyword arguments of `chat`, `complete` and their kin go to llama.cpp's server as they are:
    `max_tokens`, `stop`, `seed`, `temperature`, `grammar` (GBNF), `json_schema`, `logprobs`,
    `top_logprobs`, … `raw` of a response is what that server answered.

    Raises:
        ModelError: the file is missing, is no GGUF model or cannot be loaded; a prompt does not
            fit into the context window (it is never cut).
    """

    model_path: Path = Field(description="The GGUF file")
    name: str = Field(default="", description="Name to show; the file's by default")
    context_window: int = Field(default=4096, description="Tokens of prompt and answer together")
    max_tokens: int = Field(default=512, description="Tokens of an answer, at most")
    threads: int = Field(default=0, description="0: as many as this process may use cores")
    seed: int = Field(default=0, description="Matters only above temperature 0")

    _server: Any = PrivateAttr(None)
    _loading: Any = PrivateAttr(default_factory=threading.Lock)
    _generating: Any = PrivateAttr(default_factory=threading.Lock)

    @classmethod
    def class_name(cls) -> str:
        """LlamaIndex's name for it."""
        return "llama_cpp"

    @property
    def metadata(self) -> LLMMetadata:
        """Context window, name, and that it speaks in chat messages."""
        return LLMMetadata(
            context_window=self.context_window,
            num_output=self.max_tokens,
            is_chat_model=True,
            model_name=self.name or self.model_path.stem,
        )

    def warm(self, system_prompt: str = "") -> None:
        """Load the model and process `system_prompt`, so that the first answer comes sooner."""
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system_prompt),
            ChatMessage(role=MessageRole.USER, content="."),
        ]
        self.chat(messages if system_prompt else messages[1:], max_tokens=1)

    @llm_chat_callback()
    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """The answer to `messages`, whole."""
        body = self._body(messages, kwargs)
        with self._generating:
            raw = _checked(self._loaded().handle_chat_completions(body))
        message = raw["choices"][0]["message"]
        return ChatResponse(
            message=ChatMessage(role=MessageRole.ASSISTANT, content=message.get("content") or ""),
            raw=raw,
        )

    @llm_chat_callback()
    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """The answer to `messages` as it comes; closing the generator stops the model."""
        body = self._body(messages, kwargs) | {"stream": True, "return_progress": True}

        def responses() -> ChatResponseGen:
            text = ""
            with contextlib.closing(self._stream(body)) as chunks:
                for raw in chunks:
                    choices = raw.get("choices") or [{}]
                    delta = choices[0].get("delta", {}).get("content") or ""
                    if not delta and "timings" not in raw:
                        continue
                    text += delta
                    message = ChatMessage(role=MessageRole.ASSISTANT, content=text)
                    yield ChatResponse(message=message, delta=delta, raw=raw)

        return responses()

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """The answer to `prompt` as a user's message."""
        response = self.chat([ChatMessage(role=MessageRole.USER, content=prompt)], **kwargs)
        return CompletionResponse(text=response.message.content or "", raw=response.raw)

    @llm_completion_callback()
    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseGen:
        """The answer to `prompt` as a user's message, as it comes."""
        stream = self.stream_chat([ChatMessage(role=MessageRole.USER, content=prompt)], **kwargs)

        def responses() -> CompletionResponseGen:
            with contextlib.closing(stream):
                for r in stream:
                    yield CompletionResponse(text=r.message.content or "", delta=r.delta, raw=r.raw)

        return responses()

    # The async forms of CustomLLM would hold up the event loop for the whole generation.

    @llm_chat_callback()
    async def achat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        """As `chat`, in a thread."""
        return await asyncio.to_thread(self.chat, messages, **kwargs)

    @llm_chat_callback()
    async def astream_chat(
        self, messages: Sequence[ChatMessage], **kwargs: Any
    ) -> ChatResponseAsyncGen:
        """As `stream_chat`, in threads."""
        return _in_threads(self.stream_chat(messages, **kwargs))

    @llm_completion_callback()
    async def acomplete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponse:
        """As `complete`, in a thread."""
        return await asyncio.to_thread(self.complete, prompt, formatted, **kwargs)

    @llm_completion_callback()
    async def astream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseAsyncGen:
        """As `stream_complete`, in threads."""
        return _in_threads(self.stream_complete(prompt, formatted, **kwargs))

    def _body(self, messages: Sequence[ChatMessage], kwargs: dict[str, Any]) -> dict[str, Any]:
        return {
            "messages": [{"role": m.role.value, "content": m.content or ""} for m in messages],
            "temperature": 0,
            "seed": self.seed,
            "max_tokens": self.max_tokens,
            "cache_prompt": True,
            **kwargs,
        }

    def _stream(self, body: dict[str, Any]) -> Generator[dict[str, Any], None, None]:
        """The server's chunks; it runs in a thread of its own until the last or until closed."""
        chunks: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        stopped = threading.Event()
        done: Future[None] = Future()

        def receive(chunk: dict[str, Any]) -> bool:
            chunks.put(chunk)
            # true: the server stops generating
            return stopped.is_set()

        def generate() -> None:
            try:
                with self._generating:
                    if not stopped.is_set():
                        self._loaded().handle_chat_completions(body, receive)
                done.set_result(None)
            except Exception as error:
                done.set_exception(error)
            finally:
                del _running[threading.current_thread()]
                chunks.put(None)

        thread = threading.Thread(target=generate, name="llama.cpp", daemon=True)
        with _starting:
            if _ending.is_set():
                return
            _running[thread] = stopped
            thread.start()
        try:
            while (chunk := chunks.get()) is not None:
                yield _checked(chunk)
            done.result()
        finally:
            stopped.set()

    def _loaded(self) -> Any:
        with self._loading:
            if self._server is None:
                self._server = _load(self.model_path, self.context_window, self.threads)
            return self._server


def _load(path: Path, context_window: int, threads: int) -> Any:
    """A llama.cpp server in this process, which nothing outside can reach."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(GGUF_MAGIC))
    except OSError as error:
        raise ModelError(
            f"The model file {path} cannot be read ({error.strerror}); check its path."
        ) from error
    if magic != GGUF_MAGIC:
        raise ModelError(f"{path} is not a GGUF model; name one that is.")
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    # Read, not mapped: the weights are repacked for this processor, and mapped pages would stay
    # beside the copy (1.4 GB instead of 2.0 GB for the bundled model).
    params.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE
    params.n_ctx = context_window
    params.n_parallel = 1
    params.n_batch = params.n_ubatch = BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads or joblib.cpu_count(
        only_physical_cores=True
    )
    # An answer that copies the prompt is guessed ahead from it: what follows where the last 8
    # tokens stand already, 16 at a time. Measured: about 10 % less time for a copied sentence, no
    # loss elsewhere; with shorter repeats wrong guesses cost more than right ones gain.
    params.speculative.types = [
        xllamacpp.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE
    ]
    params.speculative.ngram_simple.size_n = 8
    params.speculative.ngram_simple.size_m = 16
    # The prefix that follow-ups share stays in the context; copies of old contexts (8 GiB by
    # default) are not worth their memory.
    params.cache_ram_mib = 0
    params.offline = True
    params.ui = False
    params.endpoint_slots = False
    # silent: what goes wrong is said by exceptions
    params.verbosity = -1
    with tempfile.TemporaryDirectory(prefix="dateline-") as private, _python_signals():
        # It always listens somewhere. On a Unix socket whose name is gone a moment later, nobody
        # can call it; calls from here do not go through it.
        params.hostnames = [str(Path(private) / "llm.sock")]
        try:
            return xllamacpp.Server(params)
        except RuntimeError as error:
            raise ModelError(
                f"The model {path} cannot be loaded: the file is damaged, of a kind that this "
                "llama.cpp does not know, or needs more memory than is free; name another in "
                "DATELINE_LLM."
            ) from error


@contextlib.contextmanager
def _python_signals() -> Iterator[None]:
    """Put back Python's handlers of Ctrl-C and SIGTERM, which the server replaces by its own.

    `signal.signal` would do it only in the main thread.
    """
    libc = ctypes.CDLL(None)
    # larger than any platform's struct sigaction
    saved = {number: ctypes.create_string_buffer(512) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, action in saved.items():
        libc.sigaction(int(number), None, action)
    try:
        yield
    finally:
        for number, action in saved.items():
            libc.sigaction(int(number), action, None)


def _checked(raw: dict[str, Any]) -> dict[str, Any]:
    """`raw`, unless it is an error."""
    error = raw.get("error")
    if error is None:
        return raw
    if error.get("type") == "exceed_context_size_error":
        raise ModelError(
            f"The prompt has {error.get('n_prompt_tokens')} tokens and the model reads "
            f"{error.get('n_ctx')} at most; ask something shorter, or set DATELINE_LLM_CONTEXT "
            "higher."
        )
    raise ModelError(f"The embedded model failed ({error.get('message')}).")


async def _in_threads(items: Generator[T, None, None]) -> AsyncGenerator[T, None]:
    """The items, each waited for in a thread."""
    try:
        while (item := await asyncio.to_thread(next, items, None)) is not None:
            yield item
    finally:
        items.close()
