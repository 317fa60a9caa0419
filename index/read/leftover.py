"""What a page shows and its article's text does not have, so that nothing goes silently."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from lxml.html import HtmlElement

from index.article import Article, Removed
from index.byline import is_byline
from index.furniture import furniture_kind, is_caption
from index.read.blocks import Block, letters, named
from index.stamp import read_stamp

SURE = 20
"""Letters of a line that is the text's wherever the text has them."""
MAX_CHARS = 300
"""Of the lines that stand together; more are cut."""
MAX_TOTAL = 10_000
"""Characters listed for one page, besides what was taken off its text."""

_LISTS = frozenset(("ul", "ol", "dl", "table", "nav", "form", "header", "footer", "aside"))
_KINDS = {"nav": "navigation", "header": "masthead", "footer": "imprint", "figure": "caption"}
_CLASSES = [
    (kind, re.compile(rf"(?:^|[\s_-])(?:{words})(?=$|[\s_-])", re.I))
    for kind, words in (
        ("cookies", r"cookies?|consent|gdpr"),
        ("comments", r"comments?|disqus"),
        ("share", r"share|sharing|social|sharedaddy"),
        ("caption", r"captions?|imageCaption|wp-caption\w*"),
        ("promotion", r"newsletter|subscribe|subscription|paywall|promo\w*|mc4wp-form"),
        ("advertisement", r"ads?|advert\w*|sponsored"),
        ("related", r"related\w*|jp-relatedposts|recirc\w*|trending|popular|most-?read|teasers?"),
        ("navigation", r"breadcrumbs?|menu|nav\w*"),
    )
]


class _Piece(NamedTuple):
    """A line that is not in the text, and what it stands in with others of its kind."""

    kind: str
    text: str
    holder: HtmlElement
    taken: bool


def with_leftover(article: Article, page: Sequence[Block]) -> Article:
    """What was taken off the article's text, and all else that its page shows, in its order."""
    taken = {letters(piece.text): piece for piece in article.removed}
    listed: dict[str, Removed] = {}
    total = 0
    for (kind, _), group in groupby(_pieces(page, article, taken), lambda p: (p.kind, p.holder)):
        for text in _joined(list(group)):
            key = letters(text)
            if key in listed or (key not in taken and total > MAX_TOTAL):
                continue
            listed[key] = taken.get(key) or Removed(kind, text)
            total += len(text)
    rest = [piece for key, piece in taken.items() if key not in listed]
    return replace(article, removed=(*listed.values(), *rest))


def _pieces(
    page: Sequence[Block], article: Article, taken: Mapping[str, Removed]
) -> Iterator[_Piece]:
    known = letters(article.text)
    paragraphs = {letters(text) for text in article.text.split("\n\n")}
    at = 0
    for block in page:
        key = letters(block.text)
        if key in taken:
            yield _Piece(taken[key].kind, block.text, block.node, True)
            continue
        if not key or key == letters(article.title):
            continue
        # a line of a few letters is the text's own where the text goes on with it
        found = at if known.startswith(key, at) else -1
        if found < 0 and (len(key) >= SURE or key in paragraphs):
            found = known.find(key)
        if found >= 0:
            at = found + len(key)
        elif not any(key.endswith(end) and key.removesuffix(end) in known for end in taken if end):
            kind, holder = _kind(block)
            yield _Piece(kind, block.text, holder, False)


def _kind(block: Block) -> tuple[str, HtmlElement]:
    """What a line is, and what it stands in with others of its kind."""
    text, node = block.text, block.node
    stamp = read_stamp(text)
    if stamp and stamp.dated:
        return "date", node
    if is_byline(text):
        return "byline", node
    around = [node, *node.iterancestors()]
    for holder in around:
        if holder.tag in ("article", "main", "body"):
            break
        tokens = named(holder)
        kind = next((kind for kind, words in _CLASSES if words.search(tokens)), "")
        kind = kind or _KINDS.get(holder.tag, "")
        if kind and next(holder.iter("h1"), None) is None:
            return kind, holder
    kind = furniture_kind(text) or ("caption" if is_caption(text, above_dateline=False) else "")
    return kind or "other", next((holder for holder in around if holder.tag in _LISTS), node)


def _joined(pieces: list[_Piece]) -> list[str]:
    """The lines of pieces that stand together: as one, but for those off the article's text."""
    if any(piece.taken for piece in pieces):
        return [piece.text for piece in pieces]
    text = " | ".join(piece.text for piece in pieces)
    return [text if len(text) <= MAX_CHARS else text[: MAX_CHARS - 1] + "…"]
