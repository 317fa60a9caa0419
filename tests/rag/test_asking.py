"""What is asked in other words than the articles have, and what may be said where nothing fits."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings
from rag.question import read_question


def article(title: str, day: date, *paragraphs: str) -> Article:
    return Article(text="\n\n".join(paragraphs), title=title, source="Senn Post", published=day)


ARTICLES = [
    article(
        "Trawler missing off Senn",
        date(2034, 2, 3),
        "SENN: Magda Orlen, 41, a cook on the trawler Heron, is still missing.",
        "Ms Orlen's brother, Piotr, said he had spoken to her by telephone on Sunday.",
        '"She said the sea was calm and the soup was too salty," Piotr Orlen told the Senn Post. '
        '"It was an ordinary call."',
        "Harbour master Rolf Eide praised the divers but voiced fury at the late alarm. "
        '"Somebody slept through the alarm," Eide fumed.',
    ),
    article(
        "Gasworks leak: firm rejects claims about a valve",
        date(2034, 3, 1),
        "SENN: Ines Tarbet, director of the Senn gasworks, denied on Tuesday that a valve had been "
        "left open before the leak.",
        'The painter Siv Holm was at work nearby. "A man in a red cap told us that the ladder was '
        'rotten," Holm said. "No plumber said that the roof was leaking."',
    ),
    article(
        "Gasworks valve was open for a week, inspectors find",
        date(2034, 4, 9),
        "SENN: A valve at the Senn gasworks had been open for a week, inspectors said on Sunday.",
        '"We were mistaken, and we should have looked before we spoke," said Ines Tarbet, director '
        "of the gasworks.",
    ),
    article(
        "Senn rowing club parts with coach Hale",
        date(2034, 5, 2),
        "SENN: Bruno Hale has been dismissed as coach of the Senn rowers. His agent said that Hale "
        "had been promised the post until June.",
        "The chairman, Lowell Finch, disputed that any such promise was made. "
        '"I said I hoped he would still be here in June," Finch said.',
        'The captain, Olga Reim, was blunt. "We\'re lazy," she said.',
        'The new coach of the Senn rowers, Per Dahl, said: "The rowers are doing their best."',
        "Minister Jon Abel refused to say whether the club would be closed, which the opposition "
        'leader, Vera Lint, described as "a comedy without an end".',
    ),
]


FAMILY = article(
    "Care home owner jailed",
    date(2034, 6, 3),
    "SENN: Laura Holt was jailed for fraud on Monday. Her husband, Simon Holt, was sentenced too.",
    "According to the prosecution, Mrs Holt told a young carer to burn the ledgers.",
    "In a letter to the premier, Rolf Ames admitted that he had lost the ledgers of the inquiry. "
    "The premier, Dora Finn, replied that she accepted the letter and that she hoped he would be "
    "back.",
)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([*ARTICLES, FAMILY])
        yield qa


@pytest.mark.parametrize(
    "question",
    [
        "How did Nora Quist hear about the flood warning order?",
        "When will the town hall stop charging?",
        "How much could each tenant claim at most?",
        "On what day did the harbour board say it closed the quay?",
    ],
)
def test_what_asks_for_no_words_is_a_question_of_fact(question: str) -> None:
    assert read_question(question, 1000).kind == "fact"


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("What did Nora Quist reportedly tell the board about the quay?", "Nora Quist", "the quay"),
        ("What did Nora Quist go on to say about the quay?", "Nora Quist", "the quay"),
        ("What did the council's refuse workers say about pay?", "council's refuse workers", "pay"),
        ("What did Nora Quist make of the quay?", "Nora Quist", "the quay"),
        ("What's Nora Quist said about the quay?", "Nora Quist", "the quay"),
        ("How did Quist respond to calls for her to quit, and did she?", "Quist", "her to quit"),
        (
            "Nora Quist interested in the vacant post?",
            "Nora Quist",
            "interested in the vacant post",
        ),
    ],
)
def test_a_speaker_ends_before_the_verb(question: str, speaker: str, topic: str) -> None:
    read = read_question(question, 1000)
    assert (read.kind, read.speaker, read.topic) == ("said", speaker, topic)


@pytest.mark.parametrize(
    ("question", "opening", "said"),
    [
        ("What did Magda Orlen say on the call?", "As told by Piotr Orlen:", "the sea was calm"),
        ("What's Rolf Eide angry about?", "", "Somebody slept through the alarm"),
        ("Who called Senn's rowers lazy?", "", "We're lazy"),
        ("Who said the ladder was rotten?", "A man in a red cap, as told by Siv Holm:", "ladder"),
        ("Who called it a comedy?", "Vera Lint (opposition leader):", "a comedy without an end"),
        ("Did Finch promise Hale he'd keep the post until June?", "On that, ", "disputed that any"),
    ],
)
def test_it_is_answered_by_whoever_said_so_in_other_words(
    qa: ArticleQA, question: str, opening: str, said: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.text.startswith(opening) and said in answer.text, answer.text


def test_a_denial_and_what_was_owned_up_to_later_come_in_order_of_time(qa: ArticleQA) -> None:
    text = qa.ask("Did Ines Tarbet say that a valve was open?").text
    assert "denied" in text and "We were mistaken" in text
    assert text.index("denied") < text.index("We were mistaken")


def test_nobody_in_particular_said_what_nobody_said(qa: ArticleQA) -> None:
    assert "plumber, as told" not in qa.ask("Who said the roof was leaking?").text.split("\n")[0]


def test_who_only_speaks_of_the_same_people_called_them_nothing(qa: ArticleQA) -> None:
    assert "Dahl" not in qa.ask("Who called Senn's rowers lazy?").text


@pytest.mark.parametrize(
    "question",
    [
        "What did Magda Orlen say about her wages?",
        "What did Magda Orlen's mother say?",
        "What did Jon Abel say about the red card?",
        "What did Vera Lint's husband say about the soup kitchen?",
    ],
)
def test_nothing_off_the_topic_is_shown(qa: ArticleQA, question: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "not_found" and answer.citations == (), answer.text
    assert "credit nothing" not in answer.text


def test_a_surname_that_two_have_is_not_the_others(qa: ArticleQA) -> None:
    answer = qa.ask("What did Simon Holt say about the ledgers?")
    assert answer.status == "not_found"
    assert "burn" not in answer.text


def test_she_in_words_told_again_is_who_tells_them(qa: ArticleQA) -> None:
    answer = qa.ask("What did Rolf Ames admit in his letter?")
    assert "ledgers of the inquiry" in answer.text
    assert "As told by" not in answer.text
