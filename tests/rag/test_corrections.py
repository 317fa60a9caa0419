"""What a paper takes back is no answer; what it puts in its place comes first."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.embed import SentenceEmbedding
from index.split import sentences
from rag import Answer, ArticleQA, Settings
from rag.compose import Draft
from rag.corrections import find_corrections
from rag.verify import verify
from tests.rag.scripted import ScriptedLLM

Ask = Callable[..., Answer]


def article(text: str, title: str = "", source: str = "Marlow Post", day: int = 6) -> Article:
    return Article(text=text, title=title, source=source, published=date(2031, 5, day))


# Wording, title, what must be withdrawn, what must stand.
FORMS = [
    (
        "In our report of 3 May we said the Asker bridge was 900 metres long. It is 700 metres.",
        "Bridge",
    ),
    (
        "An earlier version of this article misstated the length of the Asker bridge. It is 700 "
        "metres, not 900 metres.",
        "Bridge opens",
    ),
    (
        "An article on Friday about the Asker bridge incorrectly stated that it was 900 metres "
        "long; in fact, it is 700 metres long.",
        "Bridge",
    ),
    (
        "The Asker bridge is 700 metres long. An earlier version of this article incorrectly said "
        "it was 900 metres long.",
        "Bridge opens",
    ),
    (
        "(This May 3 story on the Asker bridge has been corrected to say that it is 700 metres "
        "long, not 900 metres, in paragraph 2)",
        "Bridge opens",
    ),
    (
        "(Corrects length of the Asker bridge in paragraph 3 to 700 metres from 900 metres)",
        "Bridge opens",
    ),
    (
        "In a story May 3 about the Asker bridge, The Associated Press erroneously reported that "
        "it is 900 metres long. It is 700 metres long.",
        "Bridge opens",
    ),
    (
        "We gave the length of the Asker bridge as 900 metres when it should have been 700 metres.",
        "For the record",
    ),
    (
        "This article originally stated that the Asker bridge was 900 metres long. In fact, it is "
        "700 metres.",
        "Bridge opens",
    ),
    (
        "Correction, 5 May: We said the Asker bridge was 900 metres long. That was wrong. The "
        "bridge is 700 metres long.",
        "Bridge opens",
    ),
    (
        "• A report on the Asker bridge (Bridge opens, 3 May, page 4) gave its length as 900m; it "
        "is 700m long.",
        "Corrections and clarifications",
    ),
    (
        "Contrary to our report of Tuesday, the Asker bridge is 700 metres long, not 900 metres.",
        "Bridge",
    ),
    (
        "This article was amended on 5 May 2031. An earlier version said the Asker bridge was 900 "
        "metres long. It is 700 metres long. This has been corrected.",
        "Bridge opens",
    ),
    (
        "A correction: last Thursday we reported that the bridge would be 900 metres long. The "
        "length is 700 metres.",
        "",
    ),
]


@pytest.mark.parametrize(("text", "title"), FORMS)
def test_forms(text: str, title: str) -> None:
    note = article(text, title)
    (found,) = find_corrections(note, sentences(text))
    assert "900" in found.retracted_text(note) and "900" not in found.right_text(note)
    assert "700" in found.right_text(note) and "700" not in found.retracted_text(note)
    assert "900" in note.quote(found.span) and "700" in note.quote(found.span)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that an earlier version of the report wrongly put it at 84 crowns.",
        "“We said the bridge would be 900 metres long,” Roe said. It is 700 metres long.",
        "The article claimed that the bridge was unsafe, Roe said. It is safe.",
        "We reported on Monday that the bridge had closed. It was opened again on Friday.",
        "The court corrected the sentence. It is now five years, not six.",
        "An earlier version of the bill was rejected in March. It was passed in May.",
        "The council was wrong to close the bridge. It is needed.",
        "The commission's report wrongly blamed the engineer. It was the contractor.",
        "The price was changed to 12 crowns from 10 crowns in May.",
        "The plan has been amended to show a bridge of 700 metres, not 900.",
    ],
)
def test_what_is_no_correction(text: str) -> None:
    assert find_corrections(article(text, "Bridge"), sentences(text)) == []


OPENING = article(
    "MARLOW: The new Asker bridge opened on Monday.\n\nThe Asker bridge is 900 metres long and "
    "carries two lanes.\n\nTomas Brandt designed the Asker bridge.",
    "Bridge opens",
    day=3,
)
BOATS = article(
    "Boats from Marlow passed under the Asker bridge for the first time.\n\nThe Asker bridge is "
    "900 metres long, and the longest in the land.",
    "Boats pass",
    "Gazette",
    day=4,
)
HOW_LONG = "How long is the Asker bridge?"


def picks_the_first(prompt: str) -> str:
    """As a small model does: the first length or name in the passage, withdrawn or not."""
    passage = prompt.split("Passage: ")[1].split("\n\nQuestion")[0]
    known = ("900 metres", "700 metres", "Tomas Brandt", "Ada Roe")
    return min((k for k in known if k in passage), key=passage.index, default="nothing")


@pytest.fixture
def ask(tmp_path: Path, embedding: SentenceEmbedding) -> Ask:
    def ask(question: str, *articles: Article, model: bool = True) -> Answer:
        settings = Settings(llm="none")
        llm = ScriptedLLM(picks=picks_the_first) if model else None
        with ArticleQA.open(tmp_path, settings=settings, embedding=embedding, llm=llm) as qa:
            qa.add(articles)
            return qa.ask(question)

    return ask


@pytest.mark.parametrize("model", [True, False])
@pytest.mark.parametrize(("text", "title"), [FORMS[n] for n in (0, 3, 5, 7, 10)])
def test_the_right_value_comes_first(ask: Ask, text: str, title: str, model: bool) -> None:
    answer = ask(HOW_LONG, OPENING, BOATS, article(text, title), model=model)
    assert answer.status == "answered"
    assert answer.short in (("700 metres",), ("700m",), ("700 metres long",))
    assert answer.text.startswith("Corrected: 700")
    assert "(Marlow Post, 6 May 2031) [1]" in answer.text
    assert "900" in answer.citations[0].quote and "700" in answer.citations[0].quote
    assert len(answer.citations) == 1


def test_a_wrong_value_that_is_not_named(ask: Ask) -> None:
    note = article(
        "An article on Monday misstated the length of the Asker bridge. It is 700 metres.",
        "Correction",
    )
    answer = ask(HOW_LONG, OPENING, note)
    assert answer.text.startswith("Corrected: 700 metres") and "differ" not in answer.text


def test_another_dimension_is_not_corrected(ask: Ask) -> None:
    note = article(
        "An article on Monday misstated the height of the Asker bridge. It is 70 metres high.",
        "Correction",
    )
    answer = ask(HOW_LONG, OPENING, note)
    assert "900 metres" in answer.text and "70 metres" not in answer.text


@pytest.mark.parametrize("model", [True, False])
def test_a_corrected_name(ask: Ask, model: bool) -> None:
    note = article(
        "An article on Monday about the Asker bridge misidentified its designer. She is Ada Roe, "
        "not Tomas Brandt.",
        "Correction",
    )
    answer = ask("Who designed the Asker bridge?", OPENING, note, model=model)
    assert answer.short == ("Ada Roe",) and answer.text.startswith("Corrected: Ada Roe")


def test_withdrawn_with_nothing_in_its_place(ask: Ask) -> None:
    note = article(
        "A previous version of an article on the Asker bridge incorrectly said that it was 900 "
        "metres long. The article has been corrected.",
        "Note",
    )
    answer = ask(HOW_LONG, OPENING, note)
    assert answer.status == "not_found" and answer.short == ()
    assert "withdrawn" in answer.text and answer.citations[0].quote.startswith("A previous")


def test_the_amended_article_itself_has_it_right(ask: Ask) -> None:
    amended = article(
        "MARLOW: The new Asker bridge opened on Monday.\n\nThe Asker bridge is 700 metres long "
        "and carries two lanes.\n\nThis article was amended on 5 May 2031. An earlier version "
        "said the Asker bridge was 900 metres long. This has been corrected.",
        "Bridge opens",
        day=3,
    )
    answer = ask(HOW_LONG, amended, BOATS)
    assert answer.status == "answered"
    assert answer.citations[0].quote.startswith("The Asker bridge is 700 metres")
    assert "longest in the land" not in answer.text


def test_without_a_correction_nothing_is_corrected(ask: Ask) -> None:
    answer = ask(HOW_LONG, OPENING, BOATS)
    assert "900 metres" in answer.text and "orrected" not in answer.text


def test_verification_holds_back_a_short_answer_that_is_withdrawn() -> None:
    text = FORMS[0][0]
    note = article(text)
    (found,) = find_corrections(note, sentences(text))
    wrong = Draft("900 metres", note, (found.span,), short=True)
    right = Draft("700 metres", note, (found.span,), short=True)
    assert not verify(wrong, [], found.retracted) and verify(right, [], found.retracted)
