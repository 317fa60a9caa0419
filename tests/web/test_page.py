"""The page in a real browser, over a scripted `ArticleQA`."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import Page, expect

from index.errors import ModelError, QuestionError
from rag.answer import Answer, Event, EvidenceFound, TextSoFar
from rag.hint import CAN_ASK
from tests.web.conftest import Gate, Serve
from tests.web.scripted import (
    BRIDGE,
    HOSTILE,
    ScriptedQA,
    answered,
    citation,
    evidence,
    not_found,
    play,
)

MAYOR = "“We will not open a bridge that we would not cross ourselves,”"
FERRIES = "“Our ferries can carry everyone,” said Tomas Lind"


def bridge(question: str) -> Iterator[Event]:
    cited = [citation(1, BRIDGE, MAYOR), citation(2, BRIDGE, FERRIES)]
    text = f"Ines Adeyemi said: {MAYOR} [1].\n\n{FERRIES} [2]."
    found = [evidence(BRIDGE, MAYOR), evidence(BRIDGE, FERRIES)]
    return play(answered(question, text, cited, found))


def markup(question: str) -> Iterator[Event]:
    cited = [citation(1, HOSTILE, HOSTILE.text)]
    found = [evidence(HOSTILE, HOSTILE.text)]
    return play(answered(question, f"{HOSTILE.text} [1]", cited, found))


def moon(question: str) -> Iterator[Event]:
    return play(not_found(question, [evidence(BRIDGE, MAYOR)]))


def ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")


def finished(page: Page, turn: int = 1) -> None:
    expect(page.locator(f"#current [data-turn='{turn}'][aria-busy='false']")).to_be_visible()
    expect(page.get_by_role("button", name="Ask")).to_be_visible()


def marked(page: Page) -> str:
    """The highlighted text of the article that is open, as stored."""
    text = page.locator(".story mark:visible").text_content()
    assert text is not None
    return text


def test_the_first_start_shows_the_sample_articles_when_they_are_read(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    qa = ScriptedQA(articles=[])
    page.goto(serve(qa, wait=False, samples=tmp_path))
    expect(page.locator("#current")).to_contain_text("Reading the sample articles")
    expect(page.locator("#status")).to_contain_text("reading the sample articles")
    qa.readable.set()
    expect(page.locator("#current")).to_contain_text("What do the articles say?")
    expect(page.locator("#status")).to_contain_text("1 article")
    expect(page.locator("#examples button:visible").first).to_be_visible()
    expect(page.locator("#panel")).to_contain_text(BRIDGE.title)


def test_a_citation_opens_the_article_at_the_words(
    page: Page, serve: Serve, outside: list[str]
) -> None:
    page.goto(serve(ScriptedQA({"bridge": bridge})))
    ask(page, "What of the bridge?")
    finished(page)
    expect(page.locator("#current .citations li")).to_have_count(2)
    expect(page.locator("#current .citations")).to_contain_text("Harbour Courier · 3 February 2031")

    page.get_by_role("link", name=re.compile("^Citation 2")).click()
    expect(page.locator(".story mark:visible")).to_be_in_viewport(ratio=1)
    assert marked(page) == FERRIES
    expect(page.locator(".found")).to_be_hidden()
    expect(page.locator(".story:visible h2")).to_have_text("Northern bridge stays closed")

    page.get_by_role("link", name=re.compile("Back to where")).click()
    expect(page.locator(".story:visible")).to_have_count(0)
    expect(page.locator(".found")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Citation 1")).click()
    assert marked(page) == MAYOR
    assert outside == []


def test_the_keyboard_alone_opens_a_citation(page: Page, serve: Serve) -> None:
    page.goto(serve(ScriptedQA({"bridge": bridge})) + "?from=a-bookmark")
    ask(page, "What of the bridge?")
    finished(page)
    page.get_by_role("link", name=re.compile("^Citation 1")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".story mark:visible")).to_be_focused()
    assert marked(page) == MAYOR


def test_earlier_answers_still_open_and_a_new_question_closes_the_article(
    page: Page, serve: Serve
) -> None:
    page.goto(serve(ScriptedQA({"bridge": bridge, "moon": moon})))
    ask(page, "What of the bridge?")
    finished(page)
    page.get_by_role("link", name=re.compile("^Citation 1")).click()
    ask(page, "Who walked on the moon?")
    finished(page, 2)
    expect(page.locator(".story:visible")).to_have_count(0)
    page.locator("#earlier").get_by_role("link", name=re.compile("^Citation 2")).click()
    expect(page.locator(".story mark:visible")).to_be_in_viewport(ratio=1)
    assert marked(page) == FERRIES


def test_evidence_is_there_before_the_answer(page: Page, serve: Serve, gate: Gate) -> None:
    def held(question: str) -> Iterator[Event]:
        events = bridge(question)
        yield next(events)
        gate.opened.wait()
        yield from events

    page.goto(serve(ScriptedQA({"bridge": held})))
    ask(page, "What of the bridge?")
    expect(page.locator("#panel .passages li")).to_have_count(2)
    expect(page.locator("#panel .passages li").first).to_contain_text(MAYOR)
    expect(page.locator("#current .answer")).to_have_count(0)
    gate.open()
    finished(page)
    expect(page.locator("#current .answer")).to_contain_text("Ines Adeyemi said")


def test_stop_ends_the_stream_and_the_next_question_works(page: Page, serve: Serve) -> None:
    closed, going_on = threading.Event(), threading.Event()

    def endless(question: str) -> Iterator[Event]:
        try:
            yield EvidenceFound((evidence(BRIDGE, MAYOR),))
            yield TextSoFar("The council decided.", ())
            while not going_on.wait(0.1):
                yield TextSoFar("The council decided.", ())
        finally:
            closed.set()

    page.goto(serve(ScriptedQA({"endless": endless, "bridge": bridge})))
    ask(page, "An endless one?")
    expect(page.locator("#current .answer")).to_contain_text("The council decided.")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#current")).to_contain_text("Stopped.")
    assert closed.wait(10)
    ask(page, "What of the bridge?")
    finished(page, 2)
    expect(page.locator("#current .citations li")).to_have_count(2)


def test_what_the_articles_dont_say_looks_different(page: Page, serve: Serve) -> None:
    page.goto(serve(ScriptedQA({"moon": moon})))
    ask(page, "Who walked on the moon?")
    finished(page)
    box = page.locator("#current .not-found")
    expect(box).to_contain_text("The articles don't say.")
    expect(box).to_contain_text("Closest passages")
    expect(page.locator("#panel h2").first).to_have_text("Closest passages")
    box.get_by_role("link").click()
    assert marked(page) == MAYOR


def test_what_others_said_is_cited_under_what_the_articles_dont_say(
    page: Page, serve: Serve
) -> None:
    def others(question: str) -> Iterator[Event]:
        refused = not_found(question, [evidence(BRIDGE, MAYOR)])
        text = f"{refused.text} Others spoke of it:\n\n{FERRIES} [1]"
        return play(replace(refused, text=text, citations=(citation(1, BRIDGE, FERRIES),)))

    page.goto(serve(ScriptedQA({"ferries": others})))
    ask(page, "What did the mayor say about ferries?")
    finished(page)
    expect(page.locator("#current .not-found")).not_to_contain_text("Closest passages")
    page.get_by_role("link", name=re.compile("^Citation 1")).click()
    assert marked(page) == FERRIES


def test_what_is_no_question_is_answered_with_a_hint_alone(page: Page, serve: Serve) -> None:
    def hello(question: str) -> Iterator[Event]:
        return play(replace(not_found(question), text=CAN_ASK))

    page.goto(serve(ScriptedQA({"hello": hello})))
    ask(page, "hello")
    finished(page)
    expect(page.locator("#current .not-found")).to_contain_text(CAN_ASK)
    expect(page.locator("#current .not-found")).not_to_contain_text("The articles don't say.")


def test_article_text_stays_text(page: Page, serve: Serve, outside: list[str]) -> None:
    page.goto(serve(ScriptedQA({"markup": markup}, [HOSTILE])))
    expect(page.locator("#panel")).to_contain_text(HOSTILE.title)
    ask(page, "markup <img src=x onerror=window.pwned=1> ${window.pwned=1}?")
    finished(page)
    expect(page.locator("#current .question")).to_contain_text("<img src=x onerror=")
    # The title's paragraphs are split where the answer has a blank line; the quote is not.
    quote = page.locator("#current .citations blockquote")
    assert quote.text_content() == HOSTILE.text
    page.get_by_role("link", name=re.compile("^Citation 1")).click()
    assert marked(page) == HOSTILE.text
    assert page.evaluate("window.pwned") is None
    assert page.locator("#current img, #panel img, #panel script, #panel style").count() == 0
    assert page.locator("a[href*='javascript'], a[href*='evil']").count() == 0
    assert outside == []


def test_errors_are_one_sentence_in_the_chat(page: Page, serve: Serve) -> None:
    def down(question: str) -> Iterator[Event]:
        yield EvidenceFound((evidence(BRIDGE, MAYOR),))
        raise ModelError("The model server does not answer; start it with `ollama serve`.")

    def long(question: str) -> Iterator[Event]:
        raise QuestionError("The question is too long; ask it in 2,000 characters.")
        yield

    def broken(question: str) -> Iterator[Event]:
        raise KeyError("secret detail")
        yield

    qa = ScriptedQA({"down": down, "long": long, "broken": broken, "bridge": bridge})
    page.goto(serve(qa))
    ask(page, "down?")
    finished(page)
    expect(page.get_by_role("alert")).to_have_text(
        "The model server does not answer; start it with `ollama serve`."
    )
    ask(page, "long? " + "x" * 20_000)
    finished(page, 2)
    expect(page.locator("#current").get_by_role("alert")).to_contain_text("too long")
    ask(page, "broken?")
    finished(page, 3)
    expect(page.locator("#current").get_by_role("alert")).to_contain_text("went wrong")
    for trace in ("secret detail", "Traceback", "KeyError"):
        expect(page.locator("body")).not_to_contain_text(trace)
    expect(page.locator(".toast-wrap .error")).to_have_count(0)
    ask(page, "What of the bridge?")
    finished(page, 4)
    expect(page.locator("#current .citations li")).to_have_count(2)


def test_a_blank_question_changes_nothing(page: Page, serve: Serve) -> None:
    page.goto(serve(ScriptedQA({"bridge": bridge})))
    expect(page.locator("#current")).to_contain_text("What do the articles say?")
    ask(page, "   ")
    page.get_by_role("button", name="Ask").click()
    ask(page, "What of the bridge?")
    finished(page)
    expect(page.locator("#earlier .turn")).to_have_count(0)


def test_without_articles_the_page_says_how_to_add_some(page: Page, serve: Serve) -> None:
    page.goto(serve(ScriptedQA({}, [])))
    expect(page.locator("#current")).to_contain_text("No articles yet")
    expect(page.locator("#current code")).to_contain_text("python -m index add PATH")
    expect(page.locator("#status")).to_contain_text("0 articles")
    expect(page.locator("#examples button:visible")).to_have_count(0)


def test_an_example_asks_itself(page: Page, serve: Serve) -> None:
    page.goto(serve(ScriptedQA({"Adeyemi": bridge})))
    page.get_by_role("button", name="What did Ines Adeyemi say?").click()
    finished(page)
    expect(page.locator("#current .question")).to_have_text("What did Ines Adeyemi say?")
    expect(page.locator("#examples button:visible")).to_have_count(0)


def test_the_page_is_there_while_the_model_loads(page: Page, serve: Serve) -> None:
    qa = ScriptedQA({"bridge": bridge})
    qa.ready.clear()
    page.goto(serve(qa, wait=False))
    expect(page.locator("#status")).to_contain_text("Scripted model · 1 article ·")
    expect(page.locator("#status")).to_contain_text("loading the model…")
    ask(page, "What of the bridge?")
    expect(page.locator("#panel .passages li")).to_have_count(2)
    expect(page.locator("#current")).to_contain_text("The model is still loading")
    qa.ready.set()
    finished(page)
    expect(page.locator("#status")).to_contain_text("ready")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_it_fits_and_contrasts(page: Page, serve: Serve, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(serve(ScriptedQA({"bridge": bridge, "markup": markup})))
    ask(page, "markup " + "unbroken" * 60)
    finished(page)
    ask(page, "What of the bridge?")
    finished(page, 2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("#current .question")).to_be_in_viewport()
    expect(page.get_by_label("Your question")).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("^Citation 2")).last.click()
    expect(page.locator(".story mark:visible")).to_be_in_viewport(ratio=1)
    assert marked(page) == FERRIES
    for part in (".story mark:visible", ".story:visible .byline", "#current .answer p >> nth=0"):
        ratio = page.locator(part).evaluate(CONTRAST)
        assert ratio >= 4.5, f"{part}: {ratio}"


CONTRAST = """element => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = rgb => {
    const [r, g, b] = rgb.slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let back = [255, 255, 255];
  for (let e = element; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) { back = colour; break; }
  }
  const [a, b] = [light(parse(getComputedStyle(element).color)), light(back)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


def test_the_api_gives_the_answer_and_nothing_else_is_public(serve: Serve) -> None:
    def too_long(question: str) -> Iterator[Event]:
        raise QuestionError("The question is too long.")
        yield

    qa = ScriptedQA({"bridge": bridge, "long": too_long})
    client = Client(serve(qa), verbose=False)
    result = client.predict("What of the bridge?", api_name="/ask")
    expected: Answer = qa.ask("What of the bridge?")
    assert result == expected.to_dict()
    with pytest.raises(AppError, match=r"The question is too long\."):
        client.predict("long", api_name="/ask")
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/ask"]
