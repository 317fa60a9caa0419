"""Facts: whose they are, whether they happened, and how exactly they are told."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import Answer, ArticleQA, Settings
from tests.rag.scripted import ScriptedLLM

CLUB = Article(
    title="Marlow Rovers part with coach",
    source="Oster Gazette",
    published=date(2031, 3, 5),
    text=(
        "A bookkeeper who emptied the tills of Marlow Rovers was sent to prison for nine years on "
        "Monday.\n\nTomas Brandt, 61, had admitted theft.\n\n"
        "Candidates for the post of coach include Ilse Varga and Jon Lund.\n\n"
        "Greta Holm, who chairs the club, told fans that she had been a fool."
    ),
)
BAKERY = Article(
    title="Bakers walk out at Holm",
    source="Oster Gazette",
    published=date(2031, 4, 7),
    text=(
        "Oster Gazette\n\n"
        "The bakery of Nils Aker at Holm stood still on Monday.\n\n"
        "Dust has sickened 43 bakers in the ovens, doctors said, and a third has died.\n\n"
        "Nils Aker was told to mend the ovens or risk a fine of 900 crowns.\n\n"
        "The strike was led by Ada Moe, a baker.\n\n"
        "Inspectors said that 19 of 22 ovens had been tested this year. On Friday they said that "
        "the right figure was 12."
    ),
)
RAID = Article(
    title="Thieves take coins from the Oster mint",
    source="Oster Gazette",
    published=date(2031, 1, 9),
    text=(
        "Thieves stole coins worth about 2 million crowns from the Oster mint on Wednesday.\n\n"
        "In the past year the mint counted 31 thefts by 14 different gangs.\n\n"
        "Lisbon’s first night market was opened by Ada Lind's dog."
    ),
)
COURT = Article(
    title="Two jailed over raid on Oster mint",
    source="The Marlow Post",
    published=date(2031, 6, 2),
    text=(
        "Two brothers have been jailed for the raid on the Oster mint.\n\n"
        "The haul was at first believed to be worth about 2 million crowns, but the final "
        "valuation was 3 million crowns.\n\n"
        "Nils Krag got six years. His brother, Jon Krag, who denied it, was given seven.\n\n"
        "Mia Dahl, a guard, was cleared of letting them in."
    ),
)
STADIUM = Article(
    title="Stand collapses at Oster stadium",
    source="The Marlow Post",
    published=date(2031, 5, 6),
    text=(
        "Hundreds of fans were hurt when a stand fell at the Oster stadium on Tuesday.\n\n"
        "Doctors counted 431 injured fans at the Oster stadium.\n\n"
        "The stand was built by Greta Berg for more than 60 million crowns.\n\n"
        "The inquiry into the stand opens at 9am on 12 June.\n\n"
        "On Friday Ada Orm stood under the tower of Oster, alone."
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding) -> Path:
    path = tmp_path_factory.mktemp("facts")
    settings = Settings(data_dir=path, llm="none")
    with ArticleQA.open(settings=settings, embedding=embedding) as qa:
        qa.add([CLUB, STADIUM, BAKERY, RAID, COURT])
    return path


@pytest.fixture
def ask(folder: Path, embedding: SentenceEmbedding) -> Iterator[Callable[[str, str], Answer]]:
    """Answers of a model that agrees wherever it sees the words that it is given to copy."""

    def asked(question: str, phrase: str) -> Answer:
        llm = ScriptedLLM(
            reads=lambda prompt: phrase in prompt.split("Passage: ")[-1], phrase=phrase
        )
        settings = Settings(data_dir=folder, llm="none")
        with ArticleQA.open(settings=settings, llm=llm, embedding=embedding) as qa:
            return qa.ask(question)

    yield asked


Ask = Callable[[str, str], Answer]


def test_what_befell_somebody_else_is_not_told_of_whom_the_article_names_later(ask: Ask) -> None:
    answer = ask("How long was Greta Holm sent to prison for?", "nine years")
    assert "nine years" not in answer.text
    assert "Nine years" in ask("How long was Tomas Brandt sent to prison for?", "nine years").text


def test_candidates_were_not_appointed(ask: Ask) -> None:
    assert "Varga" not in ask("Who did Marlow Rovers appoint as coach?", "Ilse Varga").text
    assert "Varga" in ask("Who are the candidates for coach?", "Ilse Varga").text


def test_who_stood_there_was_not_the_first(ask: Ask) -> None:
    question = "Who was the first person to stand under the tower of Oster?"
    assert "Orm" not in ask(question, "Ada Orm").text
    assert "Orm" in ask("Who stood under the tower of Oster?", "Ada Orm").text


def test_an_exact_number_comes_before_a_vague_one(ask: Ask) -> None:
    answer = ask("How many fans were hurt at the Oster stadium?", "Hundreds")
    assert answer.text.startswith("431")


def test_a_number_keeps_what_it_is_hedged_with(ask: Ask) -> None:
    answer = ask("For how much was the stand built by Greta Berg?", "60 million crowns")
    assert answer.text.startswith("More than 60 million crowns [1]")


def test_a_clock_time_comes_with_its_day(ask: Ask) -> None:
    answer = ask("When does the inquiry into the stand open?", "9am")
    assert answer.text.startswith("9am on 12 June [1]")


def test_what_is_found_of_a_question_of_two_parts_is_told(ask: Ask) -> None:
    answer = ask("Who built the stand at the Oster stadium and what did it weigh?", "Greta Berg")
    assert answer.text.startswith("Greta Berg [1]")


def test_a_name_of_the_question_is_no_answer_to_it(ask: Ask) -> None:
    answer = ask("Who replaced Tomas Brandt?", "Tomas Brandt")
    assert not answer.text.startswith("Tomas Brandt [1]")


def test_whether_something_is_so_only_its_sentence_tells(ask: Ask) -> None:
    answer = ask("Was the stand at the Oster stadium built by Greta Berg?", "60 million crowns")
    assert answer.short == () and "The stand was built by Greta Berg" in answer.text


def test_a_number_of_the_question_is_found_however_it_is_written(ask: Ask) -> None:
    answer = ask(
        "Who built the stand that cost over 60m crowns at the Oster stadium?", "Greta Berg"
    )
    assert answer.text.startswith("Greta Berg [1]")


def test_a_fine_that_is_only_risked_was_not_paid(ask: Ask) -> None:
    assert "900" not in ask("How much was Nils Aker fined?", "900 crowns").text
    assert "900 crowns" in ask("How much could Nils Aker be fined?", "900 crowns").text


def test_a_name_that_owns_is_a_place_but_nobody_who_did_it(ask: Ask) -> None:
    answer = ask("What town had its first night market opened?", "Lisbon")
    assert answer.text.startswith("Lisbon [1]")
    assert "Ada Lind [1]" not in ask("Who opened the first night market?", "Ada Lind").text


def test_of_two_numbers_it_is_that_of_the_thing_counted(ask: Ask) -> None:
    answer = ask("How many gangs stole from the mint in the past year?", "31")
    assert answer.text.startswith("14 different gangs [1]")


def test_a_number_is_of_what_the_question_asks_of_those_counted(ask: Ask) -> None:
    assert "43" not in ask("How many bakers have died at Holm?", "43").text
    assert ask("How many bakers were sickened at Holm?", "43").text.startswith("43")


def test_whom_the_opening_names_need_not_be_named_again(ask: Ask) -> None:
    answer = ask("Who led the strike at the bakery of Nils Aker in 2031?", "Ada Moe")
    assert answer.text.startswith("Ada Moe [1]")


def test_a_figure_put_right_in_the_next_sentence_is_the_answer(ask: Ask) -> None:
    answer = ask("How many of the 22 ovens had been tested this year?", "19")
    assert answer.text.startswith("Corrected: 12 ")


def test_what_both_parts_are_about_may_stand_in_the_second(ask: Ask) -> None:
    question = "Who led the strike and when did the bakery of Tomas Brandt stand still?"
    assert "Moe" not in ask(question, "Ada Moe").text


def test_a_later_valuation_takes_the_place_of_the_first(ask: Ask) -> None:
    answer = ask("What were the coins stolen from the Oster mint worth?", "2 million crowns")
    assert answer.text.startswith("Corrected: 3 million crowns ")


def test_a_length_may_leave_out_its_years(ask: Ask) -> None:
    assert ask("How long did Jon Krag get?", "seven").text.startswith("Seven [1]")


def test_who_was_cleared_is_asked_beside_who_was_jailed(ask: Ask) -> None:
    question = "Who was jailed for the raid on the Oster mint and who was cleared?"
    assert ask(question, "Mia Dahl").text.startswith("Mia Dahl [1]")
