"""What a page's JSON-LD tells: the object of its article, with the properties of schema.org."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement
from trafilatura.utils import load_html

from index.read.blocks import blocks
from index.read.canonical import canonical, joined
from index.read.streams import one_line

MAX_JSON_LD = 1_000_000
"""Characters of one block; a larger one is not metadata."""
MAX_NODES = 5_000

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|ul|li|blockquote)\b[^<>]*>", re.I)


def article_node(tree: HtmlElement, address: str) -> tuple[dict[str, Any], bool]:
    """The JSON-LD object of the page's article, and whether it can be of no other one.

    It is the one with the page's address, else the first.
    """
    nodes = [n for script in _scripts(tree) for n in _nodes(script) if _is_article(n)]
    for node in nodes:
        if address and canonical(address) in _addresses(node, address):
            return node, True
    return (nodes[0], len(nodes) == 1) if nodes else ({}, False)


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
    """All objects in it, from the outside in."""
    waiting = [data]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting += [v for v in item.values() if isinstance(v, dict | list)]
        elif isinstance(item, list):
            waiting += item


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)
