"""The view "Who said what": as HTML, and in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from gradio_client import Client
from playwright.sync_api import Page, expect

from index.errors import StoreError
from rag.answer import Event, More
from rag.identity import Speaker
from rag.statements import Statements
from rag.web.record import RANKED, SHOWN, ranked, timeline_html
from tests.web.conftest import Serve
from tests.web.scripted import BRIDGE, HOSTILE, ScriptedQA, answered, citation, play, spoken
from tests.web.test_page import CONTRAST, FERRIES, MAYOR, marked
from tests.web.test_render import Reading


def timeline(qa: ScriptedQA, *fields: str, number: int = 1) -> Reading:
    who, topic, since, until = (*fields, "", "", "", "")[:4]
    return Reading(timeline_html(qa, who, topic, since, until, number))


def test_every_statement_opens_its_article_at_the_words() -> None:
    reading = timeline(ScriptedQA())
    assert {link[1:] for link in reading.links} <= set(reading.by_id)
    assert {reading.by_id[f"w1-{i}"] for i in (1, 2)} == {
        MAYOR,
        "“Our ferries can carry everyone,”",
    }


def test_the_newest_comes_first_and_says_what_its_day_is() -> None:
    text = timeline(ScriptedQA()).text
    assert text.index("3 February 2031") < text.index("1 February 2031")
    assert "Tomas Lind (day of the report)" in text
    assert "Ines Adeyemi, Mayor (at a hearing)" in text
    told = ScriptedQA()
    told.said = [replace(told.said[0], through="Tomas Lind")]
    assert "Mayor (at a hearing; as told by Tomas Lind)" in timeline(told).text


def test_what_articles_hold_stays_text() -> None:
    qa = ScriptedQA()
    qa.said = [spoken(HOSTILE, HOSTILE.text, "<b>Eve</b>", role="<i>", occasion="</p><script>")]
    reading = timeline(qa, "<b>Eve</b>")
    assert not reading.tags & {"script", "img", "style", "b>", "i"}
    assert reading.by_id["w1-1"] == HOSTILE.text
    assert "<b>Eve</b>" in reading.text
    nobody = timeline(qa, "<img src=x>")
    assert "Nothing by <img src=x> that fits." in nobody.text and "img" not in nobody.tags


@pytest.mark.parametrize("day", ["yesterday", "2031-02-30", "<b>", "1"])
def test_a_day_that_is_none_is_one_sentence(day: str) -> None:
    text = timeline(ScriptedQA(), "", "", day).text
    assert text == f"“{day}” is not a day; write it as 2031-03-04."


def test_a_store_at_fault_is_one_sentence() -> None:
    class Locked(ScriptedQA):
        def statements(self, *args: object, **kwargs: object) -> Statements:
            raise StoreError("The folder is in use.")

    assert timeline(Locked()).text == "The folder is in use."


def test_a_long_timeline_says_that_it_is_cut() -> None:
    qa = ScriptedQA()
    qa.said = qa.said[:1] * (SHOWN + 5)
    reading = timeline(qa)
    assert f"The {SHOWN} newest statements" in reading.text
    assert f"w1-{SHOWN}" in reading.by_id and f"w1-{SHOWN + 1}" not in reading.by_id


def test_the_ranking_has_names_only() -> None:
    speakers = [Speaker(f"Person {n}", "", 900 - n, frozenset()) for n in range(90)]
    choices = ranked([Speaker("officials", "", 1200, frozenset()), *speakers])
    assert len(choices) == RANKED
    assert choices[0] == ("Person 0 (900)", "Person 0")


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("tab", name="Who said what").click()
    expect(page.locator("#timeline li")).to_have_count(2)


def test_pick_a_person_and_open_what_they_said(
    page: Page, serve: Serve, outside: list[str]
) -> None:
    opened(page, serve(ScriptedQA()))
    page.get_by_label("Tomas Lind (1)").click()
    expect(page.locator("#timeline li")).to_have_count(1)
    expect(page.get_by_label("Person or role")).to_have_value("Tomas Lind")
    page.locator("#timeline").get_by_role("link", name=BRIDGE.title).click()
    expect(page.locator(".story mark:visible")).to_be_in_viewport(ratio=1)
    assert marked(page) in FERRIES
    expect(page.locator("#timeline .found")).to_be_hidden()
    page.get_by_role("link", name=re.compile("Back to where")).locator("visible=true").click()
    expect(page.locator("#timeline .found")).to_be_visible()
    assert outside == []


def test_type_a_person_a_topic_and_a_time(page: Page, serve: Serve) -> None:
    opened(page, serve(ScriptedQA()))
    page.get_by_label("About").fill("bridge")
    page.get_by_label("About").press("Enter")
    expect(page.locator("#timeline li")).to_have_count(1)
    expect(page.locator("#timeline")).to_contain_text("Ines Adeyemi, Mayor")
    page.get_by_label("From").fill("2031-02-02")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#timeline")).to_contain_text("Nothing that fits.")
    page.get_by_label("From").fill("soon")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert")).to_contain_text("“soon” is not a day")
    page.get_by_label("Until").fill("")


def test_what_an_answer_leaves_out_is_a_click_away(page: Page, serve: Serve) -> None:
    def much(question: str) -> Iterator[Event]:
        more = More(7, "Tomas Lind", "Tomas Lind", "ferries", date(2031, 2, 2))
        said = answered(question, "Lind spoke. [1]", [citation(1, BRIDGE, FERRIES)])
        yield from play(replace(said, more=more))

    page.goto(serve(ScriptedQA({"Lind": much})))
    page.get_by_label("Your question").fill("What did Lind say?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#current .more")).to_contain_text(
        "7 more statements by Tomas Lind on this are in the record."
    )
    page.get_by_role("button", name="Show more").click()
    expect(page.get_by_label("Person or role")).to_have_value("Tomas Lind")
    expect(page.get_by_label("About")).to_have_value("ferries")
    expect(page.get_by_label("From")).to_have_value("2031-02-02")
    expect(page.locator("#timeline li")).to_have_count(1)
    expect(page.locator("#timeline")).to_contain_text("Tomas Lind")


def test_a_new_timeline_closes_the_article(page: Page, serve: Serve) -> None:
    opened(page, serve(ScriptedQA()))
    page.locator("#timeline .byline a").first.click()
    expect(page.locator(".story:visible")).to_have_count(1)
    page.get_by_label("Ines Adeyemi, Mayor (2)").click()
    expect(page.locator("#timeline li")).to_have_count(1)
    expect(page.locator(".story:visible")).to_have_count(0)


def test_the_chat_is_still_there_afterwards(page: Page, serve: Serve) -> None:
    opened(page, serve(ScriptedQA()))
    page.get_by_role("tab", name="Ask").click()
    page.get_by_label("Your question").fill("Who walked on the moon?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#current .not-found")).to_be_visible()
    page.get_by_role("tab", name="Who said what").click()
    page.get_by_role("tab", name="Ask").click()
    expect(page.locator("#current .not-found")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_the_record_fits_and_contrasts(page: Page, serve: Serve, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    qa = ScriptedQA()
    qa.said.append(spoken(HOSTILE, HOSTILE.text, "Eve " + "unbroken" * 40))
    page.goto(serve(qa))
    page.get_by_role("tab", name="Who said what").click()
    expect(page.locator("#timeline li")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    parts = ("#timeline h2 >> nth=0", "#timeline .who >> nth=0", "#timeline blockquote >> nth=0")
    for part in (*parts, "#timeline small >> nth=0", "[role=tab][aria-selected=true]"):
        ratio = page.locator(part).evaluate(CONTRAST)
        assert ratio >= 4.5, f"{part}: {ratio}"


def test_the_view_adds_nothing_public(serve: Serve) -> None:
    client = Client(serve(ScriptedQA()), verbose=False)
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/ask"]
