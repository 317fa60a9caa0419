"""When two short answers can both be right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from rag.question import Expected
from rag.values import agree, at, contradict, may_be_same, values

WEDNESDAY = date(2031, 3, 5)


def relation(a: str, b: str, expected: Expected) -> str:
    some, others = (values(text, expected, WEDNESDAY, "") for text in (a, b))
    if contradict(some, others):
        return "differ"
    return "agree" if agree(some, others) else "neither"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It cost 84 million crowns.", "It cost 84m crowns."),
        ("It cost 84 million crowns.", "It cost 84,000,000 crowns."),
        ("It cost 84 million crowns.", "It cost more than 80 million crowns."),
        ("It cost 84 million crowns.", "It cost 80 million crowns."),
        ("It cost £3bn.", "It cost £3.4 billion."),
        ("About 40,000 people came.", "It drew 40,000 people."),
        ("Nearly 300 came.", "There were 290 people."),
        ("Twenty-five thousand people came.", "There were 25,000 people."),
        ("A dozen people came.", "There were 12 people."),
        ("Between 20 and 30 people came.", "There were 25 people."),
        ("It has room for up to 100 people.", "It has room for 60 people."),
        ("The 34-year-old mayor spoke.", "The mayor is 34 years old."),
    ],
)
def test_amounts_that_agree(a: str, b: str) -> None:
    assert relation(a, b, "amount") == relation(b, a, "amount") == "agree"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It cost 84 million crowns.", "It cost 112 million crowns."),
        ("It is 812 metres long.", "It is 1,812 metres long."),
        ("It is 84m long.", "It is 700 metres long."),
        ("At least five people died.", "Twelve people died."),
        ("The fire killed five.", "The fire killed seven people."),
        ("It sold 1.2m copies.", "It sold 1.5 million copies."),
        ("The 500-metre bridge opened.", "The bridge is 700 metres long."),
        ("The turnout was 61 per cent.", "The turnout was 58%."),
        ("Roe, 34, spoke.", "The 36-year-old Roe spoke."),
    ],
)
def test_amounts_that_do_not(a: str, b: str) -> None:
    assert relation(a, b, "amount") == relation(b, a, "amount") == "differ"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It cost 84 million crowns.", "It cost $9 million."),
        ("It cost 84 million crowns.", "It costs 12 million crowns a year."),
        ("It cost 84 million crowns.", "Another 20 million crowns were spent."),
        ("Five people died.", "Seven firefighters were hurt."),
        ("It is 812 metres long.", "It is 70 metres high."),
        ("Seven people died.", "Three more people died."),
        ("Twelve people died.", "Five of them died."),
        ("Some 84 per cent voted.", "There were 112 people."),
        ("It grew by 20 per cent.", "It is 60 per cent of the whole."),
    ],
)
def test_amounts_of_different_things(a: str, b: str) -> None:
    assert relation(a, b, "amount") == "neither"


@pytest.mark.parametrize(
    "text",
    ["They won 6-4, 7-5.", "In 2019 it was shut.", "See paragraph 3.", "It began at 10.30pm."],
)
def test_what_is_no_amount(text: str) -> None:
    assert values(text, "amount", WEDNESDAY, "") == []


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("on June 21", "on 21 June 2023", "agree"),
        ("in May 1931", "in 1931", "agree"),
        ("on Nov. 18, 2020", "on 18 November", "agree"),
        ("on Monday", "on 3 March", "agree"),
        ("yesterday", "on Tuesday", "agree"),
        ("on 21 June 2023", "on 22 June 2023", "differ"),
        ("in December 2015", "in December 2005", "differ"),
        ("on Monday", "on 4 March 2031", "differ"),
        ("on 3 May", "in 2023", "neither"),
        ("it may rain", "in June", "neither"),
    ],
)
def test_days(a: str, b: str, expected: str) -> None:
    assert relation(a, b, "time") == relation(b, a, "time") == expected


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Tim Buckley", "Mr Buckley", True),
        ("US", "United States", True),
        ("Muhammed Ali", "Mohamed Aly", True),
        ("Ada Roe", "Tomas Brandt", False),
        ("President Roe", "President Lund", False),
        ("Tampa, Florida", "Glendale, Arizona", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert may_be_same(a, b) is may_be_same(b, a) is same


def test_a_description_is_no_name() -> None:
    for words in ("the judge", "Judge", "she"):
        assert at(Span(0, len(words)), words, [], "person") == []


def test_the_question_s_own_numbers_do_not_answer() -> None:
    text = "The 5 km race of 2019 had 300 runners."
    found = values(text, "amount", WEDNESDAY, "How many ran the 5 km race?")
    assert [text[v.span.start : v.span.end] for v in found] == ["300 runners"]


@given(st.integers(0, 10**12), st.sampled_from(["crowns", "people", "metres", ""]))
def test_every_number_agrees_with_itself(number: int, unit: str) -> None:
    text = f"It was {number:,} {unit}.".replace(" .", ".")
    found = values(text, "amount", None, "")
    assert not contradict(found, found)


@given(st.text(max_size=80), st.dates())
def test_any_text_has_values_inside_it(text: str, published: date) -> None:
    for value in values(text, "any", published, ""):
        assert text[value.span.start : value.span.end].strip()
