"""RGB: answers among snippets that help, that don't, and that are wrong."""

import hashlib
import json
import math
import random
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench import BenchDataError, bench_folder
from eval.reply import Reply
from eval.scores import Metric
from eval.suites.suite import Env, Item, Options, Runner, Score, Suite, sample
from eval.systems import ANSWERING
from eval.systems.system import System
from index.article import Article

RATIOS = (0.0, 0.2, 0.4, 0.6, 0.8)
"""Shares of snippets that don't help."""
SNIPPETS = 5
_DISAGREE = re.compile(
    r"\b(?:disagree|differ|conflict|contradict|inconsisten|discrepan|while (?:an)?others? |"
    r"sources? (?:say|give|name)s? (?:something )?(?:else|different))",
    re.IGNORECASE,
)


class Rgb(Suite):
    """Chen et al., AAAI 2024; snippets are chosen and answers matched as its `evalue.py` does."""

    name = "rgb"
    about = "55 news questions with helpful, useless and doctored snippets"
    data = "rgb"
    origin = "https://github.com/chen700564/RGB"
    systems = ANSWERING
    metrics = (
        *(Metric(f"accuracy@{ratio}", part="noise") for ratio in RATIOS),
        Metric("refusal", part="refusal"),
        Metric("disagreement", part="disagreement"),
        Metric("median_s", "median", ("seconds",), lower_is_better=True),
    )

    def __init__(self) -> None:
        self._snippets: dict[str, list[str]] = {}

    def load(self, options: Options) -> list[Item]:
        """Seven items of each question; `limit` counts questions."""
        path = bench_folder(self.data) / "en_fact.jsonl"
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
            questions = [json.loads(line) for line in lines if line.strip()]
            chosen = sample(questions, options.limit, options.seed)
            return [item for q in chosen for item in self._items(q, options.seed)]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BenchDataError(f"{path} cannot be read ({error!r}).") from error

    def material(self) -> str:
        """The snippets."""
        return hashlib.sha256(json.dumps(self._snippets).encode()).hexdigest()[:12]

    def open(self, system: str, env: Env) -> Runner:
        """The system, which takes in each item's snippets anew."""
        return _EachAnew(env.load_system(system), env, self._snippets)

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Whether the answer holds the gold one, is refused, or gives both sides."""
        reply = Reply.from_dict(output)
        text = "" if reply.refused else reply.text
        seconds = {"seconds": (reply.seconds, 1.0)}
        if item.part == "refusal":
            wrong = () if reply.refused else ("should be refused",)
            return Score({"refusal": (float(reply.refused), 1.0), **seconds}, wrong)
        right = holds(item.gold["answer"], text)
        if item.part == "disagreement":
            both = right and holds(item.gold["false"], text)
            noticed = both or (bool(text) and _DISAGREE.search(text) is not None)
            wrong = () if noticed else ("the disagreement is not noticed",)
            return Score({"disagreement": (float(noticed), 1.0), **seconds}, wrong)
        problem = "refused" if reply.refused else f"answer: {item.gold['answer']}"
        values = {f"accuracy@{item.gold['noise']}": (float(right), 1.0), **seconds}
        return Score(values, () if right else (problem,))

    def _items(self, raw: Mapping[str, Any], seed: int) -> list[Item]:
        gold = {"answer": raw["answer"]}
        both = [raw["positive"][0], raw["positive_wrong"][0]]
        made = [
            *(("noise", f"{r}", choose(raw, r), {**gold, "noise": r}) for r in RATIOS),
            ("refusal", "refusal", raw["negative"][:SNIPPETS], gold),
            ("disagreement", "disagreement", both, {**gold, "false": raw["fakeanswer"]}),
        ]
        items = []
        for part, name, snippets, more in made:
            item = Item(f"{raw['id']}:{name}", part, raw["query"], more)
            shuffled = list(snippets)
            random.Random(f"{seed} {item.id}").shuffle(shuffled)  # noqa: S311
            self._snippets[item.id] = shuffled
            items.append(item)
        return items


def choose(raw: Mapping[str, Any], noise: float) -> list[str]:
    """SNIPPETS of a question's snippets, that share of them useless, as far as there are enough."""
    useless = math.ceil(SNIPPETS * noise)
    helpful = SNIPPETS - useless
    if useless > len(raw["negative"]):
        useless = len(raw["negative"])
        helpful = SNIPPETS - useless
    elif helpful > len(raw["positive"]):
        helpful = len(raw["positive"])
        useless = SNIPPETS - helpful
    return [*raw["positive"][:helpful], *raw["negative"][:useless]]


def holds(gold: str | Sequence[str | Sequence[str]], text: str) -> bool:
    """Whether the text has every gold answer; of a list within the list, one is enough."""
    low = text.lower()
    wanted = [gold] if isinstance(gold, str) else gold
    return all(
        any(o.lower() in low for o in ([one] if isinstance(one, str) else one)) for one in wanted
    )


class _EachAnew:
    def __init__(self, system: System, env: Env, snippets: Mapping[str, Sequence[str]]) -> None:
        self._system = system
        self._env = env
        self._snippets = snippets

    def output(self, item: Item) -> dict[str, Any]:
        articles = [Article(text) for text in dict.fromkeys(self._snippets[item.id])]
        with tempfile.TemporaryDirectory(prefix="dateline-eval-") as folder:
            opened = self._system.open(
                articles, Path(folder) / "index", self._env.models, self._env.progress
            )
            try:
                return opened.ask(item.question).to_dict()
            finally:
                opened.close()

    def close(self) -> None:
        pass
