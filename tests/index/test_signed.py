"""Quotations whose speaker stands beside them in other ways than with a verb of saying."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Statement
from index.nlp import parse
from index.quotes import find_quotes
from index.statements import find_statements

MAYOR = "Mayor Ilse Varga opened the bridge."


def statements(text: str) -> list[Statement]:
    return find_statements(Article(text=text), parse(text))


def only(text: str) -> tuple[Statement, list[str]]:
    found = statements(text)
    assert len(found) == 1, found
    return found[0], [text[c.start : c.end] for c in found[0].content]


def spoken(text: str) -> list[tuple[str, str, list[str]]]:
    """Speaker, kind and content of each statement."""
    return [
        (s.speaker, s.kind, [text[c.start : c.end] for c in s.content]) for s in statements(text)
    ]


@pytest.mark.parametrize("dash", [" — ", " – ", " ― ", "― ", " - ", " -", " -- ", "\n— ", "\n\n-"])
def test_a_signed_quotation_is_its_signers(dash: str) -> None:
    text = (
        f"The bridge is open.\n\n“It shakes. Nobody tells us why.”{dash}Jane Quist, mayor of Lund."
    )
    statement, contents = only(text)
    assert contents == ["“It shakes. Nobody tells us why.”"]
    assert (statement.speaker, statement.role) == ("Jane Quist", "mayor of Lund")
    assert statement.kind == "direct"


def test_a_surname_signs_for_whom_the_article_names() -> None:
    text = f'{MAYOR}\n\n"The river rose too fast for us."\n\n- Varga.\n\nIt rose by a metre.'
    statement, contents = only(text)
    assert (statement.speaker, contents) == ("Ilse Varga", ['"The river rose too fast for us."'])


def test_signed_quotations_stand_one_after_the_other() -> None:
    text = (
        "“Varga scares me. She never listens.” ― Tom Quist “I like the bridge.” ― Ana Zell\n\n"
        "“I do not see why we paid.\n\n“Nobody asked us.”\n\n- Bo Reiss, Oster\n\n"
        "“It was a waste of our money.” — @bozell\n\n“Nobody signed this one at all.”"
    )
    assert spoken(text) == [
        ("Tom Quist", "direct", ["“Varga scares me. She never listens.”"]),
        ("Ana Zell", "direct", ["“I like the bridge.”"]),
        ("Bo Reiss", "direct", ["“I do not see why we paid.", "“Nobody asked us.”"]),
        ("@bozell", "direct", ["“It was a waste of our money.”"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"We lost the old bridge" — a phrase that shocked the town.',
        '"We lost the old bridge." — Jane Quist was the first to see it.',
        'He found it "worse than any year before." — Jane Quist, Lund Times',
        '"We lost the old bridge." — Read more',
        '"We lost the old bridge."\n\n- Reuters',
        '"The Long Road Home to Lund" — Jane Quist',
    ],
)
def test_not_every_dash_signs(text: str) -> None:
    assert not any(s.kind == "direct" for s in statements(text))


def test_a_dash_before_a_clause_signs_nothing() -> None:
    text = 'Tom Reiss called it "a disgrace" — Quist had warned that it would fall.'
    by = {s.speaker: [text[c.start : c.end] for c in s.content] for s in statements(text)}
    assert by["Tom Reiss"] == ['it "a disgrace"']
    assert by["Quist"] == ["that it would fall"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("”Fortunately, it held,” she said.", ["”Fortunately, it held,”"]),
        ("She said: ”It held.” He left.", ["”It held.”"]),
        ("“It held,” she said. ”It held,” he said.", ["“It held,”", "”It held,”"]),
        ("It held” she said. ”It", []),
        ("\u202a”It held,” she said.", ["”It held,”"]),
        ("“What he calls “hell” is here.”", ["“What he calls “hell” is here.”"]),
        ('"What he calls “hell” is here."', ['"What he calls “hell” is here."']),
        ("“It held, she said. “It held.” He left.", ["“It held.”"]),
    ],
)
def test_slips_in_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[q.span.start : q.span.end] for q in find_quotes(text)] == quoted


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from('ab .,"“”«»\n'), max_size=60))
def test_what_is_unseen_before_a_mark_changes_no_quotation(text: str) -> None:
    unseen = "".join(f"\u202a\u200b{c}" if c in '"“”«»' else c for c in text)
    found = [unseen[q.span.start : q.span.end] for q in find_quotes(unseen)]
    plain = [text[q.span.start : q.span.end] for q in find_quotes(text)]
    assert [q.translate({0x202A: None, 0x200B: None}) for q in found] == plain


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        # the parser takes words of the quotation for who speaks it
        (
            '"My apologies, I\'m sorry," Quist said after a quarrel. The crowd laughed.',
            "Quist",
            ['"My apologies, I\'m sorry,"'],
        ),
        (
            "A quarrel between those at the front (''This is less a flood and more a leak,'' "
            "Jane Quist wrote in The Lund Times last week) and those behind goes on.",
            "Jane Quist",
            ["''This is less a flood and more a leak,''"],
        ),
        (
            "The polls were late - Jane Quist: “One lesson was a very simple one.”",
            "Jane Quist",
            ["“One lesson was a very simple one.”"],
        ),
        (
            "The polls were late - LundPoll: “One lesson was a very simple one.”",
            "LundPoll",
            ["“One lesson was a very simple one.”"],
        ),
        (
            "\u202a”The sea declares war on all of us.” wrote Pete Hald.",
            "Pete Hald",
            ["”The sea declares war on all of us.”"],
        ),
        (
            "As Lund Times’ Jane Quist reported after the vote was held:\n\n"
            '"The government has done almost nothing with the money."',
            "Jane Quist",
            ['"The government has done almost nothing with the money."'],
        ),
        (
            "“They are just too much,” Tom Quist said Monday in Lund, according to audio "
            "provided by Lund Radio.",
            "Tom Quist",
            ["“They are just too much,”"],
        ),
    ],
)
def test_who_stands_beside_a_quotation_speaks_it(
    sentence: str, speaker: str, content: list[str]
) -> None:
    found = [
        (s.speaker, [sentence[c.start : c.end] for c in s.content]) for s in statements(sentence)
    ]
    assert (speaker, content) in found
    assert [s for s, said in found if said == content] == [speaker]


def test_what_was_said_before_somebody_spoke_is_found_beside_it() -> None:
    text = (
        '"I never said that. I never said that," Brandt said, after LBC\'s Jane Quist said the '
        "millionaire front-runner had derisively referred to Sen. Bo Zell (R-Fla.) as the "
        '"personal senator" of harbour mogul Pete Hald.'
    )
    assert {s.speaker for s in statements(text)} == {"Brandt", "Jane Quist"}
