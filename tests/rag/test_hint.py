"""What is no question for the articles is answered with what can be asked."""

from collections.abc import Iterator

import pytest

from index.embed import SentenceEmbedding
from rag import ArticleQA, EvidenceFound, Finished, Settings
from rag.hint import CAN_ASK, ENGLISH, hint
from tests.rag.quarrel import TOLL


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(TOLL)
        yield qa


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Hello!", CAN_ASK),
        ("thank you very much", CAN_ASK),
        ("help", CAN_ASK),
        ("What can I ask?", CAN_ASK),
        ("Was hat Reyes über die Maut gesagt?", ENGLISH),
        ("¿Qué dijo el alcalde sobre el puente?", ENGLISH),
        ("Что сказала Рейес?", ENGLISH),
        ("市长说了什么?", ENGLISH),
    ],
)
def test_what_asks_nothing_of_articles_gets_one_sentence(
    qa: ArticleQA, question: str, sentence: str
) -> None:
    found, finished = qa.stream(question)
    assert isinstance(found, EvidenceFound) and isinstance(finished, Finished)
    answer = finished.answer
    assert (answer.status, answer.text) == ("not_found", sentence)
    assert answer.evidence == found.evidence == () and not answer.citations


def test_a_question_in_english_is_asked(qa: ArticleQA) -> None:
    assert qa.ask("What did Reyes say?").status == "answered"
    assert qa.ask("What did Ursula von der Leyen say?").text.startswith("The articles don't say.")


@pytest.mark.parametrize(
    "question",
    [
        "toll",
        "Reyes Kooij Whitby",
        "Ursula von der Leyen",
        "Der Spiegel und Die Zeit",
        "Alternative für Deutschland",
        "Luiz Inácio Lula da Silva",
        "Le Pen or de Gaulle?",
        "El Chapo in prison?",
        "La Niña in Peru?",
        "coup d'état",
        "Who is Владимир Путин?",
        "help for flood victims",
        "Who said hello?",
        "thanks to whom?",
        "What is this about?",
        "No comment from Reyes?",
    ],
)
def test_names_and_short_questions_are_no_other_language(question: str) -> None:
    assert not hint(question)


@pytest.mark.parametrize(
    "question",
    [
        "Was hat Macron gesagt?",
        "Que dit le maire ?",
        "Che cosa ha detto il sindaco?",
        "Wat zei de burgemeester over de brug?",
        "Co powiedział burmistrz o moście?",
        "Wann wurde die Brücke eröffnet",
        "ماذا قال العمدة عن الجسر؟",
    ],
)
def test_other_languages_are_told_by_their_small_words(question: str) -> None:
    assert hint(question) == ENGLISH
