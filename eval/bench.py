"""Where the benchmark data lies; it is read in place and no part of the project."""

import os
from pathlib import Path

from index.errors import DatelineError

_DEFAULT = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"


class BenchDataError(DatelineError):
    """Benchmark data that is not there, or is not what it should be."""


def bench_folder(name: str) -> Path:
    """The folder of the benchmark `name` under the environment's BENCH_DATA.

    Raises:
        BenchDataError: there is no such folder.
    """
    folder = Path(os.environ.get("BENCH_DATA") or _DEFAULT) / name
    if not folder.is_dir():
        raise BenchDataError(
            f"The benchmark data {folder} is not there; set BENCH_DATA to the folder that holds "
            f"{name}/."
        )
    return folder
