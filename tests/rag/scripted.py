"""A LlamaIndex model that answers by script, for tests of what happens around a model."""

from collections.abc import Callable
from typing import Any

from llama_index.core.llms import (
    CompletionResponse,
    CompletionResponseGen,
    CustomLLM,
    LLMMetadata,
)
from llama_index.core.llms.callbacks import llm_completion_callback
from pydantic import PrivateAttr


class ScriptedLLM(CustomLLM):
    """`reads(prompt)` is its Yes or No, `phrase` what it then says the answer is.

    `picks(prompt)` says it in place of `phrase`; `summary` is how it sums up what somebody said.
    """

    phrase: str = ""
    summary: str = ""
    _reads: Callable[[str], bool] = PrivateAttr()
    _picks: Callable[[str], str] | None = PrivateAttr()
    _prompts: list[str] = PrivateAttr(default_factory=list)

    def __init__(
        self,
        *,
        reads: Callable[[str], bool] = lambda _: True,
        phrase: str = "",
        picks: Callable[[str], str] | None = None,
        summary: str = "",
    ) -> None:
        super().__init__(phrase=phrase, summary=summary)
        self._reads = reads
        self._picks = picks

    @property
    def prompts(self) -> list[str]:
        return self._prompts

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted", context_window=4096, num_output=256)

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        self._prompts.append(prompt)
        if "Copy the shortest words" in prompt:
            return CompletionResponse(text=self._picks(prompt) if self._picks else self.phrase)
        if "in one short sentence" in prompt:
            return CompletionResponse(text=self.summary)
        return CompletionResponse(text="Yes" if self._reads(prompt) else "No")

    @llm_completion_callback()
    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseGen:
        text = self.complete(prompt).text
        yield CompletionResponse(text=text, delta=text)
