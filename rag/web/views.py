"""What the page shows: a turn, the side panel, the status line, the first screen."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

from index.article import Article
from rag.answer import NOT_FOUND, Answer
from rag.web.conversation import QA, Turn, Warmup
from rag.web.render import (
    Story,
    answer_text,
    byline,
    citation_list,
    citation_stories,
    escape,
    evidence_id,
    evidence_stories,
    headline,
    passage_list,
    story_html,
)

EXAMPLES = 4
LISTED = 8
"""Articles named on the first screen."""
LISTING_LIMIT = 500
"""With more articles than this, the first screen does not read them all to name a few."""
CLOSEST = 3
"""Closest passages shown when the articles don't say."""
SHOWN_QUESTION = 400
"""Characters of a question shown in the chat."""

READING = (
    '<div class="welcome"><h2>Reading the sample articles…</h2>'
    "<p>This happens once, at the first start.</p></div>"
)
WELCOME = (
    '<div class="welcome"><h2>What do the articles say?</h2>'
    "<p>Every answer is taken from the articles and cited to the exact words. "
    "What they don't say, you won't be told.</p></div>"
)


def examples(qa: QA) -> list[str]:
    """Up to `EXAMPLES` questions that fit the articles in the index; none without articles."""
    if not qa.count():
        return []
    # "the officials" may have said something too, but a name makes the better question.
    names = [s.name for s in qa.speakers() if s.name[:1].isupper()]
    return [f"What did {name} say?" for name in names[:EXAMPLES]]


def status_html(qa: QA, data_dir: Path, warmup: Warmup) -> str:
    """Which model, how many articles, which folder; and whether the model is ready."""
    if warmup.stocked:
        count = qa.count()
        articles = f"{count:,} article{'' if count == 1 else 's'}"
    else:
        articles = "reading the sample articles"
    if warmup.error:
        state = f'<span class="state failed">{escape(warmup.error)}</span>'
    elif warmup.over:
        state = '<span class="state ready">ready</span>'
    else:
        state = '<span class="state loading">loading the model…</span>'
    folder = escape(_short(data_dir))
    return (
        f'<p class="status" role="status"><span class="model">{escape(qa.model)}</span> · '
        f'<span>{articles}</span> · <span class="folder">{folder}</span> {state}</p>'
    )


def first_screen(qa: QA, data_dir: Path) -> str:
    """What the chat shows before the first question: without articles, how to add some."""
    if qa.count():
        return WELCOME
    folder = escape(shlex.quote(str(data_dir)))
    return (
        '<div class="empty"><h2>No articles yet</h2>'
        "<p>Dateline answers only from articles that it has indexed, and there are none. "
        "Add a file or a folder of them in a terminal, then reload this page:</p>"
        f"<pre><code>python -m index add PATH --data {folder}</code></pre></div>"
    )


def first_panel(qa: QA) -> str:
    """What the side panel shows before the first question: some of the articles."""
    count = qa.count()
    if not count:
        return ""
    intro = "<p class='hint'>The passages that an answer rests on appear here.</p>"
    if count > LISTING_LIMIT:
        return f"<div class='shelf'><h2>In the index</h2><p>{count:,} articles.</p>{intro}</div>"
    newest = _newest(qa.articles())
    items = "".join(
        f"<li><b>{headline(a)}</b><p class='byline'>{byline(a)}</p></li>" for a in newest[:LISTED]
    )
    more = f"<p>and {count - LISTED:,} more.</p>" if count > LISTED else ""
    return f"<div class='shelf'><h2>In the index</h2><ul>{items}</ul>{more}{intro}</div>"


def turn_html(turn: Turn) -> str:
    """A question with its answer, as far as it has come."""
    question = turn.question.strip()
    if len(question) > SHOWN_QUESTION:
        question = question[:SHOWN_QUESTION] + "…"
    busy = "false" if turn.over else "true"
    return (
        f'<article class="turn {turn.state}" data-turn="{turn.number}" aria-busy="{busy}">'
        f'<h2 class="question" dir="auto">{escape(question)}</h2>{_body(turn)}</article>'
    )


def history_html(turns: Sequence[Turn]) -> str:
    """Earlier turns, oldest first."""
    return "".join(turn_html(turn) for turn in turns)


def panel_html(turns: Sequence[Turn]) -> str:
    """The passages of the newest turn, and every article that a link on the page opens."""
    if not turns:
        return ""
    newest = turns[-1]
    stories = evidence_stories(newest.evidence, newest.number)
    for turn in turns:
        stories += _linked(turn, newest)
    # An element keeps being the address's target while its id changes under it, and the page
    # reuses elements of the same tag: another tag for each turn closes what the last one opened.
    tag = "section" if newest.number % 2 else "div"
    opened = "".join(story_html(story) for story in stories)
    return f'<{tag} class="panel">{_passages(newest)}<div class="stories">{opened}</div></{tag}>'


def _passages(turn: Turn) -> str:
    if not turn.evidence:
        note = "Nothing found." if turn.over else "Searching…"
        return f'<div class="found"><h2>Passages</h2><p class="hint">{note}</p></div>'
    heading = "Closest passages" if _not_found(turn) else "Passages found"
    listed = passage_list(turn.evidence, turn.number)
    return f'<div class="found"><h2>{heading}</h2>{listed}</div>'


def _linked(turn: Turn, newest: Turn) -> list[Story]:
    if _not_found(turn):
        closest = turn.evidence[:CLOSEST] if turn is not newest else ()
        return [
            *citation_stories(turn.citations, turn.number),
            *evidence_stories(closest, turn.number, back="q"),
        ]
    return citation_stories(turn.citations, turn.number)


def _not_found(turn: Turn) -> bool:
    return turn.answer is not None and turn.answer.status == "not_found"


def _body(turn: Turn) -> str:
    if _not_found(turn):
        return _not_found_html(turn)
    text = answer_text(turn.text, turn.citations, turn.number, turn.headings)
    parts = [f'<div class="answer">{text}</div>' if text else ""]
    match turn.state:
        case "searching":
            parts.append('<p class="wait">Searching the articles…</p>')
        case "waiting":
            parts.append(f'<p class="wait">{escape(turn.notice)}</p>')
        case "composing":
            parts.append('<p class="wait">Reading the passages found…</p>' if not text else "")
        case "failed":
            parts.append(f'<p class="problem" role="alert">{escape(turn.notice)}</p>')
        case "stopped":
            parts.append(f'<p class="wait over">{escape(turn.notice)}</p>')
        case "done":
            parts.append(_more(turn.answer))
    parts.append(citation_list(turn.citations, turn.number))
    return "".join(parts)


def _more(answer: Answer | None) -> str:
    """What the record has beyond the answer, and where to see it; opened by page.js."""
    if answer is None or answer.more is None:
        return ""
    more = answer.more
    days = [day.isoformat() if day else "" for day in (more.since, more.until)]
    fields = json.dumps([more.speaker, more.about, *days])
    return (
        f'<p class="more">{escape(more.text)} '
        f'<button type="button" data-record="{escape(fields)}">Show more</button></p>'
    )


def _not_found_html(turn: Turn) -> str:
    text = turn.text.strip()
    # what is no question for the articles gets a hint instead
    lead = f"<p><strong>{escape(NOT_FOUND)}</strong></p>" if text.startswith(NOT_FOUND) else ""
    rest = text.removeprefix(NOT_FOUND).strip()
    more = answer_text(rest, turn.citations, turn.number) if rest else ""
    more += citation_list(turn.citations, turn.number)
    closest = ""
    # What others said of it is closer than any passage.
    if turn.evidence and not turn.citations:
        items = "".join(
            f'<li><a href="#{evidence_id(turn.number, i)}" id="q{turn.number}-{i}">'
            f"{headline(e.article)}</a>"
            f'<blockquote dir="auto">{escape(e.text)}</blockquote></li>'
            for i, e in enumerate(turn.evidence[:CLOSEST], 1)
        )
        closest = f"<h3>Closest passages</h3><ol>{items}</ol>"
    return f'<div class="not-found">{lead}{more}{closest}</div>'


def _newest(articles: Sequence[Article]) -> list[Article]:
    """By date, newest first, the undated last."""
    dated = sorted(
        (a for a in articles if a.published), key=lambda a: str(a.published), reverse=True
    )
    return [*dated, *(a for a in articles if not a.published)]


def _short(path: Path) -> str:
    """The path as a reader would write it, `~` for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
