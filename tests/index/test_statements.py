from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Statement
from index.nlp import parse
from index.quotes import find_quotes
from index.statements import find_statements


def statements(text: str, published: date | None = None) -> list[Statement]:
    return find_statements(Article(text=text, published=published), parse(text))


def only(text: str, published: date | None = None) -> tuple[Statement, list[str]]:
    found = statements(text, published)
    assert len(found) == 1, found
    return found[0], [text[c.start : c.end] for c in found[0].content]


MAYOR = "Mayor Ilse Varga opened the bridge."


@pytest.mark.parametrize(
    ("sentence", "content", "kind"),
    [
        ('"The river rose too fast," Varga said.', '"The river rose too fast,"', "direct"),
        ('Varga said: "The river rose too fast."', '"The river rose too fast."', "direct"),
        ("Varga said that the river rose too fast.", "that the river rose too fast", "indirect"),
        (
            'Varga warned that the river was "rising too fast" for the pumps.',
            'that the river was "rising too fast" for the pumps',
            "mixed",
        ),
        (
            "According to Varga, the river rose too fast.",
            "the river rose too fast.",
            "indirect",
        ),
        (
            'Varga also pointed out, "The river rose too fast."',
            '"The river rose too fast."',
            "direct",
        ),
    ],
)
def test_the_speaker_gets_the_content(sentence: str, content: str, kind: str) -> None:
    statement, contents = only(f"{MAYOR}\n\n{sentence}")
    assert contents == [content]
    assert statement.speaker == "Ilse Varga"
    assert statement.role == "Mayor"
    assert statement.kind == kind


def test_a_quotation_around_the_cue_is_one_statement() -> None:
    text = f'{MAYOR}\n\n"The river rose too fast," Varga said. "We lost two pumps in an hour."'
    _, contents = only(text)
    assert contents == ['"The river rose too fast,"', '"We lost two pumps in an hour."']


def test_a_quotation_of_several_sentences_before_its_cue() -> None:
    text = f'{MAYOR}\n\n"The river rose too fast. We lost two pumps," Varga said.'
    _, contents = only(text)
    assert contents == ['"The river rose too fast. We lost two pumps,"']


def test_being_named_in_the_sentence_is_not_speaking() -> None:
    text = (
        "Health Secretary Tomas Brandt on Tuesday said that the clinics would stay open during "
        "a press conference with Union Leader Greta Lund."
    )
    found = statements(text, date(2024, 6, 19))
    assert {s.speaker for s in found} == {"Tomas Brandt"}
    assert found[0].role == "Health Secretary"
    assert found[0].said_on == date(2024, 6, 18)


def test_two_speakers_in_one_paragraph_keep_their_own_words() -> None:
    text = (
        'Tomas Brandt met Greta Lund. "The clinics stay open," Brandt said. '
        'Lund said, "Nobody has been paid since March."'
    )
    by = {s.speaker: text[s.content[0].start : s.content[0].end] for s in statements(text)}
    assert by == {
        "Tomas Brandt": '"The clinics stay open,"',
        "Greta Lund": '"Nobody has been paid since March."',
    }


def test_a_pronoun_stands_for_the_last_person_of_its_gender() -> None:
    text = "Mr Tomas Brandt met Mrs Greta Lund. He said the clinics would stay open."
    statement, _ = only(text)
    assert statement.speaker == "Tomas Brandt"


def test_a_role_stands_for_who_holds_it() -> None:
    text = (
        "Finance Minister Noor Haddad presented the budget to Speaker Olof Berg. "
        'The minister said, "There will be no new taxes this year."'
    )
    statement, _ = only(text)
    assert statement.speaker == "Noor Haddad"


def test_a_spokesman_for_somebody_is_not_somebody() -> None:
    text = "Noor Haddad was away. A spokesman for Noor Haddad said the talks had ended."
    assert all(s.speaker != "Noor Haddad" for s in statements(text))


@pytest.mark.parametrize(
    "text",
    [
        'The film "The Long Road Home to the Sea" opened on Friday.',
        'The so-called "peace plan" was signed in the old town hall.',
        "The bridge opened on Friday after two years of work.",
    ],
)
def test_titles_and_ironies_are_not_speech(text: str) -> None:
    assert statements(text) == []


def test_not_saying_is_not_a_statement() -> None:
    assert statements(f"{MAYOR} Varga did not say whether the pumps had failed.") == []


def test_a_transcript_credits_each_turn() -> None:
    text = (
        "RUIZ: Did you open the gates in time?\n\nVARGA: We opened them at noon.\n\n"
        "RUIZ: Who gave the order?"
    )
    found = statements(text)
    assert [s.speaker for s in found] == ["Ruiz", "Varga", "Ruiz"]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = (
        f'{MAYOR}\n\nVarga said: "The river rose too fast.\n\n'
        '"We lost two pumps in an hour."\n\nThe bridge is open.'
    )
    _, contents = only(text)
    assert contents == ['"The river rose too fast.', '"We lost two pumps in an hour."']


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from("ab .,'\"“”‘’\n"), max_size=120))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    spans = [q.span for q in find_quotes(text)]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all("\n" not in text[s.start : s.end] for s in spans)


@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from(
            ["Ilse Varga", "said", '"We lost two pumps"', "that", "the river", "he", ",", "."]
        ),
        max_size=14,
    )
)
def test_every_span_lies_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for statement in statements(text) if text.strip() else []:
        assert statement.content
        spans = [*statement.content, *filter(None, (statement.cue, statement.source))]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)


def said(sentence: str) -> list[Statement]:
    """The statements of `sentence` in an article of Wednesday 19 June 2024 about Mayor Varga."""
    return statements(f"{MAYOR}\n\n{sentence}", date(2024, 6, 19))


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        (
            '"The risk," said Varga, the head of the council that runs the town, "is the pumps."',
            "Ilse Varga",
            ['"The risk,"', '"is the pumps."'],
        ),
        (
            "''The river rose too fast,'' Varga said.",
            "Ilse Varga",
            ["''The river rose too fast,''"],
        ),
        (
            "Varga, who said the gates were shut, left the room.",
            "Ilse Varga",
            ["the gates were shut"],
        ),
        (
            "The gates, Varga said, must be closed by night.",
            "Ilse Varga",
            ["The gates", "must be closed by night."],
        ),
        ("State media said the bridge was safe.", "State media", ["the bridge was safe"]),
        (
            "Varga denied that she had opened the gates.",
            "Ilse Varga",
            ["that she had opened the gates"],
        ),
        (
            'Varga told a crowd in the old town hall of Lund: "The river rose too fast."',
            "Ilse Varga",
            ['"The river rose too fast."'],
        ),
    ],
)
def test_forms_of_attribution(sentence: str, speaker: str, content: list[str]) -> None:
    text = f"{MAYOR}\n\n{sentence}"
    (statement,) = said(sentence)
    assert statement.speaker == speaker
    assert [text[c.start : c.end] for c in statement.content] == content


def test_a_quotation_running_on_keeps_its_one_speaker() -> None:
    text = (
        'Union leader Greta Lund met Mayor Ilse Varga.\n\n"If she is right, we will drown," Lund '
        'said. "I hope she is wrong.\n\n"But nobody listens to us."'
    )
    statement, contents = only(text)
    assert statement.speaker == "Greta Lund"
    assert len(contents) == 3


def test_a_relayed_saying_is_its_sayers_through_who_relays_it() -> None:
    found = said("Varga said Tomas Brandt had warned that the river would rise.")
    assert {(s.speaker, s.through) for s in found} == {
        ("Ilse Varga", ""),
        ("Tomas Brandt", "Ilse Varga"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Varga did not say that the pumps had failed.",
        "Varga might say that the pumps had failed.",
        "It was reported that the pumps had failed.",
        "Varga signed the budget on Friday.",
    ],
)
def test_what_nobody_said_is_no_statement(sentence: str) -> None:
    assert said(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Varga said on Tuesday that the river rose.", date(2024, 6, 18)),
        ("Varga said that the river rose on Tuesday.", None),
        ("Varga said last week that the river rose.", None),
        ("Varga said earlier this month that the river rose.", None),
        ("Varga said in an interview on Monday that the river would rise.", date(2024, 6, 17)),
        ("Varga, who was arrested on Tuesday, said the river rose.", None),
        ("After the vote on Monday, Varga said the river rose.", None),
        ("On June 3, Varga said that the river rose.", date(2024, 6, 3)),
        ("On December 3, Varga said that the river rose.", date(2023, 12, 3)),
        ("Varga said on 3 June 2021 that the river rose.", date(2021, 6, 3)),
        ("Varga told reporters yesterday that the river rose.", date(2024, 6, 18)),
        ("Varga said two days ago that the river rose.", date(2024, 6, 17)),
    ],
)
def test_the_day_it_was_said(sentence: str, day: date | None) -> None:
    (statement,) = said(sentence)
    assert statement.said_on == day


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Varga told Brandt that the river rose.", "Brandt"),
        ("Varga told reporters in Lund on Tuesday that the river rose.", "reporters"),
        ('"The river rose," Varga told the council on Thursday.', "the council"),
        ("Varga said that the river rose.", ""),
    ],
)
def test_the_addressee(sentence: str, addressee: str) -> None:
    (statement,) = said(sentence)
    assert statement.addressee == addressee


def test_whoever_leads_the_sentence_is_he() -> None:
    found = said(
        "Her deputy, Tomas Brandt, was not convinced. He said that the pumps would hold the water."
    )
    assert "Tomas Brandt" in {s.speaker for s in found}
    assert "Ilse Varga" not in {s.speaker for s in found}


def test_an_organisation_is_never_he() -> None:
    text = "Tomas Brandt left the Lund Medical Center. He said the clinics would stay open."
    assert {s.speaker for s in statements(text)} == {"Tomas Brandt"}


def test_whoever_is_said_to_be_something_is_that() -> None:
    text = (
        "Lena Brandt, a former tug captain, is the new harbour master of Oster.\n\n"
        "The harbour master said that the sluice was open."
    )
    statement = statements(text)[-1]
    assert (statement.speaker, statement.role) == ("Lena Brandt", "harbour master")


def test_a_relative_that_the_tagger_passes_over_is_not_somebody_else() -> None:
    text = (
        "Kit Munro works for the port.\n\nRita Munro said that she would stay. On Monday Rita "
        "Munro said that she had been wet once."
    )
    assert {s.speaker for s in statements(text)} == {"Rita Munro"}


def test_the_words_right_beside_a_quotation_tell_whose_it_is() -> None:
    text = (
        '"I never said that. I never said that," Brandt said, after the Gazette\'s Rita Quist '
        "said that he had called the senator a liar."
    )
    by_speaker = {s.speaker: s for s in statements(text)}
    assert by_speaker["Brandt"].kind == "direct"
    assert "never" not in "".join(
        text[c.start : c.end] for s in statements(text) if s.speaker != "Brandt" for c in s.content
    )


@pytest.mark.parametrize("first", ["", "that "])
@pytest.mark.parametrize("cue", ["had warned", "had said", "denied", "had announced"])
def test_what_somebody_said_that_another_said_is_the_others(first: str, cue: str) -> None:
    text = f"Mia Falk said {first}Tom Reiss {cue} that the dam was unsafe."
    found = {(s.speaker, s.through, text[s.content[0].start :]) for s in statements(text)}
    assert ("Tom Reiss", "Mia Falk", "that the dam was unsafe.") in found
    assert "Mia Falk" in {speaker for speaker, *_ in found}


def test_the_dateline_does_not_speak() -> None:
    text = "ORL: Health minister Petra Oyelaran said on Thursday that schools would have a nurse."
    statement, _ = only(text)
    assert (statement.speaker, statement.role) == ("Petra Oyelaran", "Health minister")


def test_a_titles_stop_ends_no_sentence_before_a_colon() -> None:
    text = "Another reader, Rolf Zink, wrote of Ms. Brandt: ''Your boss sends us more lorries.''"
    assert [s.speaker for s in statements(text)] == ["Rolf Zink"]


def test_a_title_before_a_name_and_a_colon_is_its_speakers() -> None:
    text = "The hall was full. Ms. Brandt: “We will build the bridge this year.”"
    assert [s.speaker for s in statements(text)] == ["Brandt"]


@pytest.mark.parametrize("before", ["The council leader did not answer. ", ""])
def test_who_stands_behind_the_chair_of_a_body_is_the_chair(before: str) -> None:
    chair = "The chair of the Nurses' Association, Greta Moll, did. “We will not sign,” she said."
    found = statements(before + chair)
    roles = [(s.speaker, s.role) for s in found if s.kind == "direct"]
    assert roles == [("Greta Moll", "chair of the Nurses' Association")]


def test_the_noun_before_a_name_in_a_clause_about_it_is_no_role() -> None:
    text = "It was a bad week for the federal judge Jon Doe has criticized. Jon Doe said so."
    assert all(s.role == "" for s in statements(text))
    assert all(
        "judge" not in s.role for s in statements(text + " Jon Doe said the court was slow.")
    )
