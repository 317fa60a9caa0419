"""One spaCy pipeline for everyone: sentences' grammar and names, parsed once, on demand."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from index.errors import ModelError
from index.names import FIRST_NAMES
from index.weights import SPACY_PACKAGE, verify_spacy

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIECE = 100_000
"""Characters parsed at once; the parser's memory grows with the text (spaCy refuses 1,000,000)."""

_TITLES = """
Ald Amb Atty Brig Capt Cdr Cmdr Col Cpl Det Fr Govs Hon Insp Lieut Lt Maj Msgr Pfc Pres Reps Sens
Sgt Spc Sr Supt
""".split()
"""Abbreviations before names that spaCy's English takes for a word and a sentence's end."""
_DASHED = r"[-–—―]+(?=[^\W\d_a-zß-ÿ])"
"""A dash right before a name, which spaCy's English takes for part of it: "-Roe"."""
_CLOSED = r"(?<=[\"”»'’])"

_lock = threading.RLock()


@cache
def _load() -> Language:
    verify_spacy()
    try:
        model: Any = import_module(SPACY_PACKAGE)
        nlp: Language = model.load()
    except (ImportError, OSError, ValueError) as error:
        raise ModelError(
            f"The spaCy model {SPACY_PACKAGE} cannot be loaded ({error}); run `make setup`."
        ) from error
    tokenizer: Any = nlp.tokenizer
    for title in _TITLES:
        tokenizer.add_special_case(f"{title}.", [{"ORTH": f"{title}."}])
    _part_dashes(nlp)
    _multiply_with_numpy(nlp)
    return nlp


def _multiply_with_numpy(nlp: Language) -> None:
    """Have NumPy multiply the models' matrices.

    spaCy's own BLIS runs plain code where it does not know the processor: on an AMD EPYC in a
    virtual machine it takes three times as long.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, part in nlp.pipeline:
        # Rules have no model.
        model = getattr(part, "model", None)
        for layer in model.walk() if model else ():
            layer.ops = ops


def _part_dashes(nlp: Language) -> None:
    """Make a dash behind a quotation or before a name a token: `"…" -Roe`, `”― Roe`."""
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    tokenizer: Any = nlp.tokenizer
    defaults = nlp.Defaults
    prefixes = [*(defaults.prefixes or ()), "―", _DASHED]
    suffixes = [*(defaults.suffixes or ()), "―", rf"{_CLOSED}[–—]"]
    infixes = [*(defaults.infixes or ()), "―", rf"{_CLOSED}{_DASHED}"]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def parse(text: str) -> Doc:
    """The text with tags, lemmas, dependencies and names; `Token.idx` is the offset in `text`.

    Raises:
        ModelError: the spaCy model is missing or damaged.
    """
    return parse_all([text])[0]


def parse_all(texts: Sequence[str]) -> list[Doc]:
    """`parse` of several texts, a fifth faster than one by one.

    Raises:
        ModelError: the spaCy model is missing or damaged.
    """
    # a lock, not only a cache: two first calls would load it twice
    with _lock:
        # spaCy takes seconds to import; nothing needs it before the first text is read
        from spacy.tokens import Doc

        nlp = _load()
        cut = [[text[start:end] for start, end in pairwise(_borders(text))] for text in texts]
        pieces = _parsed(nlp, [piece for parts in cut for piece in parts])
        docs = [[next(pieces) for _ in parts] for parts in cut]
    return [
        parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
        for parts in docs
    ]


def _parsed(nlp: Language, pieces: Sequence[str]) -> Iterator[Doc]:
    """Each piece parsed, at most PIECE characters at once."""
    batch: list[Doc] = []
    held = 0
    for piece in pieces:
        if batch and held + len(piece) > PIECE:
            yield from nlp.pipe(batch, batch_size=len(batch))
            batch, held = [], 0
        batch.append(_tokenized(nlp, piece))
        held += len(piece)
    yield from nlp.pipe(batch, batch_size=max(1, len(batch)))


def _tokenized(nlp: Language, text: str) -> Doc:
    """`text` as tokens, no sentence going on past a line's end or beginning inside a name."""
    doc = nlp.make_doc(text)
    for before, token in pairwise(doc):
        if "\n" in before.text:
            token.is_sent_start = True
        elif before.lower_ in FIRST_NAMES and before.is_title and token.is_title:
            token.is_sent_start = False
    return doc


def _borders(text: str) -> list[int]:
    """Offsets that cut `text` into pieces of at most PIECE, after a paragraph where one ends."""
    borders = [0]
    while len(text) - borders[-1] > PIECE:
        start = borders[-1]
        limit = start + PIECE
        for mark in ("\n", " "):
            cut = text.rfind(mark, start, limit) + 1
            if cut > start:
                break
        else:
            cut = limit
        borders.append(cut)
    return [*borders, len(text)]
