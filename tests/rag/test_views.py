"""What all, or each of two, said on something."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import Answer, ArticleQA, Settings
from rag.of_all import each_of_two, topic_of_all
from rag.question import read_question

FARES = Article(
    title="Marlow to raise tram fares in May",
    source="The Marlow Post",
    published=date(2031, 3, 5),
    text=(
        "Marlow is to raise its tram fares by a tenth in May, the council said on Tuesday.\n\n"
        '"It is a tax on nurses," said Ada Orme, who leads the transport union.\n\n'
        "Jon Varga, the mayor, said the trams had lost money for six years. He promised that "
        "children would go on riding for nothing.\n\n"
        "Marlow began to lay the rails in 1911."
    ),
)
LATER = Article(
    title="Shops count the cost",
    source="Oster Gazette",
    published=date(2031, 6, 20),
    text=(
        "Shops in the old town have had fewer customers since spring.\n\n"
        "The baker Ben Tull said that the higher tram fares had cost him a third of his trade.\n\n"
        "His neighbour Ida Kroll said that the winter had been cold."
    ),
)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("views"), llm="none")
    with ArticleQA.open(settings=settings, embedding=embedding) as opened:
        opened.add([LATER, FARES])
        yield opened


def said_by(answer: Answer) -> list[str]:
    """The surnames of those whose words are shown, in order."""
    names = ("Orme", "Varga", "Tull", "Kroll")
    found = [next((n for n in names if n in line), "") for line in answer.text.split("\n\n")]
    return [name for name in found if name]


@pytest.mark.parametrize(
    "question",
    [
        "What are people saying about the tram fares?",
        "What do the different sides say about the tram fares?",
        "what has been said about tram fares",
        "What was the reaction to the tram fares?",
        "who said what about the tram fares?",
    ],
)
def test_everybody_who_spoke_on_it_is_shown_once_in_order_of_time(
    qa: ArticleQA, question: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert said_by(answer) == ["Orme", "Varga", "Tull"]
    assert "1911" not in answer.text and "“" not in answer.text.split("[1]")[1]


def test_of_a_topic_that_nobody_spoke_on_there_is_nothing(qa: ArticleQA) -> None:
    answer = qa.ask("What are people saying about the harbour?")
    assert answer.status == "not_found" and not answer.citations


def test_a_month_in_the_question_is_kept_to(qa: ArticleQA) -> None:
    assert said_by(qa.ask("What did people say about the tram fares in June 2031?")) == ["Tull"]


def test_how_two_differ_is_told_by_the_words_of_both(qa: ArticleQA) -> None:
    answer = qa.ask("How do Varga's and Tull's views on the tram fares differ?")
    assert said_by(answer)[:2] == ["Varga", "Tull"]


@pytest.mark.parametrize(
    ("bare", "topic"),
    [
        ("what do both sides say about the dam", "the dam"),
        ("what are others saying on the deal", "the deal"),
        ("how did people react to the verdict", "the verdict"),
        ("reactions to the verdict", "the verdict"),
        ("what did the mayor say about the dam", ""),
        ("what people live on the island", ""),
        ("how did people get to the island", ""),
        ("what was the reaction time to beat", ""),
    ],
)
def test_what_is_asked_of_all(bare: str, topic: str) -> None:
    assert topic_of_all(bare) == topic


@pytest.mark.parametrize(
    ("bare", "read"),
    [
        ("How do Orme and Varga differ on the dam", "What did Orme and Varga say about the dam"),
        ("how did Orme’s and Varga’s accounts differ", "What did Orme and Varga say"),
        ("How do cats and dogs sleep", "How do cats and dogs sleep"),
    ],
)
def test_what_is_asked_of_two(bare: str, read: str) -> None:
    assert each_of_two(bare) == read


@pytest.mark.parametrize(
    "question",
    [
        "Has a ban on the other boats been ordered?",
        "What has the mayor been told about the dam?",
        "How did the number of flooded homes differ between the first report and the second one?",
    ],
)
def test_a_thing_is_not_asked_for_its_words(question: str) -> None:
    assert read_question(question, 200).kind == "fact"
