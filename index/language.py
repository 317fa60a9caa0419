"""Which language a text is in."""

from functools import lru_cache
from typing import Any

ENOUGH = 100
"""Characters; fewer are a guess."""
SAMPLE = 2_000


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """ISO 639-1 code of a text's language; empty where it is too short or unclear."""
    return likely(text[:SAMPLE], 0.9) if len(text) >= ENOUGH else ""


def likely(text: str, least: float) -> str:
    """ISO 639-1 code of a text's language; empty where its probability is not above `least`."""
    code, probability = _identifier().classify(text)
    return str(code) if probability > least else ""
