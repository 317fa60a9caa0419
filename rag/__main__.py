"""Ask from the shell: `python -m rag ask "What did X say?"`."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError
from tqdm import tqdm

from index.errors import DatelineError, QuestionError
from rag import Answer, ArticleQA, Settings

EXAMPLES = """examples:
  python -m rag ask "What did the mayor say about the bridge?"
  python -m rag ask "When was the bridge opened?" --data my-articles --json
  python -m rag ask --batch questions.jsonl > answers.jsonl
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; 0 when everything asked was dealt with, else 1."""
    options = _parser().parse_args(argv)
    try:
        overrides = {
            name: value
            for name, value in (("data_dir", options.data), ("llm", options.llm))
            if value is not None
        }
        settings = Settings(**overrides)
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
        help='JSON Lines of {"id", "question"}; answers so too',
    )
    ask.add_argument("--data", type=Path, metavar="DIR", help="folder of the indexed articles")
    ask.add_argument("--llm", metavar="NAME", help="model, as DATELINE_LLM")
    ask.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    return parser


def _ask(question: str, settings: Settings, *, as_json: bool) -> int:
    with ArticleQA.open(settings=settings) as qa:
        answer = qa.ask(question)
    if as_json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False))
    else:
        print(_for_people(answer))
    return 0


def _for_people(answer: Answer) -> str:
    lines = [answer.text]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        article = citation.article
        about = ", ".join(
            part
            for part in (article.source, article.published and article.published.isoformat())
            if part
        )
        title = article.title or article.origin
        where = f"characters {citation.start} to {citation.end}"
        lines.append(f"[{citation.n}] {title}{f' ({about})' if about else ''}, {where}")
    if answer.status == "not_found" and answer.evidence:
        lines += ["", "The closest passages:"]
        lines += [f"- {' '.join(item.text.split())}" for item in answer.evidence[:3]]
    return "\n".join(lines)


def _batch(file: Path, settings: Settings) -> int:
    asked = list(_questions(file))
    failed = 0
    with ArticleQA.open(settings=settings) as qa:
        for number, question_id, question in tqdm(
            asked, unit="question", disable=not sys.stderr.isatty(), file=sys.stderr
        ):
            try:
                answer = qa.ask(question)
            except QuestionError as error:
                failed += 1
                _fail(f"Line {number} of {file}: {error}")
                continue
            row = {"id": question_id} | answer.to_dict()
            print(json.dumps(row, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _questions(file: Path) -> Iterator[tuple[int, object, str]]:
    """Line number, id and question of every line.

    Raises:
        QuestionError: the file cannot be read, or a line is not a question; nothing is asked then.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionError(f"{file} cannot be read ({error.strerror}); check the path.") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"{file} is not UTF-8 text; save it as UTF-8 JSON Lines.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise QuestionError(f"Line {number} of {file} is not JSON ({error.msg}).") from error
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            raise QuestionError(
                f'Line {number} of {file} is not an object with a text under "question".'
            )
        yield number, row.get("id", number), row["question"]


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
