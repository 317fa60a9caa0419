"""Results as one page that needs nothing beside it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.plots import all_plots
from eval.report import rows
from eval.run import SuiteResult, SystemResult

_FOLDER = Path(__file__).resolve().parent


def as_page(results: Sequence[SuiteResult], about: str) -> str:
    """Tables, plots, and every failed item with what led to it; article text is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html.j2").render(
        about=about, results=[_suite(r) for r in results]
    )


def _suite(result: SuiteResult) -> dict[str, Any]:
    return {
        "name": result.suite.name,
        "about": result.suite.about or "gold questions of your own",
        "count": len(result.items),
        "rows": rows(result),
        # matplotlib escapes the texts in it, which are ours besides
        "plots": [Markup(svg) for svg in all_plots(result).values()],  # noqa: S704
        "systems": [_system(result, name, s) for name, s in result.systems.items()],
    }


def _system(result: SuiteResult, name: str, system: SystemResult) -> dict[str, Any]:
    failures = []
    for item in result.items:
        score = system.scores.get(item.id)
        if score is None or not score.problems:
            continue
        failures.append(
            {
                "id": item.id,
                "question": item.question,
                "problems": score.problems,
                "gold": _lines(item.gold),
                "parts": list(_parts(system.outputs[item.id])),
            }
        )
    return {"name": name, "count": len(system.scores), "failures": failures}


def _parts(output: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was retrieved, drafted, held back by verification, and answered."""
    found: list[tuple[str, str]] = []
    if "evidence" in output:
        found.append(("retrieved", "\n\n".join(map(_passage, output["evidence"])) or "nothing"))
    if "status" in output and "drafted" in output:
        found.append(("drafted", "\n—\n".join(output["drafted"]) or "nothing"))
        held = "\n".join(output["dropped"])
        found.append(("verification", f"held back:\n{held}" if held else "held nothing back"))
        found.append(("answer", f"{output['status']}: {output['text']}"))
        found.append(("short form", output["short"]))
        found.append(("cited", "\n\n".join(map(_passage, output["citations"])) or "nothing"))
    elif "text" in output:
        found.append(("text", output["text"]))
    return [(name, text) for name, text in found if text]


def _passage(passage: Mapping[str, Any]) -> str:
    where = passage["title"] or passage["source"] or passage["article"]
    return f"{where} ({passage['start']}–{passage['end']}): {passage['quote']}"


def _lines(gold: Mapping[str, Any]) -> str:
    return "\n".join(
        f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in gold.items()
    )
