"""Pages pasted as text: what stands around an article told and taken off, the article whole."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean
from index.read.text import article_of
from tests.index.pasted import BODY, HEADLINE, PAGES, Pasted

PROSE = "\n\n".join(BODY)
SENTENCES = (
    *BODY,
    "By noon on 5 March 2024, the last boat had left.",
    "Related costs, the council said, were “never counted”.",
    "Price: that was what nobody at the table wanted to speak about.",
    "She had one word for the builders: Subscribe.",
    "The Eln Courier, 12 years old, was sold for one crown.",
    "Photo albums, home films and a piano floated down the river.",
    "Updated rules of March 3, 2024 forbid it, said the harbour office.",
    "Q: Will the ferry sail again?",
    "“Sign up: it is free,” the mayor told her daily newsletter’s readers.",
    "Reporting by the fishermen showed that the quay was safe.",
    "Contact: that was what the islanders missed most.",
    "Listen to this story, the harbour master said, and then judge.",
    "This story was first published in the memory of the fishermen.",
    "You have two articles of faith left, the priest told them.",
    "About the author of the letter nothing is known.",
    "The picture shows the quay in 1950, and was taken by Ida Berg.",
    "“Was it worth it?”",
    "Next came the children, and previous mayors after them.",
    "Subscribe to the plan or leave, the builders were told.",
    "Updated plans will be shown at 18:30.",
    "Sign up for the ferry or walk, the notice on the quay reads.",
    "Welcome to Port Eln.",
    "Jane Roe of the harbour office covers for him until May.",
)
HEADS = (
    "The Eln Courier\nevery Wednesday",
    "Home | News | Coast",
    "Eln Courier > News > Coast",
    "EXTRA",
    "News",
    "By Jane Roe",
    "5 March 2024",
    "Published 13:41, 5 Mar 2024   Updated 15:02, 5 Mar 2024",
    "5 min read",
    "Share on Facebook   Copy link   61 comments",
    "The harbour in 2019. Photo: Courier / Ida Berg",
    "We use cookies to improve your experience.",
    "Most read\n1. Storm names\n2. New bells",
    "Ten years of talks end",
    "Listen to this article · 5:12 min",
    "Save\nShare",
    "Jane Roe\nHarbour correspondent",
    "The quay on Monday. Ida Berg/NPA",
    "Subscribe from £1 a week",
)
FEET = (
    "(c) Eln Courier 2024",
    "The Eln Courier, 5 March 2024",
    "Price: 2 crowns",
    "Letters to the editor: Quay 3, Port Eln",
    "Related: Ship runs aground",
    "Join the conversation: 77 comments",
    "SIGN UP: the Coast Briefing, our free e-mail at six",
    "Your e-mail address",
    "(Reporting by Jane Roe; Editing by Bo Lind)",
    "---",
    "To unsubscribe, write to us.",
    "Listen live",
    "Suggested topics:\nHarbours\nFerries",
    "Jane Roe covers the coast for The Eln Courier.",
    "Media contact\nPer Lind\nharbour@eln.example",
    "3 thoughts on “Ferry harbour”\nPer says:\nGood riddance.",
    "ENDS",
)
pages = st.tuples(
    st.lists(st.sampled_from(HEADS), max_size=6, unique=True),
    st.integers(0, 6),
    st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8, unique=True),
    st.lists(st.sampled_from(FEET), max_size=4, unique=True),
    st.sampled_from(["\n\n", "\n"]),
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pasted_page(page: Pasted) -> None:
    article = clean(page.raw)
    told = {
        "title": article.title,
        "published": article.published,
        "updated": article.updated,
        "authors": article.authors,
        "source": article.source,
        "section": article.section,
        "text": article.text,
    }
    assert told == {name: getattr(page, name) for name in told}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_left_out_of_a_page_can_be_shown(page: Pasted) -> None:
    article = clean(page.raw)
    told = _words("\n".join([article.title, article.text, *(r.text for r in article.removed)]))
    assert not Counter(_words(page.raw)) - Counter(told)


@given(pages)
def test_no_sentence_is_lost_and_none_is_added(
    page: tuple[list[str], int, list[str], list[str], str],
) -> None:
    raw, sentences = _page(*page)
    article = clean(raw)
    paragraphs = article.text.split("\n\n")
    assert [p for p in paragraphs if p in sentences] == sentences
    given_lines = {" ".join(line.split()) for line in raw.split("\n")}
    assert set(paragraphs) <= given_lines
    assert {r.text for r in article.removed} <= given_lines
    assert article.published in (None, date(2024, 3, 5))
    assert article.source.casefold() in ("", "the eln courier", "eln courier")


@given(pages)
def test_reading_what_was_read_changes_nothing(
    page: tuple[list[str], int, list[str], list[str], str],
) -> None:
    once = clean(_page(*page)[0])
    again = clean(f"{once.title}\n\n{once.text}")
    assert (again.title, again.text) == (once.title, once.text)


@pytest.mark.parametrize(
    "page",
    [
        f"How the flood unfolded\n\nThis is what is known.\n\nMarch 3, 2024\n\n{BODY[0]}\n\n"
        f"March 5, 2024\n\n{BODY[2]}",
        f"Eln Marathon, 29 September 2024\n\n{PROSE}",
        f"{HEADLINE}\n\n5 March 2031\n\n{PROSE}",
        f"{HEADLINE}\n\n3 March 2024\n5 March 2024\n\n{PROSE}",
        f"{HEADLINE}\n\nMarch 3, 2024 – March 10, 2024\n\n{PROSE}",
        f"{HEADLINE}\n\nUpdated 5 March 2024\n\n{PROSE}",
        f"{HEADLINE}\n\nNew Delhi | yesterday\n\n{PROSE}",
    ],
)
def test_a_date_that_may_be_another_is_none(page: str) -> None:
    assert clean(page).published is None


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        (
            "PUBLISHED: 22:31, 5 March 2024 | UPDATED: 08:15, 6 March 2024",
            date(2024, 3, 5),
            date(2024, 3, 6),
        ),
        ("LAST UPDATED: 08:15 GMT, Wednesday, 6 March 2024", None, date(2024, 3, 6)),
        ("Stand: 06.03.2024 18:45 Uhr", None, date(2024, 3, 6)),
    ],
)
def test_a_label_before_a_date_is_no_place(
    line: str, published: date | None, updated: date
) -> None:
    article = clean(f"{HEADLINE}\nBy Jane Roe\n\n{line}\n\n{PROSE}")
    assert (article.published, article.updated) == (published, updated)
    assert (article.place, article.authors, article.text) == ("", ("Jane Roe",), PROSE)


@pytest.mark.parametrize(
    ("line", "published_at", "updated_at"),
    [
        ("5 March 2024, 07:52 GMT", "2024-03-05T07:52:00+00:00", ""),
        ("Tue 5 Mar 2024 09.41 CET", "2024-03-05T09:41:00+01:00", ""),
        (
            "March 5, 2024 at 6:30 p.m. PST · Updated March 6, 2024 2:10 PM UTC",
            "2024-03-05T18:30:00-08:00",
            "2024-03-06T14:10:00+00:00",
        ),
        ("Published: 22:31, 5 March 2024", "", ""),
        ("March 5, 2024 11:05 AM IST", "", ""),
    ],
)
def test_a_moment_needs_a_time_and_a_zone(line: str, published_at: str, updated_at: str) -> None:
    article = clean(f"{HEADLINE}\nBy Jane Roe\n{line}\n\n{PROSE}")
    assert article.published == date(2024, 3, 5)
    moments = (article.published_at, article.updated_at)
    assert [at.isoformat() if at else "" for at in moments] == [published_at, updated_at]


def test_the_clock_above_the_headline_tells_no_moment_of_publication() -> None:
    masthead = "The Eln Courier\nTuesday, 5 March 2024, 11:05 GMT\nHome | News | Sport"
    for line in ("", "5 March 2024\n"):
        article = clean(f"{masthead}\n\n{HEADLINE}\nBy Jane Roe\n{line}\n{PROSE}")
        assert (article.published, article.published_at) == (date(2024, 3, 5), None)


@pytest.mark.parametrize(
    "line",
    [
        "Northern League | Tuesday 5 March 2024 | Gate: 1,204",
        "Live page, closed. Tue 5 Mar 2024 21.40. First published 08.02",
        "NATURE | 5 March 2024 | Dr Jane Roe for The Quarterly Heron",
    ],
)
def test_a_date_between_bars_or_stops_dates_the_page_and_its_line_stays(line: str) -> None:
    article = clean(f"{HEADLINE}\n{line}\n\n{PROSE}")
    assert article.published == date(2024, 3, 5)
    assert article.text == f"{line}\n\n{PROSE}"


@pytest.mark.parametrize(
    "line",
    ["Gala | 5 March 2024 | Encore | 8 March 2024 | Quay", "Gala | 5 March 2031 | Quay, 800 seats"],
)
def test_two_days_between_bars_or_one_to_come_date_nothing(line: str) -> None:
    assert clean(f"{HEADLINE}\n{line}\n\n{PROSE}").published is None


@pytest.mark.parametrize(
    "page",
    [
        f"STRIKE HITS ROYAL MAIL\n\nThousands walk out\n\n5 March 2024\n\n{PROSE}",
        f"The Times Are Changing\n\nA harbour is more than a quay\n\n{PROSE}",
        f"{HEADLINE}\n\nThe Hague, 5 March 2024\n\n{PROSE}",
        f"{HEADLINE}\n\nThe West Bank, 5 March 2024\n\nIn the West Bank all was quiet.\n\n{PROSE}",
        f"{HEADLINE}\n\nNew Delhi | 5 March 2024\n\n{PROSE}",
        f"Home > Texas > Crime\n\n{HEADLINE}\n\n{PROSE}",
        f"{HEADLINE}\n\n{PROSE}\n\n© 2024 Eln Media Holding Ltd",
    ],
)
def test_an_outlet_or_author_that_may_be_something_else_is_none(page: str) -> None:
    article = clean(page)
    assert (article.source, article.authors) == ("", ())


def test_who_signed_a_quoted_post_stays() -> None:
    signed = "— The Eln Senate (@elnsenate) October 9, 2018"
    article = clean(f"{HEADLINE}\n\n{PROSE}\n\n{signed}")
    assert article.text == f"{PROSE}\n\n{signed}"
    assert (article.published, article.source) == (None, "")


def test_a_menu_above_the_headline_is_not_the_headline() -> None:
    article = clean(
        f"Terms of Use\nGift Cards\nEdit Profile\n\n{HEADLINE}\n\n5 March 2024\n\n{PROSE}"
    )
    assert (article.title, article.text, article.source) == (HEADLINE, PROSE, "")


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (
            "https://www.elncourier.example/2024/03/05/harbour/?utm_source=x",
            "https://www.elncourier.example/2024/03/05/harbour/",
        ),
        ("https://www.elncourier.example/", ""),
    ],
)
def test_an_address_above_the_page_is_no_headline(address: str, url: str) -> None:
    article = article_of(
        f"{address}\nThe Eln Courier\nTuesday, March 5, 2024\nMenu\nNews | Sport | Puzzles\n"
        f"{HEADLINE}\nby Jane Roe\n\n{PROSE}",
        "page.txt",
    )
    assert (article.url, article.source) == (url, "The Eln Courier")
    assert (article.title, article.text) == (HEADLINE, PROSE)
    assert article.removed[0].text == address


def test_an_address_in_the_first_sentence_is_the_articles() -> None:
    first = "https://eln.example went dark on Tuesday, the council said."
    article = article_of(f"{first}\n\n{PROSE}", "page.txt")
    assert (article.url, article.text) == ("", f"{first}\n\n{PROSE}")


def test_a_headline_may_ask_as_a_page_does() -> None:
    headline = "Subscribe or perish, council tells ferry users"
    assert clean(f"{headline}\nBy Jane Roe\n5 March 2024\n\n{PROSE}").title == headline


def test_below_an_agencys_name_a_day_is_no_headline() -> None:
    article = clean(f"AP\n\nMarch 5\n\n{PROSE}")
    assert article.title != "March 5"
    assert article.text == f"March 5\n\n{PROSE}"


def test_an_agencys_name_above_a_section_is_the_outlet() -> None:
    article = clean(f"REUTERS\nWorld\n{HEADLINE}\nBy Jane Roe\n5 March 2024\n\n{PROSE}")
    assert (article.source, article.section) == ("REUTERS", "World")
    assert (article.title, article.text) == (HEADLINE, PROSE)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By JANE ROE, SENIOR REPORTER", ("Jane Roe",)),
        ("By JOAN DE LA CRUZ and AJ O'NEILL-MCKAY", ("Joan de la Cruz", "AJ O'Neill-McKay")),
        ("By JO HART", ("Jo Hart",)),
        ("By NPA", ("NPA",)),
        ("By Jane Roe, photographs by Ida Berg and Mia Holt", ("Jane Roe",)),
        ("By Jane Roe | Photos and video by Ida Berg", ("Jane Roe",)),
    ],
)
def test_who_wrote_it_in_ordinary_case_without_who_made_the_pictures(
    line: str, authors: tuple[str, ...]
) -> None:
    article = clean(f"{HEADLINE}\n{line}\n5 March 2024\n\n{PROSE}")
    assert (article.authors, article.text) == (authors, PROSE)


def test_a_name_without_an_outlets_office_below_is_no_author() -> None:
    article = clean(f"{HEADLINE}\n\n5 March 2024\n\nAda Orm\nPort Eln, North Coast\n\n{PROSE}")
    assert article.authors == ()


def _page(
    head: list[str], headline_at: int, body: list[str], foot: list[str], between: str
) -> tuple[str, list[str]]:
    """A page with its headline somewhere in its head, and the sentences of its body."""
    lines = [*head[:headline_at], HEADLINE, *head[headline_at:]]
    body = [*body, "The mayor has called another meeting for the first Monday of the month."]
    return between.join(lines) + "\n\n" + "\n\n".join([*body, *foot]) + "\n", body


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
