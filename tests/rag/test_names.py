import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.record import Named
from rag.identity import identify
from rag.names import bears_surname, can_be_same, fold, read_name

NAMES = st.lists(st.text("abcABC' -.é", min_size=1, max_size=12), min_size=1, max_size=3).map(
    " ".join
)


def groups(*rows: tuple[str, str]) -> set[frozenset[str]]:
    """The names of each person found, those with their role."""
    found = identify(Named(name, role, 1) for name, role in rows)
    return {frozenset(f"{n} ({r})" if r else n for n, r in s.names) for s in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nicolás Ødegård", "Nicolas Odegard"),
        ("John F. Kennard", "John Kennard"),
        ("J. F. Kennard", "John Kennard"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Martin Luther Kingsley Jr.", "Martin Luther Kingsley"),
        ("Dr. Ada Roe", "Ada Roe"),
        ("Gov. Ada Roe", "Senator Ada Roe"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    a, b = read_name(one), read_name(other)
    assert a and b and can_be_same(a, b) and can_be_same(b, a)
    assert len(identify([Named(one, "", 1), Named(other, "", 2)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John F. Kennard", "John D. Kennard"),
        ("John Kennard Jr.", "John Kennard Sr."),
        ("Ada Roe", "Jane Roe"),
        ("A. Roe", "Jane Roe"),
        ("Ada Roe", "Ada Doe"),
        ("Marlow Council", "Council"),
        ("the White House", "Ada House"),
        ("Ada Roe and Jane Doe", "Ada Roe"),
        ("John Kennard Jr.", "John Kennard"),
        ("John Kennard Jr.", "John F. Kennard"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert len(identify([Named(one, "", 1), Named(other, "", 2)])) == 2


def test_a_surname_may_be_the_word_for_a_trade_or_a_title() -> None:
    assert groups(("James Baker", "secretary"), ("Baker", "")) == {
        frozenset({"James Baker (secretary)", "Baker"})
    }
    assert read_name("Mayor Carole King") == read_name("Carole King") is not None
    for nobody in ("King", "Prime Minister", "Crown Prince", "Health Minister", "baker"):
        assert read_name(nobody) is None


def test_a_surname_goes_with_the_only_full_name() -> None:
    chief = ("Jens Stolt", "Union Secretary General")
    assert groups(chief, ("Stolt", "")) == {
        frozenset({"Jens Stolt (Union Secretary General)", "Stolt"})
    }
    assert groups(("Hwang Joon-kook", ""), ("Hwang", "")) == {
        frozenset({"Hwang Joon-kook", "Hwang"})
    }


def test_a_surname_that_two_bear_stays_by_itself_unless_the_role_tells() -> None:
    two = (("Greta Lund", "Union Secretary General"), ("Petra Lund", "Coach"))
    assert len(groups(*two, ("Lund", ""))) == 3
    assert frozenset({"Petra Lund (Coach)", "Lund (national coach)"}) in groups(
        *two, ("Lund", "national coach")
    )


def test_a_surname_with_another_role_is_somebody_else() -> None:
    found = groups(("Greta Lund", "Union Secretary General"), ("Lund", "Coach"), ("Lund", ""))
    assert found == {
        frozenset({"Greta Lund (Union Secretary General)"}),
        frozenset({"Lund (Coach)", "Lund"}),
    }


def test_an_initial_that_fits_two_stays_by_itself() -> None:
    assert len(groups(("John F. Kennard", ""), ("John D. Kennard", ""), ("John Kennard", ""))) == 3


def test_a_junior_is_known_by_what_stands_in_the_middle() -> None:
    rows = ("James B. Roe Jr.", ""), ("James B. Roe", ""), ("James Roe", "")
    assert len(groups(*rows)) == 1


def test_a_description_is_no_title() -> None:
    long = "brusque governor of the state that he never wanted"
    (speaker,) = identify([Named("Ada Roe", long, 9), Named("Ada Roe", "Governor", 2)])
    assert speaker.role == "Governor"


def test_the_fullest_name_and_the_commonest_role_are_shown() -> None:
    rows = [Named("Roe", "Mayor", 5), Named("Ada B. Roe", "Mayor of Oster", 1)]
    (speaker,) = identify(rows)
    assert (speaker.name, speaker.role, speaker.statements) == ("Ada B. Roe", "Mayor", 6)


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("The actress Ada Roe came. Then Roe said so.", True),
        ("Ada Roe came. Ms. Roe said so, and Senator Roe left.", True),
        ("The actress Ada Roe came with Tom Roe.", False),
        ("It was Tom Roe who came.", False),
        ("Nobody of that name.", False),
    ],
)
def test_a_surname_is_hers_where_the_article_has_no_other(text: str, theirs: bool) -> None:
    name = read_name("Ada Roe")
    assert name and bears_surname(name, text) == theirs


@given(NAMES, st.sampled_from(["", "Prince ", "Dr. "]))
def test_any_name_is_looked_for(written: str, title: str) -> None:
    name = read_name(f"{title}{written}")
    if name is not None:
        assert not bears_surname(name, "")
        assert bears_surname(name, f"Ada said {written}.") in (True, False)


@given(NAMES)
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "Mayor", "Coach"])), max_size=12))
def test_nobody_is_lost_or_counted_twice(rows: list[tuple[str, str]]) -> None:
    unique = sorted(set(rows))
    found = identify(Named(name, role, 1) for name, role in unique)
    assert sorted(pair for s in found for pair in s.names) == unique
    assert sum(s.statements for s in found) == len(unique)


@given(st.lists(st.tuples(NAMES, st.just("")), max_size=8, unique=True), st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, str]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(*rows) == groups(*shuffled)
