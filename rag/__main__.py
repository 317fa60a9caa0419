"""From the shell: `python -m rag ask "What did X say?"`, and who said what as a list."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError
from tqdm import tqdm

from index.article import StatementKind
from index.errors import DatelineError, QuestionError, StoreError
from rag.settings import Settings

if TYPE_CHECKING:
    from rag import Answer, ArticleQA, SpokenStatement

EXAMPLES = """examples:
  python -m rag ask "What did the mayor say about the bridge?"
  python -m rag ask "When was the bridge opened?" --data my-articles --json
  python -m rag ask --batch questions.jsonl > answers.jsonl
  make-questions | python -m rag ask --batch - > answers.jsonl
"""
RECORD_EXAMPLES = """examples:
  python -m rag statements --speaker "the mayor" --about bridge --since 2031-01-01
  python -m rag statements --source "Marlow Post" --kind direct --csv > said.csv
  python -m rag speakers --json
"""
_STDIN = Path("-")

_EMPTY = (
    "There are no articles in {data} yet; add some with `python -m index add PATH --data {data}`."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; 0 when everything asked was dealt with, else 1."""
    options = _parser().parse_args(argv)
    try:
        overrides = {
            name: value
            for name, value in (("data_dir", options.data), ("llm", getattr(options, "llm", None)))
            if value is not None
        }
        if options.command != "ask":
            # The record is read without a model.
            overrides["llm"] = "none"
        settings = Settings(**overrides)
        if options.command == "statements":
            return _statements(options, settings)
        if options.command == "speakers":
            return _speakers(settings, as_json=options.json)
        if options.batch is None:
            return _ask(options.question, settings, as_json=options.json)
        return _batch(options.batch, settings)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        return _fail(f"The setting {name} is wrong: {first['msg']}.")
    except DatelineError as error:
        return _fail(str(error))
    except BrokenPipeError:
        # `python -m rag … | head` closed the pipe: nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _fail("Stopped.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m rag", description="Ask the indexed articles.", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser(
        "ask", help="answer a question, or a file of them", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?", help="the question")
    what.add_argument(
        "--batch",
        type=Path,
        metavar="FILE",
        help='JSON Lines of {"id", "question"}, "-" for standard input; answers so too',
    )
    ask.add_argument("--data", type=Path, metavar="DIR", help="folder of the indexed articles")
    ask.add_argument("--llm", metavar="NAME", help="model, as DATELINE_LLM")
    ask.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    _add_record_commands(commands)
    return parser


def _add_record_commands(commands: Any) -> None:
    statements = commands.add_parser(
        "statements", help="list who said what", epilog=RECORD_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    statements.add_argument("--speaker", default="", help="a name, surname or role")
    statements.add_argument("--about", default="", help="a topic, in words; best first then")
    statements.add_argument("--since", type=_day, metavar="DAY", help="first day, as 2031-03-04")
    statements.add_argument("--until", type=_day, metavar="DAY", help="last day")
    statements.add_argument("--source", default="", help="part of an outlet's name")
    statements.add_argument("--kind", choices=get_args(StatementKind), help="how it is given")
    statements.add_argument("--limit", type=_count, metavar="N", help="at most so many")
    statements.add_argument(
        "--once", action="store_true", help="what copies of one story share only once"
    )
    shape = statements.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print one JSON array")
    shape.add_argument("--jsonl", action="store_true", help="print JSON Lines")
    shape.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")
    speakers = commands.add_parser("speakers", help="list who says how much")
    speakers.add_argument("--json", action="store_true", help="print one JSON array")
    for command in (statements, speakers):
        command.add_argument(
            "--data", type=Path, metavar="DIR", help="folder of the indexed articles"
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a day; write it as 2031-03-04"
        raise argparse.ArgumentTypeError(message) from error


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of statements from 1 up")
    return int(text)


@contextmanager
def _opened(settings: Settings, *, asking: bool = False) -> Iterator["ArticleQA"]:
    """The articles of the data folder, which is not made if it is not there.

    Raises:
        StoreError: there are none, or it may not be looked at.
    """
    # Late, so that `--help` and a mistyped option don't wait for the libraries.
    from index.reading import has_index

    data = settings.data_dir
    if not has_index(data):
        raise StoreError(
            f"There is no index in {data}; name the folder of one with --data, or make it with "
            f"`python -m index add PATH --data {data}`."
        )
    if asking and sys.stderr.isatty():
        print("Loading the models…", file=sys.stderr)
    from rag import ArticleQA

    with ArticleQA.open(settings=settings) as qa:
        yield qa


def _statements(options: argparse.Namespace, settings: Settings) -> int:
    with _opened(settings) as qa:
        found = qa.statements(
            options.speaker,
            options.about,
            since=options.since,
            until=options.until,
            source=options.source,
            kind=options.kind,
            limit=options.limit,
            once=options.once,
        )
        articles = qa.count()
    if not articles:
        return _fail(_EMPTY.format(data=settings.data_dir))
    if options.json:
        print(json.dumps([s.to_dict() for s in found], ensure_ascii=False))
    elif options.jsonl:
        print(found.to_jsonl(), end="")
    elif options.csv:
        print(found.to_csv(), end="")
    elif found:
        print("\n\n".join(_statement_for_people(s) for s in found))
    else:
        print(f"No such statement in {articles} article{'' if articles == 1 else 's'}.")
    return 0


def _statement_for_people(s: "SpokenStatement") -> str:
    who = f"{s.speaker} ({s.role})" if s.role else s.speaker or "Somebody unnamed"
    when = s.said_on.isoformat() if s.said_on else ""
    to = s.addressee and f"to {s.addressee}"
    teller = s.through and f"as told by {s.through}"
    head = ", ".join(filter(None, (who, when, s.occasion, to, teller)))
    about = ", ".join(filter(None, (s.article.source, _iso(s.article.published))))
    title = s.article.title or s.article.origin
    where = f"{title}{f' ({about})' if about else ''}, characters {s.start} to {s.end}"
    also = f"; also in {', '.join(s.also_in)}" if s.also_in else ""
    return f"{head}:\n  {' '.join(s.content.split())}\n  {where}{also}"


def _speakers(settings: Settings, *, as_json: bool) -> int:
    with _opened(settings) as qa:
        speakers = qa.speakers()
        articles = qa.count()
    if not articles:
        return _fail(_EMPTY.format(data=settings.data_dir))
    if as_json:
        print(json.dumps([s.to_dict() for s in speakers], ensure_ascii=False))
        return 0
    for speaker in speakers:
        role = f" ({speaker.role})" if speaker.role else ""
        print(f"{speaker.statements:6}  {speaker.name}{role}")
    return 0


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _ask(question: str, settings: Settings, *, as_json: bool) -> int:
    with _opened(settings, asking=True) as qa:
        answer = qa.ask(question)
    if as_json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False))
    else:
        print(_for_people(answer))
    return 0


def _for_people(answer: "Answer") -> str:
    lines = [answer.text]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        article = citation.article
        about = ", ".join(filter(None, (article.source, _iso(article.published))))
        title = article.title or article.origin
        where = f"characters {citation.start} to {citation.end}"
        lines.append(f"[{citation.n}] {title}{f' ({about})' if about else ''}, {where}")
        if citation.also_in:
            lines.append(f"    also in {', '.join(citation.also_in)}")
    if answer.more is not None:
        lines += ["", answer.more.text, f"To see them: {answer.more.command}"]
    if answer.status == "not_found" and answer.evidence:
        lines += ["", "The closest passages:"]
        lines += [f"- {' '.join(item.text.split())}" for item in answer.evidence[:3]]
    return "\n".join(lines)


def _batch(file: Path, settings: Settings) -> int:
    name = "standard input" if file == _STDIN else str(file)
    asked = _questions(_read(file), name)
    failed = 0
    with _opened(settings, asking=True) as qa:
        for number, question_id, question in tqdm(
            asked, unit="question", disable=not sys.stderr.isatty(), file=sys.stderr
        ):
            try:
                answer = qa.ask(question)
            except QuestionError as error:
                failed += 1
                _fail(f"Line {number} of {name}: {error}")
                continue
            row = {"id": question_id} | answer.to_dict()
            print(json.dumps(row, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _read(file: Path) -> str:
    """The text of a file of questions.

    Raises:
        QuestionError: it cannot be read.
    """
    try:
        if file == _STDIN:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionError(f"{file} cannot be read ({error.strerror}); check the path.") from error
    except UnicodeDecodeError as error:
        what = "Standard input" if file == _STDIN else file
        raise QuestionError(f"{what} is not UTF-8 text; save it as UTF-8 JSON Lines.") from error


def _questions(text: str, name: str) -> list[tuple[int, object, str]]:
    """Line number, id and question of every line.

    Raises:
        QuestionError: lines that are no questions, a sentence for each; nothing is asked then.
    """
    asked: list[tuple[int, object, str]] = []
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            wrong.append(f"Line {number} of {name} is not JSON ({error.msg}).")
            continue
        if isinstance(row, dict) and isinstance(row.get("question"), str):
            asked.append((number, row.get("id", number), row["question"]))
        else:
            wrong.append(f'Line {number} of {name} is not an object with a text under "question".')
    if wrong:
        raise QuestionError("\n".join(wrong))
    return asked


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
