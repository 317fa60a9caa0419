"""Vectors in Chroma, of chunks or of statements: a copy of what SQLite holds, made for searching.

Chroma is spoken to through its own collection, not through LlamaIndex's ChromaVectorStore: that
one adds without updating (a repair would change nothing), batches above Chroma's limit, keeps a
second copy of every text, and scores exp(-distance), which is no cosine similarity.

Chroma does not expect a second process on its folder: a client goes on answering from what it
read at first, and writes to disk even while it reads. So one process at a time uses the folder,
for as long as one call takes, and a client that another process has outdated is opened anew.
"""

import contextlib
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.config import System

LOCK_TIMEOUT_S = 30.0
"""A call lasts milliseconds; seconds where Chroma writes its graph of many vectors to disk."""
HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 16, "ef_search": 200}
"""Chroma's default graph with twice its search width; recall@10 was 1.0 at 100,000 vectors."""
CLEAN = "clean"
DIRTY = "dirty"

Vectors = NDArray[np.float32]


class VectorIndex:
    """The vectors of one collection below `folder`, for several threads and processes.

    Args:
        folder: Chroma's own folder; made when first used.
        name: gives the collection's name; another than before begins it anew.
        compare: given the ids in the collection, returns those that do not belong there, and
            the ids and vectors, shape (n, dimension), that are missing. Every newly opened
            client is brought in line with it before it answers anything.
    """

    def __init__(
        self,
        folder: Path,
        name: Callable[[], str],
        compare: Callable[[set[str]], tuple[list[str], list[str], Vectors]],
    ) -> None:
        self.folder = folder
        self._name = name
        self._compare = compare
        self._system: System | None = None
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._stamp = ""
        self._thread_lock = threading.RLock()
        self._file_lock = FileLock(
            folder.with_name(f".{folder.name}.lock"), timeout=LOCK_TIMEOUT_S, thread_local=False
        )
        self._stamp_file = folder.with_name(f".{folder.name}.stamp")

    def query(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """The `k` nearest (id, cosine similarity), most similar first."""
        with self._using() as collection:
            k = min(k, collection.count())
            if k < 1:
                return []
            found = collection.query(
                query_embeddings=np.array([vector], dtype=np.float32),
                n_results=k,
                include=["distances"],
            )
        distances = cast(list[list[float]], found["distances"])
        return [(i, 1.0 - d) for i, d in zip(found["ids"][0], distances[0], strict=True)]

    def put(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace the vectors, shape (n, dimension), of `ids`."""
        if not ids:
            return
        with self._using(writing=True) as collection:
            self._put(collection, ids, vectors)

    def delete(self, ids: Sequence[str]) -> None:
        """Delete the vectors of `ids`; ids that are not there are passed over."""
        if not ids:
            return
        with self._using(writing=True) as collection:
            self._delete(collection, ids)

    def refresh(self) -> None:
        """Bring Chroma in line with what should be in it, now rather than at the next use."""
        with self._using():
            pass

    def difference(self) -> tuple[list[str], list[str]]:
        """Ids in Chroma that do not belong there, and ids that are missing; changes nothing."""
        with self._thread_lock, self._locked(), self._speaking():
            collection = self._open()
            extra, missing, _ = self._compare(set(collection.get(include=[])["ids"]))
            self._close_client()
        return extra, missing

    def reset(self) -> None:
        """Delete Chroma's folder; the next use makes it anew."""
        with self._thread_lock, self._locked():
            self._close_client()
            self._stamp_file.write_text(f"{DIRTY} {uuid.uuid4().hex}")
            if self.folder.exists():
                shutil.rmtree(self.folder)

    def close(self) -> None:
        """Release Chroma's client."""
        with self._thread_lock:
            self._close_client()

    @contextlib.contextmanager
    def _using(self, *, writing: bool = False) -> Iterator["Collection"]:
        """The collection, up to date, for this thread and process alone.

        The stamp beside the folder names the last change. Who finds another than the one its
        client was opened at opens a new client; a change that was killed halfway leaves it
        dirty, and then the next to come has Chroma digest it and cleans up.
        """
        with self._thread_lock, self._locked(), self._speaking():
            collection = self._current()
            if writing:
                stamp = self._begin()
                yield collection
                self._finish(collection, stamp)
            else:
                yield collection

    @contextlib.contextmanager
    def _speaking(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except ChromaError as error:
            self._close_client()
            raise StoreError(
                f"The vectors in {self.folder} cannot be used ({error}); "
                "make them anew with: python -m index check --repair"
            ) from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with self._file_lock:
                yield
        except Timeout as error:
            raise StoreError(
                f"{self.folder} is in use by another process; try again when it has finished."
            ) from error

    def _read_stamp(self) -> str:
        try:
            return self._stamp_file.read_text()
        except FileNotFoundError:
            return ""

    def _current(self) -> "Collection":
        state, _, stamp = self._read_stamp().partition(" ")
        collection = self._collection
        fresh = state == CLEAN and stamp == self._stamp
        if collection and fresh and collection.name == self._name():
            return collection
        collection = self._open()
        extra, missing, vectors = self._compare(set(collection.get(include=[])["ids"]))
        if state != CLEAN or extra or missing:
            stamp = self._begin()
            self._delete(collection, extra)
            self._put(collection, missing, vectors)
            self._finish(collection, stamp)
        self._stamp = stamp
        return collection

    def _open(self) -> "Collection":
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        self._close_client()
        self.folder.mkdir(exist_ok=True)
        try:
            self._client = chromadb.PersistentClient(
                str(self.folder), settings=Settings(anonymized_telemetry=False)
            )
        finally:
            # Chroma keeps one system per folder and process, and hands an outdated or failed one
            # out again for as long as anybody holds it. This one is ours alone.
            self._system = SharedSystemClient._identifier_to_system.pop(str(self.folder), None)
            SharedSystemClient._identifier_to_refcount.pop(str(self.folder), None)
        name = self._name()
        for other in self._client.list_collections():
            if other.name != name:
                self._client.delete_collection(other.name)
        self._collection = self._client.get_or_create_collection(
            name,
            configuration=cast(Any, {"hnsw": HNSW}),
            # Without this Chroma attaches a function that downloads a model.
            embedding_function=None,
        )
        return self._collection

    def _begin(self) -> str:
        stamp = uuid.uuid4().hex
        self._stamp_file.write_text(f"{DIRTY} {stamp}")
        return stamp

    def _finish(self, collection: "Collection", stamp: str) -> None:
        """Have Chroma digest what was written, so that no reader has to, and say so."""
        if collection.count():
            probe = collection.get(limit=1, include=["embeddings"])["embeddings"]
            collection.query(query_embeddings=cast(Any, probe), n_results=1, include=[])
        self._stamp_file.write_text(f"{CLEAN} {stamp}")
        self._stamp = stamp

    def _put(self, collection: "Collection", ids: Sequence[str], vectors: Vectors) -> None:
        for part in self._batches(len(ids)):
            collection.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def _delete(self, collection: "Collection", ids: Sequence[str]) -> None:
        for part in self._batches(len(ids)):
            collection.delete(ids=list(ids[part]))

    def _batches(self, n: int) -> Iterator[slice]:
        assert self._client is not None
        size = self._client.get_max_batch_size()
        return (slice(start, start + size) for start in range(0, n, size))

    def _close_client(self) -> None:
        if self._client is not None and self._system is not None:
            self._system.stop()
        self._system = None
        self._client = None
        self._collection = None
