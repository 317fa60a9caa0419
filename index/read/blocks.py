"""What a web page shows, block by block: the lines that a reader sees, in the page's order."""

import re
from collections.abc import Iterator, Set
from copy import copy
from dataclasses import dataclass
from itertools import chain

from lxml import etree
from lxml.html import HtmlElement

from index.dates import full_dates
from index.read.streams import one_line

_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small "
    "span strong sub sup time tt u var wbr".split()
)
_UNSEEN = frozenset(
    "head script style noscript template svg math iframe object video audio canvas select option "
    "datalist textarea".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BOX_CLASS = re.compile(
    r"(?:^|[\s_-])(?:related|comments?|recirc\w*|trending|popular|most-?read)(?=$|[\s_-])", re.I
)
LONGEST = 400
"""Characters of a caption."""
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:image|photo|picture|figure|media)?captions?(?:-?text)?(?=$|[\s_])", re.I
)
_WHOLE = frozenset(("html", "body", "main", "article"))
_APART = frozenset(("nav", "aside", "form", "figure", "figcaption", "dialog"))
_APART_CLASS = re.compile(
    r"(?:^|[\s_-])(?:related|comments?|sidebar|promo\w*|recirc\w*|trending|popular|most-?read|"
    r"newsletter|breadcrumbs?|carousel|ticker|weather|clock|event)(?=$|[\s_-])",
    re.I,
)
_PIECES = frozenset(("a", "button", "label", "span", "time"))
"""Elements that a page sets apart though no space is between them."""
_EDGE = "\x1f"
_CHANGED = frozenset(("updated", "modified", "datemodified"))


@dataclass(frozen=True, slots=True)
class Block:
    """Text that stands for itself on a page."""

    node: HtmlElement
    """The element that it stands in."""
    text: str
    told: str
    """As the text, with the date and time of each `time` element in place of its words."""
    linked: bool
    """Whether all of it is a link to another page."""

    @property
    def heading(self) -> bool:
        """Whether it is one."""
        return self.node.tag in _HEADINGS


def drop_hidden(tree: HtmlElement) -> None:
    """Take off what a page does not show, but for what it hides only till a script has run."""
    whole = len(_written(tree))
    for node in [node for node in tree.iter(etree.Element) if _is_hidden(node)]:
        if node is tree or node.getparent() is None:
            continue
        if len(_written(node)) * 2 > whole:
            node.attrib.pop("hidden", None)
            node.attrib.pop("style", None)
        else:
            node.drop_tree()


def _written(node: HtmlElement) -> str:
    """The text of its paragraphs."""
    return "".join("".join(p.itertext()) for p in node.iter("p"))


def _is_hidden(node: HtmlElement) -> bool:
    """Whether its page does not show it; what only a search within the page opens is shown."""
    hidden = node.get("hidden")
    return (
        node.tag == "template"
        or (hidden is not None and hidden.lower() != "until-found")
        or (_NOT_SHOWN.search(node.get("style") or "") is not None)
    )


def without_boxes(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without its boxes of other articles and of comments."""
    rest = copy(tree)
    for node in list(rest.iter(etree.Element)):
        boxed = _BOX_CLASS.search(named(node)) and next(node.iter("h1"), None) is None
        if boxed and node.tag not in _WHOLE and node.getparent() is not None:
            node.drop_tree()
    return rest


def named(node: HtmlElement) -> str:
    """Its classes and its id."""
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def is_apart(node: HtmlElement, around: Set[HtmlElement]) -> bool:
    """Whether it is in a part of the page that is not what the headline, in `around`, is in."""
    for holder in (node, *node.iterancestors()):
        if holder in around:
            return False
        if holder.tag in _APART or _APART_CLASS.search(named(holder)):
            return True
        # of several articles on a page, be they posts or teasers
        if holder.tag == "article" and _has_sibling(holder):
            return True
    return False


def _has_sibling(article: HtmlElement) -> bool:
    above = article.itersiblings("article", preceding=True)
    return next(chain(article.itersiblings("article"), above), None) is not None


def caption_texts(tree: HtmlElement) -> Iterator[str]:
    """The texts of elements that a page itself calls captions."""
    for node in tree.iter("p", "div", "span", "em", "small"):
        if _CAPTION_CLASS.search(node.get("class") or "") and len(list(node.iter("p"))) <= 1:
            text = one_line(node.text_content())
            if len(text) <= LONGEST:
                yield text


def letters(text: str) -> str:
    """Its letters and digits alone, by which texts of a page are known again."""
    return re.sub(r"\W", "", text.casefold())


def blocks(tree: HtmlElement) -> Iterator[Block]:
    """The blocks of a page; nothing that is not shown."""
    line = _Line()
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        plain = event in ("start", "end") and not _is_unseen(node)
        if event == "start" and not plain:
            walk.skip_subtree()
        elif event == "start":
            if node.tag not in _INLINE:
                yield from line.finish()
            line.enter(node)
        else:
            if event == "end" and node.tag not in _INLINE:
                yield from line.finish()
            if plain:
                line.leave(node)
            if node is not tree:
                line.add(node.tail, node.getparent())
    yield from line.finish()


class _Line:
    """The block that is being read."""

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._told: list[str] = []
        self._free = False
        self._first: HtmlElement | None = None
        self._links = 0
        self._time: HtmlElement | None = None

    def add(self, text: str | None, node: HtmlElement) -> None:
        if not text:
            return
        if text.strip():
            self._first = node if self._first is None else self._first
            self._free = self._free or not self._links
        self._shown.append(text)
        if self._time is None:
            self._told.append(text)

    def enter(self, node: HtmlElement) -> None:
        if node.tag in _PIECES:
            self.add(_EDGE, node)
        self._links += _leads_elsewhere(node)
        if node.tag == "time" and (exact := _moment(node)):
            self._told.append(exact)
            self._time = node
        self.add(node.text, node)

    def leave(self, node: HtmlElement) -> None:
        if node is self._time:
            self._time = None
        self._links -= _leads_elsewhere(node)
        if node.tag in _PIECES:
            self.add(_EDGE, node)

    def finish(self) -> Iterator[Block]:
        """The block, if it has any text; the next one begins."""
        text = _joined(self._shown)
        if text and self._first is not None:
            yield Block(_holder(self._first), text, _joined(self._told), not self._free)
        self._shown.clear()
        self._told.clear()
        self._free, self._first = False, None


def _joined(texts: list[str]) -> str:
    text = re.sub(rf"(?<=\w){_EDGE}+(?=\w)", " ", "".join(texts))
    return one_line(text.replace(_EDGE, ""))


def _is_unseen(node: HtmlElement) -> bool:
    return node.tag in _UNSEEN or _is_hidden(node) or node.get("aria-hidden") == "true"


def _holder(node: HtmlElement) -> HtmlElement:
    """The block that an element of a line stands in."""
    while node.tag in _INLINE and node.getparent() is not None:
        node = node.getparent()
    return node


def _leads_elsewhere(node: HtmlElement) -> bool:
    own = {"author", "bookmark"} & set((node.get("rel") or "").lower().split())
    return node.tag == "a" and not own


def _moment(node: HtmlElement) -> str:
    """What a `time` element tells beside its words, as a line would say it."""
    told = one_line(node.get("datetime") or "")
    if not full_dates(told):
        return ""
    changed = _CHANGED & set((node.get("class") or "").lower().split())
    return f"Updated {told}" if changed else told
