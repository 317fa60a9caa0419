"""Whom "he", "she", "they", "it" and a bare surname stand for."""

import pytest

from index.article import Article
from index.nlp import parse
from index.statements import find_statements


def speakers(text: str) -> list[str]:
    article = Article(text=text)
    return [s.speaker for s in find_statements(article, parse(text))]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # the subject of the main clause before whom it only mentions
        (
            "Mayor Tomas Brandt spoke to reporters after the governor, Olof Berg, had left. "
            "He said the river rose too fast.",
            "Tomas Brandt",
        ),
        # who was met is not who met
        (
            "Olof Berg spoke to the council. Tomas Brandt listened. "
            "He told Brandt that the river rose too fast.",
            "Olof Berg",
        ),
        # nobody speaks of himself by name
        (
            "Tomas Brandt attacked Olof Berg.\n\n"
            '"Brandt is wrong about the river, and he knows it," he said.',
            "Olof Berg",
        ),
        # a description without a name goes on with whom it describes
        (
            "Tomas Brandt met Olof Berg. The senator left early. He said the river rose too fast.",
            "Tomas Brandt",
        ),
        (
            "Tomas Brandt and Olof Berg crossed the bridge. They said the river rose too fast.",
            "Tomas Brandt and Olof Berg",
        ),
        (
            "The farmers crossed the bridge on Friday. They said the river rose too fast.",
            "farmers",
        ),
        (
            "The Rhine Commission published figures on Friday. It said the river rose too fast.",
            "Rhine Commission",
        ),
    ],
)
def test_a_pronoun_stands_for_whom_the_text_is_about(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_a_surname_of_several_is_of_the_one_named_first() -> None:
    family = "Mayor Martha Varga opened the bridge. Her husband, Peter Varga, was there."
    assert speakers(f"{family} Varga said the river rose too fast.") == ["Martha Varga"]
    assert speakers(f"{family} Mr. Varga said the river rose too fast.") == ["Peter Varga"]


def test_a_pronoun_for_which_there_is_nobody_stays() -> None:
    assert speakers("She said the river rose too fast.") == ["she"]


def test_where_something_is_has_not_spoken() -> None:
    text = "The dam above Elmford held through the night, the water board said on Tuesday."
    assert speakers(f"{text}\n\nFollow the money, she said.")[-1] == "she"


def test_who_adds_something_is_who_has_just_spoken_named_or_not() -> None:
    text = (
        "Mayor Olof Berg said he liked the bridge. Mr Berg denied that he had asked for it.\n\n"
        "A spokesman for the council said the work had begun a week before the mayor's visit.\n\n"
        "He added: “Nobody asked us to hurry.”\n\n"
        "The mayor said the bridge was late."
    )
    assert speakers(text)[2:] == ["spokesman for the council", "spokesman", "Olof Berg"]
