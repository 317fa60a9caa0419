"""Who said what where a colon says it: transcripts (`NAME: words`) and headings (`Poll: …`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from index.article import Article, Span, Statement
from index.lexicon import REPORTING
from index.people import People

_TURN = re.compile(
    r"(?:^|\n)(?P<name>[A-Z][A-Z.'’\- ]{1,40}[A-Z.]|[A-Z][a-z'’\-]+(?: [A-Z][\w.'’\-]+){0,3})"
    r":[ \t]+"
)
_HEADING = re.compile(r"(?:^|\n)(?P<name>[A-Z][\w.'’\- /]{1,50}?)(?P<mark>:)[ \t]+(?P<said>[^\n]+)")
_HEADING_CHARS = 200
"""A longer line is a paragraph of the text."""


def find_turns(article: Article, people: People) -> Iterator[Statement]:
    """`NAME: words` at the start of a paragraph, where at least two paragraphs have it."""
    text = article.text
    matches = list(_TURN.finditer(text))
    names = Counter(match["name"] for match in matches)
    # "Note:" stands once; a single word is a name if it comes again or is somebody's.
    turns = [
        m
        for m in matches
        if m["name"].isupper()
        or " " in m["name"]
        or names[m["name"]] > 1
        or people.find(m["name"], m.end())
    ]
    if len(turns) < 2:
        return
    for match in turns:
        start, end = match.end(), text.find("\n", match.end())
        end = len(text) if end < 0 else end
        name = match["name"]
        if start >= end:
            continue
        title = name.title() if name.isupper() else name
        person = people.find(title, start)
        yield Statement(
            article_id=article.id,
            content=(Span(start, end),),
            cue=Span(match.end("name"), match.end("name") + 1),
            source=Span(match.start("name"), match.end("name")),
            speaker=person.name if person else title,
            role=person.role if person else "",
            kind="direct",
        )


def find_headings(article: Article, people: People) -> Iterator[Statement]:
    """`Roe: the bridge will fall` and `Poll: …` as a line of its own, without a full stop."""
    for match in _HEADING.finditer(article.text):
        said = match["said"].rstrip()
        if len(match.group()) > _HEADING_CHARS or len(said.split()) < SPOKEN_WORDS:
            continue
        name = match["name"].strip()
        person = people.find(name, match.end())
        reporting = name.split()[-1].lower() in REPORTING
        if person is None and not reporting:
            continue
        yield Statement(
            article_id=article.id,
            content=(Span(match.start("said"), match.start("said") + len(said)),),
            cue=Span(match.start("mark"), match.end("mark")),
            source=Span(match.start("name"), match.end("name")),
            speaker=person.name if person else name,
            role=person.role if person else "",
            kind="indirect",
        )


SPOKEN_WORDS = 4
