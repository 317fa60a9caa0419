"""Word files: their paragraphs, and the rows of their tables, in the order of the text."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from index.article import Article
from index.errors import SourceError
from index.furniture import is_prose
from index.read.streams import parsing
from index.read.text import article_of

MAX_UNPACKED = 200_000_000
"""Bytes of a Word file's parts, unpacked."""


def read_docx(stream: BinaryIO, origin: str) -> Article:
    """The article in a Word file.

    Raises:
        SourceError: it is too large, damaged, or holds no article.
    """
    with parsing(origin, "a Word file"):
        with zipfile.ZipFile(stream) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise SourceError(f"{origin} unpacks to {unpacked / 1e6:.0f} MB; it is no article.")
        document = docx.Document(stream)
        title = ""
        paragraphs = []
        for style, text in _paragraphs(document.element.body, document):
            if style == "Title" and not title:
                title = text
            else:
                paragraphs.append(text)
    article = article_of("\n\n".join(paragraphs), origin, title)
    if not title:
        return article
    where = dict(article.provenance) | {"title": "title style"}
    return replace(article, title=title, provenance=tuple(sorted(where.items())))


def _paragraphs(parent: etree._Element, document: Document) -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph in a part of a Word file; a row of a table is one."""
    for block in _nearest(parent, "p", "tbl"):
        if block.tag == qn("w:p"):
            # Of words moved or struck out under review, those that count.
            runs = block.xpath(".//w:r[not(ancestor::w:moveFrom or ancestor::w:txbxContent)]")
            text = " ".join("".join(run.text for run in runs).split())
            style = Paragraph(block, document).style
            if text:
                yield (style.name if style else "") or "", text
            continue
        for row in _nearest(block, "tr"):
            yield from _row([list(_paragraphs(cell, document)) for cell in _nearest(row, "tc")])


def _nearest(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements of those names in order, but for those within one of them."""
    tags = [qn(f"w:{name}") for name in names]
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        else:
            yield from _nearest(child, *names)


def _row(cells: list[list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """The cells of a row as one paragraph; tables that only place the text have sentences."""
    filled = [cell for cell in cells if cell]
    first = [text for cell in filled[:-1] for _, text in cell]
    if len(filled) > 1 and max(map(len, filled)) == 1 and not any(map(is_prose, first)):
        yield "", ", ".join([*first, filled[-1][0][1]])
    else:
        yield from chain(*filled)
