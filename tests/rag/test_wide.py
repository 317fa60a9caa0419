"""Answers that only whole chunks tell, and words that a model finds there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span
from index.embed import SentenceEmbedding
from rag import ArticleQA
from rag.question import read_question
from rag.settings import Settings
from rag.short import meant_words, with_unit
from tests.rag.scripted import ScriptedLLM

PIER = (
    "The old pier at Lund opened again on Saturday, and a fisherman was the first to walk on it. "
    "Jon Varga had drawn the winning ticket. He bought it for his niece, who had the flu.\n\n"
    "A notice at the gate sets a limit of 90 visitors, where there was none before."
)


def asked(folder: Path, embedding: SentenceEmbedding, llm: ScriptedLLM, question: str) -> str:
    settings = Settings(data_dir=folder, llm="none")
    with ArticleQA.open(settings=settings, llm=llm, embedding=embedding) as qa:
        qa.add(Article(text=PIER, title="Pier at Lund open again", source="Daily Post"))
        return qa.ask(question).text


def passage_of(prompt: str) -> str:
    return prompt.split("Passage: ")[-1].split("\n\nQuestion:")[0]


def reads(*wanted: str) -> Callable[[str], bool]:
    """A model that says Yes to passages with one of the words in them."""
    return lambda prompt: any(word in passage_of(prompt) for word in wanted)


def test_words_in_a_chunk_answer_if_their_sentence_does(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    llm = ScriptedLLM(reads=reads("90 visitors"), phrase="90 visitors")
    text = asked(tmp_path, embedding, llm, "How many people are allowed on the pier at a time?")
    assert text.startswith("90 visitors [1]") and "A notice at the gate" in text


def test_words_in_a_chunk_whose_sentence_does_not_answer_are_not_believed(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    llm = ScriptedLLM(
        reads=lambda prompt: "90 visitors" in passage_of(prompt) and "fisherman" in prompt,
        phrase="90 visitors",
    )
    text = asked(tmp_path, embedding, llm, "How many people are allowed on the pier at a time?")
    assert text.startswith("The articles don't say")


def test_a_name_is_looked_for_where_the_best_sentence_only_describes(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    def picks(prompt: str) -> str:
        return "Jon Varga" if "Jon Varga" in passage_of(prompt) else "a fisherman"

    llm = ScriptedLLM(reads=lambda prompt: True, picks=picks)
    text = asked(tmp_path, embedding, llm, "Who was the first to walk on the pier at Lund?")
    assert text.startswith("Jon Varga [1]")


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("greta lund", "Greta Lund"),
        ("Lund, Varga", "Lund and Jon Varga"),
        ("Lund and Varga", "Lund and Jon Varga"),
        ("NSC", "Northern Shipping Company"),
        ("Varga, Lund", None),
        ("Lund, grain", None),
        ("Lund, Berg", None),
        ("", None),
    ],
)
def test_what_a_model_means_stands_in_one_sentence(phrase: str, meant: str | None) -> None:
    text = (
        "Greta Lund and Jon Varga own the Northern Shipping Company, which has carried salt, coal, "
        "timber and, since the war, grain."
    )
    article = Article(text=text, title="Ships")
    span = meant_words(phrase, article, [Span(0, len(text))])
    assert (article.quote(span) if span else None) == meant


OWNERS = "Greta Lund and Jon Varga own the firm, with Lund and salt, coal and timber"


@given(st.lists(st.sampled_from(OWNERS.split()), max_size=4).map(", ".join))
def test_any_phrase_of_a_model_stands_in_the_sentence_or_nowhere(phrase: str) -> None:
    span = meant_words(phrase, Article(text=OWNERS, title="Ships"), [Span(0, len(OWNERS))])
    assert span is None or Span(0, len(OWNERS)).covers(span)


@pytest.mark.parametrize(
    ("question", "text", "number", "whole"),
    [
        ("How deep is the well?", "The well is 2.3 metres deep.", "2.3", "2.3 metres"),
        ("What did it cost?", "It cost $34 million in all.", "34", "$34 million"),
        ("What is the rise?", "A rise of 4.5 per cent was agreed.", "4.5", "4.5 per cent"),
        ("What is the rise?", "A rise of 4.5% was agreed.", "4.5", "4.5%"),
        ("How many goats were tested?", "It was tested on 36 goats.", "36", "36"),
        ("Who won?", "The Varga team won.", "Varga", "Varga"),
    ],
)
def test_a_number_comes_with_its_unit(question: str, text: str, number: str, whole: str) -> None:
    article = Article(text=text, title="Figures")
    start = text.index(number)
    words = Span(start, start + len(number))
    span = with_unit(read_question(question, 200), article, words, Span(0, len(text)))
    assert article.quote(span) == whole


def test_initials_in_a_question_are_those_of_words_in_small_letters(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    text = "Chief financial officer Ada Orme has left Varga Mills at once."
    with ArticleQA.open(
        settings=Settings(data_dir=tmp_path, llm="none"),
        llm=ScriptedLLM(reads=lambda prompt: True, phrase="Ada Orme"),
        embedding=embedding,
    ) as qa:
        qa.add(Article(text=text, title="Varga Mills"))
        assert "Ada Orme" in qa.ask("Who was the CFO of Varga Mills?").text
        assert qa.ask("Who was the CTO of Varga Mills?").status == "not_found"


@pytest.mark.parametrize(
    "question", ["Who was the first to walk on the pier?", "How many visitors does the pier take?"]
)
def test_a_sentence_in_which_the_model_finds_no_words_is_no_answer(
    tmp_path: Path, embedding: SentenceEmbedding, question: str
) -> None:
    llm = ScriptedLLM(reads=lambda prompt: True, phrase="no such words")
    assert asked(tmp_path, embedding, llm, question).startswith("The articles don't say")
