import pytest

from index.article import Article, Span, Statement
from index.split import sentences
from rag.compose import Draft, from_statement, without_repeats

OPENING = "Tomas Brandt and Ilse Varga spoke in Marlow."


def draft(sentence: str, cue: str, content: str) -> Draft:
    """Of a statement that an article credits to Tomas Brandt as "he"."""
    article = Article(f"{OPENING}\n\n{sentence}")

    def span(words: str) -> Span:
        start = article.text.rindex(words)
        return Span(start, start + len(words))

    statement = Statement(
        article.id, (span(content),), span(cue), span("he"), "Tomas Brandt", "minister", "direct"
    )
    return from_statement(article, statement, [s.span for s in sentences(article.text)])


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        ("In the evening he defended the mayor's “I never sleep” line.", "defended", "“I never"),
        ("On Monday he mocked “The Highest Wall”.", "mocked", "“The Highest Wall”"),
    ],
)
def test_what_somebody_did_about_words_does_not_make_them_theirs(
    sentence: str, cue: str, content: str
) -> None:
    assert draft(sentence, cue, content).text == sentence


@pytest.mark.parametrize("cue", ["said", "wrote", "vowed", "pointed out"])
def test_what_somebody_said_is_given_as_theirs(cue: str) -> None:
    found = draft(f"“I never sleep,” he {cue}.", cue, "“I never sleep,”")
    assert found.text == f"Tomas Brandt (minister) {cue}: “I never sleep”."


def test_words_after_a_colon_are_theirs() -> None:
    assert ":" in draft("Then he : No More Walls", ":", "No More Walls").text


def test_what_a_shown_sentence_tells_as_well_is_cited_with_it() -> None:
    told, added = (
        "Brandt called the wall high and said that it would stand.",
        "It is blue, he added.",
    )
    article = Article(f"{told} {added}")
    whole, part = Span(0, len(told)), Span(told.index("said"), len(told) - 1)
    last = Span(len(told) + 1, len(article.text))
    first = Draft(told, article, (whole,), "Brandt", content="the wall high")
    text = "Brandt said that it would stand."
    second = Draft(text, article, (part,), "Brandt", content="that it would stand")
    third = Draft("Brandt added: It is blue.", article, (last,), "Brandt", content="It is blue,")
    both = [Draft(first.text, article, (whole, part), "Brandt", content=first.content), third]
    assert without_repeats([first, second, third]) == both
    assert without_repeats([second, third, first]) == [both[0], third]
    other = Draft(second.text, article, second.spans, "Varga", content=second.content)
    assert without_repeats([first, other]) == [first, other]
