"""Whole pages, invented, as people copy them from a browser: what is told, kept and taken off.

A file has what should be told, "---", and the page; "+ " marks the lines that are the article's,
"+~ " those that are one paragraph with the next.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from index.clean import clean

FILES = sorted(Path(__file__).with_name("copied").glob("*.txt"))


class Copied(NamedTuple):
    told: dict[str, str]
    raw: str
    text: str


def read(file: Path) -> Copied:
    head, _, page = file.read_text(encoding="utf-8").partition("---\n")
    told = dict(line.split(":", 1) for line in head.splitlines())
    raw, body, wrapped = [], [], False
    for line in page.split("\n"):
        mark, _, text = line.partition(" ")
        if mark not in ("+", "+~"):
            raw.append(line)
        elif wrapped and mark == "+~":
            raw.append(text)
            body[-1] += f" {text}"
        else:
            raw.append(text)
            body.append(" ".join(text.split()))
        wrapped = mark == "+~"
    return Copied({k: v.strip() for k, v in told.items()}, "\n".join(raw), "\n\n".join(body))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_copied_page(file: Path) -> None:
    page = read(file)
    article = clean(page.raw)
    told = {
        "title": article.title,
        "published": str(article.published or ""),
        "updated": str(article.updated or ""),
        "authors": "; ".join(article.authors),
        "source": article.source,
    }
    assert {name: told[name] for name in page.told} == page.told
    assert article.text == page.text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_sentence_is_lost_where_blank_lines_are(file: Path) -> None:
    """Pasted without the page's blank lines, or with more of them."""
    page = read(file)
    for lines in (page.raw.replace("\n\n", "\n"), page.raw.replace("\n", "\n\n")):
        if file.stem == "pdf":
            continue
        kept = clean(lines).text.split("\n\n")
        lost = [
            p for p in page.text.split("\n\n") if p.endswith((".", '."', ".”")) and p not in kept
        ]
        assert not lost
