import pytest

from index.article import Article, Span, Statement
from index.split import sentences
from rag.compose import Draft, from_statement

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
