import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings, SpokenStatement, Statements
from tests.rag.invented import COLLECTION, FLOOD, MATCH


@pytest.fixture(scope="module")
def qa(
    tmp_path_factory: pytest.TempPathFactory, embedding: SentenceEmbedding
) -> Iterator[ArticleQA]:
    folder = tmp_path_factory.mktemp("data")
    with ArticleQA.open(folder, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add(COLLECTION)
        yield qa


def test_every_statement_is_exactly_where_it_says(qa: ArticleQA) -> None:
    statements = qa.statements()
    assert len(statements) >= 7
    for s in statements:
        for part in s.content.split(" … "):
            assert part in s.article.text[s.start : s.end]
        assert s.sentence in s.article.text and s.article.text[s.start : s.end] in s.sentence
    days = [s.day for s in statements]
    assert days == sorted(days)  # type: ignore[type-var]


def test_the_filters_narrow(qa: ArticleQA) -> None:
    assert {s.speaker for s in qa.statements("mayor")} == {"Ilse Varga"}
    assert {s.article.id for s in qa.statements(source="sport")} == {MATCH.id}
    assert {s.kind for s in qa.statements(kind="indirect")} == {"indirect"}
    assert qa.statements(since=date(2032, 1, 1)) == Statements()
    assert {s.article.id for s in qa.statements(until=date(2031, 3, 5))} == {FLOOD.id}
    assert qa.statements("Nobody Here") == Statements()
    assert len(qa.statements(limit=2)) == 2
    lost = qa.statements("Varga", "lost pumps")
    assert ["We lost two pumps in an hour" in s.content for s in lost] == [True]
    assert lost[0].said_on == date(2031, 3, 4)
    assert lost[0].role == "Mayor"
    assert lost[0].kind == "direct"


def test_speakers_are_counted_as_people(qa: ArticleQA) -> None:
    counts = {s.name: s.statements for s in qa.speakers()}
    assert counts["Ilse Varga"] == 2 and counts["Petra Lund"] == 1
    assert counts["Greta Lund"] == len(qa.statements("Greta Lund"))
    assert "Lund" not in counts
    assert sum(counts.values()) == len(qa.statements())


def made(speaker: str, content: str, on: date | None) -> SpokenStatement:
    article = replace(FLOOD, published=None)
    return SpokenStatement(
        speaker, "", content, "direct", on, "", "", article, 0, len(content), content
    )


MIXED = Statements(
    [
        made("B", '=HYPERLINK("http://x.example")', date(2031, 1, 2)),
        made("A", "two\nlines, “quoted”", None),
        made("C", "-1", date(2030, 1, 2)),
    ]
)


def test_they_sort_and_slice_into_statements() -> None:
    assert [s.speaker for s in MIXED.sorted()] == ["C", "B", "A"]
    assert [s.speaker for s in MIXED.sorted(reverse=True)] == ["B", "C", "A"]
    assert [s.speaker for s in MIXED.sorted(lambda s: s.speaker)] == ["A", "B", "C"]
    assert isinstance(MIXED[:2], Statements) and len(MIXED[:2]) == 2
    assert MIXED[1] in MIXED and hash(MIXED) == hash(Statements(list(MIXED)))


def test_json_lines_come_back() -> None:
    rows = [json.loads(line) for line in MIXED.to_jsonl().splitlines()]
    assert [row["content"] for row in rows] == [s.content for s in MIXED]
    assert rows[0]["said_on"] == "2031-01-02" and rows[1]["said_on"] is None
    assert rows[0]["article_id"] == MIXED[0].article.id
    assert Statements().to_jsonl() == ""


def test_a_table_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(MIXED.to_csv())))
    assert [row["content"] for row in rows] == [
        "'" + MIXED[0].content,
        MIXED[1].content,
        "'-1",
    ]
    assert rows[0]["start"] == "0"


def test_a_data_frame_has_days() -> None:
    frame = MIXED.to_dataframe()
    assert list(frame["speaker"]) == ["B", "A", "C"]
    assert frame["said_on"].dt.year.tolist()[0] == 2031 and frame["said_on"].isna()[1]
    assert list(Statements().to_dataframe().columns) == list(frame.columns)
