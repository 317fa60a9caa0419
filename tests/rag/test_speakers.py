from collections.abc import Mapping, Sequence

import pytest

from index.record import Named
from rag.identity import NameRole
from rag.speakers import Roster

ROSTER = Roster(
    [
        Named("Ilse Varga", "Mayor", 3),
        Named("Greta Stoltenhoff", "Union Secretary General", 2),
        Named("Park Min-jae", "South Eastern Ambassador to the League", 1),
        Named("Northern state media", "", 1),
        Named("Olof Berg and Ilse Varga", "", 1),
        Named("Nicolás Ødegård", "", 1),
        Named("Sana Iqbal", "Pakistani Ambassador to UN", 1),
        Named("Kris Kristie", "", 1),
        Named("Rita Quist", "spokeswoman for the Water Board", 1),
        Named("Water Board", "", 1),
        Named("Tom Weller", "", 1),
        Named("Tom Weller Jr.", "", 1),
        Named("Greta Stoltenhoff’s office", "", 1),
        Named("Stoltenhoff supporters", "", 1),
    ]
)


def places(names: frozenset[NameRole]) -> Mapping[NameRole, Sequence[str]]:
    return {name: ["Flood in Marlow MARLOW"] for name in names}


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("Stoltenhoff", ["Greta Stoltenhoff"]),
        ("greta stoltenhof", ["Greta Stoltenhoff"]),
        ("stoltenhuff", ["Greta Stoltenhoff"]),
        ("Stoltenhoff's supporters", ["Stoltenhoff supporters"]),
        ("the office of Greta Stoltenhoff", ["Greta Stoltenhoff’s office"]),
        ("Union Secretary General Greta Stoltenhoff", ["Greta Stoltenhoff"]),
        ("Union chief", ["Greta Stoltenhoff"]),
        ("South Eastern ambassador", ["Park Min-jae"]),
        ("park min jae", ["Park Min-jae"]),
        ("state media", ["Northern state media"]),
        ("mayor of Marlow", ["Ilse Varga"]),
        ("Varga", ["Ilse Varga", "Olof Berg and Ilse Varga"]),
        ("Stoltenhoff and Park", ["Greta Stoltenhoff", "Park Min-jae"]),
        ("Olof Berg and Ilse Varga", ["Olof Berg and Ilse Varga", "Ilse Varga"]),
        ("Nicolas Odegard", ["Nicolás Ødegård"]),
        ("Mayor Ilse Varga of Marlow", ["Ilse Varga"]),
        ("I. Varga", ["Ilse Varga"]),
        ("the Post's Ilse Varga", ["Ilse Varga"]),
        ("the Union's chief", ["Greta Stoltenhoff"]),
        ("Pakistani envoy", ["Sana Iqbal"]),
        ("UBC's Varga", ["Ilse Varga", "Olof Berg and Ilse Varga"]),
        ("ULP Rep Iqbal", ["Sana Iqbal"]),
        ("Tom Weller", ["Tom Weller"]),
        ("Tom Weller Jr.", ["Tom Weller Jr."]),
        ("the Water Board", ["Water Board", "Rita Quist"]),
        ("Islamabad's envoy to the United Nations", ["Sana Iqbal"]),
    ],
)
def test_the_words_mean_the_speaker(words: str, speakers: list[str]) -> None:
    assert {s.name for s in ROSTER.meant(words, places)} == set(speakers)


@pytest.mark.parametrize(
    "words",
    [
        "Ilse Varga's daughters",
        "Macron",
        "Greta Varga",
        "mayor of Dunmore",
        "Park So-yun",
        "ambassador to Oster",
        "Delhi's envoy to the United Nations",
        "New Delhi's envoy",
        "Norway's ambassador",
        "Kris Wallace",
        "",
    ],
)
def test_the_words_mean_nobody_here(words: str) -> None:
    assert ROSTER.meant(words, places) == []


def namesakes(*roles: str) -> list[list[str]]:
    """The roles of each whom "Ada Roe" is taken for."""
    roster = Roster([Named("Ada Roe", role, 1) for role in roles])
    return sorted(sorted(role for _, role in s.names) for s in roster.meant("Ada Roe", places))


def test_one_full_name_is_two_peoples_where_nobody_could_do_both() -> None:
    apart = namesakes("goalkeeper", "rescue engineer", "engineer", "captain")
    assert apart == [["captain"], ["engineer", "rescue engineer"], ["goalkeeper"]]


@pytest.mark.parametrize(
    "roles",
    [
        ("doctor", "senator"),
        ("novelist", "coroner"),
        ("former goalkeeper", "teacher"),
        ("nurse", ""),
    ],
)
def test_where_it_cannot_be_told_one_full_name_is_one_person(roles: tuple[str, str]) -> None:
    assert namesakes(*roles) == [sorted(roles)]


def test_a_compound_office_is_not_its_last_word() -> None:
    roster = Roster([Named("Ida Holm", "harbour master", 1), Named("Jon Hale", "master", 1)])
    assert [s.name for s in roster.meant("the harbour master", places)] == ["Ida Holm"]
    assert [s.name for s in roster.meant("the master", places)] == ["Jon Hale"]


def test_who_has_the_very_role_is_meant_before_who_has_it_in_an_article_about_that() -> None:
    roster = Roster([Named("Jon Doe", "Marlow president", 1), Named("Ilse Varga", "President", 9)])
    assert [s.name for s in roster.meant("Marlow president", places)] == ["Jon Doe"]


BODIES = Roster(
    [
        Named("Varga administration", "", 2),
        Named("officials in the Varga administration", "", 1),
        Named("critics of the Varga administration", "", 1),
        Named("Varga administration rival", "", 1),
        Named("Rolf Hof", "former adviser on dams in the administration", 3),
        Named("former top aide to President Olga W. Brandt", "", 1),
        Named("Olga W. Brandt", "President", 1),
    ]
)


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("Varga administration", {"Varga administration", "officials in the Varga administration"}),
        ("Olga W. Brandt", {"Olga W. Brandt"}),
    ],
)
def test_a_body_or_a_person_is_no_one_who_only_belongs_to_it(
    words: str, speakers: set[str]
) -> None:
    def around(names: frozenset[NameRole]) -> Mapping[NameRole, Sequence[str]]:
        return {name: ["Varga and the dams"] for name in names}

    assert {s.name for s in BODIES.meant(words, around)} == speakers


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ("Board votes 5-2 to close a school MARLOW", ["Ida Holm"]),
        ("Oster 2-1 Marlow: late winner", []),
        ("Oster 2 Marlow 1", []),
        ("Oster v Marlow", []),
    ],
)
def test_a_place_in_a_title_is_whom_it_is_about_unless_two_played(
    around: str, found: list[str]
) -> None:
    roster = Roster([Named("Ida Holm", "Superintendent", 2)])
    meant = roster.meant("Marlow superintendent", lambda names: {n: [around] for n in names})
    assert [s.name for s in meant] == found
