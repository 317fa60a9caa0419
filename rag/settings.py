"""One place for every knob."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from index.settings import IndexSettings


class Settings(IndexSettings):
    """Every knob of asking, beside those of the index.

    Example:
        >>> Settings(llm="ollama:qwen3:4b").llm
        'ollama:qwen3:4b'
    """

    # One file serves index and rag: the index passes over the settings here, these know all.
    model_config = SettingsConfigDict(extra="forbid")

    llm: str = Field(
        default="embedded",
        description="`embedded`, `none`, `ollama:MODEL`, `openai:MODEL` (any OpenAI-compatible "
        "server), or the path of a GGUF file",
    )
    llm_base_url: str = Field(
        default="", description="Address of the Ollama or OpenAI-compatible server"
    )
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="Key for that server")
    llm_timeout_s: float = Field(default=60.0, gt=0, description="Seconds to wait for that server")
    llm_context: int = Field(
        default=4096, ge=1024, description="Context window of the model, in tokens"
    )
    llm_threads: int = Field(
        default=0, ge=0, description="Threads of the embedded model; 0: all cores"
    )
    summary: bool = Field(
        default=False,
        description="One sentence by the model after three statements or more, where it holds",
    )
    top_k: int = Field(default=8, ge=1, le=100, description="Passages retrieved for a question")
    max_question_chars: int = Field(default=2000, ge=1, description="A longer question is refused")
