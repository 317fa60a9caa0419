"""A run's folder: every answer as it comes, so that a stopped run can go on."""

import contextlib
import hashlib
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from index.errors import DatelineError
from index.settings import PROJECT

LOCK = ".lock"
MANIFEST, ANSWERS, VERDICTS, RESULT = (
    "manifest.json",
    "answers.jsonl",
    "judgements.jsonl",
    "result.json",
)
Key = tuple[str, str, str]
"""Suite, system, item."""


class RunError(DatelineError):
    """A run that cannot be started, continued or compared."""


class RunFolder:
    """The answers of one run, for one process at a time."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        """Use `RunFolder.open`."""
        self.path = path
        self._lock = lock
        self.answers = Lines(path / ANSWERS)
        self.verdicts = Lines(path / VERDICTS)

    def close(self) -> None:
        """Let another process go on with it."""
        self._lock.release()

    @classmethod
    def open(cls, path: Path, fingerprint: dict[str, Any]) -> Self:
        """Make the folder of a new run, or take up that of the same run.

        Raises:
            RunError: it holds another run, or something else, is in use, or cannot be written.
        """
        manifest = path / MANIFEST
        lock = FileLock(path / LOCK, timeout=0)
        try:
            if manifest.exists():
                lock.acquire()
                differing = _differing(_read(manifest)["fingerprint"], fingerprint)
                if differing:
                    raise RunError(
                        f"{path} holds a run with other settings ({differing}); give another "
                        "folder with --out, or remove that one."
                    )
            elif path.exists() and any(path.iterdir()):
                raise RunError(
                    f"{path} is not empty and holds no run; give another folder with --out."
                )
            else:
                path.mkdir(parents=True, exist_ok=True)
                lock.acquire()
                write_whole(
                    manifest,
                    json.dumps(
                        {"fingerprint": fingerprint, "started": _now(), "commit": commit()},
                        indent=1,
                    ),
                )
            return cls(path, lock)
        except Timeout as error:
            raise RunError(
                f"Another process is busy with the run in {path}; wait for it, or give another "
                "folder with --out."
            ) from error
        except (OSError, ValueError, KeyError) as error:
            lock.release()
            raise RunError(f"{path} cannot be used ({error}); give another with --out.") from error
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_default(cls, parent: Path, name: str, fingerprint: dict[str, Any]) -> Self:
        """Take up the latest unfinished run of this fingerprint below `parent`, or begin one."""
        for manifest in sorted(parent.glob(f"*/{MANIFEST}"), reverse=True):
            path = manifest.parent
            if (path / RESULT).exists():
                continue
            # another run, or one that another process is busy with
            with contextlib.suppress(RunError):
                return cls.open(path, fingerprint)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        for number in range(1, 100):
            path = parent / (f"{stamp}-{name}" + (f"-{number}" if number > 1 else ""))
            if not path.exists():
                return cls.open(path, fingerprint)
        raise RunError(f"{parent} is full; give a folder with --out.")


class Lines:
    """A file of JSON lines by key, added to and never rewritten."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[Key, Any] = {}
        if path.exists():
            self._load()

    def __contains__(self, key: Key) -> bool:
        return key in self._found

    def __getitem__(self, key: Key) -> Any:
        return self._found[key]

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: Key) -> Any:
        """What is stored under the key, or None."""
        return self._found.get(key)

    def add(self, key: Key, output: Any) -> None:
        """Store an output; it is in the file when this returns."""
        suite, system, item = key
        line = {"suite": suite, "system": system, "id": item, "output": output}
        # as it will be read, so that a run and its continuation score the same
        written = json.dumps(line, ensure_ascii=False)
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(written + "\n")
        except OSError as error:
            raise RunError(f"{self._path} cannot be written ({error.strerror}).") from error
        self._found[key] = json.loads(written)["output"]

    def _load(self) -> None:
        """What a killed process left half written at the end is cut off."""
        data = self._path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with self._path.open("r+b") as file:
                file.truncate(len(whole))
        for line in whole.decode("utf-8").split("\n"):
            if line:
                raw = json.loads(line)
                self._found[raw["suite"], raw["system"], raw["id"]] = raw["output"]


def write_whole(path: Path, text: str) -> None:
    """Write a file that appears whole or not at all."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def load_result(folder: Path) -> dict[str, Any]:
    """The `result.json` of a finished run.

    Raises:
        RunError: there is none.
    """
    path = folder / RESULT
    if not path.is_file():
        raise RunError(
            f"{folder} holds no finished run; run `python -m eval SUITE --out {folder}` to its end "
            "first."
        )
    try:
        return _read(path)
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read ({error}).") from error


def code_digest(*packages: str) -> str:
    """12 hexadecimal digits that change with the Python code of the packages."""
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted((PROJECT / package).rglob("*.py")):
            digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def commit() -> str:
    """The commit that is checked out, with a + if files differ from it; empty if unknown."""
    try:
        found = subprocess.run(  # noqa: S603
            ["git", "-C", str(PROJECT), "describe", "--always", "--dirty=+", "--exclude=*"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()


def _differing(old: dict[str, Any], new: dict[str, Any]) -> str:
    names = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
    return "; ".join(f"{k}: {_short(old.get(k))} there, {_short(new.get(k))} now" for k in names)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
