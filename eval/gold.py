"""Gold questions and the record of who really said what, from JSON Lines or CSV files."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from index.errors import DatelineError

_Line = TypeVar("_Line", bound=BaseModel)


class GoldError(DatelineError):
    """A gold file that cannot be read, or holds a line that is not a gold question."""


class GoldQuestion(BaseModel):
    """One question and what its answer must, may and must not hold.

    `must`: every text occurs in the answer; `must_any`: at least one does; `must_not`: none does.
    `answer`: a right answer in a few words, of which the given one may be another wording.
    `article`: name of the file that has the answer. `refuse`: the articles don't say, so the
    answer's status is `not_found`. A line without an id goes by its number.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = ""
    question: str = Field(min_length=1)
    kind: str = Field(default="question", min_length=1)
    must: list[str] = []
    must_any: list[str] = []
    must_not: list[str] = []
    answer: str = ""
    article: str = ""
    refuse: bool = False

    @model_validator(mode="after")
    def _checkable(self) -> Self:
        if self.refuse and (self.must or self.must_any or self.must_not or self.answer):
            raise ValueError("a question to refuse has no must, must_any, must_not or answer")
        if not self.refuse and not (self.must or self.must_any or self.answer):
            raise ValueError("needs must, must_any or answer, or refuse: true")
        return self


class SpokenQuote(BaseModel):
    """A quotation as it stands in an article, and the names its true speaker goes by."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    quote: str = Field(min_length=1)
    speaker: list[str] = Field(min_length=1)


def load_gold(path: Path) -> list[GoldQuestion]:
    """The questions of a gold file (`.jsonl`, or `.csv` with a header), in its order.

    In a CSV file the several texts of a field are parted by ` | `, and `refuse` is true or false.

    Raises:
        GoldError: the file cannot be read, is empty, repeats an id, or holds a wrong line.
    """
    questions = []
    seen: dict[str, int] = {}
    for number, question in _lines(path, GoldQuestion):
        if not question.id:
            question = question.model_copy(update={"id": f"line {number}"})
        if question.id in seen:
            raise GoldError(
                f"{path.name}, line {number}: the id “{question.id}” stands already on line "
                f"{seen[question.id]}; give each question its own."
            )
        seen[question.id] = number
        questions.append(question)
    return questions


def load_speakers(path: Path) -> list[SpokenQuote]:
    """The quotations of a speakers file, in its order.

    Raises:
        GoldError: the file cannot be read, is empty, or holds a wrong line.
    """
    return [quote for _, quote in _lines(path, SpokenQuote)]


def _lines(path: Path, model: type[_Line]) -> Iterator[tuple[int, _Line]]:
    """The parsed lines with their numbers, from 1; blank lines are skipped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(
            f"{path} cannot be read as UTF-8 text; check the path and the file."
        ) from error
    parsed: list[tuple[int, _Line]] = []
    problems: list[tuple[int, str]] = []
    is_csv = path.suffix.lower() == ".csv"
    for number, line in _rows(text, path) if is_csv else _json_lines(text):
        try:
            if isinstance(line, str):
                parsed.append((number, model.model_validate_json(line)))
            else:
                parsed.append((number, model.model_validate(line)))
        except ValidationError as error:
            problems.append((number, _first(error)))
    if problems:
        raise GoldError(
            "\n".join(f"{path.name}, line {number}: {problem}." for number, problem in problems)
            + "\nCorrect these lines."
        )
    if not parsed:
        one = "a header and a row for each question" if is_csv else "one JSON object a line"
        raise GoldError(f"{path.name} holds no lines; write {one}.")
    yield from parsed


def _json_lines(text: str) -> Iterator[tuple[int, str]]:
    # split("\n"), not splitlines(): JSON texts may hold U+2028, which is no end of a line here
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a CSV file as fields, under the number of the line that each ends on."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            extra = row.pop(None, None)
            fields: dict[str, Any] = {k: v.strip() for k, v in row.items() if v and v.strip()}
            if extra:
                fields["more than the header's columns"] = extra
            for name in ("must", "must_any", "must_not"):
                if name in fields:
                    fields[name] = [t.strip() for t in fields[name].split(" | ") if t.strip()]
            if "refuse" in fields:
                said = fields["refuse"].lower()
                fields["refuse"] = {"true": True, "yes": True, "1": True}.get(
                    said, False if said in ("false", "no", "0") else said
                )
            if fields:
                yield reader.line_num, fields
    except csv.Error as error:
        raise GoldError(
            f"{path.name}, line {reader.line_num}: not CSV ({error}); correct the line."
        ) from error


def _first(error: ValidationError) -> str:
    """The first problem of a line, in words."""
    details = error.errors(include_url=False)[0]
    if details["type"] == "json_invalid":
        return "not a JSON object"
    message = details["msg"].removeprefix("Value error, ")
    where = ".".join(str(part) for part in details["loc"])
    return f"“{where}”: {message}" if where else message
