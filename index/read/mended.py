"""A page as trafilatura reads it whole: without the marks by which it takes text for furniture."""

import re
from copy import deepcopy

from lxml.html import HtmlElement

from index.furniture import is_prose
from index.read.streams import one_line

_BOX = re.compile(
    r"comment|share|sharing|social|related|sidebar|newsletter|promo|footer|nav|menu|popular", re.I
)
_INLINE = frozenset("a abbr b bdi cite code em i mark q s small span strong sub sup time u".split())
_HOLDERS = ("article", "div", "main", "section")
_ENDED = re.compile(r"[.!?…][\"”’»)\]]*$")


def mended(tree: HtmlElement) -> HtmlElement:
    """A copy of the page, with the same words in the same order."""
    page: HtmlElement = deepcopy(tree)
    for headline in list(page.iter("h1")):
        for holder in headline.iterancestors("div", "section", "main", "td"):
            _without_names(holder)
    for holder in dict.fromkeys(time.getparent() for time in page.iter("time")):
        # A date in a sentence is a part of it.
        if _is_line(holder) and is_prose(one_line(holder.text_content())):
            for time in holder.findall("time"):
                time.drop_tag()
    for leaf in list(page.iter("div")):
        holder = leaf.getparent()
        if holder is not None and holder.tag in _HOLDERS and _is_sentence(leaf):
            leaf.tag = "p"
    return page


def _without_names(holder: HtmlElement) -> None:
    """What holds the headline is no box beside the article, whatever it is called."""
    for name in ("class", "id"):
        if _BOX.search(holder.get(name) or ""):
            del holder.attrib[name]


def _is_sentence(leaf: HtmlElement) -> bool:
    """Whether it holds words alone, and ends as a sentence does."""
    return _is_line(leaf) and _ENDED.search(one_line(leaf.text_content())) is not None


def _is_line(node: HtmlElement) -> bool:
    return all(child.tag in _INLINE for child in node.iterdescendants())
