"""The sentence that sums up: shown where every clause is one of the statements, and not else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Finished, Settings, TextSoFar
from tests.rag.scripted import ScriptedLLM

RIVER = Article(
    title="After the flood",
    text=(
        "MARLOW: Mayor Ilse Varga and Union chief Greta Lund met the press on Monday.\n\n"
        "Varga said that the old bridge would stay closed until March.\n\n"
        '"The town needs new pumps," Varga said.\n\n'
        "Varga warned that the river could rise again in spring.\n\n"
        'Varga criticised the Union for "empty promises" to the valley.\n\n'
        "Varga denied that the clinics had run out of beds.\n\n"
        '"The Union will pay for every pump," Lund said.'
    ),
)
QUESTION = "What did Ilse Varga say?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding) -> Path:
    data = tmp_path_factory.mktemp("data")
    with ArticleQA.open(data, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(RIVER)
    return data


@contextmanager
def summing(
    folder: Path, embedding: SentenceEmbedding, sentence: str, *, summary: bool = True
) -> Iterator[tuple[ArticleQA, ScriptedLLM]]:
    llm = ScriptedLLM(summary=sentence)
    settings = Settings(llm="none", summary=summary)
    with ArticleQA.open(folder, settings=settings, embedding=embedding, llm=llm) as qa:
        yield qa, llm


@pytest.mark.parametrize(
    "sentence",
    [
        "Varga said the old bridge will stay closed until March and that the town needs pumps.",
        "Ilse Varga said the town needs new pumps and criticised the Union.",
        "Mayor Varga warned that the river could rise again and said the town needs pumps.",
        "Varga criticised the Union for “empty promises” and said the town needs new pumps.",
    ],
)
def test_what_the_statements_say_is_added_last_with_their_citations(
    folder: Path, embedding: SentenceEmbedding, sentence: str
) -> None:
    with summing(folder, embedding, sentence) as (qa, _):
        events = list(qa.stream(QUESTION))
    texts = [event.text for event in events if isinstance(event, TextSoFar)]
    assert "In short" not in texts[0] and texts[0].count("\n\n") == 4
    (finished,) = (event.answer for event in events if isinstance(event, Finished))
    assert finished.text == texts[-1]
    *statements, last = finished.text.split("\n\n")
    assert "\n\n".join(statements) == texts[0]
    assert last.startswith(f"In short: {sentence} [") and last.count("[") == 2
    assert finished.dropped == ()


@pytest.mark.parametrize(
    "sentence",
    [
        # another's words, and another speaker
        "Varga said the town needs new pumps and that the Union will pay for every pump.",
        "Lund said the old bridge would stay closed and that the town needs new pumps.",
        # a denial, a doubt or a condition lost
        "Varga said the clinics had run out of beds and that the town needs new pumps.",
        "Varga said the town needs no new pumps and that the old bridge would stay closed.",
        "Varga warned that the river would rise again and said the town needs new pumps.",
        "Varga said the old bridge would not stay closed and that the town needs new pumps.",
        "Varga said the old bridge would stay closed and that the town needs new pumps.",
        # what nobody said, and what was said of something else
        "Varga said the town needs forty new pumps and that the old bridge would stay closed.",
        "Varga said the town needs new clinics and that the old bridge would stay closed.",
        "Varga said the old bridge needs new pumps and that the town would stay closed.",
        "Varga criticised the valley and said the town needs new pumps.",
        "Varga criticised the Union for “broken promises” and said the town needs new pumps.",
        "Varga said “the old bridge would stay closed until March” and the town needs pumps.",
        # one statement again, more than a sentence, and none
        "Varga said that the town needs new pumps.",
        "Varga spoke of many things. She said the town needs new pumps.",
        "The town needs new pumps and the old bridge would stay closed.",
        "Sure! Here is a summary:",
    ],
)
def test_anything_else_is_held_back(
    folder: Path, embedding: SentenceEmbedding, sentence: str
) -> None:
    with summing(folder, embedding, sentence) as (qa, _):
        answer = qa.ask(QUESTION)
    assert answer.status == "answered" and "In short" not in answer.text
    assert sentence in answer.dropped


def test_it_is_off_unless_set_and_never_for_a_few_statements(
    folder: Path, embedding: SentenceEmbedding
) -> None:
    sentence = "Varga said the town needs new pumps and that the old bridge would stay closed."
    with summing(folder, embedding, sentence, summary=False) as (qa, llm):
        assert "In short" not in qa.ask(QUESTION).text
        assert not Settings().summary
        assert llm.prompts == []
    with summing(folder, embedding, sentence) as (qa, llm):
        qa.ask("What did Greta Lund say?")
        assert llm.prompts == []
        qa.ask(QUESTION)
        assert len(llm.prompts) == 1
