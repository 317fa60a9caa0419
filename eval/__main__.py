"""`python -m eval SUITE`: how good the answers are."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.report import as_dict, as_table
from eval.run import System, run_suite
from eval.suites import SUITES
from index.errors import DatelineError


def main(
    arguments: Sequence[str] | None = None, open_system: Callable[[Path], System] | None = None
) -> int:
    """Run a suite and print its result; 0 if it passed, 1 if it failed or could not be run."""
    parser = argparse.ArgumentParser(
        prog="python -m eval", description="Ask a suite's questions and judge the answers."
    )
    parser.add_argument("suite", choices=SUITES, help="the suite to run")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--limit", type=_count, metavar="N", help="ask only the first N questions")
    options = parser.parse_args(arguments)
    try:
        result = run_suite(SUITES[options.suite], open_system or _ours, options.limit)
    except DatelineError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(as_dict(result)) if options.json else as_table(result))
    return 0 if result.passed else 1


def _ours(data_dir: Path) -> System:
    """Dateline itself, with the user's settings but an empty data folder."""
    from rag import ArticleQA  # not above: loading the models' libraries takes seconds

    return ArticleQA.open(data_dir)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("has to be a number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
