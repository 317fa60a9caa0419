from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Chunk, Span
from index.embed import SentenceEmbedding
from rag import ArticleQA, Settings
from rag.retrieve import combined

CHUNKS = [Chunk(article, n, Span(0, 1)) for article in "ab" for n in range(2)]
CHUNK_SCORES = st.dictionaries(st.sampled_from([c.id for c in CHUNKS]), st.floats(-1, 50))


def test_the_article_that_the_whole_question_is_about_comes_first(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    filler = "The harbour was quiet on Monday, and the ferries ran on time all day. " * 12
    price = "A ticket costs four crowns from now on."
    about = Article(f"{filler}\n\n{price}", title="Marlow funicular raises its fares")
    others = [
        Article(f"{filler}\n\n{price}", title=f"{town} tram raises its fares")
        for town in ("Oster", "Velburg", "Lund", "Tessel")
    ]
    # The title alone tells which is meant; the copies would else be one story.
    others = [Article(o.text.replace("ferries", o.title[:5]), title=o.title) for o in others]
    with ArticleQA.open(tmp_path, settings=Settings(llm="none"), embedding=embedding) as qa:
        qa.add([*others[:2], about, *others[2:]])
        found = qa.retrieve("What does a ticket for the Marlow funicular cost?", 1)
    assert found[0].article.title == about.title


@given(CHUNK_SCORES, CHUNK_SCORES, st.dictionaries(st.sampled_from("ab"), st.floats(0, 50)))
def test_scores_are_shares_and_better_in_all_is_better(
    dense: dict[str, float], lexical: dict[str, float], whole: dict[str, float]
) -> None:
    scores = combined(CHUNKS, list(dense.items()), list(lexical.items()), list(whole.items()))
    assert all(0 <= score <= 1 + 1e-9 for score in scores.values())
    for a in CHUNKS:
        for b in CHUNKS:
            worse = all(
                found.get(x, 0.0) <= found.get(y, 0.0)
                for found, x, y in (
                    (dense, a.id, b.id),
                    (lexical, a.id, b.id),
                    (whole, a.article_id, b.article_id),
                )
            )
            assert not worse or scores[a.id] <= scores[b.id] + 1e-9


def test_the_best_of_every_search_is_worth_one() -> None:
    scores = combined(CHUNKS[:2], [("a:1", 0.3)], [("a:1", 7.0)], [("a", 2.0)])
    assert scores["a:1"] == pytest.approx(1.0)
    assert 0 < scores["a:0"] < 0.5
