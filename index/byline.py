"""Names of authors out of bylines."""

import re
from collections.abc import Iterable

MAX_NAME = 100
"""Characters; more are a biography."""

_LEAD = re.compile(r"^(?:(?:reporting |written )?by|von|par|por|di|da)\s+", re.I)
_BETWEEN = re.compile(r"\s*(?:;|,|&|\band\b|\bund\b|\bet\b|\by\b|\|)\s*")


def names(given: Iterable[str], source: str = "") -> tuple[str, ...]:
    """Names of persons out of bylines: "By Ada Orm and Bo Lind" is two; addresses are none."""
    found: list[str] = []
    for text in given:
        for part in _BETWEEN.split(_LEAD.sub("", text.strip())):
            name = part.strip(" .-–—")
            plain = name and len(name) <= MAX_NAME and not re.search(r"[/@:]|\.\w{2,3}$", name)
            if plain and name.casefold() != source.casefold() and name not in found:
                found.append(name)
    return tuple(found)
