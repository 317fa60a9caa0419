"""Settings of the index; `rag.Settings` adds those of asking."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PROJECT = Path(__file__).resolve().parent.parent


class IndexSettings(BaseSettings):
    """Every knob of the index.

    From, first wins: arguments, environment variables (`DATELINE_DATA_DIR`, …), `dateline.toml`
    in the working directory.
    """

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_", toml_file="dateline.toml", extra="ignore"
    )

    data_dir: Path = Field(default=PROJECT / "data", description="Folder of the indexed articles")
    models_dir: Path = Field(
        default=PROJECT / "data" / "models",
        description="Folder of joined and converted model weights",
    )
    embed_model: str = Field(
        default="all-MiniLM-L6-v2",
        description="The bundled model, or any sentence-transformers model by name or path",
    )
    embed_backend: str = Field(
        default="auto",
        pattern="^(auto|openvino|torch)$",
        description="Runtime of the embedding model",
    )

    user_agent: str = Field(
        default="Dateline/1 (reads single articles for one person; obeys robots.txt)",
        min_length=1,
        description="How readers of web addresses introduce themselves",
    )
    allow_private_addresses: bool = Field(
        default=False,
        description="Whether addresses of this machine and its network may be read",
    )
    fetch_timeout_s: float = Field(default=20, gt=0, description="Seconds for one web address")
    fetch_max_mb: float = Field(default=20, gt=0, description="A larger download is refused")
    fetch_delay_s: float = Field(
        default=1, ge=0, description="Seconds between two requests to one site"
    )
    max_entries: int = Field(
        default=1000, ge=1, description="Articles read from one feed or sitemap in one run"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
