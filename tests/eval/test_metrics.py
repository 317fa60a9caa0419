import pytest

from eval.gold import GoldQuestion, SpokenQuote, load_speakers
from eval.metrics import fold, is_credited, is_verbatim, problems, quoted_passages
from eval.reply import Reply
from eval.suites.gold import seed
from tests.eval.scripted import answer

RECORD = [
    SpokenQuote(quote="It is a strong – and handsome – bridge,", speaker=["Orme", "Ada Orme"]),
    SpokenQuote(
        quote="You have spent the money of our children. It will fall.",
        speaker=["Tull", "Ben Tull"],
    ),
    SpokenQuote(quote="a very plain bridge", speaker=["critic"]),
]
STRONG = "“It is a strong – and handsome – bridge,”"
SPENT = '"You have spent the money of our children. It will fall."'


def gold(**fields: object) -> GoldQuestion:
    return GoldQuestion.model_validate({"id": "1", "question": "?", "kind": "fact", **fields})


def test_matching_ignores_case_markers_and_typography() -> None:
    assert fold("A “Strong” – [1]\n bridge’s [12].") == 'a "strong" - bridge\'s.'


def test_an_answer_with_all_it_must_hold_is_right() -> None:
    question = gold(must=["strong - AND"], must_any=["tower", "bridge"], must_not=["children"])
    assert problems(question, answer("A strong – and handsome [1] bridge.")) == []


def test_each_miss_is_named() -> None:
    question = gold(must=["strong", "tall"], must_any=["tower", "mast"], must_not=["bridge"])
    assert problems(question, answer("A strong bridge.")) == [
        "must: tall",
        "must_any: tower | mast",
        "must_not: bridge",
    ]


def test_a_refusal_is_right_only_where_asked_for() -> None:
    refusal = answer("The articles don't say.", status="not_found")
    assert problems(gold(refuse=True), refusal) == []
    assert problems(gold(refuse=True), answer("A bridge.")) == ["should be refused"]
    assert problems(gold(must=["say"]), refusal) == ["refused"]


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (answer("It was opened by Ada Orme. [1]"), True),
        (answer("Orme of Orme Street opened it. [1]", short="Orme"), True),
        (answer("Orme of Orme Street opened it. [1]"), False),
        (answer("Ada Ormerod. [1]"), False),
    ],
)
def test_an_open_gold_answer_is_held_or_mostly_the_same_words(given: Reply, right: bool) -> None:
    assert (problems(gold(answer="Ada Orme"), given) == []) is right


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Orme said: “A bridge.” [1]", ["A bridge."]),
        ("He called it “at a time\" of 'peace'.", ["at a time"]),  # a mixed pair; too short
        (
            "Orme's and the critics' words: ‘it’s a very plain bridge’.",
            ["it's a very plain bridge"],
        ),
        ("“One.”\n“Two, never closed. [1]\n“Three.”", ["One.", "Two, never closed. [1]", "Three."]),
        ("No quotation, the workers' hats, it's 5 o'clock.", []),
        ('"" and " "', []),
    ],
)
def test_quoted_passages(text: str, passages: list[str]) -> None:
    assert [p.text for p in quoted_passages(text)] == passages


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ('"It is a strong - and handsome - bridge,"', True),
        ('"a strong – and handsome"', True),
        ('"a Strong – and handsome"', False),  # case counts
        ('"a strong, handsome bridge"', False),
        ('"You have spent the money"', False),  # in the article, but not in what is cited
        ('"It is a strong – and handsome – bridge."', False),  # the end mark is another
    ],
)
def test_verbatim_means_inside_a_cited_span(text: str, verbatim: bool) -> None:
    given = answer(text, STRONG)
    (passage,) = quoted_passages(text)
    assert is_verbatim(passage, given) is verbatim


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        (f"Orme said: {STRONG} [1]", True),
        (f"Tull said: {STRONG} [1]", False),
        (f"{STRONG} Ada Orme said, while her rival Ben Tull shook his head. [1]", True),
        (f"At Tull's party Orme on Tuesday evening said that {STRONG} [1]", True),
        (f"Tull told Orme: {SPENT} [1]", True),
        ("“It will fall”, Tull told Mayor Orme. [1]", True),
        (f"Orme told Tull: {SPENT} [1]", False),
        (f"{SPENT} said Mayor Orme. [1]", False),
        (f"Orme (a friend of Tull) said: {STRONG} [1]", True),
        (f"Tull (a friend of Orme) said: {STRONG} [1]", False),
        (f"According to the rival Tull, {SPENT} [1]", True),
        (f"Orme said {STRONG} [1] Tull said {SPENT} [2]", True),
        (f"Orme said {SPENT} [1] Tull said {STRONG} [2]", False),
        (f"Orme opened it. {STRONG}, she said. [1]", True),  # named a sentence before
        (f"Tull was there. {STRONG}, she said. [1]", False),
        (f"Tull said:\n- {SPENT} [1]", True),
        (f"Orme was there. Zeller also said {STRONG} [1]", False),  # whom the record does not know
        (f"{STRONG} [1]", False),  # nobody named, in answer or question
        ("The critic called it ‘a very plain bridge’. [1]", True),
        ('The article says that she "opened the bridge". [1]', True),  # the article's own words
        ('Orme said that she "opened the bridge". [1]', False),
        # an aside, a verb that is no plain "said", a suffix, another name after the verb
        (
            f"Ada Orme, who has built two piers, praised Tull's pier: {STRONG} [1]",
            True,
        ),
        (f"Ada Orme Jr. said {STRONG} [1]", True),
        ("Ada Orme said the Tull “It is a strong” [1]", True),
        (f"Ben Tull, who has built two piers, hailed Orme's as {STRONG} [1]", False),
        ("Ben Tull denounced the Orme “It is a strong” [1]", False),
    ],
)
def test_credited_to_whom_the_record_names(text: str, credited: bool) -> None:
    given = answer(text)
    assert all(is_credited(p, given, RECORD) for p in quoted_passages(text)) is credited


def test_a_surname_alone_may_be_any_of_its_bearers() -> None:
    record = [
        SpokenQuote(quote="It is a strong", speaker=["Ada Orme", "Orme"]),
        SpokenQuote(quote="It will fall.", speaker=["Ugo Orme", "Orme"]),
    ]
    for name, credited in (("Orme", True), ("Ada Orme", True), ("Ugo Orme", False)):
        given = answer(f"{name} said: “It is a strong” [1]")
        (passage,) = quoted_passages(given.text)
        assert is_credited(passage, given, record) is credited


def test_the_question_names_the_speaker_where_the_answer_names_none() -> None:
    for question, credited in (("what did orme say?", True), ("What did Tull say?", False)):
        given = answer(f"{STRONG} [1]", question=question)
        (passage,) = quoted_passages(given.text)
        assert is_credited(passage, given, RECORD) is credited


def test_the_sample_article_credits_its_own_quotations_rightly() -> None:
    suite = seed()
    assert suite.speakers
    record = load_speakers(suite.speakers)
    paragraphs = suite.articles[0].read_text(encoding="utf-8").split("\n")
    quoting = [answer(p) for p in paragraphs if quoted_passages(p)]
    passages = [(a, p) for a in quoting for p in quoted_passages(a.text)]
    assert len(passages) == 17 - 1  # the title's two words between single marks are too few
    assert all(is_credited(p, a, record) for a, p in passages)


def test_exchanged_speakers_of_the_sample_article_are_found() -> None:
    suite = seed()
    assert suite.speakers
    record = load_speakers(suite.speakers)
    for paragraph in suite.articles[0].read_text(encoding="utf-8").split("\n"):
        for one, other in (("Stoltenberg also", "Blinken also"), ("Blinken said", "Hwang said")):
            if one in paragraph:
                given = answer(paragraph.replace(one, other))
                assert not any(is_credited(p, given, record) for p in quoted_passages(given.text))
