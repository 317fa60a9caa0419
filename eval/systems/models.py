"""One embedding model and one language model for all systems, loaded when first needed."""

from functools import cached_property

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import LLM

from rag.settings import Settings


class Models:
    """The models that the settings name, or those given.

    Raises:
        ModelError: from the properties, when a model cannot be loaded.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        embedding: BaseEmbedding | None = None,
        llm: LLM | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self._given_embedding = embedding
        self._given_llm = llm

    @cached_property
    def embedding(self) -> BaseEmbedding:
        """The embedding model."""
        from index.embed import load_embedding

        return self._given_embedding or load_embedding(self.settings)

    @cached_property
    def llm(self) -> LLM | None:
        """The language model; None where the settings say `none`."""
        from rag.llm import load_llm

        return self._given_llm or load_llm(self.settings)

    def warm_llm(self) -> None:
        """Load the language model, where it is one that runs in this process."""
        from rag.embedded import LlamaCppLLM

        if isinstance(self.llm, LlamaCppLLM):
            self.llm.warm()

    def names(self) -> dict[str, str]:
        """What tells runs with other models or settings apart; nothing is loaded for it."""
        given = self._given_llm.metadata.model_name if self._given_llm else self.settings.llm
        embedding = self._given_embedding
        return {
            "llm": given,
            "llm_base_url": self.settings.llm_base_url,
            "llm_context": str(self.settings.llm_context),
            "embedding": embedding.model_name if embedding else self.settings.embed_model,
            "embed_backend": self.settings.embed_backend,
            "top_k": str(self.settings.top_k),
        }
