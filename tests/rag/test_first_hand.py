"""Whether somebody said so: "Yes" and "No" only on the article's own word for it."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings

INQUIRY = Article(
    title="Inquiry into the works at Holt",
    source="Tarn Herald",
    published=date(2034, 9, 12),
    text="\n\n".join(
        (
            "HOLT: The inquiry heard witnesses on Monday.",
            "The geologist Peer Reiss said that the quarry was flooded.",
            'The baker Nora Lind was quoted as saying: "The mill is empty."',
            "The skipper Ivar Moen said the beacon was not broken.",
            "The surveyor Judith Falk told the inquiry that the plumber Sten Ruud had said that "
            "the cistern was cracked.",
            "The joiner Karl Moss told the inquiry that the tiler Anna Finch had said that the "
            "kiln was not lit.",
            "The painter Oliver Tate said that the tower was leaning, according to Helen Krog.",
            "Peter Dale, a driver, reportedly said that the tunnel was closed.",
            "If Gerda Hagen said that the clinic was locked, she was wrong.",
            "Martin Vick testified that the miner John Barker had said the shaft was not safe.",
            "Jane Marsh is alleged to have said that the ferry was full.",
            "Those who asked were told that Ruth Lamb began by saying that the chapel was cold.",
            "Daniel Hurst began by saying that the forge was hot.",
        )
    ),
)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(INQUIRY)
        yield qa


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Did Reiss say that the quarry was flooded?", "Yes:"),
        ("Did Lind say that the mill is empty?", "Yes:"),
        ("Did Hurst say that the forge was hot?", "Yes:"),
        ("Did Moen say that the beacon was broken?", "No:"),
    ],
)
def test_what_the_article_itself_credits_to_them_is_yes_or_no(
    qa: ArticleQA, question: str, opening: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(opening), answer.text


@pytest.mark.parametrize(
    ("question", "teller"),
    [
        ("Did Ruud say that the cistern was cracked?", "Judith Falk"),
        ("Did Finch say that the kiln was lit?", "Karl Moss"),
        ("Did Tate say that the tower was leaning?", "Helen Krog"),
        ("Did Dale say that the tunnel was closed?", "reportedly"),
        ("Did Hagen say that the clinic was locked?", "If Gerda Hagen"),
        ("Did Barker say that the shaft was safe?", "Martin Vick"),
        ("Did Marsh say that the ferry was full?", "alleged"),
        ("Did Lamb say that the chapel was cold?", "told that"),
    ],
)
def test_what_another_tells_that_they_said_is_shown_as_that(
    qa: ArticleQA, question: str, teller: str
) -> None:
    answer = qa.ask(question)
    assert not answer.text.startswith(("Yes", "No:")), answer.text
    assert teller in answer.text, answer.text
