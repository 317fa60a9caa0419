"""A language model's opinion of answers with an open gold; beside the metrics, never instead."""

import re
from collections.abc import Sequence
from dataclasses import replace

from llama_index.core.evaluation import CorrectnessEvaluator
from tqdm import tqdm

from eval.folder import RunError, RunFolder
from eval.reply import Reply
from eval.run import SuiteResult
from eval.scores import JUDGED, figure
from eval.suites.suite import ANSWERS, Item
from eval.systems.models import Models

ENOUGH = 4.0
"""LlamaIndex's threshold, of 5."""
_SCORE = re.compile(r"\b([1-5](?:\.\d+)?)\b(?!\s*(?:to|-|–)\s*[1-5])")


def judge(
    results: Sequence[SuiteResult], folder: RunFolder, models: Models, llm_name: str | None
) -> list[SuiteResult]:
    """The results with a figure `judged`: the share of answers that the model finds right.

    Only answers with a gold text are judged; verdicts are stored as they come. What the model
    says that holds no score counts for nothing, and is stored as such.

    Raises:
        RunError: there is no model to judge with.
        ModelError: the model cannot be asked.
    """
    if llm_name:
        models = Models(models.settings.model_copy(update={"llm": llm_name}))
    if models.llm is None:
        raise RunError("Judging needs a language model; name one with --judge-llm.")
    evaluator = CorrectnessEvaluator(
        llm=models.llm, score_threshold=ENOUGH, parser_function=parse_score
    )
    judged_by = models.names()["llm"]
    judged = []
    for result in results:
        golds = {i.id: gold for i in result.items if (gold := gold_text(i))}
        tasks = [
            (item, name)
            for item in result.items
            for name, system in result.systems.items()
            if item.id in golds and "status" in system.outputs.get(item.id, {})
        ]
        for item, name in tqdm(tasks, desc=f"{result.suite.name}, judging", unit="answer"):
            key = (result.suite.name, name, item.id)
            known = folder.verdicts.get(key)
            if known is not None and known["by"] == judged_by:
                continue
            reply = Reply.from_dict(result.systems[name].outputs[item.id])
            # LlamaIndex's evaluators are coroutines underneath
            verdict = evaluator.evaluate(
                query=item.question, response=reply.text, reference=golds[item.id]
            )
            folder.verdicts.add(
                key, {"by": judged_by, "score": verdict.score, "why": verdict.feedback}
            )
        judged.append(_with_verdicts(result, folder, {(i.id, n) for i, n in tasks}))
    return judged


def gold_text(item: Item) -> str:
    """The item's right answer as a text; empty where it has none."""
    if item.part != ANSWERS:
        return ""
    texts = item.gold.get("texts")
    if texts:
        return "\n".join(texts)
    answers = item.gold.get("answer") or item.gold.get("answers") or ""
    return answers if isinstance(answers, str) else str(answers[0])


def parse_score(reply: str) -> tuple[float | None, str | None]:
    """The first number from 1 to 5, wherever a model puts it; None where there is none.

    LlamaIndex's own parser fails on a reply of one line.
    """
    found = _SCORE.search(reply)
    return (float(found[1]) if found and float(found[1]) <= 5 else None), reply.strip()


def _with_verdicts(
    result: SuiteResult, folder: RunFolder, tasks: set[tuple[str, str]]
) -> SuiteResult:
    systems = {}
    for name, system in result.systems.items():
        scores = dict(system.scores)
        for i, score in system.scores.items():
            verdict = folder.verdicts.get((result.suite.name, name, i))
            if (i, name) in tasks and verdict is not None and verdict["score"] is not None:
                right = float(verdict["score"] >= ENOUGH)
                scores[i] = replace(score, values={**score.values, JUDGED.name: (right, 1.0)})
        figures = dict(system.figures)
        found = figure(JUDGED, [s.values for s in scores.values()])
        if found.n:
            figures[JUDGED.name] = found
        systems[name] = replace(system, figures=figures, scores=scores)
    return replace(result, systems=systems)
