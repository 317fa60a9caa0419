"""Corrections that the news tells: precision first."""

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from index.split import sentences
from rag import ArticleQA, Settings
from rag.corrections import find_corrections
from rag.restated import find_restated


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "Sales for the quarter were 310 million crowns, not the 355 million reported in May, "
            "the firm said.",
            "355 million",
            "310 million crowns",
        ),
        (
            "The company said that it had sold 4,100 boats rather than the 5,300 boats it had "
            "announced in March.",
            "5,300 boats",
            "4,100 boats",
        ),
        (
            "A gust of 120 miles per hour, measured at Oster, was later corrected to 95 miles per "
            "hour.",
            "120 miles per hour",
            "95 miles per hour",
        ),
        (
            "The turnout was revised down to 51 per cent from 58 per cent after a recount.",
            "58 per cent",
            "51 per cent",
        ),
        (
            "Officials lowered the death toll from 40 to 32 on Friday after bodies were counted "
            "twice.",
            "40",
            "32",
        ),
        (
            "The bank restated its profit to 12 million crowns from 19 million crowns.",
            "19 million crowns",
            "12 million crowns",
        ),
        (
            "Waves were 9 metres high, said the institute, which had wrongly put it at 14 metres.",
            "14 metres",
            "9 metres",
        ),
        (
            "It said that the number of guests, given at first as 80, was in fact 96.",
            "80",
            "96",
        ),
        (
            "The operator said a recount showed that 315 people, not 290, were on the tram.",
            "290",
            "315 people",
        ),
        (
            "The coins were at first thought to be worth £2m, but the final valuation was £3.5m.",
            "£2m",
            "£3.5m",
        ),
    ],
)
def test_what_is_corrected(text: str, wrong: str, right: str) -> None:
    found = find_restated(text)
    assert found is not None
    retracted, holds = (" … ".join(text[s.start : s.end] for s in spans) for spans in found)
    assert wrong in retracted and right not in retracted
    assert right in holds and wrong not in holds


@pytest.mark.parametrize(
    "text",
    [
        "The opposition said the wall would cost 9 million crowns, not the 5 million announced in "
        "June.",
        "The wall cost 9 million crowns, not the 5 million announced by the minister.",
        "Roe said the crowd was 900 people, not the 2,000 people reported.",
        "The firm raised its forecast to 310 million crowns from 290 million crowns.",
        "The bank cut its price target to 22 crowns from 50 crowns.",
        "The fare was raised from 3 crowns to 4 crowns.",
        "The forecast was revised to 3 per cent from 2 per cent.",
        "The wall cost 9 million crowns, not the 5 million crowns expected.",
        "The toll rose from 32 to 40 on Friday.",
        "Roe said that a count showed that 315 people, not 290, were on the tram.",
        "The club will show that 12 goals, not 9, are needed.",
        "The hall was initially said to seat 80, and in 1990 a second hall for 200 was built.",
        "The firm sold 4,100 boats, not the 90 million crowns of shares reported in May.",
        "“It was 900 metres, not the 700 metres reported,” she said.",
        "Critics claim that the figure was corrected to 12 million crowns from 19 million.",
        "The firm has 310 workers, not all of them reported for work on Monday.",
        "The court reduced the sentence to 4 years from 6 years.",
    ],
)
def test_what_takes_nothing_back(text: str) -> None:
    assert find_restated(text) is None
    assert find_corrections(Article(text=text), sentences(text)) == []


@pytest.mark.parametrize("unit", ["120mph", "120 miles per hour", "120 mph"])
def test_the_corrected_figure_is_the_answer(
    unit: str, tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> None:
    first = Article(
        title="Storm Ada hits Oster",
        source="Oster Gazette",
        text=f"The strongest gust of Storm Ada was {unit}, measured at the harbour.\n\nRoofs flew.",
    )
    later = Article(
        title="After Storm Ada",
        source="The Marlow Post",
        text=(
            "Oster counted its losses on Friday.\n\nThe strongest gust of Storm Ada, given as 120 "
            "miles per hour, was corrected to 95 miles per hour because the instrument was wet."
        ),
    )
    data = tmp_path_factory.mktemp("storm")
    with ArticleQA.open(data, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([first, later])
        answer = qa.ask("What was the strongest gust of Storm Ada?")
    assert answer.text.startswith("Corrected: 95 miles per hour")
    assert "120" not in "".join(answer.short)
