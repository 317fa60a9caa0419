"""Whose words they are: full names, roles, and names that only tell whose somebody is."""

import pytest

from index.article import Article, Statement
from index.nlp import parse
from index.statements import find_statements


def statements(text: str) -> list[Statement]:
    return find_statements(Article(text=text), parse(text))


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Varga spokesman Niklas Brandt", "Niklas Brandt"),
        ("Varga campaign communications director Jennifer Brandt", "Jennifer Brandt"),
        ("Varga ally Ann Brandt", "Ann Brandt"),
        ("Former Varga pollster Doug Brandt", "Doug Brandt"),
        ("Longtime Helen Varga confidante Ann Brandt", "Ann Brandt"),
        ("The Varga administration's Mark Brandt", "Mark Brandt"),
        (
            "The head of the fund backing former Gov. Helen Varga for president, Ty Brandt,",
            "Ty Brandt",
        ),
        ("A Helen Varga aide", "Helen Varga aide"),
        ("A spokesman for Mrs. Varga", "spokesman for Mrs. Varga"),
        ("Aides to Gov. Helen Varga", "Aides to Gov. Helen Varga"),
        ("Brandt, a Varga backer,", "Brandt"),
        ("Varga supporters", "Varga supporters"),
        ("A Helen Varga advertisement", "Helen Varga advertisement"),
        ("The Varga campaign", "Varga campaign"),
        ("Mayor Helen Varga", "Helen Varga"),
        ("Varga, the mayor of Lund,", "Helen Varga"),
        ("The mayor of Lund, Helen Varga,", "Helen Varga"),
        ("Sen. Helen Varga and Rep. Louis Brandt", "Helen Varga"),
    ],
)
def test_whose_people_speak_does_not_speak_herself(source: str, speaker: str) -> None:
    text = f"Helen Varga toured Lund on Monday.\n\n{source} said that the rule had to go."
    assert statements(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("NEW YORK - Republican candidate {} said it was late.", "Republican candidate"),
        ("He won support for U.S. candidate {}. Varga said it was late.", "U.S. candidate"),
        ("It was the fall of Attorney General {}. Varga said it was late.", "Attorney General"),
        ("He sat listening to harbour director {}. Varga said it was late.", "harbour director"),
        (
            "{}, an analyst at the non-partisan Lund Report, said it was late.",
            "analyst at the non-partisan Lund Report",
        ),
        ("{}, vice chairman of G-Tech, said it was late.", "vice chairman of G-Tech"),
        ("{}, his top aide, said it was late.", "top aide"),
        ("Minister of Justice {} said it was late.", "Minister of Justice"),
        ("Secretary of State {} said it was late.", "Secretary of State"),
        ("The candidates {} and Jon Brandt said it was late.", ""),
    ],
)
def test_a_role_is_a_title_and_nothing_else(text: str, role: str) -> None:
    found = statements(text.format("Helen Varga"))[-1]
    assert (found.speaker, found.role) == ("Helen Varga", role)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Former AG Varga in Lund: the tape is real.\n\nFormer Attorney General Michael Varga "
            "told delegates that the tape is real. Varga said it was late.",
            ["Michael Varga", "Michael Varga"],
        ),
        (
            "Bill and Helen Varga spoke in Lund. Mr. Varga said that the rule had to go. "
            "Mrs. Varga said that it was good.",
            ["Bill Varga", "Helen Varga"],
        ),
        (
            "Rep. Alan Varga left.\n\nVarga was with his wife, Dena Brandt Varga. Alan John Varga "
            "is a member. Varga said that it was late.",
            ["Alan John Varga"],
        ),
        (
            '"He is a silly admiral," Tomas Brandt wrote of the war. The book was short. '
            '"It is good that my voice is low," he said.',
            ["Tomas Brandt", "Tomas Brandt"],
        ),
    ],
)
def test_who_shares_a_surname_or_a_title(text: str, speakers: list[str]) -> None:
    assert [s.speaker for s in statements(text)] == speakers


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        # a name that the tagger takes for no person's where it stands in full
        ("Cecile Varga: 'It is late'\n\nVarga said it was late.", "Cecile Varga", ""),
        ('"It is late," said Army Capt. Christian Brandt, who left.', "Christian Brandt", None),
        (
            "German Varga, a comedian, left.\n\nGerman Varga said it was late.",
            "German Varga",
            None,
        ),
        (
            "Helen Varga left.\n\nCrooked Helen Varga is no liar, Helen Varga's aide wrote. "
            "Billionaire Helen Varga said it was late.",
            "Helen Varga",
            None,
        ),
        (
            "A week after the flood, harbour master Tomas Brandt left. Brandt said it was late.",
            "Tomas Brandt",
            "harbour master",
        ),
        (
            "Adm. Harry B. Varga Jr. left. It is a major concern for Admiral Varga, who said it "
            "was late.",
            "Harry B. Varga Jr.",
            "",
        ),
    ],
)
def test_a_speaker_has_the_full_name_and_no_odd_role(
    text: str, speaker: str, role: str | None
) -> None:
    found = statements(text)[-1]
    assert found.speaker == speaker
    assert role is None or found.role == role


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ('The singer Odile Ferran wrote online: "I was wrong."', "Odile Ferran", "singer"),
        (
            'Goalkeeper Emil Strand stayed.\n\n"I guessed," Strand said.',
            "Emil Strand",
            "Goalkeeper",
        ),
        ("His wife, Agathe Munro, said that she had not slept.", "Agathe Munro", ""),
        (
            'Her manager, Bo Raske, posted on social media: "She needs a long rest."',
            "Bo Raske",
            "manager",
        ),
        ('The shopkeeper Alma Reyes said: "It is a disgrace."', "Alma Reyes", "shopkeeper"),
        ('The young tenor Dario Quill said: "It is a disgrace."', "Dario Quill", "young tenor"),
    ],
)
def test_who_is_introduced_by_role_or_kinship_is_a_person(
    text: str, speaker: str, role: str
) -> None:
    statement = statements(text)[0]
    assert (statement.speaker, statement.role) == (speaker, role)


def test_a_harbour_master_is_not_the_master() -> None:
    text = (
        'The harbour master, Runa Teal, closed the port.\n\n"I have seen worse," the master said.'
        '\n\n"Nothing sails," the harbour master said.'
    )
    assert [s.speaker for s in statements(text)] == ["master", "Runa Teal"]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("The mayor", "Helen Varga"),
        ("The mayors", "mayors"),
        ("Both", "Helen Varga and Tomas Brandt"),
        ("The two mayors", "Helen Varga and Tomas Brandt"),
        ("Both banks", "banks"),
    ],
)
def test_one_of_a_kind_is_meant_by_one_of_that_kind(source: str, speaker: str) -> None:
    text = f"Mayor Helen Varga met the banker Tomas Brandt.\n\n{source} said that it was late."
    assert statements(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "Baker Milo Brandt, whose shop is here, said nobody had knocked.",
        "Milo Brandt, 63, was the last to leave.",
        "Councillor Milo Brandt, who leads the group, said somebody would have to go.",
        "Milo Brandt polishes it on Sundays.",
        "Her son, Milo Brandt, who works in the port, wants her to leave.",
        "The oldest of them, Milo Brandt, 63, asked for a pipe and was refused.",
    ],
)
def test_a_pronoun_speaks_for_whom_the_sentence_before_is_about(sentence: str) -> None:
    text = (
        'Tomas Varga came up last. "I counted them all," Varga said. "Now I am going to bed."\n\n'
        f'{sentence} "Nobody told me anything at all," he said.'
    )
    assert statements(text)[-1].speaker == "Milo Brandt"


@pytest.mark.parametrize(
    ("told", "source", "speaker"),
    [
        ("the Rovers manager, Helen Varga", "the Tarn manager", "Tarn manager"),
        ("the Rovers manager, Helen Varga", "the manager of Tarn", "manager of Tarn"),
        ("Helen Varga, the manager of Rovers", "the Tarn manager", "Tarn manager"),
        ("Helen Varga, the mayor of Lund", "the mayor of Tarn", "mayor of Tarn"),
        ("the Rovers manager, Helen Varga", "the Rovers manager", "Helen Varga"),
        ("the Rovers manager, Helen Varga", "the manager", "Helen Varga"),
        ("Helen Varga, the mayor of Lund", "the Lund mayor", "Helen Varga"),
        ("Prime Minister Helen Varga", "the Lund prime minister", "Helen Varga"),
        ("Health Minister Helen Varga", "the Tarn minister", "Helen Varga"),
        ("Lund Mayor Helen Varga", "the Tarn mayor", "Tarn mayor"),
        ("Helen Varga, the envoy of the United Nations", "the UN envoy", "Helen Varga"),
    ],
)
def test_an_office_in_another_place_is_another_ones(told: str, source: str, speaker: str) -> None:
    text = f'"We were lucky," said {told}.\n\n"They were tired," {source} said.'
    assert [s.speaker for s in statements(text)] == ["Helen Varga", speaker]


def test_a_pronoun_goes_on_with_the_one_of_the_other_place() -> None:
    text = (
        '"We were lucky," said the Rovers manager, Helen Varga.\n\n'
        '"They were tired," the Tarn manager said.\n\n"We had no luck," he said.'
    )
    assert statements(text)[-1].speaker == "Tarn manager"


@pytest.mark.parametrize("place", ["Outside", "Upstairs", "Online", "Downtown", "Back home"])
@pytest.mark.parametrize("said", ['said: "We are done."', "added that nobody had asked."])
@pytest.mark.parametrize("who", ["the chief executive", "a shopkeeper", "the head of Lund Water"])
def test_where_somebody_speaks_does_not_speak(place: str, who: str, said: str) -> None:
    text = f"The works have made rope for years.\n\n{place}, {who} {said}"
    assert statements(text)[-1].speaker == who.removeprefix("the ").removeprefix("a ")


def test_who_is_told_first_of_several_still_speaks() -> None:
    text = "Labour, the Greens and the Liberals said that nobody had asked."
    assert statements(text)[-1].speaker.startswith("Labour")
