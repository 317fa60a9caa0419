"""What a page's own metadata tell of its article: JSON-LD, meta tags, then its address.

Names of properties are those of schema.org, Open Graph, Dublin Core, Parse.ly and Sailthru.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from index.byline import names
from index.labels import is_name
from index.read.blocks import is_apart, without_boxes
from index.read.canonical import canonical, joined
from index.read.jsonld import address_of, article_node, body_of, text_of
from index.read.moments import Moment, read_moment
from index.read.streams import one_line

T = TypeVar("T")

_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date",
)
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "dcterms.modified",
    "article.updated",
    "lastmod",
    "last-modified",
)
_SOURCE = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre")
_SECTION = ("article:section", "parsely-section", "sailthru.section", "section", "dc.subject")
_CRUMBS = re.compile(r"(?:^|[\s_-])bread-?crumbs?(?=$|[\s_-])", re.I)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/\-.]|$)")
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?: (?:de|van|von|der|la|bin|al|[^\W\d_a-z][\w.'’-]*)){1,3}"
)
_NO_NAME = re.compile(
    r"\b(?:\w+day|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|News|Staff|Sports?|Press|Team|Admin|Editors?|Published|Updated|Reuters)\b"
)


@dataclass(slots=True)
class Facts:
    """What is known of an article, and where from."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_at: datetime | None = None
    updated: date | None = None
    updated_at: datetime | None = None
    source: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    body: tuple[str, ...] = ()
    """The paragraphs of the text, where the metadata hold it too."""
    origins: dict[str, str] = field(default_factory=dict)
    """Field to where its value was found."""

    def provenance(self) -> tuple[tuple[str, str], ...]:
        """As `Article.provenance`."""
        return tuple((name, where) for name, where in self.origins.items() if name != "published")


def find_facts(tree: HtmlElement, address: str = "") -> Facts:
    """The facts of a parsed page; `address` is where it was read, if known."""
    facts = Facts()
    meta = _meta(tree)
    url = _first(facts, "url", _addresses(tree, meta, address))
    facts.url = url or ""
    node, sure = article_node(tree, facts.url or address)
    if sure and not facts.url:
        facts.url = _first(facts, "url", [(address_of(node, address), "JSON-LD")]) or ""
    facts.body = body_of(node) if sure else ()

    def told(name: str, key: str, metas: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        if text := text_of(node.get(key)):
            yield text, f"JSON-LD {key}"
        for item in metas:
            if text := meta.get(item, ""):
                yield text, f"meta {item}"

    facts.source = _first(facts, "source", told("source", "publisher", _SOURCE)) or ""
    if not facts.source and (host := urlsplit(facts.url or address).hostname):
        facts.source = host.removeprefix("www.")
        facts.origins["source"] = "address"
    titles = [*told("title", "headline", _TITLE), *_headings(tree)]
    facts.title = _without_source(_first(facts, "title", titles) or "", facts.source)
    sections = [*told("section", "articleSection", _SECTION), *_sections(tree, facts)]
    facts.section = _first(facts, "section", sections) or ""
    told_authors = _authors(node, meta, facts.source)
    facts.authors = _first(facts, "authors", told_authors) or _shown_authors(tree, facts)
    languages = [*told("language", "inLanguage"), *_languages(tree, meta)]
    facts.language = (_first(facts, "language", languages) or "")[:2].lower()
    if not facts.language.isalpha():
        facts.language = ""
        facts.origins.pop("language", None)
    dates = [*told("published", "datePublished", _PUBLISHED), *_times(tree, "published")]
    filed = _day_in(facts.url or address)
    if published := _first_moment(facts, "published", dates):
        facts.published, facts.published_at = published.day, published.at
        # In UTC it may have been another day where the outlet is, which files it under its own.
        in_utc = published.at is not None and not published.at.utcoffset()
        if filed and in_utc and abs(filed - published.day) == timedelta(days=1):
            facts.published = filed
            facts.origins["published"] += "; day from the address"
    elif filed:
        facts.published = filed
        facts.origins["published"] = "address"
    dates = [*told("updated", "dateModified", _UPDATED), *_times(tree, "modified")]
    if updated := _first_moment(facts, "updated", dates):
        facts.updated, facts.updated_at = updated.day, updated.at
    return facts


def _first(facts: Facts, name: str, found: Iterable[tuple[T, str]]) -> T | None:
    """The first value that is one; where it was found is kept."""
    for value, where in found:
        if value:
            facts.origins[name] = where
            return value
    return None


def _first_moment(facts: Facts, name: str, found: Iterable[tuple[str, str]]) -> Moment | None:
    return _first(facts, name, ((read_moment(text), where) for text, where in found))


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Content of the meta tags by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = one_line(tag.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            name = (tag.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _addresses(tree: HtmlElement, meta: dict[str, str], address: str) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield canonical(joined(address, link.get("href") or "")), "link canonical"
    yield canonical(joined(address, meta.get("og:url", ""))), "meta og:url"
    yield canonical(address), "address"


def _authors(
    node: dict[str, Any], meta: dict[str, str], source: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    authors = node.get("author")
    listed = authors if isinstance(authors, list) else [authors]
    yield names([text_of(author) for author in listed], source), "JSON-LD author"
    for item in _AUTHOR:
        yield names([meta.get(item, "")], source), f"meta {item}"


def _shown_authors(tree: HtmlElement, facts: Facts) -> tuple[str, ...]:
    """Authors that the page only shows; those of them that look like a person's name."""
    shown = extract_metadata(without_boxes(tree)).author or ""
    source = set(facts.source.casefold().split())
    found = tuple(
        name
        for name in names([shown], facts.source)
        if _NAME.fullmatch(name)
        and not _NO_NAME.search(name)
        and not source & set(name.casefold().split())
    )
    if found:
        facts.origins["authors"] = "byline"
    return found


def _headings(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    headings = [one_line(h.text_content()) for h in tree.iter("h1")]
    if len(headings) == 1:
        yield headings[0], "heading"
    for title in tree.iter("title"):
        yield one_line(title.text or ""), "page title"


def _without_source(title: str, source: str) -> str:
    """A title without the outlet's name at its end: "Harbour to close | The Velburg Post"."""
    match = re.match(r"(?P<title>.{10,}?)\s+[|\-–—•:»]\s+(?P<tail>[^|–—•»]+)$", title)
    if match and source and _folded(match["tail"]) in (_folded(source), _folded(source) + "com"):
        return match["title"]
    return title


def _folded(name: str) -> str:
    return re.sub(r"^the|\W", "", name.casefold())


def _languages(tree: HtmlElement, meta: dict[str, str]) -> Iterator[tuple[str, str]]:
    root = tree.getroottree().getroot()
    yield root.get("lang") or root.get("xml:lang") or "", "html lang"
    yield meta.get("og:locale", ""), "meta og:locale"


def _times(tree: HtmlElement, kind: str) -> Iterator[tuple[str, str]]:
    """`time` elements marked as the article's date."""
    marks = ("datepublished", "pubdate", "published") if kind == "published" else ("datemodified",)
    around = _around(tree)
    for element in tree.iter("time", "span", "abbr", "div"):
        told = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower().split()
        if (element.get("pubdate") is not None and kind == "published") or set(marks) & set(told):
            text = element.get("datetime") or element.get("content") or element.get("title")
            if text and not is_apart(element, around):
                yield text, f"{element.tag} element"


def _around(tree: HtmlElement) -> set[HtmlElement]:
    """What the headline stands in."""
    first = next(tree.iter("h1"), None)
    return set(first.iterancestors()) if first is not None else {tree, *tree.iter("body")}


def _sections(tree: HtmlElement, facts: Facts) -> Iterator[tuple[str, str]]:
    """The section that links around the headline name."""
    around = _around(tree)
    for link in tree.iter("a"):
        if "category" in (link.get("rel") or "").lower().split() and not is_apart(link, around):
            text = one_line(link.text_content())
            if is_name(text) and text != "Uncategorized":
                yield text, "category link"
    for holder in tree.iter("nav", "ol", "ul", "div"):
        named = f"{holder.get('class') or ''} {holder.get('id') or ''} {holder.get('aria-label')}"
        if not _CRUMBS.search(named):
            continue
        passed = {"home", _folded(facts.source), _folded(facts.title)}
        crumbs = (one_line(link.text_content()) for link in holder.iter("a"))
        found = (text for text in crumbs if is_name(text, 4) and _folded(text) not in passed)
        yield next(found, ""), "breadcrumb"


def _day_in(address: str) -> date | None:
    match = _IN_ADDRESS.search(urlsplit(address).path)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
