"""`python -m eval SUITE…`: how good the answers are, beside other systems."""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from eval.bench import BenchDataError
from eval.folder import MANIFEST, RESULT, RunFolder, write_whole
from eval.report import as_dict, as_markdown, as_table, result_json
from eval.run import Loaded, SuiteResult, fingerprint, run_suite
from eval.suites import SUITES
from eval.suites.gold import GoldSuite
from eval.suites.suite import ANSWERS, INDEXING, RETRIEVAL, Env, Options, Suite
from eval.systems import ABOUT, load_system, missing_package
from eval.systems.models import Models
from eval.systems.system import System
from index.errors import DatelineError

FAILED, USAGE, NOTHING_RAN, INTERRUPTED = 1, 2, 3, 130


class UsageError(DatelineError):
    """What was asked for on the command line is not there."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the shell runs with; tests put other systems, models and suites in."""

    models: Models = field(default_factory=Models)
    load_system: Callable[[str], System] = load_system
    suites: dict[str, Callable[[], Suite]] = field(default_factory=lambda: SUITES)


def main(arguments: Sequence[str] | None = None, setup: Setup | None = None) -> int:
    """Run suites and print their results.

    Returns:
        0: they ran, and passed where a suite says what passing is; 1: not passed, or an error;
        2: wrong usage; 3: nothing could be run for want of data; 130: interrupted.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if arguments[:1] == ["compare"]:
            from eval.compare import main as compare

            return compare(arguments[1:])
        setup = setup or Setup()
        if arguments[:1] == ["list"]:
            return _list(setup)
        return _run(arguments, setup)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        _say(f"The setting {name} is wrong: {first['msg']}.")
        return FAILED
    except UsageError as error:
        _say(str(error))
        return USAGE
    except DatelineError as error:
        _say(str(error))
        return FAILED
    except BrokenPipeError:
        # `python -m eval list | head` closed the pipe: nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        _say("Stopped.")
        return INTERRUPTED


def _run(arguments: Sequence[str], setup: Setup) -> int:
    options = _parser(setup).parse_args(arguments)
    asked = Options(
        limit=options.limit,
        seed=options.seed,
        part=options.part,
        everything=options.all,
        articles=options.articles,
    )
    systems = list(dict.fromkeys(options.system or []))
    suites = [_suite(name, asked, setup) for name in dict.fromkeys(options.suite)]
    if len({s.name for s in suites}) < len(suites):
        raise UsageError("Two of the gold files have the same name; rename one.")
    loaded = _loaded(suites, asked, systems)
    if not loaded:
        _say("Nothing was run.")
        return NOTHING_RAN
    prints = fingerprint(loaded, asked, setup.models)
    if options.out:
        folder = RunFolder.open(options.out, prints)
    else:
        name = "-".join(x.suite.name for x in loaded)
        runs = setup.models.settings.data_dir / "eval" / "runs"
        folder = RunFolder.open_default(runs, name, prints)
    with contextlib.closing(folder):
        return _measure(loaded, folder, options, setup)


def _measure(
    loaded: Sequence[Loaded], folder: RunFolder, options: argparse.Namespace, setup: Setup
) -> int:
    done = len(folder.answers)
    parent = setup.models.settings.data_dir / "eval"
    try:
        env = Env(setup.models, parent / "collections", setup.load_system)
        results = [run_suite(x, folder, env, _say) for x in loaded]
        if options.judge:
            from eval.judge import judge

            results = judge(results, folder, setup.models, options.judge_llm)
        _write(folder, results)
    except KeyboardInterrupt:
        _say(
            f"Stopped after {len(folder.answers) - done} more answers, which are kept in "
            f"{folder.path}; the same command goes on from there."
        )
        return INTERRUPTED
    if options.json:
        print(json.dumps(as_dict(results)))
    else:
        print("\n\n".join(as_table(r) for r in results))
    _say(f"Report: {folder.path / 'report.html'}")
    return 0 if all(r.passed for r in results) else FAILED


def _suite(name: str, options: Options, setup: Setup) -> Suite:
    if name in setup.suites:
        return setup.suites[name]()
    path = Path(name).expanduser()
    if path.suffix.lower() not in (".jsonl", ".csv"):
        raise UsageError(
            f"There is no suite {name}; see `python -m eval list`, or give a gold file (.jsonl or "
            ".csv)."
        )
    if options.articles is None:
        raise UsageError(f"Say where the articles for {name} are: --articles PATH.")
    if path.stem in setup.suites:
        raise UsageError(f"{name} is named like the suite {path.stem}; rename it.")
    return GoldSuite(path.stem, path, (options.articles.expanduser(),))


def _loaded(suites: Sequence[Suite], options: Options, systems: Sequence[str]) -> list[Loaded]:
    """The suites that can be run; of the others it is said why not."""
    loaded = []
    for suite in suites:
        wanted = systems or suite.by_default
        able = [s for s in wanted if s in suite.systems]
        for system in wanted:
            if system not in suite.systems:
                _say(f"{suite.name}: {system} has no part in it (but {', '.join(suite.systems)}).")
        for system in list(able):
            if lack := missing_package(system):
                _say(f"{suite.name}: {system} is skipped. {lack}")
                able.remove(system)
        if not able:
            continue
        try:
            items = suite.load(options)
        except BenchDataError as error:
            _say(f"{suite.name}: skipped. {error} Get it from {suite.origin}.")
            continue
        if options.part:
            items = [i for i in items if i.part == options.part]
        able = [s for s in able if any(suite.applies(s, i) for i in items)]
        if able:
            loaded.append(Loaded(suite, items, able))
        else:
            _say(f"{suite.name}: nothing in it for {', '.join(wanted)}.")
    return loaded


def _write(folder: RunFolder, results: Sequence[SuiteResult]) -> None:
    from eval.page import as_page

    about = _about(folder)
    write_whole(folder.path / "report.md", as_markdown(results, about))
    write_whole(folder.path / "report.html", as_page(results, about))
    # last: it says that the run is finished
    write_whole(folder.path / RESULT, json.dumps(result_json(results), ensure_ascii=False))


def _about(folder: RunFolder) -> str:
    manifest = json.loads((folder.path / MANIFEST).read_text(encoding="utf-8"))
    prints = manifest["fingerprint"]
    models = prints["models"]
    limit = f", limit {prints['limit']}" if prints["limit"] else ""
    return (
        f"Run of {manifest['started']}, commit {manifest['commit'] or 'unknown'}; language model "
        f"{models['llm']}, embedding model {models['embedding']}; seed {prints['seed']}{limit}."
    )


def _list(setup: Setup) -> int:
    print("Suites:")
    for name, make in setup.suites.items():
        suite = make()
        there = suite.missing()
        print(f"  {name:<12}{suite.about}")
        print(f"  {'':<12}systems: {', '.join(suite.systems)}")
        if there:
            print(f"  {'':<12}data: {there}")
    print("  FILE.jsonl or FILE.csv with --articles PATH: your own gold questions")
    print("Systems:")
    for name, about in ABOUT.items():
        print(f"  {name:<17}{about}")
        if lack := missing_package(name):
            print(f"  {'':<17}{lack}")
    return 0


def _parser(setup: Setup) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Measure how well articles are read and questions answered. Also: "
        "`python -m eval list`, `python -m eval compare A B`.",
    )
    parser.add_argument(
        "suite", nargs="+", metavar="SUITE", help="a suite by name, or a gold file of your own"
    )
    parser.add_argument(
        "--system",
        nargs="+",
        action="extend",
        choices=ABOUT,
        metavar="NAME",
        help=f"what to measure (by default ours, and in extraction and statements all): "
        f"{', '.join(ABOUT)}",
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="at most N items of a suite")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the samples drawn")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of answers and report")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--articles", type=Path, metavar="PATH", help="for your own gold file")
    parser.add_argument("--all", action="store_true", help="news: all 4,816 articles")
    parser.add_argument(
        "--part",
        choices=(RETRIEVAL, ANSWERS, INDEXING),
        default="",
        help="only this part of a suite that has several (indexing: of speed)",
    )
    parser.add_argument(
        "--judge", action="store_true", help="let a language model judge answers with an open gold"
    )
    parser.add_argument(
        "--judge-llm", metavar="NAME", help="the judging model, named as in DATELINE_LLM"
    )
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("has to be a number from 1")
    return int(text)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
