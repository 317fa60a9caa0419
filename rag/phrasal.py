"""Verbs of several words, as the one word that says the same: "step down", "resign"."""

import re
from functools import lru_cache

# Those that news has for what is done with offices, plans and prices. Hand-made.
_PHRASAL = {
    "resign": r"step(?:s|ped|ping)? (?:down|aside)|st(?:ands?|ood|anding) down"
    r"|(?:leav(?:es?|ing)|left) (?:office|(?:her|his|their) post)",
    "learn": r"(?:find(?:s|ing)?|found) out",
    "leave": r"go(?:es|ing)? (?:anywhere|away)|went away",
    "cancel": r"call(?:s|ed|ing)? off",
    "postpone": r"put(?:s|ting)? off",
    "raise": r"put(?:s|ting)? up",
    "rise": r"go(?:es|ing|ne)? up|went up",
    "fall": r"(?:go(?:es|ing|ne)?|went|c[oa]m(?:es?|ing)) down",
    "reject": r"turn(?:s|ed|ing)? down",
    "exclude": r"rul(?:es?|ed|ing) out",
    "withdraw": r"(?:pull|back)(?:s|ed|ing)? out",
    "close": r"shut(?:s|ting)? down",
    "establish": r"set(?:s|ting)? up",
    "dismiss": r"(?:lay(?:s|ing)?|laid) off",
    "continue": r"(?:carr(?:y|ies|ied|ying)|go(?:es|ing)?|went) on",
    "surrender": r"(?:giv(?:es?|en|ing)|gave) in",
}
_PATTERN = re.compile(
    "|".join(rf"\b(?P<{verb}>{forms})\b" for verb, forms in _PHRASAL.items()), re.IGNORECASE
)


@lru_cache(maxsize=10_000)
def single_verbs(text: str) -> tuple[str, ...]:
    """For each such verb in `text` the one word."""
    return tuple(str(match.lastgroup) for match in _PATTERN.finditer(text))


def single_verb(verb: str, particle: str) -> str:
    """The one word for a verb and its particle; the verb itself if there is none."""
    return next(iter(single_verbs(f"{verb} {particle}")), verb)
