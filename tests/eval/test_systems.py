"""The real systems over two tiny articles, with the real embedding model."""

import json
from pathlib import Path

import pytest

from eval.__main__ import Setup, main
from eval.systems import load_system
from eval.systems.models import Models
from eval.systems.refusing import is_refusal
from index.article import Article
from index.embed import SentenceEmbedding
from rag.settings import Settings
from tests.eval import bench
from tests.rag.scripted import ScriptedLLM


@pytest.fixture
def models(tmp_path: Path, embedding: SentenceEmbedding) -> Models:
    settings = Settings(data_dir=tmp_path / "data", llm="none")
    return Models(settings, embedding=embedding)


def test_every_retriever_over_squad2(
    tmp_path: Path,
    models: Models,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench.write_all(tmp_path / "bench")
    monkeypatch.setenv("BENCH_DATA", str(tmp_path / "bench"))
    names = ["ours", "ours-extractive", "starter", "bm25", "dense"]
    setup = Setup(models)
    assert main(["squad2", "--part", "retrieval", "--json", "--system", *names], setup) == 0
    found = json.loads(capsys.readouterr().out)["squad2"]
    assert list(found) == names
    assert all(figures["recall@5"] == 1 for figures in found.values())
    # answers without a language model; the index is the one made before
    (before,) = (tmp_path / "data" / "eval" / "collections").glob("squad2-dateline-*")
    changed = (before / "articles.db").stat().st_size
    assert main(["squad2", "--json", "--system", "ours-extractive"], setup) == 0
    figures = json.loads(capsys.readouterr().out)["squad2"]["ours-extractive"]
    assert figures["citation_recall"] > 0.5
    assert 0 <= figures["f1"] <= 1
    assert (before / "articles.db").stat().st_size == changed


def test_the_starter_answers_from_its_two_best_chunks(
    tmp_path: Path, embedding: SentenceEmbedding
) -> None:
    llm = ScriptedLLM(reads=lambda _: True)
    models = Models(Settings(llm="none"), embedding=embedding, llm=llm)
    articles = [Article(bench.TOWER, "Tower"), Article(bench.BRIDGE, "Bridge"), Article("Rain.")]
    opened = load_system("starter").open(articles, tmp_path / "index", models, lambda *_: None)
    reply = opened.ask("Who opened the bridge of Orl?")
    assert (reply.status, reply.text) == ("answered", "Yes")
    assert len(reply.citations) == 2
    first = reply.citations[0]
    assert first.quote == bench.BRIDGE
    assert (first.article, first.start, first.end) == (articles[1].id, 0, len(bench.BRIDGE))
    assert bench.BRIDGE in llm.prompts[0]
    # opened again, it is not indexed again
    again = load_system("starter").open([], tmp_path / "index", models, lambda *_: None)
    assert [p.article for p in again.retrieve("bridge", 5)][:1] == [articles[1].id]
    assert len(again.retrieve("bridge", 5)) == 3


def test_the_starter_reads_files_as_they_are(tmp_path: Path, embedding: SentenceEmbedding) -> None:
    file = tmp_path / "page.txt"
    file.write_text("Share this\n\n" + bench.TOWER, encoding="utf-8")
    models = Models(Settings(llm="none"), embedding=embedding, llm=ScriptedLLM())
    for source in (file, tmp_path):
        index = tmp_path / f".index-{source.name}"
        opened = load_system("starter").open([source], index, models, lambda *_: None)
        assert opened.retrieve("tower", 1)[0].quote.startswith("Share this")


def test_ours_tells_what_led_to_an_answer(tmp_path: Path, embedding: SentenceEmbedding) -> None:
    models = Models(Settings(llm="none"), embedding=embedding, llm=ScriptedLLM(phrase="Ada Orme"))
    opened = load_system("ours").open(
        [Article(bench.BRIDGE, "Bridge")], tmp_path / "index", models, lambda *_: None
    )
    reply = opened.ask("Who opened the new bridge of Orl?")
    opened.close()
    assert (reply.status, reply.short) == ("answered", "Ada Orme")
    assert reply.drafted == (reply.text,)  # no sentence is shown before it is known to answer
    assert reply.evidence[0].quote == bench.BRIDGE


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", True),
        ("Empty Response", True),
        ("The context does not mention who built it.", True),
        ("I don’t know.", True),
        ("There is no information about that in the text. It says other things.", True),
        ("It is not possible to determine the height.", True),
        ("The provided context doesn't specify a date.", True),
        ("The length of the bridge is not mentioned in the text.", True),
        ("Ada Orme opened it.", False),
        ("No.", False),
        ("Ada Orme opened it. The text does not say when.", False),
        ("Nobody was hurt, the mayor said.", False),
    ],
)
def test_refusals_of_a_system_without_a_status(text: str, refusal: bool) -> None:
    assert is_refusal(text) is refusal


def test_speed_of_ours_without_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.write_all(tmp_path / "bench")
    monkeypatch.setenv("BENCH_DATA", str(tmp_path / "bench"))
    monkeypatch.setattr("eval.suites.speed.STARTS", 1)
    setup = Setup(Models(Settings(data_dir=tmp_path / "data", llm="none")))
    assert main(["speed", "--limit", "2", "--json", "--system", "ours-extractive"], setup) == 0
    found = json.loads(capsys.readouterr().out)["speed"]["ours-extractive"]
    wanted = (
        "articles_per_s chunks_per_s embedded_tokens_per_s embed_share model_share "
        "retrieve_p50_ms retrieve_p95_ms first_evidence_ms "
        "answer_median_s peak_mb start_s disk_mb embed_p50_ms dense_p95_ms lexical_p50_ms "
        "fuse_p95_ms"
    )
    assert all(found[name] > 0 for name in wanted.split())
    assert found["embed_share"] < found["model_share"] < 1
    assert found["peak_mb"] > 100


def test_only_the_indexing_is_timed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.write_all(tmp_path / "bench")
    monkeypatch.setenv("BENCH_DATA", str(tmp_path / "bench"))
    setup = Setup(Models(Settings(data_dir=tmp_path / "data", llm="none")))
    systems = ["starter", "starter-torch"]
    arguments = ["speed", "--part", "indexing", "--limit", "2", "--json", "--system", *systems]
    assert main(arguments, setup) == 0
    figures = json.loads(capsys.readouterr().out)["speed"]
    assert set(figures) == set(systems)
    for found in figures.values():
        assert found["embedded_tokens_per_s"] > 0
        assert not {"start_s", "answer_median_s"} & set(found)
