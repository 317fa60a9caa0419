import pytest

from index.errors import QuestionError
from rag.question import Question, read_question


def read(text: str) -> Question:
    return read_question(text, max_chars=2000)


@pytest.mark.parametrize(
    ("text", "speaker", "topic"),
    [
        ("What did Ilse Varga say?", "Ilse Varga", ""),
        ("what did varga say about the river", "varga", "the river"),
        ("What did the finance minister say about taxes?", "finance minister", "taxes"),
        ("What did the Secretary of State say about trade?", "Secretary of State", "trade"),
        ("What did state media say?", "state media", ""),
        ("wat did varga tell brandt", "varga", ""),
        ("According to Varga, what failed?", "Varga", "what failed"),
        ("What was Varga's reaction to the flood?", "Varga", "the flood"),
        ("Has Varga ever said anything about the pumps?", "Varga", "anything about the pumps"),
        ("How did Varga respond to the report?", "Varga", "the report"),
        ("Tell me what Varga said about the pumps", "Varga", "the pumps"),
        ("What concerns did Varga raise?", "Varga", "concerns"),
        ("What did Varga and Brandt say?", "Varga and Brandt", ""),
    ],
)
def test_asks_what_somebody_said(text: str, speaker: str, topic: str) -> None:
    question = read(text)
    assert (question.kind, question.speaker, question.topic) == ("said", speaker, topic)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who said the pumps had failed?", "who_said"),
        ("Who criticised the deal?", "who_said"),
        ("Has anyone criticised the deal?", "who_said"),
        ("Who compared the strike to a flood?", "who_said"),
        ("Who apologised for the delay?", "who_said"),
        ("Who pleaded for more pumps?", "who_said"),
        ("Who attacked the village?", "fact"),
        ("Who apologised?", "fact"),
        ("Did anybody else say the pumps had failed?", "who_said"),
        ("When did the bridge open?", "fact"),
        ("Where was the welcoming ceremony held?", "fact"),
        ("Which ferry line announced a deal to buy Lund Boats?", "fact"),
        ("Which new player did Rovers add to their squad?", "fact"),
        ("What did Varga add to that?", "said"),
        ("What did the two guests eat at the state banquet?", "fact"),
        ("What is the article about?", "overview"),
        ("Summarize the news", "overview"),
    ],
)
def test_asks_something_else(text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("How much did the tunnel cost in the end?", True),
        ("How many people have died so far?", True),
        ("Who is the current chairman?", True),
        ("What was the final bill?", True),
        ("How much did the tunnel cost?", False),
        ("Who knows the mayor?", False),
    ],
)
def test_asks_for_what_holds_by_now(text: str, newest: bool) -> None:
    question = read(text)
    assert question.newest is newest
    assert "end" not in {term.text for term in question.terms}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When did the bridge open?", "time"),
        ("Where did it open?", "place"),
        ("Who built the bridge?", "person"),
        ("How many cars cross it?", "amount"),
        ("Why did it close?", "reason"),
        ("What is the name of the bridge?", "name"),
        ("What did it replace?", "any"),
    ],
)
def test_knows_what_kind_of_answer_would_do(text: str, expected: str) -> None:
    assert read(text).expected == expected


def test_names_count_as_names_and_small_words_not_at_all() -> None:
    terms = {t.text: t.name for t in read("Why did Ilse Varga close the bridge?").terms}
    assert terms["Varga"] and not terms["bridge"]
    assert "the" not in terms and "did" not in terms


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "?!…", "\u200b"])
def test_a_question_without_words_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(QuestionError, match=r"type a question"):
        read(text)


def test_a_question_that_is_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(QuestionError, match=r"20,000 characters, more than the 2,000 allowed"):
        read("a" * 20_000)


def test_a_stance_is_asked_for_by_its_verb_and_plain_saying_is_none() -> None:
    assert read("Has anyone criticised the deal?").stance == "criticised"
    assert read("Who praised the deal?").stance == "praised"
    assert read("Who called for a deal?").stance == "called for"
    assert read("Has anyone attacked the deal?").stance == "attacked"
    assert read("Who said the deal was good?").stance == ""
    assert read("What did Varga criticise?").stance == ""


@pytest.mark.parametrize(
    ("text", "speaker", "topic"),
    [
        ("Did Varga say that the pumps had failed?", "Varga", "the pumps had failed"),
        ("Is it true that Varga said the pumps had failed?", "Varga", "the pumps had failed"),
        ("Was it Varga who said the pumps had failed?", "Varga", "the pumps had failed"),
    ],
)
def test_asks_whether_somebody_said_something(text: str, speaker: str, topic: str) -> None:
    question = read(text)
    assert (question.kind, question.speaker, question.topic) == ("said", speaker, topic)
    assert question.whether


@pytest.mark.parametrize(
    ("text", "act", "topic"),
    [
        ("Did Varga deny that the pumps had failed?", "deny", "the pumps had failed"),
        ("Has Varga promised new pumps?", "promise", "new pumps"),
        ("Did Varga press for Brandt's resignation?", "press for", "Brandt's resignation"),
        ("Did Varga call for new pumps?", "call for", "new pumps"),
        ("Did Varga criticise the budget?", "criticise", "the budget"),
    ],
)
def test_asks_whether_somebody_did_more_than_say(text: str, act: str, topic: str) -> None:
    question = read(text)
    assert (question.kind, question.speaker) == ("said", "Varga")
    assert (question.act, question.topic, question.whether) == (act, topic, True)


@pytest.mark.parametrize(
    "text",
    ["What did Varga deny?", "Has Varga denied anything?", "Did the press report it?"],
)
def test_asks_for_no_act(text: str) -> None:
    assert read(text).act == ""


@pytest.mark.parametrize(
    "text",
    [
        "What did Varga say about the pumps?",
        "Did Varga say anything about the pumps?",
        "Has Varga ever said something about the pumps?",
        "Did the bridge open?",
        "Does Varga back the deal?",
    ],
)
def test_asks_for_the_words_and_not_whether(text: str) -> None:
    assert not read(text).whether


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("What did Varga tell Brandt?", "Brandt"),
        ("What did Varga tell the council about the pumps?", "council"),
        ("What did Varga say to Tomas Brandt about the pumps?", "Tomas Brandt"),
        ("What did Varga say to save the pumps?", ""),
        ("What did Varga say?", ""),
    ],
)
def test_knows_to_whom_it_should_have_been_said(text: str, addressee: str) -> None:
    assert read(text).addressee == addressee


@pytest.mark.parametrize(
    "text",
    [
        "According to a recent survey, what percentage of adults oppose the toll?",
        "Dozens of people are missing after a flood in which state?",
        "The ministry announced it has opened a centre to respond to which outbreak?",
        "Due to an increase in thefts at its shops, which baker said it is closing two of them?",
        "Roe said how many people had left?",
    ],
)
def test_one_of_several_things_asked_for_inside_is_a_fact(text: str) -> None:
    assert read_question(text, 2000).kind == "fact"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("What did the officer in charge of the search say?", "officer in charge of the search"),
        ("According to the report, what failed?", "report"),
        ("The mayor said the plan, which councillors backed, would fail?", "mayor"),
    ],
)
def test_what_looks_like_it_is_none(text: str, speaker: str) -> None:
    question = read_question(text, 2000)
    assert (question.kind, question.speaker) == ("said", speaker)
