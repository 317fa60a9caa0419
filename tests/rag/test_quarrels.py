"""Whether somebody said so, who took a stance, and who is meant by a role."""

from collections.abc import Iterator

import pytest

from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings
from tests.rag.quarrel import QUARRELS

STEP_DOWN = "refused on Monday to step down"
STAYS = "I am not going anywhere"
NEVER_ASKED = "I have never asked Ms Selby to resign."
ON_THAT = "On that, the articles credit "
NEAREST = "Nearest to that, "


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(QUARRELS)
        yield qa


@pytest.mark.parametrize(
    ("question", "opening", "said"),
    [
        ("Did Selby say that she would resign?", ON_THAT, STEP_DOWN),
        ("Has Selby said that she will go?", ON_THAT, STAYS),
        ("Did Dossett press for Selby's resignation?", ON_THAT, NEVER_ASKED),
        ("Did Whitlow say that he had sold spoiled flour?", ON_THAT, "Whitlow (baker) denied"),
        ("Did Voll press for Selby's resignation?", "Opposition leader Henrike Voll demanded", ""),
        ("Did Voll demand Selby's resignation?", "Opposition leader Henrike Voll demanded", ""),
        ("Did Whitlow deny selling spoiled flour?", "Jonas Whitlow (baker) denied", ""),
        (
            "Did Calloway say a new boat has been ordered?",
            "Yes:\n\nInes Calloway: Yes. A new boat",
            "",
        ),
        ("Did Reiss say that the dam was unsafe?", "HOLT: The surveyor Judith Falk", "Reiss"),
    ],
)
def test_what_somebody_said_on_it_answers_whether_they_said_so(
    qa: ArticleQA, question: str, opening: str, said: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(opening) and said in answer.text, answer.text
    assert "not to" not in answer.text.split("\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "Did Selby say that she would resign?",  # Voll demands it of her
        "Did Calloway say that ferry fares will rise next year?",  # the paper asks it
        "Did Whitlow say who will pay for the children's treatment?",  # somebody asks it
        "Did Erskine deny that Whitlow had sold spoiled flour?",
        "Did Kern say that Selby must go?",  # Voll says "she"
        "Did the van driver say that the toll would ruin small traders?",  # that may be Kooij
    ],
)
def test_nobody_else_is_credited_who_did_not_say_just_that(qa: ArticleQA, question: str) -> None:
    assert "The articles credit that to" not in qa.ask(question).text


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        (
            "Did Kern say that the toll would ruin small traders?",
            "The articles credit that to Piet Kooij, not to Kern.",
        ),
        (
            "Did Dossett say that the dam was unsafe?",
            "The articles credit that to Peer Reiss, not to Dossett.",
        ),
        (
            "Did the goalkeeper say that the rock moved twice?",
            "The articles credit that to Tom Aske (rescue engineer), not to the goalkeeper.",
        ),
    ],
)
def test_who_says_just_that_is_named(qa: ArticleQA, question: str, opening: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(opening), answer.text


def test_what_comes_near_at_another_time_is_not_shown(qa: ArticleQA) -> None:
    assert qa.ask("Did Selby say that she would resign in February 2033?").status == "answered"
    answer = qa.ask("Did Selby say in March 2033 that the ferry was unsafe?")
    assert answer.status == "not_found" and "Petrel" not in answer.text


def test_the_reply_to_a_question_comes_near_it(qa: ArticleQA) -> None:
    answer = qa.ask("Did Calloway say that ferry fares will rise next year?")
    assert answer.text.startswith(NEAREST)
    assert "I cannot say yet." in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Did Selby say that the ferry was unsafe?", "Petrel"),
        ("Did Dossett say that Selby must go?", NEVER_ASKED),
    ],
)
def test_what_only_comes_near_is_shown_with_a_refusal(
    qa: ArticleQA, question: str, said: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "not_found"
    assert answer.text.startswith("The articles don't say. Nearest to that, they credit ")
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Has anyone criticised the toll?", "Alma Reyes"),
        ("Did Reyes criticise the toll?", "Alma Reyes"),
        ("Who has defended the toll?", "Dana Whitby"),
        ("Who called for Selby to resign?", "Henrike Voll"),
        ("Who praised the choir?", "The mayor's office"),
    ],
)
def test_a_stance_is_read_off_verbs_and_off_what_something_is_called(
    qa: ArticleQA, question: str, who: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert who in answer.text and "Kooij" not in answer.text


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who compared the strike to a flood?", "Moen"),
        ("Who likened the strike to coal?", "Brandt"),
        ("Who compared the strike to a fire?", "Hurst"),
        ("Who apologised for the late wages?", "Marsh"),
        ("Who thanked the strikers?", "Vick"),
    ],
)
def test_who_compared_or_apologised_is_read_off_the_verb_or_the_words(
    qa: ArticleQA, question: str, who: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    everybody = {"Moen", "Brandt", "Hurst", "Marsh", "Vick", "Berg"}
    assert {name for name in everybody if name in answer.text} == {who}, answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Has anyone criticised Kern's plan?", "You are doing this without us."),
        ("Who has criticised Selby?", "demanded that Selby resign"),
        ("Who has praised Whitlow?", "had sold spoiled flour"),
    ],
)
def test_where_nobody_took_a_stance_what_others_said_of_it_is_shown(
    qa: ArticleQA, question: str, said: str
) -> None:
    answer = qa.ask(question)
    assert answer.status == "not_found"
    assert "In so many words, they credit nobody with that. About " in answer.text
    assert said in answer.text
    assert len(answer.citations) <= 3


def test_of_whom_nobody_spoke_nothing_is_shown(qa: ArticleQA) -> None:
    assert qa.ask("Has anyone criticised the gasworks?").citations == ()


def test_of_two_each_ones_best_is_shown(qa: ArticleQA) -> None:
    answer = qa.ask("What did Brandl and Aker say about the cranes?")
    assert "they ate his seed" in answer.text and "The cranes nest" in answer.text
    assert "milk" not in answer.text and "institute" not in answer.text


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("What did the goalkeeper say?", "My gloves", "The rock"),
        ("What did the goalkeeper Tom Aske say?", "My gloves", "The rock"),
        ("What did the engineer Tom Aske say?", "The rock", "My gloves"),
        ("What did Tom Aske say?", "That can be Tom Aske (Goalkeeper) or Tom Aske", "Nobody"),
        ("What did the harbour master say?", "Nothing sails", "I have seen worse"),
        ("What did the master of the Petrel say?", "refused to turn back", "Nothing sails"),
        ("What did the Tarn manager say?", "They kicked our keeper", "We were lucky"),
        ("What did the Rovers manager say?", "We were lucky", "They kicked our keeper"),
        ("What did the new mayor say?", "The old bridge", "He has my keys"),
        ("What did the outgoing mayor say?", "He has my keys", "The old bridge"),
    ],
)
def test_a_role_means_who_bears_it(qa: ArticleQA, question: str, said: str, unsaid: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "answered"
    assert said in answer.text and unsaid not in answer.text, answer.text
