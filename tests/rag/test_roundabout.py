"""Questions that name the speaker or the topic otherwise than the sentence with the answer does."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings
from rag.question import read_question

BARGE = Article(
    title="Barge sinks in Lorrin harbour",
    published=date(2034, 4, 4),
    text=(
        "LORRIN: A barge sank in Lorrin harbour on Monday.\n\n"
        '"I told them all to jump," said Capt. Nora Tebbit, the barge\'s owner, who left it last.'
        "\n\n"
        "Ralph Tebbit, a baker from Osk who is no relation of hers, said that the pumps never "
        'ran. "They were rusty," he said.\n\n'
        "Lorrin Barges said it was sorry. Its chief executive, Hugo Stamm, told reporters that "
        'the company would pay. He denied that a drill had been skipped. "We held the drill on '
        'Friday," he said.\n\n'
        "The bargemen's union, the League of Lightermen, took another view. Its general "
        "secretary, Petra Voss, said that members had complained of leaks for a year.\n\n"
        "Vet Lena Korda warned that the ship's cat could fall ill in the shelter.\n\n"
        "An earlier barge at Salt Quay was given up in 2029 after two fires. Asked about this, "
        "Stamm said that it had taught them to buy better cables."
    ),
)
COURT = Article(
    title="Three jailed over the harbour money",
    published=date(2034, 5, 12),
    text=(
        "LORRIN: Three men were jailed at Lorrin Crown Court on Friday at the end of a trial over "
        "stolen harbour money.\n\n"
        "The bookkeeper Ada Minns was cleared by the jury.\n\n"
        "Outside court, Inspector Rolf Garr said that the search for the money went on. He also "
        'praised Mrs Minns, who he said had been "braver than any of us".\n\n'
        "Asked whether the police would apologise to the bookkeeper, Garr said that was a matter "
        "for the chief constable."
    ),
)
VOTE = Article(
    title="Ilse Dorn wins the presidency of Marrow",
    published=date(2034, 6, 5),
    text=(
        "MARROW: Ilse Dorn has won the presidency, defeating Prime Minister Anton Brask.\n\n"
        'Brask conceded at midnight. "The count is the count," he said.\n\n'
        "His brother, Interior Minister Emil Brask, said that there had been fraud in the north."
    ),
)
KEEPER = Article(
    title="Ten questions to Berta Lohm, the last keeper of Osk Light",
    source="Osk Weekly",
    published=date(2034, 7, 1),
    text=(
        "Berta Lohm has kept Osk Light for thirty years.\n\n"
        "Osk Weekly: Did they say sorry?\n\n"
        "Berta Lohm: The chairman did. He came by boat, and told me he was ashamed of the "
        "letter.\n\n"
        "Osk Weekly: Is it lonely?\n\n"
        "Berta Lohm: Only when the gulls have gone."
    ),
)

FORD = Article(
    title="Osk to keep its ford",
    published=date(2034, 8, 2),
    text=(
        "OSK: The council voted on Tuesday to keep the ford for carts.\n\n"
        "The chair, Tilda Maar, said that the sheriff had promised her a deputy at the ford on "
        "market days.\n\n"
        "But Sheriff Ulf Kolb said that he had made no such promise."
    ),
)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder: Path = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([BARGE, COURT, VOTE, KEEPER, FORD])
        yield qa


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("What did Captain Tebbit say about jumping?", "told them all to jump", "rusty"),
        ("What did the barge company's boss say about the drill?", "held the drill", "leaks"),
        ("What did the union leader say about leaks?", "complained of leaks", "drill"),
        ("What did the vet warn about the ship's cat?", "could fall ill", "leaks"),
        ("What did Hugo Stamm say went wrong at Salt Quay?", "better cables", "the drill"),
        ("What did Garr say about the bookkeeper after the trial?", "braver than", "went on"),
        ("What did Anton Brask say when he conceded?", "The count is the count", "fraud"),
        ("Who told Berta Lohm he was ashamed of the letter?", "ashamed of the letter", "gulls"),
    ],
)
def test_found_all_the_same(qa: ArticleQA, question: str, said: str, unsaid: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered", answer.text
    assert said in answer.text
    assert unsaid not in answer.text


def test_a_title_is_no_namesakes(qa: ArticleQA) -> None:
    answer = qa.ask("What did Captain Tebbit say about the pumps?")
    assert answer.status == "not_found"
    assert qa.ask("What did Ralph Tebbit say about the pumps?").status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "What did Emil Brask say when he conceded?",
        "What did the union leader say about the ship's cat?",
        "What did Garr say about the pumps after the trial?",
        "What did the barge company's boss say about the cat?",
    ],
)
def test_not_said_stays_refused(qa: ArticleQA, question: str) -> None:
    assert qa.ask(question).status == "not_found"


def test_a_reply_is_told_with_what_it_replies_to(qa: ArticleQA) -> None:
    text = qa.ask("What did Garr say about an apology to the bookkeeper?").text
    assert "Asked whether the police would apologise to the bookkeeper, " in text
    assert "that was a matter for the chief constable" in text


def test_no_such_thing_is_a_denial_of_what_was_told_before(qa: ArticleQA) -> None:
    answer = qa.ask("Did the sheriff promise a deputy at the ford?")
    assert answer.text.startswith("No:")
    assert "no such promise" in answer.text
    assert not qa.ask("Did the sheriff promise a new bridge?").text.startswith("No:")


def test_a_question_put_twice_is_read_once() -> None:
    question = read_question("Did Stamm promise a new barge? What did he say?", 200)
    assert question.topic == "a new barge"


def test_a_letter_is_where_it_was_said() -> None:
    question = read_question("What did Stamm say in his farewell letter?", 200)
    assert (question.topic, question.occasion) == ("", "in his farewell letter")
