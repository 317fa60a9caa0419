"""The whole of something: the right articles, in order, in sentences that stand alone."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import Answer, ArticleQA, Settings
from rag.subject import read_whole

SHUT = Article(
    title="Oster tunnel shut after flood",
    source="The Marlow Post",
    published=date(2031, 3, 5),
    text=(
        "Listen to this article\n\n"
        "The Oster tunnel was closed on Monday after water broke through its roof.\n\n"
        '"Nobody was hurt, and we were lucky," said Ilse Varga, the mayor of Marlow.\n\n'
        "Who will pay for it?\n\n"
        "Some 8,000 cars use the tunnel each day. They now have to take the ferry.\n\n"
        "Engineers found that 40 metres of the lining had come down."
    ),
)
BILL = Article(
    title="Oster tunnel repairs to cost 70 million",
    source="Oster Gazette",
    published=date(2031, 6, 20),
    text=(
        "Repairing the Oster tunnel will cost 70 million crowns, the council was told on Thursday."
        "\n\nTomas Brandt, a geologist who led the inquiry, blamed a burst main.\n\n"
        "The work is to take a year."
    ),
)
OPEN = Article(
    title="Oster tunnel opens again",
    source="The Marlow Post",
    published=date(2032, 9, 2),
    text=(
        "The Oster tunnel was opened to traffic on Saturday, three months late.\n\n"
        "The final bill was 84 million crowns.\n\n"
        "Ilse Varga, who lost the election in May, watched from the crowd.\n\n"
        "Tomas Brandt was given a medal for his report on the burst main."
    ),
)
WATER = Article(
    title="I hated the tunnel of love",
    source="Weekend",
    published=date(2032, 9, 9),
    text=(
        "Ada Roe spent a summer in Oster with her camera and came back with a book.\n\n"
        "She asks for the bill and leaves."
    ),
)
UNDATED = Article(
    title="Oster tunnel in pictures",
    text="The Oster tunnel has been painted by forty artists in the last century.",
)
FEVER = Article(
    title="Marlow clinic shuts two wards",
    source="Oster Gazette",
    published=date(2031, 7, 9),
    text=(
        "Two wards at Lund Royal Clinic were emptied on Sunday after nine patients had fallen ill."
        "\n\nTwo of them are still in danger, the clinic said."
    ),
)
SALES = Article(
    title="Lund Boats has a good spring",
    source="Oster Gazette",
    published=date(2031, 5, 2),
    text=(
        "Lund Boats sold boats for 355 million crowns in the first quarter, more than ever.\n\n"
        "Its yard in Oster took on 60 welders in April."
    ),
)
RESTATED = Article(
    title="Lund Boats corrects its sales",
    source="Oster Gazette",
    published=date(2031, 8, 2),
    text=(
        "Lund Boats said on Friday that it had counted some boats twice.\n\n"
        "It sold boats for 310 million crowns in the first quarter, not the 355 million crowns "
        "reported in May, the firm said."
    ),
)


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    data: Path = tmp_path_factory.mktemp("overview")
    with ArticleQA.open(data, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([OPEN, SHUT, WATER, BILL, UNDATED, FEVER, SALES, RESTATED])
        yield qa


def told_of(
    folder: Path, embedding: SentenceEmbedding, articles: list[Article], question: str
) -> str:
    with ArticleQA.open(settings=Settings(data_dir=folder, llm="none"), embedding=embedding) as qa:
        qa.add(articles)
        return qa.ask(question).text


def days(answer: Answer) -> list[str]:
    return re.findall(r", (\d+ \w+ \d{4})\)", answer.text)


def test_several_articles_in_order_of_time(qa: ArticleQA) -> None:
    answer = qa.ask("Summarise the Oster tunnel story")
    assert answer.status == "answered"
    assert 3 <= len(answer.citations) <= 6
    told = days(answer)
    assert told == sorted(told, key=lambda d: d.split()[-1])
    assert "broke through its roof" in answer.text and "opened to traffic" in answer.text
    assert "(The Marlow Post, 2 September 2032)" in answer.text
    for citation in answer.citations:
        assert " ".join(citation.quote.split()) in answer.text


@pytest.mark.parametrize(
    "question", ["Tell me about the Oster tunnel", "oster tunnel summary", "recap the oster tunnel"]
)
def test_only_sentences_that_tell_something(qa: ArticleQA, question: str) -> None:
    text = qa.ask(question).text
    assert "opened to traffic" in text
    for furniture in ("Listen", "Who will pay", "They now have", "camera", "asks for the bill"):
        assert furniture not in text


@pytest.mark.parametrize(
    "question",
    ["What's the latest on the Oster tunnel?", "any news on oster tunnel", "Oster tunnel latest"],
)
def test_the_newest_first(qa: ArticleQA, question: str) -> None:
    answer = qa.ask(question)
    assert answer.text.startswith("The Oster tunnel was opened to traffic on Saturday")
    assert days(answer)[0] == "2 September 2032" and "84 million" in answer.text


def test_a_time_limits_by_the_articles_days(qa: ArticleQA) -> None:
    answer = qa.ask("What happened at the Oster tunnel in June 2031?")
    assert set(days(answer)) == {"20 June 2031"}
    assert "artists" not in answer.text


def test_of_another_time_there_is_nothing(qa: ArticleQA) -> None:
    assert qa.ask("Summarise the Oster tunnel story in January 2029").status == "not_found"


def test_who_somebody_is_and_why_they_are_in_the_news(qa: ArticleQA) -> None:
    answer = qa.ask("Who is Tomas Brandt?")
    first, *others = answer.text.split("\n\n")
    assert first.startswith("Tomas Brandt, a geologist who led the inquiry")
    assert any("medal" in line for line in others)
    assert "8,000 cars" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Who is Nelson Lund?",
        "Tell me about Petra Holm",
        "What's the latest on Gaza?",
        "Summarise the Doe case",
        "What happened in Springfield?",
    ],
)
def test_of_whom_nothing_is_written_nothing_is_told(qa: ArticleQA, question: str) -> None:
    assert qa.ask(question).status == "not_found"


def test_a_word_of_the_subject_that_the_article_lacks(qa: ArticleQA) -> None:
    answer = qa.ask("Tell me about the outbreak at Lund Royal Clinic")
    assert answer.text.startswith("Two wards at Lund Royal Clinic were emptied")


def test_what_was_withdrawn_is_not_told(qa: ArticleQA) -> None:
    answer = qa.ask("Tell me about Lund Boats")
    assert "counted some boats twice" in answer.text and "310 million" in answer.text
    assert "more than ever" not in answer.text


@pytest.mark.parametrize(
    ("question", "form", "subject"),
    [
        ("What happened at the Lund company", "happened", "the Lund company"),
        ("please summarize the Roe trial", "story", "the Roe trial"),
        ("Give me a short overview of the strike", "story", "the strike"),
        ("What is the row about the new harbour", "story", "the new harbour"),
        ("What do the articles say about the flood", "story", "the flood"),
        ("whats new with the ferry", "latest", "the ferry"),
        ("What is going on in Marlow", "latest", "Marlow"),
        ("why has Ada Roe been in the news", "news", "Ada Roe"),
        ("who is ada roe", "who", "ada roe"),
        ("what is the article about", "story", ""),
        ("Summarize the news", "story", ""),
        ("What happened", "story", ""),
        ("What happened to the ferry Ilse Varga", "happened", "the ferry Ilse Varga"),
        ("What has become of Ada Roe", "happened", "Ada Roe"),
        ("Summarise the case against Roe and how it ended", "story", "the case against Roe"),
    ],
)
def test_asks_for_the_whole(question: str, form: str, subject: str) -> None:
    whole = read_whole(question)
    assert whole is not None and (whole.form, whole.subject) == (form, subject)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Oster",
        "Who is leading the inquiry",
        "What is the latest estimate of the cost",
        "What happened to the ferry",
        "Explain why the tunnel was closed",
        "What was the firm more worried about",
        "What happened when the roof fell",
        "Summarise what Roe said about the ferry",
    ],
)
def test_asks_for_one_thing(question: str) -> None:
    assert read_whole(question) is None


def test_no_sentence_is_told_twice_of_who_somebody_is(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    article = Article(
        title="Ida Lund, potter, dies at 90",
        published=date(2031, 4, 1),
        text=(
            "Ida Lund, a potter who never sold a bowl, has died aged 90.\n\n"
            "Ida Lund was taught in Marlow by Per Holm, and gave her kiln to the town in 1999."
        ),
    )
    text = told_of(tmp_path, embedding, [article], "Who was Ida Lund?")
    assert text.count("never sold a bowl") == 1 and "gave her kiln" in text


def test_a_later_stage_in_other_words_is_not_missing(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    first = Article(
        title="Velburg gas leak empties school",
        published=date(2031, 4, 1),
        text="A gas leak in Velburg emptied a school on Tuesday, and nobody was hurt.",
    )
    later = Article(
        title="Pipe firm fined over Velburg scare",
        published=date(2031, 9, 1),
        text=(
            "The firm whose gas pipe burst last spring must pay 3 million crowns.\n\n"
            "The firm serves 90,000 homes and employs 300 people."
        ),
    )
    text = told_of(tmp_path, embedding, [first, later], "Tell me about the Velburg gas scandal")
    assert "emptied a school" in text
    assert "must pay 3 million crowns" in text


def test_reports_of_one_story_that_do_not_all_open_with_its_name(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    aground = Article(
        title="Ferry with 90 aboard runs aground off Oster",
        published=date(2031, 4, 1),
        text=(
            "A ferry with 90 people aboard ran aground in fog off Oster on Tuesday.\n\n"
            "The Ilse Varga hit the Long Bank at noon, the coastguard said."
        ),
    )
    report = Article(
        title="Oster ferry had no lookout when it ran aground",
        published=date(2031, 9, 1),
        text="The ferry Ilse Varga had no lookout when it ran aground off Oster in fog in April.",
    )
    painter = Article(
        title="Oster shows a painter's boats",
        published=date(2031, 10, 1),
        text=(
            "A show of 40 pictures has opened at the Oster museum.\n\n"
            "Most were lent by a bank. The painter was born in 1911.\n\n"
            "One picture is of the ferry Ilse Varga, which children like best."
        ),
    )
    articles = [aground, report, painter]
    text = told_of(tmp_path, embedding, articles, "What happened to the ferry Ilse Varga?")
    assert "90 people aboard" in text and "no lookout" in text and "museum" not in text


def test_a_report_with_a_score_is_of_a_match(tmp_path: Path, embedding: SentenceEmbedding) -> None:
    report = Article(
        title="Marlow Rovers 3-2 Oster City: Varga wins it late",
        published=date(2031, 4, 1),
        text="Marlow Rovers came from two goals down on Saturday to beat Oster City.",
    )
    text = told_of(tmp_path, embedding, [report], "What happened in the Marlow v Oster game?")
    assert "came from two goals down" in text
