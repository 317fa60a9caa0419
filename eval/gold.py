"""Gold questions and the record of who really said what, from JSON Lines files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from index.errors import DatelineError

_Line = TypeVar("_Line", bound=BaseModel)


class GoldError(DatelineError):
    """A gold file that cannot be read, or holds a line that is not a gold question."""


class GoldQuestion(BaseModel):
    """One question and what its answer must, may and must not hold.

    `must`: every text occurs in the answer; `must_any`: at least one does; `must_not`: none does.
    `refuse`: the articles don't say, so the answer's status is `not_found`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    must: list[str] = []
    must_any: list[str] = []
    must_not: list[str] = []
    refuse: bool = False

    @model_validator(mode="after")
    def _checkable(self) -> Self:
        if self.refuse and (self.must or self.must_any or self.must_not):
            raise ValueError("a question to refuse has no must, must_any or must_not")
        if not self.refuse and not (self.must or self.must_any):
            raise ValueError("needs must or must_any, or refuse: true")
        return self


class SpokenQuote(BaseModel):
    """A quotation as it stands in an article, and the names its true speaker goes by."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    quote: str = Field(min_length=1)
    speaker: list[str] = Field(min_length=1)


def load_gold(path: Path) -> list[GoldQuestion]:
    """The questions of a gold file, in its order.

    Raises:
        GoldError: the file cannot be read, is empty, repeats an id, or holds a wrong line.
    """
    questions = []
    seen: dict[str, int] = {}
    for number, question in _lines(path, GoldQuestion):
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
    # split("\n"), not splitlines(): JSON texts may hold U+2028, which is no end of a line here
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            parsed.append((number, model.model_validate_json(line)))
        except ValidationError as error:
            problems.append((number, _first(error)))
    if problems:
        number, problem = problems[0]
        others = ", ".join(str(n) for n, _ in problems[1:])
        more = f" (lines with problems, too: {others})" if others else ""
        raise GoldError(f"{path.name}, line {number}: {problem}; correct the line{more}.")
    if not parsed:
        raise GoldError(f"{path.name} holds no lines; write one JSON object a line.")
    yield from parsed


def _first(error: ValidationError) -> str:
    """The first problem of a line, in words."""
    details = error.errors(include_url=False)[0]
    if details["type"] == "json_invalid":
        return "not a JSON object"
    message = details["msg"].removeprefix("Value error, ")
    where = ".".join(str(part) for part in details["loc"])
    return f"“{where}”: {message}" if where else message
