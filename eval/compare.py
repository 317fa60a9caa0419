"""`python -m eval compare A B`: what changed between two runs, and whether it is chance."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.folder import RunError, load_result
from eval.scores import JUDGED, Difference, Metric, Values, difference
from eval.suites import SUITES
from eval.suites.gold import GOLD_METRICS

SHOWN_CHANGES = 30
"""Items that newly went right or wrong, shown of a system."""


def main(arguments: Sequence[str]) -> int:
    """Compare two run folders; 0 if they could be."""
    parser = argparse.ArgumentParser(
        prog="python -m eval compare", description="What changed from run A to run B."
    )
    parser.add_argument("a", type=Path, metavar="A", help="folder of a finished run")
    parser.add_argument("b", type=Path, metavar="B", help="folder of another")
    parser.add_argument("--json", action="store_true", help="print the differences as JSON")
    options = parser.parse_args(arguments)
    first, second = load_result(options.a), load_result(options.b)
    found = compare(first, second)
    if not found:
        raise RunError(f"{options.a} and {options.b} have no suite and system in common.")
    if options.json:
        print(json.dumps(_as_dict(found)))  # noqa: T201
    else:
        print(_as_text(found, first, second))  # noqa: T201
    return 0


def compare(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[tuple[str, str], list[Difference]]:
    """The metrics of every suite and system of both runs, over the items of both."""
    found = {}
    for suite in a.keys() & b.keys():
        for system in a[suite].keys() & b[suite].keys():
            sides = [_values(run[suite][system]["items"]) for run in (a, b)]
            names = a[suite][system]["metrics"].keys() & b[suite][system]["metrics"].keys()
            differences = [
                difference(metric, sides[0], sides[1])
                for metric in _metrics(suite)
                if metric.name in names
            ]
            found[suite, system] = [d for d in differences if d is not None]
    return dict(sorted((key, d) for key, d in found.items() if d))


def _metrics(suite: str) -> tuple[Metric, ...]:
    known = SUITES[suite]().metrics if suite in SUITES else ()
    return (*(known or GOLD_METRICS), JUDGED)


def _values(items: Mapping[str, Mapping[str, Sequence[float]]]) -> dict[str, Values]:
    return {i: {name: (v[0], v[1]) for name, v in item.items()} for i, item in items.items()}


def _as_dict(found: Mapping[tuple[str, str], Sequence[Difference]]) -> dict[str, Any]:
    output: dict[str, Any] = {}
    for (suite, system), differences in found.items():
        output.setdefault(suite, {})[system] = {
            d.metric: {
                "a": d.a,
                "b": d.b,
                "difference": d.b - d.a,
                "low": d.low,
                "high": d.high,
                "p": d.p,
                "significant": d.significant,
                "n": d.n,
            }
            for d in differences
        }
    return output


def _as_text(
    found: Mapping[tuple[str, str], Sequence[Difference]],
    a: Mapping[str, Any],
    b: Mapping[str, Any],
) -> str:
    lines = []
    for (suite, system), differences in found.items():
        lines += [
            f"{suite}, {system}",
            f"  {'metric':<22}{'A':>10}{'B':>10}{'B - A':>10}   {'95 % interval':<22}{'p':>8}"
            f"{'n':>7}",
        ]
        for d in differences:
            interval = f"[{d.low:+.4f}, {d.high:+.4f}]"
            p = "" if d.p is None else f"{d.p:.4f}"
            verdict = "more than chance" if d.significant else ""
            lines.append(
                f"  {d.metric:<22}{d.a:>10.4f}{d.b:>10.4f}{d.b - d.a:>+10.4f}   {interval:<22}"
                f"{p:>8}{d.n:>7}  {verdict}".rstrip()
            )
        lines += _changed(a[suite][system], b[suite][system])
        lines.append("")
    lines.append("p: McNemar's exact test, where items are right or wrong; else paired bootstrap.")
    return "\n".join(lines)


def _changed(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    """The items that only one of the two runs has problems with."""
    common = a["items"].keys() & b["items"].keys()
    lines = []
    for what, before, after in (("newly wrong", a, b), ("newly right", b, a)):
        ids = sorted((after["problems"].keys() - before["problems"].keys()) & common)
        if ids:
            more = f" and {len(ids) - SHOWN_CHANGES} more" if len(ids) > SHOWN_CHANGES else ""
            lines.append(f"  {what} ({len(ids)}): {', '.join(ids[:SHOWN_CHANGES])}{more}")
    return lines
