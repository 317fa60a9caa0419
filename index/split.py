"""Sentences and chunks, with exact offsets; LlamaIndex nodes of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from index.article import Article, Chunk, Sentence, Span

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode
    from spacy.tokens import Doc


TokenCounts = Callable[[Sequence[str]], list[int]]
"""Counts the tokens of each text, special ones left out."""
TARGET_TOKENS = 128
"""Tokens of a chunk: a few sentences, so that one embedding stands for one matter."""

_END = re.compile(r"""(?:[.!?…]+['"”’»)\]]*(?=\s)|[。！？]+[」』”’）]*)\s*""")
_PIECES = re.compile(r"[^\n]+")
# Always followed by more of the same sentence.
_TITLES = frozenset(
    "mr mrs ms mx dr prof gen lt col maj capt sgt cpl adm cmdr brig sen rep gov pres amb hon rev "
    "fr st mt ft no nos vs v cf fig approx dept est e.g i.e viz jan feb mar apr jun jul aug sep "
    "sept oct nov dec messrs supt insp det spc pvt pfc secy atty".split()
)
# May end a sentence or not: what follows decides.
_MAYBE = frozenset(
    "jr sr inc co corp ltd llc plc bros etc al a.m p.m ph.d m.d d.c b.a m.a calif mass conn fla "
    "ill ind ky la md mich minn miss mo neb nev okla ore pa tenn tex va vt wash wis wyo ariz ark "
    "colo del ga kan mont".split()
)
_OPENERS = frozenset(
    "the a an this that these those it he she they we i you his her its their our in on at as but "
    "and or so yet if when while after before since for with by from to there here what who how "
    "why where however meanwhile asked still now also some many most no not both".split()
)
_ASKED = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}"
    r"(?:said|says|asked|asks|added|wrote|writes|replied|shouted|told|wondered|exclaimed|cried)\b"
)


def sentences(text: str, doc: Doc | None = None) -> list[Sentence]:
    """The sentences of `text`, in order; every non-blank character is in exactly one.

    Punctuation decides. Only where it leaves the matter open, after an abbreviation or an
    initial, the parse does, if given (parsers alone break news at "U.S." and inside quotes).

    Args:
        text: Paragraphs, one or more newlines between them.
        doc: The parse of the same `text`.
    """
    starts = [t.idx for t in doc if t.is_sent_start] if doc is not None else None
    found = []
    paragraph = 0
    for piece in _PIECES.finditer(text):
        spans = list(_spans(text, piece.start(), piece.end(), starts))
        found += [Sentence(span, paragraph) for span in spans]
        paragraph += bool(spans)
    return found


def _spans(text: str, start: int, end: int, starts: list[int] | None) -> Iterator[Span]:
    """The sentences of one paragraph, without the blanks around them."""
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _breaks(text, begin, match, end, starts):
            yield from _stripped(text, begin, match.end())
            begin = match.end()
    yield from _stripped(text, begin, end)


def _breaks(
    text: str, begin: int, match: re.Match[str], end: int, starts: list[int] | None
) -> bool:
    """Whether a sentence ends at `match`."""
    mark = match.group().rstrip()
    rest = text[match.end() : min(end, match.end() + 120)]
    if mark[0] in "。！？":
        return True
    word = re.search(r"\w", rest)
    if word is None or rest[word.start()].islower():
        return False
    if mark[0] in "!?" and len(mark) > 1 and mark[-1] in "\"'”’»" and _ASKED.match(rest):
        return False
    if mark != ".":
        return True
    tail = text[max(begin, match.start() - 30) : match.start()]
    before = re.search(r"[\w.]+$", tail)
    token = before.group() if before else ""
    if token.lower() in _TITLES:
        # "He said no. Then": "no" is a number sign only before a number
        return token.lower() in ("no", "nos") and not rest[word.start()].isdigit()
    initials = re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", token) is not None
    if not initials and token.lower() not in _MAYBE:
        return True
    if re.match(r"\w+", rest[word.start() :]).group().lower() in _OPENERS:  # type: ignore[union-attr]
        return True
    if starts is None:
        return False
    here = match.end()
    at = bisect_left(starts, here)
    return at < len(starts) and starts[at] == here


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without the blanks around it; nothing if it is blank."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield Span(left, right)


def chunks(
    article_id: str,
    text: str,
    sentences: Sequence[Sentence],
    count_tokens: TokenCounts,
    max_tokens: int = TARGET_TOKENS,
) -> list[Chunk]:
    """Neighbouring sentences packed to at most `max_tokens`, preferably whole paragraphs.

    A sentence that is longer by itself is cut between words (inside one only if it alone is too
    long), so that an embedding model never truncates. One character is never cut.

    Args:
        article_id: Of the article with this `text`.
        text: The article's text.
        sentences: As `sentences` gives them.
        count_tokens: Tokens of each of some texts for the embedding model.
        max_tokens: Limit of a chunk; at most the embedding model's.
    """
    packed = [
        span
        for units in _packed(text, sentences, count_tokens, max_tokens)
        for span in _fitting(text, units, count_tokens, max_tokens)
    ]
    return [Chunk(article_id, position, span) for position, span in enumerate(packed)]


def _packed(
    text: str, sentences: Sequence[Sentence], count_tokens: TokenCounts, max_tokens: int
) -> Iterator[list[Span]]:
    """Sentences, or parts of long ones, that have at most `max_tokens` if counts add up."""
    counts = count_tokens([text[s.span.start : s.span.end] for s in sentences])
    current: list[Span] = []
    held = 0
    counted = zip(sentences, counts, strict=True)
    for _, group in groupby(counted, key=lambda pair: pair[0].paragraph):
        units = [
            unit
            for sentence, count in group
            for unit in _cut(text, sentence.span, count, count_tokens, max_tokens)
        ]
        if held + sum(count for _, count in units) > max_tokens and held * 2 >= max_tokens:
            yield current
            current, held = [], 0
        for span, count in units:
            if current and held + count > max_tokens:
                yield current
                current, held = [], 0
            current.append(span)
            held += count
    if current:
        yield current


def _fitting(
    text: str, units: Sequence[Span], count_tokens: TokenCounts, max_tokens: int
) -> Iterator[Span]:
    """The span of all `units`, or those of as many parts as it takes to fit."""
    whole = Span(units[0].start, units[-1].end)
    if len(units) == 1 or count_tokens([text[whole.start : whole.end]])[0] <= max_tokens:
        yield whole
        return
    half = len(units) // 2
    for part in (units[:half], units[half:]):
        yield from _fitting(text, part, count_tokens, max_tokens)


def _cut(
    text: str, span: Span, count: int, count_tokens: TokenCounts, max_tokens: int
) -> Iterator[tuple[Span, int]]:
    """`span`, halved at the word border nearest its middle until every piece fits."""
    piece = text[span.start : span.end]
    if len(piece) == 1 or count <= max_tokens:
        yield span, count
        return
    middle = len(piece) // 2
    borders = [m.start() for m in re.finditer(r"\s+", piece)]
    at = span.start + min(borders, key=lambda b: abs(b - middle), default=middle)
    for start, end in ((span.start, at), (at, span.end)):
        for half in _stripped(text, start, end):
            [part] = count_tokens([text[half.start : half.end]])
            yield from _cut(text, half, part, count_tokens, max_tokens)


def nodes(article: Article, chunks: Sequence[Chunk]) -> list[TextNode]:
    """The chunks as LlamaIndex nodes with exact offsets.

    Only the article's own words are embedded: a title before every chunk would draw them all
    together, and could push a chunk over the model's limit.
    """
    # Takes a second to import; the processes that only find sentences have no need of it.
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    made = []
    for chunk in chunks:
        metadata: dict[str, str | int] = {
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "start": chunk.span.start,
            "end": chunk.span.end,
        }
        if article.published:
            # Chroma compares numbers only
            metadata["published"] = int(article.published.strftime("%Y%m%d"))
        node = TextNode(
            id_=chunk.id,
            text=article.quote(chunk.span),
            metadata=metadata,
            excluded_embed_metadata_keys=list(metadata),
            excluded_llm_metadata_keys=["article_id", "start", "end"],
            start_char_idx=chunk.span.start,
            end_char_idx=chunk.span.end,
        )
        node.relationships[NodeRelationship.SOURCE] = RelatedNodeInfo(node_id=article.id)
        made.append(node)
    return made
