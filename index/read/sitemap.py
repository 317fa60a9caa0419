"""Sitemaps: lists of a site's addresses (sitemaps.org)."""

from lxml import etree

from index.errors import SourceError
from index.read.streams import parsing

MAX_ADDRESSES = 50_000
"""Of one sitemap, as the protocol says."""


def is_sitemap(data: bytes) -> bool:
    """Whether it looks like one."""
    head = data[:2000]
    return b"<urlset" in head or b"<sitemapindex" in head


def addresses(data: bytes, origin: str) -> tuple[list[str], list[str]]:
    """The pages and the further sitemaps that a sitemap lists, newest first where it tells.

    Raises:
        SourceError: it is no sitemap, or an empty one.
    """
    with parsing(origin, "a sitemap"):
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
        )
        root = etree.fromstring(data, parser)
        pages = _listed(root, "url")
        maps = _listed(root, "sitemap")
    if not pages and not maps:
        raise SourceError(f"The sitemap {origin} is empty.")
    return pages, maps


def _listed(root: etree._Element, name: str) -> list[str]:
    found = []
    for item in root.iter("{*}" + name):
        place = (item.findtext("{*}loc") or "").strip()
        changed = (item.findtext("{*}lastmod") or "").strip()
        if place:
            found.append((changed, place))
    # Sorting keeps the order of those without a date.
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [place for _, place in found[:MAX_ADDRESSES]]
