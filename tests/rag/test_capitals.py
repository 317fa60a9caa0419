import pytest

from rag.capitals import country_in, names_country


@pytest.mark.parametrize(
    ("seat", "text"),
    [
        ("Oslo", "a Norwegian minister"),
        ("oslo", "talks with Norway"),
        ("Washington", "the US delegation"),
        ("White House", "an American envoy"),
    ],
)
def test_a_seat_stands_for_its_country(seat: str, text: str) -> None:
    assert country_in(seat, text)


@pytest.mark.parametrize(
    ("seat", "text"),
    [("Oslo", "a Swedish minister"), ("Washington", "tell us"), ("Marlow", "the Marlow council")],
)
def test_and_for_no_other(seat: str, text: str) -> None:
    assert not country_in(seat, text)


def test_whether_a_country_is_named() -> None:
    assert names_country("Norwegian Ambassador")
    assert names_country("Oslo")
    assert not names_country("Ambassador to the Chrome Foundation")
