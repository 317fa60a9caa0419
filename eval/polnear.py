"""PolNeAR: US political news with hand-made attributions, in brat standoff.

Newell, Margolin and Ruths 2018 (LREC); networkdynamics/PolNeAR. Each article comes as
`text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`; of several annotators the first counts.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from eval.bench import BenchDataError, bench_folder
from index.article import Article, Span

Split = Literal["train", "dev"]
SOURCE_URL = "https://github.com/networkdynamics/PolNeAR"
_ROLES = {"Source": "source", "Cue": "cue", "Content": "content", "Content2": "content"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; each part is its spans in order of the text."""

    content: tuple[Span, ...]
    """At least one span."""
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    """Empty where the article names none."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article of the corpus and its attributions, in order of their content."""

    name: str
    article: Article
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class SaidQuestion:
    """One of the questions "What did X say?", answered in one article of the split."""

    id: str
    question: str
    speaker: str
    article: str
    """Name of the article."""
    contents: tuple[tuple[Span, ...], ...]
    """What the speaker is credited with there, a tuple of spans for each statement."""


def article_names(split: Split) -> list[str]:
    """Names of the split's articles, in alphabetical order.

    Raises:
        BenchDataError: the data is not there.
    """
    return sorted(path.stem for path in (_folder(split) / "text").glob("*.txt"))


def load_articles(split: Split, limit: int | None = None) -> Iterator[AnnotatedArticle]:
    """The first `limit` articles of the split (all by default), in alphabetical order.

    Raises:
        BenchDataError: the data is not there or damaged.
    """
    known = _metadata()
    for name in article_names(split)[:limit]:
        yield _load(split, name, known.get(name, {}))


def load_article(split: Split, name: str) -> AnnotatedArticle:
    """One article of the split by name.

    Raises:
        BenchDataError: it is not there or damaged.
    """
    return _load(split, name, _metadata().get(name, {}))


def load_questions(split: Split, limit: int | None = None) -> list[SaidQuestion]:
    """The first `limit` questions of the split (all by default), in the file's order.

    Raises:
        BenchDataError: the data is not there or damaged.
    """
    path = _folder(split) / "questions.jsonl"
    questions = []
    for line in _read(path).split("\n"):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            contents = tuple(_spans(s["span"]) for s in raw["statements"])
            questions.append(
                SaidQuestion(raw["id"], raw["question"], raw["speaker"], raw["article"], contents)
            )
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(path, line) from error
    return questions[:limit]


def parse_annotations(text: str, path: Path) -> tuple[Attribution, ...]:
    """The attributions of a brat file's `text`; `path` is named in errors.

    An event without content is left out.

    Raises:
        BenchDataError: a line cannot be read.
    """
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[tuple[str, str]] = []
    for line in text.split("\n"):
        fields = line.rstrip("\r").split("\t")
        try:
            if line.startswith("T") and len(fields) > 2:
                spans[fields[0]] = _spans(fields[1].split(" ", 1)[1])
            elif line.startswith("E"):
                events.append((line, fields[1]))
        except (ValueError, IndexError) as error:
            raise _damaged(path, line) from error
    found = []
    for line, event in events:
        parts: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for argument in event.split():
            role, _, target = argument.partition(":")
            if role in _ROLES:
                if target not in spans:
                    raise _damaged(path, line)
                parts[_ROLES[role]].extend(spans[target])
        if parts["content"]:
            found.append(Attribution(**{role: tuple(sorted(s)) for role, s in parts.items()}))
    return tuple(sorted(found, key=lambda a: (a.content, a.cue, a.source)))


def _load(split: Split, name: str, metadata: dict[str, str]) -> AnnotatedArticle:
    folder = _folder(split)
    files = sorted((folder / "attributions").glob(f"{name}_*.ann"))
    if not files:
        raise BenchDataError(f"{folder} holds no annotation of {name}; get it from {SOURCE_URL}.")
    published = metadata.get("publication_date", "")
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError as error:
        raise BenchDataError(
            f"metadata.tsv gives {name} the date “{published}”; write it as 2016-06-19."
        ) from error
    article = Article(
        text=_read(folder / "text" / f"{name}.txt"),
        title=metadata.get("title", ""),
        source=metadata.get("publisher", ""),
        published=day,
        published_from="metadata" if day else "",
        origin=name,
    )
    return AnnotatedArticle(name, article, parse_annotations(_read(files[0]), files[0]))


def _folder(split: Split) -> Path:
    folder = bench_folder("polnear") / split
    if not (folder / "text").is_dir():
        raise BenchDataError(f"{folder} holds no texts; get them from {SOURCE_URL}.")
    return folder


def _metadata() -> dict[str, dict[str, str]]:
    """The rows of metadata.tsv by article."""
    text = _read(bench_folder("polnear") / "metadata.tsv")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["filename"]: row for row in rows}


def _read(path: Path) -> str:
    try:
        # bytes, not read_text(): offsets count every character of a line's end
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BenchDataError(f"{path} cannot be read; get it from {SOURCE_URL}.") from error


def _spans(offsets: str) -> tuple[Span, ...]:
    """Spans of "12 40;45 60"; those without a character are left out."""
    pairs = [tuple(int(number) for number in piece.split()) for piece in offsets.split(";")]
    return tuple(sorted(Span(start, end) for start, end in pairs if start < end))


def _damaged(path: Path, line: str) -> BenchDataError:
    return BenchDataError(f"{path} holds a line that cannot be read: {line[:80]!r}")
