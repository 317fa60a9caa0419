"""What a page's JSON-LD tells: the object of its article, with the properties of schema.org."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml.html import HtmlElement
from trafilatura.utils import load_html

from index.read.blocks import blocks
from index.read.canonical import canonical, joined
from index.read.streams import one_line

MAX_JSON_LD = 1_000_000
"""Characters of one block; a larger one is not metadata."""
MAX_NODES = 5_000
ALIKE = 0.5
"""Share of the words of the shorter of two headlines from which they can be one article's."""

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|ul|li|blockquote)\b[^<>]*>", re.I)


def article_node(tree: HtmlElement, address: str) -> tuple[dict[str, Any], bool]:
    """The JSON-LD object of the page's article, and whether it can be of no other one.

    It is the one with the page's address, else the first with its headline; one of another
    headline is another article's, as those of a list are.
    """
    nodes = [n for script in _scripts(tree) for n in _nodes(script) if _is_article(n)]
    for node in nodes:
        if address and canonical(address) in _addresses(node, address):
            return node, True
    titles = [_words(text) for text in _titles(tree)]
    fitting = [node for node in nodes if _fits(node, titles)]
    return (fitting[0], len(nodes) == 1) if fitting else ({}, False)


def _titles(tree: HtmlElement) -> Iterator[str]:
    """What the page calls itself, and its headlines."""
    for node in tree.iter("title", "h1"):
        yield node.text_content()
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name")) in ("og:title", "twitter:title", "title"):
            yield meta.get("content") or ""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", html.unescape(text).casefold()))


def _fits(node: dict[str, Any], titles: Sequence[frozenset[str]]) -> bool:
    """Whether its headline has words enough in common with one of the page's, if both have any."""
    told = [words for key in ("headline", "name") if (words := _words(text_of(node.get(key))))]
    known = [title for title in titles if title]
    return (
        not told
        or not known
        or any(
            len(words & title) >= ALIKE * min(len(words), len(title))
            for words in told
            for title in known
        )
    )


def address_of(node: dict[str, Any], base: str) -> str:
    """The canonical address that an article's object tells; empty if it tells none."""
    return next(_addresses(node, base), "")


def body_of(node: dict[str, Any]) -> tuple[str, ...]:
    """The paragraphs of the article's text that its object holds."""
    told = node.get("articleBody")
    if not isinstance(told, str):
        return ()
    if _MARKUP.search(told):
        tree = load_html(f"<html><body><div>{told}</div></body></html>")
        return tuple(block.text for block in blocks(tree)) if tree is not None else ()
    lines = (one_line(line) for line in html.unescape(told).split("\n"))
    return tuple(line for line in lines if line)


def text_of(value: Any) -> str:
    """A value as text: itself, the name of the object that it is, or the first of several."""
    if isinstance(value, list):
        return next((text for item in value if (text := text_of(item))), "")
    if isinstance(value, dict):
        return next(
            (text for key in ("name", "@id", "url", "@value") if (text := text_of(value.get(key)))),
            "",
        )
    return one_line(value) if isinstance(value, str) else ""


def _addresses(node: dict[str, Any], base: str) -> Iterator[str]:
    for key in ("mainEntityOfPage", "url", "@id"):
        value = node.get(key)
        place = text_of([value.get("@id"), value.get("url")] if isinstance(value, dict) else value)
        if address := canonical(joined(base, place)):
            yield address


def _scripts(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > MAX_JSON_LD:
            continue
        try:
            # Line breaks inside strings are common, and not allowed.
            yield json.loads(re.sub(r"^\s*<!\[CDATA\[|\]\]>\s*;?\s*$", "", text), strict=False)
        except (ValueError, RecursionError):
            # Broken metadata are none; the meta tags and the text remain.
            continue


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in it, from the outside in, but for those of lists: a box of other articles."""
    waiting = [data]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting += [
                value
                for key, value in item.items()
                if key != "itemListElement" and isinstance(value, dict | list)
            ]
        elif isinstance(item, list):
            waiting += item


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)
