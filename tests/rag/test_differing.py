"""Articles that answer one question differently, or only seem to."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings
from rag.answer import Answer
from tests.rag.scripted import ScriptedLLM

# Each in a town of its own: question, what two outlets write, and both values if they differ.
CASES: dict[str, tuple[str, str, str, tuple[str, str] | None]] = {
    "Ardmoor": (
        "How much did the Ardmoor bridge cost?",
        "The Ardmoor bridge cost 84 million crowns, the city said.",
        "An audit puts the cost of the Ardmoor bridge at 112 million crowns.",
        ("112 million crowns", "84 million crowns"),
    ),
    "Belkirk": (
        "How much did the Belkirk bridge cost?",
        "The Belkirk bridge cost 84 million crowns, the city said.",
        "The Belkirk bridge, which cost 84m crowns, was lit up on Sunday night.",
        None,
    ),
    "Corvane": (
        "How much did the Corvane bridge cost?",
        "The Corvane bridge cost 84 million crowns, the city said.",
        "The Corvane bridge costs 12 million crowns a year to look after.",
        None,
    ),
    "Dunhollow": (
        "How many people died in the Dunhollow flood?",
        "At least five people died in the Dunhollow flood, police said on Tuesday.",
        "Twelve people died in the Dunhollow flood, the prefect Olof Berg said on Friday.",
        ("Twelve people", "At least five people"),
    ),
    "Estwick": (
        "When did the Estwick mill open?",
        "The Estwick mill opened on 3 May 1930.",
        "The Estwick mill, the pride of the valley, was opened on 7 May 1930.",
        ("7 May 1930", "3 May 1930"),
    ),
    "Fernlow": (
        "When did the Fernlow mill open?",
        "The Fernlow mill opened on 3 May 1930.",
        "The Fernlow mill, the pride of the valley, was opened in May 1930.",
        None,
    ),
    "Gorsby": (
        "How long is the Gorsby tunnel?",
        "The Gorsby tunnel is 812 metres long.",
        "At 1,812 metres, the Gorsby tunnel is the longest of all.",
        ("1,812 metres", "812 metres"),
    ),
    "Hexwold": (
        "How long is the Hexwold tunnel?",
        "The Hexwold tunnel is 812 metres long.",
        "The Hexwold tunnel is 70 metres wide where it opens.",
        None,
    ),
    "Ilverton": (
        "How many people came to the Ilverton fair?",
        "About 40,000 people came to the Ilverton fair.",
        "Some 41,000 people came to the fair of Ilverton, the police said.",
        None,
    ),
    "Jarrow": (
        "How many people came to the Jarrow fair?",
        "On Monday 300 people came to the Jarrow fair.",
        "On Tuesday 500 people came to the Jarrow fair.",
        None,
    ),
    "Keswold": (
        "How much did the Keswold stadium cost?",
        "The Keswold stadium cost 84 million crowns.",
        "The Keswold stadium was budgeted to cost 60 million crowns.",
        None,
    ),
    "Lunmere": (
        "How much did the Lunmere stadium cost?",
        "The Lunmere stadium cost 84 million crowns.",
        "The mayor denied that the Lunmere stadium had cost 112 million crowns.",
        None,
    ),
    "Morvale": (
        "How many houses burned in Morvale?",
        "Thirty houses burned in Morvale.",
        "Forty-two houses burned down in Morvale, according to the insurers.",
        ("Forty-two houses", "Thirty houses"),
    ),
    "Norby": (
        "How many houses burned in Norby?",
        "Thirty houses burned in Norby.",
        "Twelve barns burned in Norby, and many houses were in danger.",
        None,
    ),
    "Oxmarsh": (
        "How old is the mayor of Oxmarsh?",
        "Ilse Varga, the mayor of Oxmarsh, is 54 years old.",
        "The mayor of Oxmarsh, 57-year-old Ilse Varga, was elected again.",
        ("57-year-old", "54 years old"),
    ),
    "Pelham": (
        "What was the turnout in Pelham?",
        "The turnout in Pelham was 61 per cent.",
        "Turnout in Pelham was 58%, the lowest in years.",
        ("58%", "61 per cent"),
    ),
    "Thornley": (
        "How much did the Thornley dyke cost?",
        "The Thornley dyke cost 84 million crowns.",
        "The storm cost the town 60 million crowns and most of the Thornley dyke.",
        None,
    ),
    "Umberley": (
        "How much did the Umberley dyke cost?",
        "The Umberley dyke cost 84 million crowns.",
        "Repairs to the Umberley dyke swallowed 20 million crowns.",
        None,
    ),
    "Vexham": (
        "How much did the Vexham dyke cost?",
        "The Vexham dyke cost 84 million crowns.",
        "The old Vexham dyke cost 3 million crowns.",
        None,
    ),
    "Wystone": (
        "How many people died in the storm in Wystone?",
        "Five people died in the storm in Wystone.",
        "Seven people died in Wystone in a fire the day after the storm.",
        None,
    ),
    "Yarmoor": (
        "How many people died in the storm in Yarmoor?",
        "Five people died in the storm in Yarmoor.",
        "In the storm of 1953, forty people died in Yarmoor.",
        None,
    ),
    "Zelden": (
        "How many seats does the Zelden theatre have?",
        "The Zelden theatre has 400 seats.",
        "The Zelden theatre has 120 seats in its balcony.",
        None,
    ),
    "Abbotsel": (
        "How much does a ticket to the Abbotsel fair cost?",
        "A ticket to the Abbotsel fair costs 12 crowns.",
        "A ticket to the Abbotsel fair costs 6 crowns for children.",
        None,
    ),
    "Brinkhow": (
        "How many people died in the Brinkhow storm?",
        "At least five people died in the Brinkhow storm, police said on Tuesday.",
        "The number of people who died in the Brinkhow storm has risen to twelve.",
        ("twelve", "At least five people"),
    ),
}
NAMES: dict[str, tuple[str, str, str, tuple[str, str] | None]] = {
    "Quarrington": (
        "Who led the inquiry into the Quarrington fire?",
        "Judge Ada Roe led the inquiry into the Quarrington fire.",
        "The inquiry into the Quarrington fire was led by Tomas Brandt, an engineer.",
        ("Tomas Brandt", "Ada Roe"),
    ),
    "Rusland": (
        "Who led the inquiry into the Rusland fire?",
        "Judge Ada Roe led the inquiry into the Rusland fire.",
        "The inquiry into the Rusland fire, led by Mrs Roe, took two years.",
        None,
    ),
    "Stavering": (
        "Who sang at the fair in Stavering?",
        "Ada Roe sang at the fair in Stavering on Friday.",
        "The baker Tomas Brandt sang at the fair in Stavering, too.",
        None,
    ),
    "Culverton": (
        "Who is the harbour master of Culverton?",
        "Ada Roe is the harbour master of Culverton.",
        "Tomas Brandt, who was the harbour master of Culverton until 2029, has written a book.",
        None,
    ),
}


def articles() -> Iterator[Article]:
    for town, (_, first, second, _) in (CASES | NAMES).items():
        yield Article(first, f"News of {town}", "Post", date(2031, 3, 5))
        yield Article(second, f"Once more {town}", "Courier", date(2031, 3, 8))


def picks(prompt: str) -> str:
    passage = prompt.split("Passage: ")[1].split("\n\nQuestion")[0]
    known = "84|112|60|12|five|Twelve|3 May 1930|7 May|May 1930|812 metres|1,812|70 metres|40,000"
    known += "|41,000|300|500|Thirty|Forty-two"
    known += "|20|3 million|Seven|forty|400|120|6 crowns|12 crowns|twelve"
    known += "|54|57|61 per cent|58%|Ada Roe|Mrs Roe|Tomas Brandt"
    found = (re.search(rf"(?<![\w.,]){k}\b", passage, re.I) for k in known.split("|"))
    return next((m[0] for m in found if m), "nothing")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding) -> Settings:
    settings = Settings(llm="none", data_dir=tmp_path_factory.mktemp("data"))
    with ArticleQA.open(settings=settings, embedding=embedding) as qa:
        qa.add(articles())
    return settings


def ask(
    settings: Settings, embedding: SentenceEmbedding, question: str, llm: ScriptedLLM | None
) -> Answer:
    with ArticleQA.open(settings=settings, embedding=embedding, llm=llm) as qa:
        return qa.ask(question)


def check(answer: Answer, values: tuple[str, str] | None) -> None:
    assert answer.status == "answered"
    if values is None:
        assert "differ" not in answer.text and len(answer.citations) == 1
        return
    newer, older = values
    assert answer.short == (newer, older)
    assert answer.text.startswith(
        f"The articles differ: {newer} (Courier, 8 March 2031) [1]; "
        f"{older} (Post, 5 March 2031) [2]\n\n"
    )
    for value, citation in zip(values, answer.citations, strict=True):
        assert value in citation.quote
        assert f"{citation.quote} [{citation.n}]" in answer.text


@pytest.mark.parametrize("town", CASES)
def test_without_a_model(folder: Settings, embedding: SentenceEmbedding, town: str) -> None:
    question, *_, values = CASES[town]
    check(ask(folder, embedding, question, None), values)


@pytest.mark.parametrize("town", CASES | NAMES)
def test_with_a_model(folder: Settings, embedding: SentenceEmbedding, town: str) -> None:
    question, *_, values = (CASES | NAMES)[town]
    llm = ScriptedLLM(picks=picks)
    check(ask(folder, embedding, question, llm), values)
    assert len(llm.prompts) <= 6


def test_a_model_that_says_no_is_heard(folder: Settings, embedding: SentenceEmbedding) -> None:
    llm = ScriptedLLM(reads=lambda prompt: "audit" not in prompt, picks=picks)
    answer = ask(folder, embedding, CASES["Ardmoor"][0], llm)
    assert "differ" not in answer.text and "84" in answer.text


AGENCY = [
    "The ferry Tern sank off the port of Velburg on Monday morning in a heavy storm.",
    "The coast guard sent four boats and a helicopter, which could not land in the wind.",
    "The captain of the Tern, Olof Berg, was pulled out of the water with broken ribs.",
    "Seventeen passengers of the Tern were drowned, the harbour office said on Monday night.",
    "The company that owns the Tern said that it had been inspected only three weeks before.",
]


def copy(source: str, day: int, drowned: str) -> Article:
    text = "\n\n".join(AGENCY).replace("Seventeen", drowned)
    return Article(text, f"Ferry sinks ({source})", source, date(2031, 3, day))


def test_copies_of_one_text_are_one_source_but_where_they_differ(
    folder: Settings, embedding: SentenceEmbedding
) -> None:
    question = "How many passengers of the Tern were drowned?"
    with ArticleQA.open(settings=folder, embedding=embedding) as qa:
        qa.add([copy("Post", 3, "Seventeen"), copy("Courier", 4, "Seventeen")])
        answer = qa.ask(question)
        assert "differ" not in answer.text and len(answer.citations) == 1
        qa.add(copy("Gazette", 6, "Nineteen"))
        answer = qa.ask(question)
    assert answer.short == ("Nineteen passengers", "Seventeen passengers")
    assert answer.text.startswith(
        "The articles differ: Nineteen passengers (Gazette, 6 March 2031)"
    )
