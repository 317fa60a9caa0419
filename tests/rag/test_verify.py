from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span, Statement
from index.nlp import parse
from index.statements import find_statements
from rag.compose import Draft
from rag.verify import supported_phrase, unify, verify

TEXT = (
    'Tomas Brandt met Greta Lund. "The clinics stay open," Brandt said.\n\n'
    "Lund said, “Nobody has been paid since March.”\n\n"
    "Varden supplies grain to Oster."
)
ARTICLE = Article(text=TEXT)
RECORD = find_statements(ARTICLE, parse(TEXT))


def draft(text: str, cited: str, speaker: str = "") -> Draft:
    start = TEXT.index(cited)
    return Draft(text, ARTICLE, (Span(start, start + len(cited)),), speaker)


def record() -> list[Statement]:
    assert {s.speaker for s in RECORD} == {"Tomas Brandt", "Greta Lund"}
    return RECORD


def test_the_articles_own_sentence_passes() -> None:
    sentence = "Lund said, “Nobody has been paid since March.”"
    assert verify(draft(sentence, sentence, "Greta Lund"), record())


def test_typographic_marks_do_not_matter() -> None:
    text = 'Greta Lund said: "Nobody has been paid since March."'
    assert verify(
        draft(text, "Lund said, “Nobody has been paid since March.”", "Greta Lund"), RECORD
    )


@pytest.mark.parametrize(
    "text",
    [
        'Greta Lund said: "Everybody has been paid since March."',
        'Greta Lund said: "Nobody has been paid."  "Since May."',
        'Greta Lund said: "Somebody has been paid since March."',
    ],
)
def test_a_changed_quotation_is_held_back(text: str) -> None:
    assert not verify(
        draft(text, "Lund said, “Nobody has been paid since March.”", "Greta Lund"), RECORD
    )


def test_words_credited_to_another_are_held_back() -> None:
    text = 'Tomas Brandt said: "Nobody has been paid since March."'
    cited = "Lund said, “Nobody has been paid since March.”"
    assert not verify(draft(text, cited, "Tomas Brandt"), RECORD)


def test_a_quotation_from_outside_the_cited_span_is_held_back() -> None:
    text = 'Tomas Brandt said: "The clinics stay open."'
    assert not verify(draft(text, "Varden supplies grain to Oster.", "Tomas Brandt"), RECORD)


def test_words_that_the_article_does_not_have_are_held_back() -> None:
    cited = "Varden supplies grain to Oster."
    assert not verify(draft("Varden supplies weapons to Oster.", cited), RECORD)


def test_a_note_is_what_the_record_has_of_a_cited_statement() -> None:
    on = date(2031, 3, 4)
    record = [
        replace(s, said_on=on, occasion="At a hearing") if s.speaker == "Greta Lund" else s
        for s in RECORD
    ]
    sentence = "Lund said, “Nobody has been paid since March.”"
    good = replace(draft(sentence, sentence, "Greta Lund"), note="4 March 2031, at a hearing")
    assert verify(good, record)
    for note in ("5 March 2031, at a hearing", "4 March 2031", "yesterday"):
        assert not verify(replace(good, note=note), record)
    assert not verify(replace(good, speaker="Tomas Brandt"), record)


def phrase(text: str) -> str | None:
    start = TEXT.index("Varden")
    span = supported_phrase(text, ARTICLE, [Span(start, len(TEXT))])
    return None if span is None else ARTICLE.quote(span)


def test_a_phrase_is_believed_where_it_stands() -> None:
    assert phrase("grain to oster") == "grain to Oster"


@pytest.mark.parametrize(
    "text", ["Oster supplies grain to Varden", "Varden supplies Oster", "", "…"]
)
def test_a_phrase_with_words_moved_or_left_out_is_not(text: str) -> None:
    assert phrase(text) is None


@given(st.text())
def test_unifying_twice_changes_nothing_more(text: str) -> None:
    assert unify(unify(text)) == unify(text)


@given(st.data())
def test_every_run_of_the_articles_words_is_believed(data: st.DataObject) -> None:
    words = "Varden supplies grain to Oster".split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    assert phrase(" ".join(words[first:last])) == " ".join(words[first:last])
