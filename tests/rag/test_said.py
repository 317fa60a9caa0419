"""Answers from the record, over a collection in which it is easy to credit the wrong person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import Answer, ArticleQA, Settings
from rag.said import MAX_STATEMENTS
from tests.rag.invented import COLLECTION
from tests.rag.scripted import ScriptedLLM

PUMPS = "The Union will pay for new pumps before the winter"
NO_MONEY = "There is no money for pumps this year"
KEEPER = "Our keeper won this match alone"
LOST = "We lost two pumps in an hour and nobody came"
CLINICS = "Your clinics cost us the bridge"


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(COLLECTION)
        yield qa


def check(answer: Answer) -> str:
    """The text, once every quotation in it is seen to stand in a cited span."""
    for citation in answer.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end]
        assert f"[{citation.n}]" in answer.text
    for words in (PUMPS, NO_MONEY, KEEPER, LOST, CLINICS):
        assert (words in answer.text) == any(words in c.quote for c in answer.citations), words
    return answer.text


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("What did Greta Lund say?", [PUMPS, NO_MONEY], [KEEPER]),
        ("What did Petra Lund say?", [KEEPER], [PUMPS, NO_MONEY]),
        ("What did Lund say?", [PUMPS, NO_MONEY, KEEPER], [LOST]),
        ("What did the Union's chief say about pumps?", [PUMPS, NO_MONEY], [LOST]),
        ("What did Union Secretary General Greta Lund say about pumps in March?", [PUMPS], []),
        ("What did Greta Lund say in September 2031?", [NO_MONEY], [PUMPS, KEEPER]),
        ("What did Lund say since June 2031?", [NO_MONEY, KEEPER], [PUMPS]),
        ("What did the coach say?", [KEEPER], [PUMPS]),
        ("What have Varga and Lund said about pumps?", [LOST, PUMPS, NO_MONEY], [KEEPER]),
        ("What did Varga tell Brandt?", [CLINICS], [LOST]),
        ("What did the mayor of Marlow say on Tuesday?", [LOST], [CLINICS]),
        ("Who said that nobody came?", [LOST], [PUMPS]),
        ("What did the actress Ada Roe say?", ["I was never afraid of the dark"], [LOST]),
        ("What did the Gazette's Ada Roe say?", ["I was never afraid of the dark"], [LOST]),
        ("Did Varga say that they lost two pumps?", [LOST], [PUMPS]),
        ("When did Varga say that they lost two pumps?", ["On 4 March 2031. [1]", LOST], []),
    ],
)
def test_credits_words_to_whom_the_article_credits_them(
    qa: ArticleQA, question: str, said: list[str], unsaid: list[str]
) -> None:
    answer = qa.ask(question)
    text = check(answer)
    assert answer.status == "answered"
    assert all(words in text for words in said), text
    assert not any(words in text for words in unsaid), text


def test_several_come_in_order_of_time_with_their_days(qa: ArticleQA) -> None:
    text = check(qa.ask("What did Greta Lund say about pumps?"))
    assert text.index(PUMPS) < text.index(NO_MONEY)
    assert "(reported 5 March 2031)" in text and "(1 September 2031)" in text


def test_two_of_one_surname_are_both_named(qa: ArticleQA) -> None:
    first = qa.ask("What did Lund say?").text.split("\n\n")[0]
    assert "Greta Lund (Union Secretary General)" in first and "Petra Lund (Coach)" in first
    assert "[1]" in first
    assert "That can be" not in qa.ask("What did Greta Lund say?").text


@pytest.mark.parametrize(
    ("question", "speaker", "words"),
    [
        ("Did Varga say that the Union will pay for new pumps?", "Greta Lund", PUMPS),
        ("Is it true that Brandt said the keeper won this match?", "Petra Lund", KEEPER),
    ],
)
def test_who_said_it_is_put_right(qa: ArticleQA, question: str, speaker: str, words: str) -> None:
    answer = qa.ask(question)
    text = check(answer)
    assert answer.status == "answered"
    assert text.startswith(f"The articles credit that to {speaker}, not to")
    assert words in text


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What did Brandt say about pumps?", "Lund"),
        ("What did Macron say about the keeper?", "Petra Lund"),
        ("Did Brandt say anything about the keeper?", "Petra Lund"),
    ],
)
def test_where_the_one_asked_about_said_nothing_others_are_named(
    qa: ArticleQA, question: str, other: str
) -> None:
    answer = qa.ask(question)
    text = check(answer)
    assert answer.status == "not_found"
    assert text.startswith("The articles don't say.")
    assert "Others spoke of it:" in text and other in text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "What did Macron say?",
        "What did Greta Lund say in May?",
        "What did Tom Roe say?",
        "What did Ada Roe's daughter say?",
        "What did Petra Lund say about pumps in Dunmore?",
        "Who denied that the river rose?",
    ],
)
def test_nothing_is_made_up(qa: ArticleQA, question: str) -> None:
    answer = qa.ask(question)
    assert answer.status == "not_found", answer.text
    assert answer.citations == ()


def test_a_stance_is_more_than_saying_something(qa: ArticleQA) -> None:
    answer = qa.ask("Has anyone criticised the budget?")
    assert answer.status == "answered"
    assert "a bill for the poor" in answer.text and "Brandt" in answer.text


def test_a_model_that_agrees_to_everything_credits_nobody_wrongly(
    qa: ArticleQA, tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    with ArticleQA.open(
        qa.data_dir, settings=Settings(llm="none"), embedding=embedding, llm=ScriptedLLM()
    ) as agreeing:
        answer = agreeing.ask("What did Petra Lund say about pumps?")
        assert PUMPS not in answer.text.partition("Others spoke of it:")[0]
        assert NO_MONEY not in answer.text.partition("Others spoke of it:")[0]


def test_a_new_article_is_known_at_once_and_a_removed_one_forgotten(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(COLLECTION[0])
        assert qa.ask("What did the coach say?").status == "not_found"
        qa.add(COLLECTION[2])
        assert KEEPER in qa.ask("What did the coach say?").text
        qa.remove(COLLECTION[2].id)
        assert qa.ask("What did the coach say?").status == "not_found"


def test_copies_of_a_story_are_told_once(tmp_path: Path, embedding: SentenceEmbedding) -> None:
    told = (
        "MARLOW: The ferry across the Asker will run again from Monday, after eleven weeks in "
        "which the town had no way over the river but the old bridge at Orl.\n\n"
        '{} said: "The ferry is safe, and it is paid for."\n\n'
        "Forty people came to the landing to watch the first crossing, and some had waited there "
        "since before it was light."
    )
    first = Article(told.format("Ferry master Ida Holm"), title="Ferry", source="The Marlow Post")
    copies = [
        Article(told.format(f"{who} Holm"), title="Boat", source=source)
        for who, source in (("Ida", "Oster Gazette"), ("Ms", "Oster Sport"), ("Mrs", ""))
    ]
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([first, *copies])
        answer = qa.ask("What did Ida Holm say?")
    assert answer.text.count("The ferry is safe") == 1
    (citation,) = answer.citations
    assert citation.to_dict()["also_in"] == list(citation.also_in)
    outlets = [citation.article.source or citation.article.title, *citation.also_in]
    assert sorted(outlets) == ["Boat", "Oster Gazette", "Oster Sport", "The Marlow Post"]


def test_what_was_only_hoped_is_shown_where_little_was_said(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    said = [
        f"Mayor Ada Orme said that bridge {n} would open in May." for n in range(MAX_STATEMENTS)
    ]
    hoped = "Orme hopes that the ferries will be sold before the summer."
    done = "Orme failed to find the money that the town had lost."
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(Article("\n\n".join([hoped, done, said[0]]), title="One bridge"))
        text = qa.ask("What did Orme say?").text
        assert "bridge 0 would open" in text
        assert "ferries will be sold" in text
        assert "money" not in text
        qa.add(Article("\n\n".join(said), title="Ten bridges"))
        assert "ferries" not in qa.ask("What did Orme say?").text
        assert "ferries" in qa.ask("What did Orme say about the ferries?").text


def test_articles_that_name_the_speaker_as_the_question_does_come_first(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    articles = [
        Article("Ada Orme said that she would never run a bank.", title="Early", source="A"),
        Article("Finance Minister Ada Orme said that the tax would fall.", title="Later"),
    ]
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(articles)
        titled = qa.ask("What did Finance Minister Ada Orme say?")
        assert [c.article.title for c in titled.citations] == ["Later", "Early"]
        bare = qa.ask("What did Ada Orme say?")
        assert [c.article.title for c in bare.citations] == ["Early", "Later"]
        qa.add(Article("Minister Ada Orme said that the fee would fall.", title="Last"))
        exact = qa.ask("What did Minister Ada Orme say?")
        assert [c.article.title for c in exact.citations] == ["Last", "Early", "Later"]


def test_a_citation_leaves_out_what_else_the_sentence_tells(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    said = "Ada Orme said the mayor had not yet won her over"
    text = (
        f"{said}, but the bridge that she paid for was standing at last above the river that had "
        "kept the two towns apart since the war."
    )
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(Article(text, title="Bridge"))
        answer = qa.ask("What did Ada Orme say?")
    assert answer.text == f"{said}. [1]"
    assert [c.quote for c in answer.citations] == [said]


def test_a_quotation_over_paragraphs_is_verbatim_in_each(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    text = (
        'OSTER: Mayor Ada Orme spoke to the council on Monday.\n\n"The bridge is closed," Orme '
        'said. "It will stay closed.\n\n"The ferry runs from noon. Nobody needs a ticket."'
    )
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(Article(text, title="Bridge"))
        answer = qa.ask("What did Orme say about the ferry?")
    assert (
        '"It will stay closed." "The ferry runs from noon. Nobody needs a ticket."' in answer.text
    )


def test_a_pronoun_that_stands_for_nobody_is_no_speaker(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(Article('"The bridge is closed," they said. Ada Orme said that it was not.'))
        assert [s.speaker for s in qa.statements()] == ["they", "Ada Orme"]
        assert [s.name for s in qa.speakers()] == ["Ada Orme"]


def asked(folder: Path, embedding: SentenceEmbedding, text: str, question: str) -> Answer:
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(Article(text=text, title="Marlow"))
        return qa.ask(question)


def test_a_verb_with_a_preposition_tells_of_words_too(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    text = (
        "Mayor Ilse Varga said the bridge was closed. Varga also warned of a second flood in the "
        "valley. Varga talks about the dams in every speech. Varga pleaded for new pumps."
    )
    answer = asked(tmp_path, embedding, text, "What did Ilse Varga say?")
    assert all(words in answer.text for words in ("second flood", "the dams", "new pumps"))


def test_marks_of_two_apostrophes_end_a_sentence(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    text = "''In that flood,'' Rita Quist said, ''the pumps had no fuel and nobody came.''"
    answer = asked(tmp_path, embedding, text, "What did Rita Quist say?")
    assert "nobody came.'' [1]" in answer.text


def test_ten_are_shown_where_one_sentence_tells_two(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    things = "dam road school pump ferry market library harbour tunnel clinic museum station"
    first, *rest = things.split()
    told = [f"Ilse Varga said that the {first} was old and warned that the hall was damp."]
    told += [f"Ilse Varga said that the {thing} needed repairs." for thing in rest]
    text = " ".join(told)
    answer = asked(tmp_path, embedding, text, "What did Ilse Varga say?")
    assert answer.text.count("repairs") == MAX_STATEMENTS - 1
