"""Answers with many statements, with several people, and with words passed on."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import Answer, ArticleQA, Settings
from rag.__main__ import main
from tests.rag.invented import COLLECTION

FERRY = [
    "The ferry will cross twice an hour from Monday",
    "The old ferry carried sixty passengers at most",
    "Nobody will be turned away from the ferry landing",
    "We bought the ferry from a shipyard in Orl",
]
SCHOOL = [
    "The school will have eleven new teachers",
    "Children walk four miles to the school and back",
    "The roof of the school let the rain in for years",
    "Our school is the pride of the valley",
]
TOWN = Article(
    title="A mayor looks ahead",
    source="The Marlow Post",
    published=date(2031, 4, 2),
    text="MARLOW: Mayor Ada Orme spoke to the council.\n\n"
    + "\n\n".join(
        f'"{words}," Orme said.' for pair in zip(FERRY, SCHOOL, strict=True) for words in pair
    ),
)
HARVEST = Article(
    title="Farmers complain",
    source="Oster Gazette",
    published=date(2031, 8, 9),
    text="OSTER: Farmer Jon Hale has had a dry summer.\n\n"
    + "\n\n".join(
        f'"{words}," Hale said.'
        for words in (
            "The wheat is lost",
            "I sold nine cows in June",
            "My daughter drives the tractor now",
            "Insurance paid for nothing",
            "The well ran dry before Easter",
            "Banks do not answer letters",
            "We ate turnips all winter",
            "The minister never came",
            "A neighbour lent us his barn",
            "Rain would be worth more than gold",
            "I shall not leave this farm",
            "Fences cost more than sheep",
        )
    ),
)
RELAYED = Article(
    title="A warning",
    source="Oster Gazette",
    published=date(2031, 8, 10),
    text=(
        "OSTER: Inspector Mia Falk and engineer Tom Reiss met the press.\n\n"
        "Falk said Reiss had warned that the dam at Orl would not hold."
    ),
)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([*COLLECTION, TOWN, HARVEST, RELAYED])
        yield qa


def headings(answer: Answer) -> list[str]:
    return [answer.text[span.start : span.end] for span in answer.headings]


def test_many_statements_come_by_topic_and_in_order(qa: ArticleQA) -> None:
    answer = qa.ask("What did Ada Orme say?")
    assert headings(answer) == ["### Ferry", "### School"]
    places = [answer.text.index(words) for words in (*FERRY, *SCHOOL)]
    assert places == sorted(places)
    assert answer.headings[0].end < places[0] and places[3] < answer.headings[1].start < places[4]
    # Numbers go up as one reads, and every paragraph has one.
    marks = [answer.text.index(f"[{c.n}]") for c in answer.citations]
    assert marks == sorted(marks)
    assert all(paragraph.endswith("]") for paragraph in answer.text.split("\n\n"))
    assert answer.more is None


def test_few_statements_or_one_topic_have_no_headings(qa: ArticleQA) -> None:
    assert qa.ask("What did Greta Lund say?").headings == ()
    ferry = qa.ask("What did Ada Orme say about the ferry?")
    assert ferry.status == "answered" and ferry.headings == ()


def test_what_is_not_shown_is_counted(qa: ArticleQA) -> None:
    answer = qa.ask("What did Jon Hale say?")
    assert answer.headings == ()
    assert len(answer.citations) == 10
    assert answer.more is not None
    assert answer.more.text == "2 more statements by Jon Hale are in the record."
    assert answer.more.text == answer.to_dict()["more"]
    assert answer.more.command == "python -m rag statements --speaker 'Jon Hale'"
    assert len(qa.statements(answer.more.speaker)) == 12
    timed = qa.ask("What did Hale say in August 2031?").more
    assert timed is not None
    assert "--since 2031-08-01 --until 2031-08-31" in timed.command
    assert qa.ask("What did Greta Lund say?").more is None


def test_the_shell_tells_how_to_see_more(qa: ArticleQA, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["ask", "What did Jon Hale say?", "--llm", "none", "--data", str(qa.data_dir)]
    assert main(asked) == 0
    assert capsys.readouterr().out.endswith(
        "2 more statements by Jon Hale are in the record.\n"
        "To see them: python -m rag statements --speaker 'Jon Hale'\n"
    )


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        (
            "What have Greta Lund and Ada Orme said about the ferry?",
            "Nothing about that was found from Greta Lund, only from Ada Orme. [1]",
        ),
        (
            "What have Macron and Greta Lund said about pumps?",
            "Nothing about that was found from Macron, only from Greta Lund. [1]",
        ),
        (
            "What did Greta Lund and Macron say?",
            "No statement by Macron was found, only by Greta Lund. [1]",
        ),
    ],
)
def test_who_of_several_said_nothing_is_told(qa: ArticleQA, question: str, opening: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(opening)


@pytest.mark.parametrize(
    "question",
    ["What have Varga and Greta Lund said about pumps?", "What did Hale and Orme say?"],
)
def test_of_several_who_all_spoke_each_is_shown(qa: ArticleQA, question: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered" and not answer.text.startswith(("Nothing", "No statement"))


def test_of_several_of_whom_none_spoke_nothing_is_made_up(qa: ArticleQA) -> None:
    assert qa.ask("What have Macron and Merkel said about pumps?").status == "not_found"


def test_who_passes_a_statement_on_is_told(qa: ArticleQA) -> None:
    answer = qa.ask("What did Reiss say about the dam?")
    assert answer.status == "answered"
    assert "Tom Reiss" in answer.text and "as told by Mia Falk)" in answer.text
    (statement,) = qa.statements("Tom Reiss")
    assert statement.through == "Mia Falk"
    assert statement.to_dict()["through"] == "Mia Falk"
    assert "through" in qa.statements("Tom Reiss").to_csv().split("\n")[0]
