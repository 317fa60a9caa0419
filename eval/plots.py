"""Plots as SVG, to be put into a page."""

import io
import re
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FormatStrFormatter, LogLocator, NullLocator

from eval.run import SuiteResult

RANKS = 20
_SIZE = (5.2, 3.4)


def recall_curve(result: SuiteResult) -> str:
    """Share of the right articles among the first k, for each system; empty without retrieval."""
    curves = {}
    for name, system in result.systems.items():
        ranks = [s.ranks for s in system.scores.values() if s.ranks]
        if ranks:
            curves[name] = [
                sum(sum(0 < r <= k for r in item) / len(item) for item in ranks) / len(ranks)
                for k in range(1, RANKS + 1)
            ]
    if not curves:
        return ""
    canvas = _canvas("Recall", "articles retrieved (k)", "share of right articles among them")
    axes = canvas.axes[0]
    for name, values in curves.items():
        axes.plot(range(1, RANKS + 1), values, marker=".", label=name)
    axes.set_xticks([1, 5, 10, 15, 20])
    axes.set_ylim(0, 1.02)
    return _svg(canvas, f"{result.suite.name}-recall")


def refusals(result: SuiteResult) -> str:
    """Precision against recall of refusing, with 95 % intervals; empty where nothing is refused."""
    points = {
        name: (system.figures["refusal_recall"], system.figures["refusal_precision"])
        for name, system in result.systems.items()
        if {"refusal_recall", "refusal_precision"} <= system.figures.keys()
    }
    if not points:
        return ""
    canvas = _canvas("Refusing", "recall of refusals", "precision of refusals")
    axes = canvas.axes[0]
    for name, (x, y) in points.items():
        axes.errorbar(
            x.value,
            y.value,
            xerr=[[max(x.value - x.low, 0)], [max(x.high - x.value, 0)]],
            yerr=[[max(y.value - y.low, 0)], [max(y.high - y.value, 0)]],
            fmt="o",
            capsize=3,
            label=name,
        )
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    return _svg(canvas, f"{result.suite.name}-refusals")


def latencies(result: SuiteResult) -> str:
    """Share of answers given within so many seconds; empty where nothing was timed."""
    times: dict[str, Sequence[float]] = {
        name: sorted(
            s.values["seconds"][0] for s in system.scores.values() if "seconds" in s.values
        )
        for name, system in result.systems.items()
    }
    times = {name: found for name, found in times.items() if found}
    if not times:
        return ""
    canvas = _canvas("Seconds an answer takes", "seconds", "share of answers given by then")
    axes = canvas.axes[0]
    for name, found in times.items():
        shares = [(n + 1) / len(found) for n in range(len(found))]
        axes.step([found[0], *found], [0, *shares], where="post", label=name)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FormatStrFormatter("%g"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_ylim(0, 1.02)
    return _svg(canvas, f"{result.suite.name}-latency")


def all_plots(result: SuiteResult) -> Mapping[str, str]:
    """The plots that the suite has data for, by name."""
    found = {
        "recall": recall_curve(result),
        "refusals": refusals(result),
        "latency": latencies(result),
    }
    return {name: svg for name, svg in found.items() if svg}


def _canvas(title: str, x: str, y: str) -> Canvas:
    canvas = Canvas(figsize=_SIZE, layout="constrained")
    axes = canvas.subplots()
    axes.set_title(title)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(alpha=0.3)
    return canvas


def _svg(canvas: Canvas, prefix: str) -> str:
    """The SVG element; its ids are made unlike those of other plots on the page."""
    canvas.axes[0].legend(fontsize="small", loc="lower right")
    file = io.StringIO()
    canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    svg = text[text.index("<svg") :]
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = re.sub(r'href="#', f'href="#{prefix}-', svg)
    return svg.replace("url(#", f"url(#{prefix}-")
