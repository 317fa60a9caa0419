from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.embeddings import MockEmbedding

from index import embed
from index.embed import Measured, SentenceEmbedding, load_embedding
from index.errors import ModelError
from index.settings import IndexSettings

TEXTS = ["The minister resigned.", "Rain is expected tomorrow.", "word " * 300, "Rain."]


def test_unit_vectors_in_the_order_of_the_texts(embedding: SentenceEmbedding) -> None:
    vectors = embedding.encode_document(TEXTS)
    assert vectors.shape == (4, embedding.dimension) == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert embedding.encode_document([text])[0] @ vector > 0.999
    assert embedding.encode_document([]).shape == (0, 384)


def test_meaning_is_near(embedding: SentenceEmbedding) -> None:
    query = embedding.encode_query(["Who quit the cabinet?"])[0]
    near, far = embedding.encode_document(TEXTS[:2])
    assert query @ near > query @ far + 0.1


def test_it_is_a_llamaindex_embedding(embedding: SentenceEmbedding) -> None:
    assert embedding.model_name == "all-MiniLM-L6-v2"
    batch = embedding.get_text_embedding_batch(TEXTS)
    assert np.allclose(batch, embedding.encode_document(TEXTS), atol=1e-3)
    assert np.allclose(
        embedding.get_query_embedding("Rain?"), embedding.encode_query(["Rain?"])[0], atol=1e-3
    )


def test_tokens_up_to_the_limit_count_and_no_more(embedding: SentenceEmbedding) -> None:
    assert embedding.max_tokens == 254
    assert embedding.count_tokens([]) == []
    assert embedding.count_tokens(["rain", ""]) == [1, 0]
    words = " ".join(["rain"] * embedding.max_tokens)
    assert embedding.count_tokens([words]) == [embedding.max_tokens]
    # What fits changes the embedding to its last word; what does not is cut off.
    cut = words + " parliament"
    last = words.removesuffix(" rain") + " parliament"
    whole, too_long, other = embedding.encode_document([words, cut, last])
    assert whole @ too_long > 0.9999
    assert whole @ other < 0.9999


def test_articles_are_counted_while_questions_are_embedded(embedding: SentenceEmbedding) -> None:
    with ThreadPoolExecutor(2) as pool:
        counted = pool.submit(lambda: [embedding.count_tokens(["ab c"] * 50) for _ in range(200)])
        embedded = pool.submit(lambda: [embedding.encode_query(["who?"]) for _ in range(100)])
        assert {tuple(counts) for counts in counted.result()} == {(2,) * 50}
        assert len(embedded.result()) == 100


def test_the_runtimes_agree(embedding: SentenceEmbedding) -> None:
    torch = load_embedding(IndexSettings(embed_backend="torch"))
    assert torch.runtime == "torch fp32"
    assert embedding.runtime in ("openvino f32", "openvino bf16")
    a, b = torch.encode_document(TEXTS), embedding.encode_document(TEXTS)
    assert ((a * b).sum(axis=1) > 0.999).all()


def test_without_openvino_torch_does_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(*_: object) -> SentenceEmbedding:
        raise ImportError("No module named 'openvino'")

    monkeypatch.setattr(embed, "_load_openvino", missing)
    assert load_embedding(IndexSettings()).runtime == "torch fp32"
    assert "OpenVINO cannot run all-MiniLM-L6-v2" in caplog.text
    with pytest.raises(ModelError, match="does not run on OpenVINO"):
        load_embedding(IndexSettings(embed_backend="openvino"))


@pytest.mark.parametrize("name", ["/nowhere/model", "./nowhere", "nobody/no-such-model", "?"])
def test_a_missing_model_is_one_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="There is no embedding model") as raised:
        load_embedding(IndexSettings(embed_model=name))
    assert "\n" not in str(raised.value)


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_embedding(IndexSettings(embed_model=str(tmp_path), models_dir=tmp_path / "models"))


def test_any_embedding_can_be_measured(embedding: SentenceEmbedding) -> None:
    other = Measured(MockEmbedding(embed_dim=7))
    assert (other.dimension, other.max_tokens) == (7, 256)
    assert other.count_tokens(["x" * 9]) == [3]
    ours = Measured(embedding)
    assert (ours.dimension, ours.max_tokens, ours.name) == (384, 254, "all-MiniLM-L6-v2")


def test_texts_embedded_at_the_same_time_keep_their_places(embedding: SentenceEmbedding) -> None:
    texts = [" ".join(f"word{n} rain" for n in range(1 + i % 40)) + f" {i}" for i in range(120)]
    alone = np.vstack([embedding.encode_document([text]) for text in texts])
    with ThreadPoolExecutor(3) as pool:
        for together in pool.map(lambda _: embedding.encode_document(texts), range(3)):
            assert ((alone * together).sum(axis=1) > 0.999).all()
