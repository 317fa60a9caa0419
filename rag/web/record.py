"""The view "Who said what": people ranked by how much they said, and what, in order of time."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

import gradio as gr

from index.article import Span
from index.errors import DatelineError
from rag.identity import Speaker
from rag.statements import SpokenStatement, Statements
from rag.web.conversation import QA
from rag.web.render import Story, also_in, byline, day_html, escape, headline, story_html

RANKED = 40
"""People listed by how much they said; anybody else is found by typing."""
SHOWN = 40
"""Statements in one timeline: each brings a copy of its article."""


def record_view(qa: QA, tab: gr.Tab, quiet: dict[str, Any]) -> None:
    """Fill `tab`, the current context, with the view; `quiet` are options of all events."""
    opened = gr.State(0)
    with gr.Row(elem_id="record"):
        with gr.Column(elem_id="record-filter"):
            with gr.Row(elem_id="record-fields"):
                who = gr.Textbox(
                    label="Person or role", placeholder="a name, or “the mayor”", elem_id="who"
                )
                topic = gr.Textbox(label="About", placeholder="any topic", elem_id="topic")
                since = gr.Textbox(label="From", placeholder="2031-03-04", elem_id="since")
                until = gr.Textbox(label="Until", placeholder="2031-03-04", elem_id="until")
            show = gr.Button("Show", variant="primary", elem_id="show")
            ranking = gr.Radio([], label="Who said most", elem_id="ranking")
        timeline = gr.HTML("", elem_id="timeline", js_on_load=None, apply_default_css=False)

    def look(who: str, topic: str, since: str, until: str, number: int) -> tuple[str, int]:
        """What they said, under ids that no earlier timeline had."""
        return timeline_html(qa, who, topic, since, until, number + 1), number + 1

    def enter(*fields: Any) -> tuple[Any, ...]:
        """The ranking as it is now, and what was asked for last."""
        return gr.Radio(choices=ranked(qa.speakers()), value=None), *look(*fields)

    def pick(name: str, topic: str, since: str, until: str, number: int) -> tuple[Any, ...]:
        """Somebody from the ranking, with the other fields as they are."""
        return name, *look(name, topic, since, until, number)

    fields = [who, topic, since, until, opened]
    submits = [show.click, who.submit, topic.submit, since.submit, until.submit]
    gr.on(submits, look, fields, [timeline, opened], **quiet)
    ranking.input(pick, [ranking, *fields[1:]], [who, timeline, opened], **quiet)
    tab.select(enter, fields, [ranking, timeline, opened], **quiet)


def ranked(speakers: Sequence[Speaker]) -> list[tuple[str, str]]:
    """Choices of the ranking: what is shown, and the name to look for."""
    named = [s for s in speakers if s.name[:1].isupper()]
    return [
        (f"{s.name}{f', {s.role}' if s.role else ''} ({s.statements:,})", s.name)
        for s in named[:RANKED]
    ]


def timeline_html(qa: QA, who: str, topic: str, since: str, until: str, number: int) -> str:
    """What somebody, or anybody, said, newest first, or why nothing can be shown.

    Args:
        qa: Whose record.
        who: A name or role; everybody if blank.
        topic: What it should be about; anything if blank.
        since: The first day, as 2031-03-04; any if blank.
        until: The last day.
        number: Of the timelines of this reader; makes its ids.
    """
    try:
        first, last = _day(since), _day(until)
    except ValueError as error:
        return _problem(f"“{error}” is not a day; write it as 2031-03-04.")
    try:
        found = qa.statements(who, topic, since=first, until=last, limit=SHOWN + 1, once=True)
    except DatelineError as error:
        return _problem(str(error))
    if not found:
        whose = f" by <bdi>{escape(who.strip())}</bdi>" if who.strip() else ""
        return f'<div class="panel"><p class="hint">Nothing{whose} that fits.</p></div>'
    shown = found[:SHOWN].sorted(reverse=True)
    count = f"{len(shown)} statement{'' if len(shown) == 1 else 's'}"
    if len(found) > SHOWN:
        count = f"The {SHOWN} {'that fit best' if topic.strip() else 'newest statements'}"
    items = _items(shown, number)
    stories = "".join(story_html(_story(s, number, i)) for i, s in enumerate(shown, 1))
    # See views.panel_html: another tag for each timeline closes what the last one opened.
    tag = "section" if number % 2 else "div"
    return (
        f'<{tag} class="panel"><div class="found"><p class="hint" role="status">{count}</p>'
        f'{items}</div><div class="stories">{stories}</div></{tag}>'
    )


def _items(statements: Statements, number: int) -> str:
    """The statements under their days."""
    parts = []
    numbered = enumerate(statements, 1)
    for day, group in groupby(numbered, key=lambda pair: pair[1].day):
        heading = day_html(day) if day else "Date unknown"
        items = "".join(_item(statement, number, i) for i, statement in group)
        parts.append(f"<h2>{heading}</h2><ol class='passages said'>{items}</ol>")
    return "".join(parts)


def _item(s: SpokenStatement, number: int, position: int) -> str:
    who = f"<b><bdi>{escape(s.speaker or 'Somebody unnamed')}</bdi></b>"
    role = f", <bdi>{escape(s.role)}</bdi>" if s.role else ""
    to = f"to {s.addressee}" if s.addressee else ""
    occasion = s.occasion[:1].lower() + s.occasion[1:]
    teller = f"as told by {s.through}" if s.through else ""
    day = "" if s.said_on else "day of the report"
    around = "; ".join(filter(None, (occasion, to, teller, day)))
    circumstances = f' <small dir="auto">({escape(around)})</small>' if around else ""
    return (
        f'<li><p class="who">{who}{role}{circumstances}</p>'
        f'<blockquote dir="auto">{escape(s.content)}</blockquote>'
        f'<p class="byline"><a href="#{_id(number, position)}" id="b{number}-{position}">'
        f"{headline(s.article)}</a> · {byline(s.article)}{also_in(s.also_in)}</p></li>"
    )


def _story(s: SpokenStatement, number: int, position: int) -> Story:
    return Story(_id(number, position), f"b{number}-{position}", s.article, Span(s.start, s.end))


def _id(number: int, position: int) -> str:
    return f"w{number}-{position}"


def _day(text: str) -> date | None:
    """The day that was typed; None for none.

    Raises:
        ValueError: it is none; its text is what was typed.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(text.strip()) from error


def _problem(sentence: str) -> str:
    return f'<p class="problem" role="alert">{escape(sentence)}</p>'
