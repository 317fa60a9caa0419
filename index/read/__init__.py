"""Articles from files and folders."""

import os
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.errors import SourceError
from index.read.text import read_text

SUFFIXES = frozenset({".txt", ".md"})


def articles_in(path: Path) -> Iterator[Article | SourceError]:
    """The articles of a file, or of a folder and those below it, in the order of their names.

    A file of a folder that cannot be read comes out as its SourceError, and the rest go on.
    Links that lead out of the folder are not followed.

    Raises:
        SourceError: nothing is at `path`, the one file cannot be read, or the folder has none.
    """
    if path.is_dir():
        files = _files(path)
        if not files:
            raise SourceError(
                f"The folder {path} holds no articles; put .txt or .md files in it, one article "
                "each."
            )
        for file in files:
            try:
                yield read_text(file)
            except SourceError as error:
                yield error
    elif path.exists():
        yield read_text(path)
    else:
        raise SourceError(f"There is nothing at {path}; check the path.")


def _files(folder: Path) -> list[Path]:
    """Text files in and below `folder`, sorted; hidden ones are not articles."""
    root = folder.resolve()
    found = []
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            if name.startswith(".") or file.suffix.lower() not in SUFFIXES:
                continue
            if file.is_file() and file.resolve().is_relative_to(root):
                found.append(file)
    return sorted(found)
