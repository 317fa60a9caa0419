from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.period import Period, find_period
from rag.question import read_question

TODAY = date(2031, 3, 5)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("in June", Period(month=6)),
        ("in June 2030", Period(date(2030, 6, 1), date(2030, 6, 30))),
        ("in 2030", Period(date(2030, 1, 1), date(2030, 12, 31))),
        ("on 4 March", Period(month=3, day=4)),
        ("on March 4th, 2031", Period(date(2031, 3, 4), date(2031, 3, 4))),
        ("on the 4th of March 2031", Period(date(2031, 3, 4), date(2031, 3, 4))),
        ("on 2031-03-04", Period(date(2031, 3, 4), date(2031, 3, 4))),
        ("on Tuesday", Period(weekday=2)),
        ("since March 2030", Period(since=date(2030, 3, 1))),
        ("after 2029", Period(since=date(2030, 1, 1))),
        ("before 4 March 2031", Period(until=date(2031, 3, 3))),
        ("until Dec 2030", Period(until=date(2030, 12, 31))),
        ("today", Period(TODAY, TODAY)),
        ("yesterday", Period(date(2031, 3, 4), date(2031, 3, 4))),
        ("this week", Period(date(2031, 3, 3), date(2031, 3, 9))),
        ("last week", Period(date(2031, 2, 24), date(2031, 3, 2))),
        ("last month", Period(date(2031, 2, 1), date(2031, 2, 28))),
        ("this year", Period(date(2031, 1, 1), date(2031, 12, 31))),
    ],
)
def test_a_time_is_found_and_cut_out(words: str, period: Period) -> None:
    found = find_period(f"What did Varga say {words} about the pumps", TODAY)
    assert found is not None
    assert found[0] == period
    assert found[1].split() == "What did Varga say about the pumps".split()
    assert found[2] == words


@pytest.mark.parametrize(
    "text",
    [
        "What did Varga say about the pumps",
        "What may Varga say",
        "on 31 June",
        "on 2031-02-30",
        "after the flood",
        "in Juneau",
        "about the 2030 budget",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert find_period(text, TODAY) is None


def test_last_month_in_january_is_december() -> None:
    found = find_period("last month", date(2031, 1, 9))
    assert found and found[0] == Period(date(2030, 12, 1), date(2030, 12, 31))


@given(st.text(), st.dates())
def test_any_text_can_be_read(text: str, today: date) -> None:
    find_period(text, today)


def test_the_time_is_no_part_of_the_topic_unless_it_has_to_be() -> None:
    question = read_question("What did Varga say about the flood in June 2030?", 2000, TODAY)
    assert (question.speaker, question.topic) == ("Varga", "the flood")
    assert question.period == Period(date(2030, 6, 1), date(2030, 6, 30))
    assert [t.text for t in question.terms] == ["flood"]
    assert [t.text for t in question.dated_terms] == ["flood", "June", "2030"]
    fact = read_question("When did the bridge open in June 2030?", 2000, TODAY)
    assert fact.period is None and "June" in [t.text for t in fact.terms]
