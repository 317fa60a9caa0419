"""The web page: its parts, and what happens when a reader asks, stops, or comes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from index.errors import DatelineError
from rag.web import views
from rag.web.adding import MAX_UPLOAD, build_adding
from rag.web.conversation import QA, Conversation, Desk, Warmup
from rag.web.record import record_view

READERS = 8
"""Questions under way at once; only one of them generates, the others show their evidence."""

WAITING = 64
"""Questions that may queue before the page says that it is busy."""

_HERE = Path(__file__).parent


def theme() -> gr.themes.Base:
    """System fonts only: the page asks no other address for anything."""
    sans = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
    mono = ["ui-monospace", "Menlo", "Consolas", "monospace"]
    return gr.themes.Base(
        font=[gr.themes.Font(f) for f in sans], font_mono=[gr.themes.Font(f) for f in mono]
    )


def launch_options() -> dict[str, Any]:
    """What `Blocks.launch` needs for this page to look right, stay private and stay local."""
    reading, frame, record, script = (
        (_HERE / name).read_text(encoding="utf-8")
        for name in ("reading.css", "style.css", "record.css", "page.js")
    )
    return {
        "theme": theme(),
        # In the head, not as `css`: that would confine every rule to a part inside the page.
        "head": f"<style>{reading}{frame}{record}</style><script>{script}</script>",
        "max_file_size": MAX_UPLOAD,
        "share": False,
        "strict_cors": True,
        "enable_monitoring": False,
        "run_history": False,
        "footer_links": [],
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
        "show_error": False,
        "quiet": True,
    }


def build(qa: QA, warmup: Warmup, data_dir: Path) -> gr.Blocks:
    """The page over `qa`; `launch_options` belong to it."""
    desk = Desk(qa, warmup)
    page = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True)
    with page:
        conversation = gr.State(Conversation())
        # Whether the first screen that is shown was made before the sample articles were read.
        provisional = gr.State(False)
        with gr.Row(elem_id="masthead"):
            _html("<h1>Dateline</h1>", "title")
            status = _html("", "status")
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        with gr.Tabs(elem_id="views"):
            with gr.Tab("Ask"), gr.Row(elem_id="desk"):
                with gr.Column(elem_id="left"):
                    with gr.Column(elem_id="chat"):
                        earlier = _html("", "earlier")
                        current = _html("", "current")
                    with gr.Row(elem_id="examples") as example_row:
                        buttons = [
                            gr.Button(visible=False, size="sm") for _ in range(views.EXAMPLES)
                        ]
                    with gr.Row(elem_id="composer"):
                        box = gr.Textbox(
                            label="Your question",
                            placeholder="Ask what the articles say…",
                            lines=1,
                            max_lines=5,
                            autofocus=True,
                            scale=1,
                            container=False,
                            elem_id="question",
                        )
                        ask = gr.Button("Ask", variant="primary", elem_id="ask", scale=0)
                        stop = gr.Button("Stop", visible=False, elem_id="stop", scale=0)
                    added = build_adding(qa)
                panel = _html("", "panel")
            with gr.Tab("Who said what") as tab:
                record_view(qa, tab, quiet)
        timer = gr.Timer(1.0, active=not warmup.over)

        def answer(question: str, talk: Conversation) -> Iterator[tuple[Any, ...]]:
            """Streams one turn into the page; nothing for a blank question or during a turn."""
            if not question.strip() or talk.busy:
                yield (gr.skip(),) * 7
                return
            turn = talk.begin(question)
            yield (
                views.history_html(talk.turns[:-1]),
                views.turn_html(turn),
                views.panel_html(talk.turns),
                "",
                gr.update(visible=False),
                gr.update(visible=True),
                gr.update(visible=False),
            )
            shown: tuple[object, ...] = ()
            nothing = gr.skip()
            try:
                for _ in desk.follow(turn):
                    # The panel is the heaviest part, and changes only with these.
                    parts = (turn.evidence, turn.citations, turn.answer)
                    panel_now = nothing if parts == shown else views.panel_html(talk.turns)
                    shown = parts
                    idle = gr.update(visible=True) if turn.over else nothing
                    busy = gr.update(visible=False) if turn.over else nothing
                    yield nothing, views.turn_html(turn), panel_now, nothing, idle, busy, nothing
            finally:
                # Closed before its end, by the button or by a lost connection.
                talk.stop()

        def end(talk: Conversation) -> tuple[Any, ...]:
            """Stops the turn under way, keeping what it has."""
            turn = talk.stop()
            shown = views.turn_html(turn) if turn else gr.skip()
            return shown, gr.update(visible=True), gr.update(visible=False)

        def look() -> tuple[Any, ...]:
            """The status line, and whether it still changes."""
            return views.status_html(qa, data_dir, warmup), gr.Timer(active=not warmup.over)

        def welcome() -> tuple[Any, ...]:
            """The first screen; other processes may have changed the articles since the last."""
            if not warmup.stocked:
                return True, views.READING, "", *(gr.skip() for _ in buttons)
            suggestions = views.examples(qa)
            suggestions += [""] * (len(buttons) - len(suggestions))
            shown = (gr.Button(value=text, visible=bool(text)) for text in suggestions)
            return False, views.first_screen(qa, data_dir), views.first_panel(qa), *shown

        def late_welcome(talk: Conversation, was_provisional: bool) -> tuple[Any, ...]:
            """The first screen once more, when the sample articles have been read."""
            if was_provisional and warmup.stocked and not talk.turns:
                return welcome()
            return (gr.skip(),) * (3 + len(buttons))

        def refresh(talk: Conversation) -> tuple[Any, ...]:
            """The first screen with new articles, while nothing has been asked."""
            return (gr.skip(),) * (3 + len(buttons)) if talk.turns else welcome()

        outputs = [earlier, current, panel, box, ask, stop, example_row]
        answering: dict[str, Any] = {
            **quiet,
            "concurrency_limit": READERS,
            # The default drops, without a word, what is asked while the last event is ending.
            "trigger_mode": "multiple",
        }
        running = [
            gr.on([box.submit, ask.click], answer, [box, conversation], outputs, **answering),
            *(b.click(answer, [b, conversation], outputs, **answering) for b in buttons),
        ]
        stop.click(end, conversation, [current, ask, stop], cancels=running, queue=False, **quiet)
        timer.tick(look, None, [status, timer], queue=False, **quiet)
        added.then(look, None, [status, timer], queue=False, **quiet)
        page.load(look, None, [status, timer], queue=False, **quiet)
        first = [provisional, current, panel, *buttons]
        added.then(refresh, conversation, first, queue=False, **quiet)
        timer.tick(late_welcome, [conversation, provisional], first, queue=False, **quiet)
        page.load(welcome, None, first, queue=False, **quiet)

        def ask_api(question: str) -> dict[str, Any]:
            """Answers a question from the articles, with citations to the exact characters."""
            try:
                return desk.ask(question).to_dict()
            except DatelineError as error:
                raise gr.Error(str(error), print_exception=False) from error

        api(ask_api, api_name="ask", concurrency_limit=READERS)
    page.queue(max_size=WAITING)
    return page


def _html(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=None, apply_default_css=False)
