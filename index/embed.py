"""The sentence-transformers model, as a LlamaIndex embedding.

`load_embedding` runs it on OpenVINO where that works and on torch where it does not; any other
LlamaIndex embedding may stand in its place (`Measured` says what such a one leaves unsaid).
"""

import contextlib
import copy
import hashlib
import importlib
import logging
import os
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from numpy.typing import NDArray

from index.errors import DatelineError, ModelError
from index.settings import IndexSettings
from index.split import TokenCounts
from index.weights import embedding_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

BUNDLED = "all-MiniLM-L6-v2"
BATCH_TOKENS = 512
"""Of a forward pass, its texts padded to the longest. With 16 texts each, sorted by characters,
30 % was padding; sorted by tokens and with as many as fit 5 %, and with twice as many tokens
10 %."""
MAX_TOKENS = 256
"""Passages longer than this help no reader, whatever the model takes in."""
CHARS_PER_TOKEN = 4
"""English word pieces are 4 to 5 characters; for models that do not count tokens themselves."""


class SentenceEmbedding(BaseEmbedding):
    """A sentence-transformers model; embeddings are float32 of unit length.

    Args:
        model: The model.
        name: What it is called.
        runtime: What it runs on.
        lanes: Copies of it that run at the same time, each serving one thread; by default only
            the model itself.
    """

    _lanes: SimpleQueue[Any] = PrivateAttr(default_factory=SimpleQueue)
    _counter: Any = PrivateAttr()
    _counting: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _width: int = PrivateAttr()
    _runtime: str = PrivateAttr()
    _max_tokens: int = PrivateAttr()
    _dimension: int = PrivateAttr()

    def __init__(
        self,
        model: "SentenceTransformer",
        *,
        name: str,
        runtime: str,
        lanes: Sequence["SentenceTransformer"] = (),
    ) -> None:
        # As many as LlamaIndex allows: the more, the better they go together by length.
        super().__init__(model_name=name, embed_batch_size=2048)
        for lane in lanes or [model]:
            self._lanes.put(lane)
        self._width = self._lanes.qsize()
        self._runtime = runtime
        self._dimension = int(model.encode_query("dimension").shape[0])
        tokenizer = model.tokenizer
        # One of its own, so that articles are counted while others are embedded.
        self._counter = copy.deepcopy(tokenizer)
        prompt = cast(dict[str, str], model.prompts).get("document") or ""
        limit = model.max_seq_length or MAX_TOKENS
        taken = tokenizer.num_special_tokens_to_add(pair=False) + self.count_tokens([prompt])[0]
        self._max_tokens = min(limit - taken, MAX_TOKENS)

    @classmethod
    def class_name(cls) -> str:
        """Name in LlamaIndex's events."""
        return "SentenceEmbedding"

    @property
    def runtime(self) -> str:
        """What it runs on: "openvino bf16", "openvino f32" or "torch fp32"."""
        return self._runtime

    @property
    def dimension(self) -> int:
        """Length of an embedding."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """Tokens of text that fit a passage, the model's own special tokens not counted."""
        return self._max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without special tokens."""
        if not texts:
            return []
        # A tokenizer serves one thread at a time.
        with self._counting:
            tokens = self._counter(
                list(texts),
                add_special_tokens=False,
                return_attention_mask=False,
                return_token_type_ids=False,
                verbose=False,
            )
        return [len(ids) for ids in tokens["input_ids"]]

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embeddings of questions, shape (n, dimension), with the model's query prompt if any."""
        return self._encode("encode_query", texts)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embeddings of passages, shape (n, dimension); those of like length go together."""
        return self._encode("encode_document", texts)

    def _encode(self, method: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)

        def encode(numbers: Sequence[int]) -> None:
            lane = self._lanes.get()
            try:
                vectors[numbers] = getattr(lane, method)(
                    [texts[n] for n in numbers],
                    batch_size=len(numbers),
                    normalize_embeddings=True,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
            finally:
                self._lanes.put(lane)

        batches = list(self._batches(texts))
        if self._width == 1 or len(batches) < 2:
            for numbers in batches:
                encode(numbers)
        else:
            with ThreadPoolExecutor(self._width, thread_name_prefix="embed") as threads:
                list(threads.map(encode, batches))
        return vectors

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """The numbers of the texts of each forward pass, longest texts first."""
        # What is beyond the model's limit is cut off, and takes no time.
        counts = [min(count, self._max_tokens) for count in self.count_tokens(texts)]
        order = sorted(range(len(texts)), key=lambda n: -counts[n])
        while order:
            fitting = max(1, BATCH_TOKENS // max(1, counts[order[0]]))
            yield order[:fitting]
            order = order[fitting:]

    def _get_query_embedding(self, query: str) -> list[float]:
        return cast(list[float], self.encode_query([query])[0].tolist())

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return cast(list[list[float]], self.encode_document(texts).tolist())


class Measured:
    """What the index must know of any LlamaIndex embedding: its dimension, a count of tokens.

    Args:
        embedding: ours, or any other; another is asked once for a vector, to see its length.
    """

    def __init__(self, embedding: BaseEmbedding) -> None:
        self.name = embedding.model_name
        self.count_tokens: TokenCounts
        if isinstance(embedding, SentenceEmbedding):
            self.dimension = embedding.dimension
            self.count_tokens = embedding.count_tokens
            self.max_tokens = embedding.max_tokens
        else:
            self.dimension = len(embedding.get_query_embedding("dimension"))
            self.count_tokens = _estimate_tokens
            self.max_tokens = MAX_TOKENS


def _estimate_tokens(texts: Sequence[str]) -> list[int]:
    return [-(-len(text) // CHARS_PER_TOKEN) for text in texts]


def load_embedding(settings: IndexSettings) -> SentenceEmbedding:
    """The embedding model that `settings` name, on the fastest runtime that works.

    Raises:
        ModelError: there is no such model, its weights are damaged, or OpenVINO was demanded
            (`embed_backend="openvino"`) and does not work.
    """
    name = settings.embed_model
    folder = model_folder(name, settings.models_dir)
    # Before the first import of transformers, which looks for torchvision only once.
    _hide_broken_torchvision()
    embedding: SentenceEmbedding | None = None
    if settings.embed_backend != "torch":
        try:
            with _quiet():
                embedding = _load_openvino(name, folder, settings.models_dir)
        # The export runs the tracer of torch and the compiler of OpenVINO over an unknown model:
        # whatever they raise, torch can still run it.
        except Exception as error:
            if settings.embed_backend == "openvino":
                raise ModelError(
                    f"The embedding model {name} does not run on OpenVINO ({_first(error)}); set "
                    "DATELINE_EMBED_BACKEND=torch, or install sentence-transformers[openvino]."
                ) from error
            logger.warning("OpenVINO cannot run %s (%s); torch does.", name, _first(error))
    if embedding is None:
        try:
            with _quiet():
                embedding = SentenceEmbedding(_open(folder), name=name, runtime="torch fp32")
        except (ImportError, OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(
                f"The embedding model {name} in {folder} cannot be loaded ({_first(error)}); "
                "give another with DATELINE_EMBED_MODEL, or fetch it again."
            ) from error
    logger.info("Embedding model %s on %s.", name, embedding.runtime)
    return embedding


def model_folder(name: str, models_dir: Path) -> Path:
    """The folder of the model `name`: the bundled one, a path, or one of the Hugging Face Hub.

    A model of the Hub is taken from its cache; the network is asked only when it is not there
    and `HF_HUB_OFFLINE` is unset.

    Raises:
        ModelError: there is no such model.
    """
    if name == BUNDLED:
        return embedding_folder(models_dir)
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    missing = ModelError(
        f"There is no embedding model {name}: it is neither a folder nor a model that can be "
        "fetched from the Hugging Face Hub now."
    )
    if path.is_absolute() or name.startswith((".", "~")):
        raise missing
    from huggingface_hub import snapshot_download
    from huggingface_hub.constants import HF_HUB_OFFLINE
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"sentence-transformers/{name}"
    for local in (True, False):
        if not local and HF_HUB_OFFLINE:
            break
        with contextlib.suppress(
            LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError
        ):
            return Path(
                snapshot_download(
                    repository,
                    local_files_only=local,
                    # Copies of the weights in formats that are not read here.
                    ignore_patterns=["onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot"],
                )
            )
    raise missing


def _load_openvino(name: str, folder: Path, models_dir: Path) -> SentenceEmbedding:
    import openvino

    capabilities = openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    # Without bf16 units the hint is emulated, and slower than f32.
    hint = "bf16" if "BF16" in capabilities else "f32"
    exported = models_dir / f"openvino-{Path(name).name}-{_digest(folder)}"
    if not exported.is_dir():
        _export(folder, exported)
    model = _open(
        exported,
        backend="openvino",
        # Several passes at once on a core or a few each, not one on all: these would wait for
        # one another at every layer.
        model_kwargs={
            "ov_config": {"INFERENCE_PRECISION_HINT": hint, "PERFORMANCE_HINT": "THROUGHPUT"}
        },
    )
    return SentenceEmbedding(model, name=name, runtime=f"openvino {hint}", lanes=_lanes(model))


def _lanes(model: "SentenceTransformer") -> list["SentenceTransformer"]:
    """Copies of a model on OpenVINO, as many as may run at once; they share the weights.

    An inference request and a tokenizer each serve one thread at a time.
    """
    inner: Any = cast(Any, model[0]).auto_model
    compiled = inner.request
    lanes = []
    for _ in range(compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")):
        own = copy.copy(inner)
        own.request = compiled.create_infer_request().infer
        lanes.append(copy.deepcopy(model, {id(inner): own}))
    return lanes


def _export(folder: Path, exported: Path) -> None:
    """Convert the model in `folder` to OpenVINO; `exported` appears whole or not at all."""
    exported.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=exported.parent, prefix=".openvino-") as temporary:
        target = Path(temporary) / "model"
        _open(folder, backend="openvino").save_pretrained(str(target))
        try:
            target.rename(exported)
        except OSError:
            # Another process exported the same model meanwhile.
            if not exported.is_dir():
                raise
            shutil.rmtree(target)


def _digest(folder: Path) -> str:
    """12 hexadecimal digits that change with the model: every file's name, size and first MiB."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(1 << 20))
    return digest.hexdigest()[:12]


def _open(folder: Path, **options: Any) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, trust_remote_code=False, **options
    )


def _hide_broken_torchvision() -> None:
    """Keep transformers from importing a torchvision that does not fit the installed torch.

    transformers imports it wherever it is installed, and falls with it; no image is read here.
    """
    if "torchvision" in sys.modules:
        return
    try:
        importlib.import_module("torchvision")
    except (ImportError, OSError, RuntimeError):
        sys.modules["torchvision"] = cast(Any, None)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' progress bars, reports and tracer warnings off the terminal."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    disabled = logging.root.manager.disable
    # They set levels and handlers of their own, on import too: only this reaches all of them.
    logging.disable(logging.CRITICAL)
    try:
        from transformers.utils import logging as transformers_logging

        cast(Any, transformers_logging).disable_progress_bar()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)


def _first(error: Exception) -> str:
    """The first line of an error's message, cut to a readable length."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:160]


def main() -> int:
    """Export the settings' model for OpenVINO, so that the first start need not; say what runs."""
    try:
        embedding = load_embedding(IndexSettings())
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"embedding: {embedding.model_name} on {embedding.runtime}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
