"""What is rendered shows exactly the characters it was given, and highlights exactly the span."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span
from rag.answer import Citation
from rag.web import render
from rag.web.conversation import Turn
from rag.web.views import panel_html, turn_html
from tests.web.scripted import BRIDGE, HOSTILE, answered, citation, evidence

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "&", '"', "'", "&lt;", "&#13;", "<script>", "</mark>", "<!--", "${", "{{", "\n"]
    )
    | ANY_TEXT,
    min_size=1,
).map("".join)


class Reading(HTMLParser):
    """All text, the text of each element with an id, and the tags and attributes seen."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.by_id: dict[str, str] = {}
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.attributes.update(values)
        self.links += [value or "" for name, value in attrs if name == "href"]
        name = values.get("id")
        self._open.append((tag, name))
        if name:
            assert name not in self.by_id, "an id stands twice"
            self.by_id[name] = ""

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag, "elements are not nested"

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, name in self._open:
            if name:
                self.by_id[name] += data


@given(MARKUP)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    reading = Reading(f"<p>{render.escape(text)}</p>")
    assert reading.text == text
    assert reading.tags == {"p"}


def test_what_html_cannot_hold_is_replaced() -> None:
    assert render.escape("a\0b") == "a\ufffdb"
    assert render.escape("a\ud800b") == "a?b"


@given(MARKUP, st.data())
def test_the_highlighted_text_is_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    story = render.Story("c1-1", "r1-1", Article(text=text, title=text), Span(start, end))
    reading = Reading(render.story_html(story))
    assert reading.by_id["c1-1"] == text[start:end]
    assert reading.by_id["h-c1-1"] == text
    assert text in reading.text


@given(st.integers(0, 40_000), st.integers(1, 3_000), st.booleans())
def test_a_long_article_is_shown_around_the_span(at: int, length: int, lines: bool) -> None:
    text = ("A sentence of a long article.\n" if lines else "A long article without end. ") * 1_500
    span = Span(at, at + length)
    story = render.Story("c1-1", "r1-1", Article(text=text, title="Long"), span)
    reading = Reading(render.story_html(story))
    assert reading.by_id["c1-1"] == text[span.start : span.end]
    assert len(reading.text) < length + 2 * render.WINDOW + 500
    assert ("begins earlier" in reading.text) == (span.start > render.WINDOW)


@given(MARKUP, MARKUP, MARKUP)
def test_a_whole_turn_has_only_our_markup(question: str, title: str, text: str) -> None:
    article = Article(text=text, title=title, source=title)
    cited = Citation(1, article, 0, len(text), also_in=(title,))
    turn = Turn(1, question, "done", text=f"{text} [1]", citations=(cited,))
    turn.answer = answered(question, turn.text, [cited])
    for shown in (turn_html(turn), panel_html([turn])):
        reading = Reading(shown)
        assert reading.tags <= {
            *("article", "h2", "div", "p", "a", "ol", "li", "blockquote", "bdi", "mark"),
            *("section", "span", "time", "small"),
        }
        assert not {a for a in reading.attributes if a.startswith("on")}
        assert all(link.startswith("#") for link in reading.links)


def test_every_link_of_a_turn_has_what_it_opens() -> None:
    cited = citation(1, HOSTILE, "bold")
    found = evidence(HOSTILE, "code")
    turn = Turn(3, "Q?", "done", evidence=(found,), text="It is bold [1].", citations=(cited,))
    turn.answer = answered("Q?", turn.text, [cited], [found])
    reading = Reading(turn_html(turn) + panel_html([turn]))
    assert {link[1:] for link in reading.links} <= set(reading.by_id)
    assert reading.by_id["c3-1"] == "bold"
    assert reading.by_id["e3-1"] == "code"


def test_a_number_that_is_no_citation_stays_text() -> None:
    shown = render.answer_text("In [sic] 2031 [7] it was [1].", (), 1, linked=True)
    assert Reading(shown).text == "In [sic] 2031 [7] it was [1]."
    assert "<a" not in shown


def test_only_what_is_given_as_a_heading_is_one() -> None:
    cited = citation(1, BRIDGE, "The river rose again")
    text = (
        "### Ferries\nThe river rose again [1]\n\n### A line of an article\n\n### Bridge\nEnd [1]"
    )
    spans = [Span(0, 11), Span(text.index("### Bridge"), text.index("\nEnd"))]
    html = render.answer_text(text, [cited], 1, linked=True, headings=spans)
    assert html.count("<h3") == 2
    assert ">Ferries</h3><p" in html and ">Bridge</h3><p" in html
    assert '<p dir="auto">### A line of an article</p>' in html
    assert html.count('href="#c1-1"') == 2 and html.count('id="r1-1"') == 1
