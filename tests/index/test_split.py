"""Sentences, chunks and nodes: offsets exact, nothing lost."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.schema import MetadataMode

from index.article import Article
from index.nlp import parse
from index.split import chunks, nodes, sentences

TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(
            [
                '"Why?" ',
                "he asked. ",
                "Gen. ",
                "Lee ",
                "U.S. ",
                "5.2 ",
                "\n\n",
                "No. ",
                "said… ",
                "”",
            ]
        ),
        max_size=60,
    ).map("".join),
)


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) + 2 for text in texts]


def bytes_used(texts: Sequence[str]) -> list[int]:
    return [len(text.encode("utf-8", "surrogatepass")) for text in texts]


@given(TEXTS)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        piece = text[sentence.span.start : sentence.span.end]
        assert not text[at : sentence.span.start].strip()
        assert piece == piece.strip() != ""
        assert "\n" not in piece
        at = sentence.span.end
    assert not text[at:].strip()


@given(TEXTS, st.integers(4, 40))
def test_every_visible_character_is_in_exactly_one_chunk(text: str, limit: int) -> None:
    at = 0
    found = chunks("a", text, sentences(text), bytes_used, limit)
    for position, chunk in enumerate(found):
        assert chunk.position == position
        assert not text[at : chunk.span.start].strip()
        assert bytes_used([text[chunk.span.start : chunk.span.end]])[0] <= limit
        at = chunk.span.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. Ada Orm met Mr. J. R. Tal at 5 p.m. on Jan. 5.", "He left."],
        ["Prices rose 3.5 percent in the U.S. economy.", "Then they fell."],
        ["They live in the U.S.", "The rest went home."],
        ['"Will it hold?" he asked.', '"It will."', "Nobody spoke."],
        ["“Will it hold?” Orm asked.", "“It will.”"],
        ["“We waited… and waited,” she said.", "It rained."],
        ["He said no.", "Then he left."],
        ["The vote, No. 12, failed."],
        ["会议结束。", "他走了。"],
    ],
)
def test_sentences_of_news(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [text[s.span.start : s.span.end] for s in sentences(text)] == expected


def test_parse_decides_what_punctuation_leaves_open() -> None:
    text = "The minister flew back to the U.S. Reporters waited at the gate."
    doc = parse(text)
    found = sentences(text, doc)
    assert "".join(text[s.span.start : s.span.end] for s in found).replace(" ", "") == text.replace(
        " ", ""
    )


def test_paragraphs_are_numbered_as_they_stand() -> None:
    text = "One. Two.\n\nThree."
    assert [s.paragraph for s in sentences(text)] == [0, 0, 1]


def test_chunks_prefer_paragraph_borders() -> None:
    text = "a b c d. e f g h.\n\ni j k l. m n o p."
    found = chunks("a", text, sentences(text), words, 14)
    assert [text[c.span.start : c.span.end] for c in found] == text.split("\n\n")


def test_a_sentence_over_the_limit_is_cut_between_words() -> None:
    text = " ".join(f"word{n}" for n in range(100)) + "."
    found = chunks("a", text, sentences(text), words, 20)
    pieces = [text[c.span.start : c.span.end] for c in found]
    assert " ".join(pieces) == text
    assert max(words(pieces)) <= 20


def test_nodes_carry_exact_offsets_and_flat_metadata() -> None:
    article = Article(text="One.\n\nTwo.", title="T", published=date(2021, 6, 3))
    made = nodes(article, chunks(article.id, article.text, sentences(article.text), words, 3))
    assert [n.id_ for n in made] == [f"{article.id}:0", f"{article.id}:1"]
    for node in made:
        assert article.text[node.start_char_idx : node.end_char_idx] == node.text
        assert node.metadata["published"] == 20210603
        assert node.ref_doc_id == article.id
        assert node.get_content(MetadataMode.EMBED) == node.text
