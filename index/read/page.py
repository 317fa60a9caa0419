"""Web pages: HTML to the article in it.

trafilatura finds the body. It takes one container, while some pages cut their body into several
to put advertisements between; those of the same make are added.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Document
from trafilatura.utils import load_html

from index.article import Article
from index.clean import clean_page
from index.errors import SourceError
from index.furniture import LINKED, Paragraph, furniture_kind, is_list_head, is_prose
from index.labels import is_name
from index.read.blocks import blocks, caption_texts, drop_hidden, letters
from index.read.canonical import canonical
from index.read.challenge import is_challenge
from index.read.facts import Facts, find_facts
from index.read.leftover import with_leftover
from index.read.mended import mended
from index.read.shown import Shown, find_shown
from index.read.streams import one_line, parsing
from index.stamp import is_label

MAX_CHARS = 5_000_000
"""Of HTML; a larger page is a data export."""
LONGEST = 20_000
"""Characters, white space included, of one paragraph."""
ENOUGH = 200
"""Characters of a text that metadata hold; less is a description."""
NOON = 12
"""The hour in UTC from which no place is in the day before."""
PROSE = 80
"""Characters of a paragraph that is surely one."""

_HEADS = ("h2", "h3", "h4")
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
        drop_hidden(tree)
        shown = list(blocks(tree))
        paragraphs = extract(mended(tree))
    if is_challenge(shown) and not facts.body:
        raise SourceError(
            f"{origin} is no article but asks whether a browser reads it; open the article in a "
            "browser, save the page there and add the file."
        )
    paragraphs = _without_marks(paragraphs, facts.source)
    article = _with_facts(_cleaned(paragraphs, facts, origin), facts)
    return with_leftover(_with_shown(article, find_shown(shown, article)), shown)


def _without_marks(paragraphs: list[Paragraph], source: str) -> list[Paragraph]:
    """The page without what is left of its byline above the text.

    What it tells of its bearer, "The Velburg Post, Tarn", and what it calls a date: "Updated".
    """
    head = list(itertools.takewhile(lambda paragraph: not is_prose(paragraph.text), paragraphs))
    post = re.compile(rf"{re.escape(source)}, (?P<place>[^.!?:]{{2,40}})") if source else None
    kept = [
        paragraph
        for paragraph in head
        if not ((m := post and post.fullmatch(paragraph.text)) and is_name(m["place"]))
        and not is_label(paragraph.text)
    ]
    return kept + paragraphs[len(head) :]


def _cleaned(paragraphs: list[Paragraph], facts: Facts, origin: str) -> Article:
    """The article of the page's text, or of its metadata where that is missing or cut short.

    Raises:
        SourceError: neither reads as an article.
    """
    body = [Paragraph(number, text) for number, text in enumerate(facts.body)]
    if sum(len(text) for text in facts.body) < ENOUGH:
        body = []
    if not (paragraphs or body):
        raise SourceError(
            f"{origin} holds no article; it may be a list of links, need a login, or be filled "
            "in by a script. Save the page from a browser and add the file."
        )
    try:
        article = clean_page(paragraphs, facts.title, origin)
    except SourceError:
        if not body:
            raise
    else:
        if not (body and _is_beginning(article.text, facts.body)):
            return article
    article = clean_page(body, facts.title, origin)
    where = (*article.provenance, ("text", "JSON-LD articleBody"))
    return replace(article, provenance=tuple(sorted(where)))


def _is_beginning(text: str, body: Sequence[str]) -> bool:
    """Whether a text is no more than a part of the whole one, as before a paywall.

    Or none of it: a notice on a page that a script fills in.
    """
    whole = letters("".join(body))
    known = {letters(line) in whole for line in text.split("\n\n") if is_prose(line)}
    share = len(letters(text)) / len(whole) if whole else 1
    return (share <= 2 / 3 and known <= {True}) or (share <= 1 / 3 and known <= {False})


def extract(tree: HtmlElement) -> list[Paragraph]:
    """The paragraphs of the page's body, furniture that stands among them included."""
    found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    if not isinstance(found, Document):
        return []
    elements = list(_elements(tree))
    linked = {e.key: e.linked for e in elements}
    body = [
        Paragraph(block, text, linked.get(letters(text), 0.0))
        for block, text in _paragraphs(found.body)
    ]
    body = _in_order(_with_rest(_without_captions(body, tree), elements), elements)
    return _with_heads(body, elements)


def _without_captions(body: list[Paragraph], tree: HtmlElement) -> list[Paragraph]:
    """The body without its captions, unless it is a series of pictures that tells by them."""
    captions = {letters(text) for text in caption_texts(tree)}
    rest = [paragraph for paragraph in body if letters(paragraph.text) not in captions]
    few = sum(len(p.text) for p in rest) * 2 >= sum(len(p.text) for p in body)
    return rest if few else body


@dataclass(frozen=True, slots=True)
class _Element:
    """A paragraph as it stands in the page."""

    node: HtmlElement
    text: str
    linked: float
    key: str
    """Its letters."""

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
            linked = 1.0 if inside else min(1.0, links / len(text))
            yield _Element(node, text, linked, letters(text))


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
    numbers = {letters(p.text): number for number, p in enumerate(body)}
    makes: Counter[tuple[str, ...]] = Counter()
    holders = set()
    for e in elements:
        if e.node.tag == "p" and e.key in numbers:
            makes[e.make] += len(e.text)
            holders.add(e.node.getparent())
    if not makes:
        return body
    make = makes.most_common(1)[0][0]
    known = letters("".join(p.text for p in body))
    after: dict[int, list[Paragraph]] = {}
    last = -1
    for e in elements:
        if e.key in numbers:
            last = numbers[e.key]
        elif (
            e.node.tag == "p"
            and e.make == make
            and e.node.getparent() not in holders
            and len(e.text) >= PROSE
            and is_prose(e.text)
            and e.linked < LINKED
            and e.key not in known
        ):
            after.setdefault(last, []).append(Paragraph(-1, e.text, e.linked))
    whole = list(after.get(-1, []))
    for number, paragraph in enumerate(body):
        whole += [paragraph, *after.get(number, [])]
    return whole


def _in_order(body: list[Paragraph], elements: list[_Element]) -> list[Paragraph]:
    """The body in the page's order; what is not known there stays where it is."""
    counted = Counter(e.key for e in elements)
    places = {e.key: n for n, e in enumerate(elements) if counted[e.key] == 1}
    last = -1
    placed = []
    for paragraph in body:
        last = places.get(letters(paragraph.text), last)
        placed.append((last, paragraph))
    return [paragraph for _, paragraph in sorted(placed, key=lambda item: item[0])]


def _with_heads(body: list[Paragraph], elements: list[_Element]) -> list[Paragraph]:
    """The body with subheads over its paragraphs that are of the same make as one it has."""
    numbers = {letters(p.text): number for number, p in enumerate(body)}
    heads = {e.make for e in elements if e.node.tag in _HEADS and e.key in numbers}
    above: dict[int, Paragraph] = {}
    for head, below in itertools.pairwise(elements):
        number = numbers.get(below.key, -1)
        if (
            head.node.tag in _HEADS
            and head.make in heads
            and head.node.getparent() is below.node.getparent()
            and head.key not in numbers
            and head.linked < LINKED
            and not (is_list_head(head.text) or furniture_kind(head.text))
            and number >= 0
        ):
            above[number] = Paragraph(body[number].block, head.text, head.linked)
    return [p for n, paragraph in enumerate(body) for p in (above.get(n), paragraph) if p]


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


def _with_shown(article: Article, shown: Shown) -> Article:
    """The article with what its page shows below the headline and does not tell otherwise."""
    where = dict(article.provenance)
    if shown.published and article.published is None:
        article = replace(article, published=shown.published, published_from="byline")
    elif shown.published and _is_day_before(article, shown.published):
        where_day = f"{article.published_from}; day from the byline"
        article = replace(article, published=shown.published, published_from=where_day)
    if shown.published_at and article.published == shown.published and not article.published_at:
        article = replace(article, published_at=shown.published_at)
    if shown.updated and not article.updated:
        article = replace(article, updated=shown.updated)
        where["updated"] = "byline"
    if shown.updated_at and article.updated == shown.updated and not article.updated_at:
        article = replace(article, updated_at=shown.updated_at)
    # what looks like an author's name may stand anywhere on the page
    guessed = where.get("authors", "byline") == "byline"
    known = {name.casefold() for name in article.authors}
    if guessed and not {name.casefold() for name in shown.authors} <= known:
        article = replace(article, authors=shown.authors)
        where["authors"] = "byline"
    return replace(article, provenance=tuple(sorted(where.items())))


def _is_day_before(article: Article, shown: date) -> bool:
    """Whether an article whose moment is told in UTC came out the day before where its outlet is.

    Not the day after: that may be an unmarked change's.
    """
    at = article.published_at
    return (
        at is not None
        and not at.utcoffset()
        and at.hour < NOON
        and at.date() == article.published == shown + timedelta(days=1)
    )
