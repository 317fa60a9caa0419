"""Markdown files: the article's words without their marks, and what is linked."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Article, Removed
from index.clean import clean_page
from index.errors import SourceError
from index.furniture import Paragraph
from index.read.records import with_record
from index.read.streams import decode, parsing, tidy

_FRONT = re.compile(r"\s*---\n((?:[\w-]+:.*\n|[ \t-].*\n|\n){1,100}?)---[ \t]*\n")
"""What blogs keep above the text: fields in YAML."""
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*", re.M)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")


def read_markdown(stream: BinaryIO, origin: str) -> Article:
    """The article in a Markdown file.

    Raises:
        SourceError: it is empty, binary or damaged, or holds no article.
    """
    text = tidy(decode(stream.read(), origin))
    if not text.strip():
        raise SourceError(f"{origin} is empty; put the article's text in it or leave it out.")
    front = _FRONT.match(text)
    record: object = None
    with parsing(origin, "a Markdown file"):
        if front:
            # BaseLoader makes strings, lists and mappings of strings, and nothing else
            record = yaml.load(front[1], Loader=yaml.BaseLoader)  # noqa: S506
        # HTML in it stays as it is: whoever writes news in Markdown has none
        parser = MarkdownIt("commonmark", {"html": False}).disable(["code", "fence"])
        tokens = parser.parse(_without_note_marks(text[front.end() :] if front else text))
    fields = record if isinstance(record, dict) else {}
    title = str(fields.get("title", ""))
    paragraphs: list[Paragraph] = []
    for kind, paragraph in _paragraphs(tokens):
        heading = kind == "heading_open" and len(paragraph.text) <= 200
        if heading and not title and not paragraphs:
            title = paragraph.text
        else:
            paragraphs.append(paragraph)
    article = clean_page(paragraphs, title, origin)
    if front is None:
        return article
    removed = tuple(Removed("metadata", line) for line in front[1].split("\n") if line.strip())
    return with_record(replace(article, removed=removed + article.removed), fields)


def _without_note_marks(text: str) -> str:
    """Footnotes as paragraphs where they stand, and no marks for them; commonmark has none."""
    labels = set(_NOTE.findall(text))
    text = _NOTE.sub("\n\n", text)
    return _NOTE_MARK.sub(lambda mark: "" if mark[1] in labels else mark[0], text)


def _paragraphs(tokens: list[Token]) -> Iterator[tuple[str, Paragraph]]:
    """What each opens with, and its lines; the items of a list are one block."""
    block = 0
    opened = ""
    mark = ""
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else ""
        elif token.type in ("paragraph_open", "heading_open"):
            opened = token.type
            block += token.level == 0 or opened == "heading_open"
        elif token.type in ("bullet_list_open", "ordered_list_open") and token.level == 0:
            block += 1
        elif token.type == "inline":
            for text, linked in _lines(token.children or []):
                yield opened, Paragraph(block, mark + text, linked)
                mark = ""


def _lines(children: list[Token]) -> Iterator[tuple[str, float]]:
    """The lines of a paragraph, each with the share of it that is linked."""
    text, links, inside = "", 0, 0
    for token in [*children, Token("hardbreak", "br", 0)]:
        if token.type == "hardbreak":
            text = " ".join(text.split())
            if text:
                yield text, min(1.0, links / len(text))
            text, links = "", 0
        elif token.type in ("link_open", "link_close"):
            inside += token.nesting
        else:
            part = " " if token.type == "softbreak" else token.content
            if token.type == "image":
                part = f"Image: {part}" if len(children) == 1 else ""
            text += part
            links += len(part) if inside else 0
