"""Systems that read out of an article who said what."""

import re
from collections.abc import Callable, Iterator

from eval.attributions import Predicted
from index.article import Article, Span

Reader = Callable[[Article], list[Predicted]]
CREDITING = ("ours", "nearest-name", "textacy")
"""The systems by name."""

_LEAST_WORDS = 3
_QUOTE = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"|''[^\n]+?''")
_NAME = re.compile(
    r"\b(?!(?:The|A|An|In|But|And|He|She|It|They|We|I|You|This|That)\b)[A-Z][\w.’-]+"
    r"(?: [A-Z][\w.’-]+){0,3}"
)
_SAID = re.compile(r"\b(?:said|says|told|added|wrote|called)\b")
_INDIRECT = re.compile(
    rf"(?P<name>{_NAME.pattern}) (?:said|says) (?:that )?(?P<content>[^\"“'\n.]+)"
)


def load_reader(system: str) -> Reader:
    """The system of that name; the libraries it needs are imported here, not before."""
    if system == "textacy":
        return _textacy()
    return _ours if system == "ours" else nearest_name


def nearest_name(article: Article) -> list[Predicted]:
    """Regular expressions: quotations in lines with a "said" are the nearest name's."""
    text = article.text
    quotes = [m.span() for m in _QUOTE.finditer(text)]
    names = [m.span() for m in _NAME.finditer(text)]
    names = [n for n in names if not any(q[0] <= n[0] < q[1] for q in quotes)]
    found = []
    for start, end in quotes:
        line = text[text.rfind("\n", 0, start) + 1 : (text + "\n").find("\n", end)]
        if _SAID.search(line) and len(text[start:end].split()) >= _LEAST_WORDS and names:
            source = min(names, key=lambda n: max(start - n[1], n[0] - end))
            found.append(Predicted((Span(start, end),), Span(*source)))
    for match in _INDIRECT.finditer(text):
        found.append(Predicted((Span(*match.span("content")),), Span(*match.span("name"))))
    return found


def _ours(article: Article) -> list[Predicted]:
    from index.nlp import parse
    from index.statements import find_statements

    found = find_statements(article, parse(article.text))
    return [Predicted(f.content, f.source, f.speaker) for f in found]


def _textacy() -> Reader:
    """Its direct quotations, over Dateline's parse.

    It refuses a text with an odd number of quotation marks, as of a quotation that goes on in the
    next paragraph; so each line is put before it alone.
    """
    from textacy.extract.triples import direct_quotations

    from index.nlp import parse

    def quotations(article: Article) -> Iterator[Predicted]:
        doc = parse(article.text)
        at = 0
        for line in article.text.split("\n"):
            part = doc.char_span(at, at + len(line), alignment_mode="expand") if line else None
            if part is not None:
                alone = part.as_doc()
                if not sum(token.is_quote for token in alone) % 2:
                    for speaker, _, content in direct_quotations(alone):
                        yield Predicted(
                            (_span(content.start_char, content.end_char, part.start_char),),
                            _span(
                                speaker[0].idx,
                                speaker[-1].idx + len(speaker[-1]),
                                part.start_char,
                            ),
                        )
            at += len(line) + 1

    return lambda article: list(quotations(article))


def _span(start: int, end: int, offset: int) -> Span:
    return Span(start + offset, end + offset)
