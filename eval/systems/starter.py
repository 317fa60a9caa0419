"""LlamaIndex's documented quick start on Chroma, with our models and nothing tuned.

https://docs.llamaindex.ai: starter example and Chroma vector store. Default splitter (1,024
tokens), default prompts, the two best chunks. It speaks Chroma itself, being another system.
"""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.gold import GoldError
from eval.reply import SHOWN_CHARS, Passage, Reply
from eval.systems.models import Models
from eval.systems.refusing import is_refusal
from eval.systems.system import OpenSystem, Progress, Source
from index.article import Article

if TYPE_CHECKING:
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.schema import NodeWithScore

COLLECTION = "quickstart"
TOP = 2
"""The quick start's own number of chunks; retrieval is measured over the same ranking, longer."""


@dataclass(frozen=True, slots=True)
class Starter:
    """The quick start; what it cites are its source chunks, whole."""

    answers: bool = True
    index: str = "starter"

    def open(
        self, sources: Sequence[Source], folder: Path, models: Models, progress: Progress
    ) -> OpenSystem:
        """As `System.open`; an index that was not finished is begun anew."""
        import chromadb
        from chromadb.config import Settings
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.vector_stores.chroma import ChromaVectorStore

        whole = folder / "whole"
        if not whole.exists() and folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(
            str(folder / "chroma"), settings=Settings(anonymized_telemetry=False)
        )
        # no embedding function: the default one would be downloaded
        collection = client.get_or_create_collection(COLLECTION, embedding_function=None)
        store = ChromaVectorStore(chroma_collection=collection)
        if whole.exists():
            index = VectorStoreIndex.from_vector_store(store, embed_model=models.embedding)
        else:
            documents = [d for source in sources for d in _documents(source)]
            progress(0, len(documents), "")
            index = VectorStoreIndex.from_documents(
                documents,
                storage_context=StorageContext.from_defaults(vector_store=store),
                embed_model=models.embedding,
            )
            progress(len(documents), len(documents), "")
            whole.touch()
        return _OpenStarter(index, models)


class _OpenStarter:
    def __init__(self, index: "VectorStoreIndex", models: Models) -> None:
        self._index = index
        self._models = models
        self._engine: Any = None
        self._retrievers: dict[int, Any] = {}

    def retrieve(self, question: str, k: int) -> list[Passage]:
        if k not in self._retrievers:
            self._retrievers[k] = self._index.as_retriever(similarity_top_k=k)
        return [_passage(n)[0] for n in self._retrievers[k].retrieve(question)]

    def ask(self, question: str) -> Reply:
        started = time.perf_counter()
        if self._engine is None:
            if self._models.llm is None:
                raise GoldError("The system starter needs a language model; set DATELINE_LLM.")
            self._engine = self._index.as_query_engine(llm=self._models.llm)
        response = self._engine.query(question)
        seconds = time.perf_counter() - started
        text = str(response).strip()
        refused = is_refusal(text)
        nodes = [_passage(n) for n in response.source_nodes]
        return Reply(
            question=question,
            status="not_found" if refused else "answered",
            text=text,
            # a refusal claims nothing, so it cites nothing
            citations=() if refused else tuple(whole for _, whole in nodes),
            evidence=tuple(shown for shown, _ in nodes),
            drafted=(text,),
            seconds=seconds,
            model=self._models.llm.metadata.model_name if self._models.llm else "",
        )

    def warm(self) -> None:
        self.retrieve("warm", TOP)
        self._models.warm_llm()

    def close(self) -> None:
        self._engine = None
        self._retrievers = {}


def _documents(source: Source) -> list["Document"]:
    from llama_index.core import Document, SimpleDirectoryReader

    if isinstance(source, Article):
        metadata = {"title": source.title} if source.title else {}
        return [Document(text=source.text, id_=source.id, metadata=metadata)]
    if source.is_dir():
        return SimpleDirectoryReader(str(source), recursive=True).load_data()
    return SimpleDirectoryReader(input_files=[str(source)]).load_data()


def _passage(found: "NodeWithScore") -> tuple[Passage, Passage]:
    """The chunk as it is shown in a report, and whole; its offsets are LlamaIndex's own."""
    node: Any = found.node
    start = node.start_char_idx or 0
    title = node.metadata.get("title") or node.metadata.get("file_name") or ""
    source = node.metadata.get("file_path") or ""
    article = node.ref_doc_id or node.node_id
    shown, whole = (
        Passage(article, start, start + len(node.text), text, title, source)
        for text in (node.text[:SHOWN_CHARS], node.text)
    )
    return shown, whole
