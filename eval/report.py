"""A result as a table, and as numbers for a program."""

from eval.run import Outcome, Result


def as_dict(result: Result, system: str = "ours") -> dict[str, dict[str, dict[str, float]]]:
    """The figures: shares from 0 to 1, times in seconds."""
    figures = {
        "right": result.right,
        "refused": result.refused,
        "quotes_verbatim": result.quotes_verbatim,
        "quotes_credited": result.quotes_credited,
        "median_s": result.median_s,
        "max_s": result.max_s,
    }
    return {result.suite: {system: {name: round(value, 4) for name, value in figures.items()}}}


def as_table(result: Result) -> str:
    """Per kind how many questions were right and how many refused; the figures; the failures."""
    lines = [f"{'kind':<16}{'n':>5}{'right':>7}{'refused':>9}"]
    for kind in dict.fromkeys(o.gold.kind for o in result.outcomes):
        lines.append(_row(kind, [o for o in result.outcomes if o.gold.kind == kind]))
    lines += [
        _row("all", list(result.outcomes)),
        "",
        f"answerable, right     {result.right:7.1%}",
        f"unanswerable, refused {result.refused:7.1%}",
        f"quotes verbatim       {result.quotes_verbatim:7.1%}",
        f"quotes credited right {result.quotes_credited:7.1%}",
        f"seconds an answer     {result.median_s:.2f} in the median, {result.max_s:.2f} at most",
    ]
    for outcome in result.outcomes:
        lines += _failure(outcome)
    return "\n".join([*lines, "", "passed" if result.passed else "failed"])


def _row(kind: str, outcomes: list[Outcome]) -> str:
    right = sum(o.right for o in outcomes)
    refused = sum(o.answer.status == "not_found" for o in outcomes)
    return f"{kind:<16}{len(outcomes):>5}{right:>7}{refused:>9}"


def _failure(outcome: Outcome) -> list[str]:
    wrong = [
        *outcome.problems,
        *(f"not verbatim: {q}" for q in outcome.not_verbatim),
        *(f"credited wrong: {q}" for q in outcome.not_credited),
    ]
    if not wrong:
        return []
    return [
        "",
        f"{outcome.gold.id}  {outcome.gold.question}",
        f"    {outcome.answer.status}: {' '.join(outcome.answer.text.split())}",
        *(f"    {w}" for w in wrong),
    ]
