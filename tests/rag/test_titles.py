"""Whom a title, a neighbour or a body in a question finds, where the article puts it otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings

ARTICLES = (
    Article(
        title="Flood defences at Marrow Point hold",
        text=(
            "MARROW POINT: Col. Jane Roe, who led the army's relief effort, said the sandbags had "
            "held by a hand's breadth.\n\n"
            "Cllr Tom Baird said the council had warned the water company in January.\n\n"
            "Rosa Meyer, who lives next door to the breached wall, said she heard the water before "
            "she saw it.\n\n"
            "Dr. Ian Frost of Orrin General Hospital said 14 people were treated.\n\n"
            "The dispute over the wall is to go before Helen Ostrow, whom both sides have asked to "
            "mediate. Ostrow said she expected a long week.\n\n"
            "Marrow Water's chief executive, Paul Venn, told reporters: \"We should have come "
            'sooner."\n\n'
            "Sgt Amy Pike of the county police said no one was missing.\n\n"
            "The Rev. Mark Hollis said the heating in his church had failed.\n\n"
            "The chairman of the Church Street traders, Abel Finn, said nobody had bought a thing."
        ),
    ),
    Article(
        title="Tolsey band plays on",
        text=(
            "TOLSEY: Colonel Otto Brandt, who conducts the Tolsey band, said the rain had never "
            "stopped a march.\n\n"
            "Peter Sand, a former chief executive of Tolsey Gas, said he would play the horn.\n\n"
            "Jane Lowick's spokeswoman, Ann Palm, said the singer was resting."
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
    ("question", "cited"),
    [
        ("What did the colonel say about the sandbags?", "held by a hand's breadth"),
        ("What did the colonel say about the rain?", "never stopped a march"),
        ("What did the officer in charge of the relief effort say?", "held by a hand's breadth"),
        ("What did the councillor say about the water company?", "had warned"),
        ("What did the neighbour say?", "heard the water"),
        ("What did the doctor say?", "14 people"),
        ("What did the mediator say?", "a long week"),
        ("What did the water company's boss say?", "come sooner"),
        ("What did the head of Marrow Water say?", "come sooner"),
        ("What did the policewoman say?", "no one was missing"),
        ("What did the vicar say about the heating?", "had failed"),
    ],
)
def test_a_title_or_what_somebody_does_finds_them(qa: ArticleQA, question: str, cited: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert [cited in c.quote for c in answer.citations] == [True]


@pytest.mark.parametrize(
    ("body", "cited"),
    [
        ("Marrow Water", "come sooner"),
        ("the water company", "come sooner"),
        ("the police", "no one was missing"),
        ("the hospital", "14 people"),
    ],
)
def test_a_body_speaks_through_its_people_and_that_is_said(
    qa: ArticleQA, body: str, cited: str
) -> None:
    answer = qa.ask(f"What did {body} say?")
    assert answer.status == "answered"
    assert answer.text.startswith(f"By people of {body}:")
    assert [cited in c.quote for c in answer.citations] == [True]


@pytest.mark.parametrize(
    "who",
    [
        "the bishop",
        "the nurse",
        # a street's traders are not the church, nor is who left a company its voice
        "the church",
        "Tolsey Gas",
        # whose spokeswoman somebody is has not spoken
        "Jane Lowick",
        "the gas company",
        "Rosa Meyer's neighbour",
    ],
)
def test_nobody_is_taken_for_what_they_are_not(qa: ArticleQA, who: str) -> None:
    answer = qa.ask(f"What did {who} say?")
    assert answer.status == "not_found"
