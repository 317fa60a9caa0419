"""Results as numbers for a program, as a table for a shell, and as Markdown."""

import math
from collections.abc import Sequence
from typing import Any

from eval.run import SuiteResult
from eval.scores import JUDGED, Metric, ratio

SHOWN_FAILURES = 40
"""Failed items that the shell shows of a suite; the page shows all."""


def as_dict(results: Sequence[SuiteResult]) -> dict[str, dict[str, dict[str, float]]]:
    """`{suite: {system: {metric: value}}}`: shares from 0 to 1, times in what the name says."""
    return {
        r.suite.name: {
            name: {m: round(value, 4) for m, value in system.values.items()}
            for name, system in r.systems.items()
        }
        for r in results
    }


def result_json(results: Sequence[SuiteResult]) -> dict[str, Any]:
    """Figures with their intervals, and every item's values: what `compare` reads."""
    return {
        r.suite.name: {
            name: {
                "metrics": {m: f.to_dict() for m, f in system.figures.items()},
                "items": {i: dict(s.values) for i, s in system.scores.items()},
                "problems": {i: list(s.problems) for i, s in system.scores.items() if s.problems},
            }
            for name, system in r.systems.items()
        }
        for r in results
    }


def ratios(result: SuiteResult, metric: Metric, first: str, other: str) -> str:
    """`first` divided by `other` with its 95 % interval, over the items of both; may be empty."""
    sides = [
        {i: s.values for i, s in result.systems[name].scores.items()} for name in (first, other)
    ]
    found = ratio(metric, sides[0], sides[1])
    if found is None:
        return ""
    value, low, high = found
    # with few items the other's figure is 0 in some resample
    known = math.isfinite(low) and math.isfinite(high)
    return f"{value:.3g} [{low:.3g}, {high:.3g}]" if known else f"{value:.3g}"


def rows(result: SuiteResult) -> list[list[str]]:
    """The suite's table: a header, then a metric a row; figures with their 95 % intervals.

    With several systems the first one is divided by each of the others.
    """
    names = list(result.systems)
    shown = {m for system in result.systems.values() for m in system.figures}
    metrics = [m for m in (*result.suite.metrics, JUDGED) if m.name in shown]
    header = ["metric", *names, *(f"{names[0]} ÷ {n}" for n in names[1:])]
    table = [header]
    for metric in metrics:
        row = [metric.name]
        for name in names:
            found = result.systems[name].figures.get(metric.name)
            row.append(
                f"{number(found.value, metric)} [{number(found.low, metric)}, "
                f"{number(found.high, metric)}]"
                if found
                else ""
            )
        row += [ratios(result, metric, names[0], other) for other in names[1:]]
        table.append(row)
    return table


def number(value: float, metric: Metric) -> str:
    """A figure as it is shown: three digits of a share, fewer of what is large."""
    digits = min(metric.digits, 3 if abs(value) < 10 else 1 if abs(value) < 1000 else 0)
    return f"{value:.{digits}f}"


def as_markdown(results: Sequence[SuiteResult], about: str) -> str:
    """Every suite's table."""
    parts = ["# Evaluation", about]
    for result in results:
        table = rows(result)
        parts += [
            f"## {result.suite.name}",
            f"{len(result.items)} items. In brackets 95 % bootstrap intervals.",
            "\n".join(
                ["| " + " | ".join(table[0]) + " |", "|" + "---|" * len(table[0])]
                + ["| " + " | ".join(row) + " |" for row in table[1:]]
            ),
        ]
    return "\n\n".join(parts) + "\n"


def as_table(result: SuiteResult) -> str:
    """For a shell: the table, the kinds where there are any, what failed, and the verdict."""
    table = rows(result)
    widths = [max(len(row[c]) for row in table) for c in range(len(table[0]))]
    lines = [
        f"{result.suite.name}",
        *(
            "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
            for row in table
        ),
        *_kinds(result),
    ]
    for name, system in result.systems.items():
        failed = [i for i in result.items if i.id in system.scores and system.scores[i.id].problems]
        lines += ["", f"{name}: something is wrong with {len(failed)} of {len(system.scores)}"]
        for item in failed[:SHOWN_FAILURES]:
            output = system.outputs[item.id]
            lines += ["", f"{item.id}  {item.question}"]
            if "text" in output:
                lines.append(f"    {output.get('status', '')}: {' '.join(output['text'].split())}")
            lines += [f"    {p}" for p in system.scores[item.id].problems]
        if len(failed) > SHOWN_FAILURES:
            lines += ["", f"… and {len(failed) - SHOWN_FAILURES} more; see the page."]
    if result.suite.must_pass:
        lines += ["", "passed" if result.passed else "failed"]
    return "\n".join(lines)


def _kinds(result: SuiteResult) -> list[str]:
    """How many of each kind of question are right, where the gold tells kinds apart."""
    kinds = list(dict.fromkeys(i.gold["kind"] for i in result.items if "kind" in i.gold))
    if len(kinds) < 2:
        return []
    lines = ["", f"{'kind':<16}{'n':>5}" + "".join(f"{name:>18}" for name in result.systems)]
    for kind in kinds:
        ids = [i.id for i in result.items if i.gold.get("kind") == kind]
        right = [sum(not s.scores[i].problems for i in ids) for s in result.systems.values()]
        lines.append(f"{kind:<16}{len(ids):>5}" + "".join(f"{n:>18}" for n in right))
    return lines
