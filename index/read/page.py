"""Web pages: HTML to the article in it.

trafilatura finds the body. It takes one container, while some pages cut their body into several
to put advertisements between; those of the same make are added.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Document
from trafilatura.utils import load_html

from index.article import Article
from index.clean import clean_page
from index.errors import SourceError
from index.furniture import LINKED, Paragraph, is_prose
from index.read.canonical import canonical
from index.read.facts import Facts, find_facts
from index.read.streams import one_line, parsing

MAX_CHARS = 5_000_000
"""Of HTML; a larger page is a data export."""
LONGEST = 20_000
"""Characters, white space included, of one paragraph."""
PROSE = 80
"""Characters of a paragraph that is surely one."""

_INLINE = {"hi", "ref", "del", "cell"}


def read_page(html: str, origin: str, address: str = "") -> Article:
    """The article of a page.

    Args:
        html: The page.
        origin: What to call it in messages, and in `Article.origin`.
        address: Where it was read, if known.

    Raises:
        SourceError: it is too large, or holds no article.
    """
    if len(html) > MAX_CHARS:
        raise SourceError(
            f"{origin} has {len(html) / 1e6:.0f} million characters, more than a page of news; "
            "give the article's own page."
        )
    with parsing(origin, "a web page"):
        tree = load_html(html)
        if tree is None:
            raise SourceError(f"{origin} is not a web page; save the article's page again.")
        facts = find_facts(tree, address)
        paragraphs = extract(html)
    if not paragraphs:
        raise SourceError(
            f"{origin} holds no article; it may be a list of links, need a login, or be filled "
            "in by a script. Save the page from a browser and add the file."
        )
    return _with_facts(clean_page(paragraphs, facts.title, origin), facts)


def extract(html: str) -> list[Paragraph]:
    """The paragraphs of the page's body, furniture that stands among them included."""
    found = trafilatura.bare_extraction(html, favor_precision=True, include_comments=False)
    tree = load_html(html)
    if not isinstance(found, Document) or tree is None:
        return []
    elements = list(_elements(tree))
    linked = {_letters(e.text): e.linked for e in elements}
    body = [
        Paragraph(block, text, linked.get(_letters(text), 0.0))
        for block, text in _paragraphs(found.body)
    ]
    return _with_rest(body, elements)


@dataclass(frozen=True, slots=True)
class _Element:
    """A paragraph as it stands in the page."""

    node: HtmlElement
    text: str
    linked: float

    @property
    def make(self) -> tuple[str, ...]:
        """Tag and class of what holds it, and of what holds that."""
        holders = itertools.islice(self.node.iterancestors(), 2)
        return tuple(f"{h.tag} {h.get('class') or ''}" for h in holders)


def _elements(tree: HtmlElement) -> Iterator[_Element]:
    for node in tree.iter("p", "li", "h2", "h3", "h4", "blockquote"):
        text = _text(node)
        if text:
            links = sum(len(a.text_content().strip()) for a in node.iter("a"))
            inside = next(node.iterancestors("a"), None) is not None
            yield _Element(node, text, 1.0 if inside else min(1.0, links / len(text)))


def _text(node: HtmlElement) -> str:
    """Its text; empty where it is longer than a paragraph, so that nesting costs nothing."""
    parts = []
    length = 0
    for part in node.itertext():
        length += len(part)
        if length > LONGEST:
            return ""
        parts.append(part)
    return one_line("".join(parts))


def _with_rest(body: list[Paragraph], elements: list[_Element]) -> list[Paragraph]:
    """The body with its prose in further containers of the same make, as ads between cut them."""
    numbers = {_letters(p.text): number for number, p in enumerate(body)}
    makes: Counter[tuple[str, ...]] = Counter()
    holders = set()
    for e in elements:
        if e.node.tag == "p" and _letters(e.text) in numbers:
            makes[e.make] += len(e.text)
            holders.add(e.node.getparent())
    if not makes:
        return body
    make = makes.most_common(1)[0][0]
    known = _letters("".join(p.text for p in body))
    after: dict[int, list[Paragraph]] = {}
    last = -1
    for e in elements:
        letters = _letters(e.text)
        if letters in numbers:
            last = numbers[letters]
        elif (
            e.node.tag == "p"
            and e.make == make
            and e.node.getparent() not in holders
            and len(e.text) >= PROSE
            and is_prose(e.text)
            and e.linked < LINKED
            and letters not in known
        ):
            after.setdefault(last, []).append(Paragraph(-1, e.text, e.linked))
    whole = list(after.get(-1, []))
    for number, paragraph in enumerate(body):
        whole += [paragraph, *after.get(number, [])]
    return whole


def _paragraphs(body: HtmlElement) -> Iterator[tuple[int, str]]:
    """Number of the block and text of each paragraph of an extracted body."""
    texts: list[str] = []
    block = 0

    def finish() -> Iterator[tuple[int, str]]:
        text = one_line("".join(texts))
        texts.clear()
        if text:
            yield block, text

    # Iterative: the nesting of a page is its author's choice.
    for event, node in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            if node.tag not in _INLINE:
                yield from finish()
                # The items of a list stand together.
                block += node.tag != "item"
            texts.append(node.text or "")
        else:
            if event == "end" and node.tag not in _INLINE:
                yield from finish()
            if event == "end" and node.tag == "cell":
                texts.append(" ")
            if node is not body:
                texts.append(node.tail or "")
    yield from finish()


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _with_facts(article: Article, facts: Facts) -> Article:
    """The article with the page's own metadata, the text's where the page has none."""
    found: dict[str, Any] = {
        "title": facts.title,
        "source": facts.source,
        "authors": facts.authors,
        "updated": facts.updated,
        "url": canonical(facts.url),
        "section": facts.section,
        "language": facts.language,
    }
    found = {name: value for name, value in found.items() if value}
    provenance = dict(article.provenance) | {name: facts.origins[name] for name in found}
    if facts.published:
        published_from = facts.origins["published"]
        found |= {"published": facts.published, "published_from": published_from}
    same = facts.published in (None, article.published)
    return replace(
        article,
        **found,
        published_at=facts.published_at or (article.published_at if same else None),
        updated_at=facts.updated_at
        or (article.updated_at if facts.updated in (None, article.updated) else None),
        provenance=tuple(sorted(provenance.items())),
    )
