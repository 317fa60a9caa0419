"""Whom a role or a description in a question finds, where no article puts that beside the name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings

ARTICLES = (
    Article(
        title="Quarry blast cracks windows in Tolsey",
        text=(
            "TOLSEY: A blast at the quarry cracked forty windows on Monday.\n\n"
            "Ewan Pirie, who keeps sixty sheep below the rim, said his dogs were upset.\n\n"
            "Kessel Stone withdrew its first account. Its chief executive, Dora Lindt, "
            'said: "We measured it badly."\n\n'
            "The Union of Quarry and Dock Workers said that it had warned Kessel Stone in May. "
            "Its secretary, Mina Faro, said she had a copy.\n\n"
            "Outside, Aldo Ferrant, who ran the museum until last spring, said two vases had "
            "fallen.\n\n"
            "Arno Hesse, who stepped down as chief executive of Kessel Stone in June, said he was "
            "sorry for the village."
        ),
    ),
    Article(
        title="Tolsey museum to close on Mondays",
        text=(
            "TOLSEY: The museum will close on Mondays to save money.\n\n"
            "It belongs to the Marram Trust, and in April its heritage committee voted for the "
            "cut.\n\n"
            "The committee's chairwoman, Councillor Bea Orlov, said that nobody came on Mondays."
        ),
    ),
    Article(
        title="Haulier fined for dumping milk in a river",
        text=(
            "A haulier was fined at Orrin Crown Court on Friday for pouring milk into a river.\n\n"
            "Judge Petra Lowick said the fish had had no lawyer."
        ),
    ),
    Article(
        title="Arsonist jailed for burning down a theatre",
        text=(
            "A stagehand was jailed on Friday for burning down the Orrin theatre.\n\n"
            "Judge Karl Stenner said the town had lost its evenings."
        ),
    ),
    Article(
        title="Bravik 0 Marsten 3: home side booed",
        text=(
            "Bravik lost at home again on Saturday.\n\n"
            'Marsten\'s manager, Nell Ostrow, said: "We were merciful."\n\n'
            "The Bravik head coach, Tomas Rand, said that he had seen worse.\n\n"
            "The captain, Jens Akers, said that the grass was too long."
        ),
    ),
)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder: Path = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(ARTICLES)
        yield qa


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("the Marsten boss", {"Nell Ostrow"}),
        ("the Bravik gaffer", {"Tomas Rand"}),
        ("Kessel Stone's CEO", {"Dora Lindt"}),
        ("the chief exec of Kessel Stone", {"Dora Lindt"}),
        ("Kessel Stone's ex boss", {"Arno Hesse"}),
        ("the sheep farmer", {"Ewan Pirie"}),
        ("the museum's ex director", {"Aldo Ferrant"}),
        ("the head of Marram's heritage committee", {"Bea Orlov"}),
        ("the judge in the milk case", {"Petra Lowick"}),
        ("the judge in the theatre case", {"Karl Stenner"}),
        ("the dockers' union", {"Union of Quarry and Dock Workers"}),
    ],
)
def test_a_description_finds_who_is_described(
    qa: ArticleQA, words: str, speakers: set[str]
) -> None:
    assert {s.speaker for s in qa.statements(words)} == speakers


@pytest.mark.parametrize(
    "words",
    [
        "the Marsten captain",
        "the Tolsey manager",
        "Kessel Stone's secretary",
        "the cattle farmer",
        "the museum's treasurer",
        "the head of Marram's finance committee",
        "the judge in the murder case",
        "the teachers' union",
        "Ewan Pirie's sister",
    ],
)
def test_nobody_is_taken_for_another(qa: ArticleQA, words: str) -> None:
    assert not list(qa.statements(words))
