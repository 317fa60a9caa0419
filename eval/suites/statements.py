"""Who said what in an article: found attributions against hand-made ones."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from eval.attributions import KINDS, Predicted, Scores
from eval.polnear import SOURCE_URL, AnnotatedArticle, load_article, load_articles
from eval.pronouns import Pronoun, count_resolved, load_pronouns
from eval.scores import Metric
from eval.suites.suite import Env, Item, Options, Runner, Score, Suite, sample, sources_digest
from eval.systems.crediting import CREDITING, Reader, load_reader
from index.article import Span

_GROUPS = (*KINDS, "all")
SHOWN_MISSES = 3
ATTRIBUTIONS, PRONOUNS = "attributions", "pronouns"


class Statements(Suite):
    """PolNeAR's dev articles, and the checked pronouns of its training articles."""

    name = "statements"
    about = "who said what in 84 US news articles, against hand-made attributions"
    data = "polnear"
    origin = SOURCE_URL
    systems = CREDITING
    by_default = CREDITING
    metrics = (
        *(Metric(f"{g}_f1", "harmonic", (f"{g}_precision", f"{g}_recall")) for g in _GROUPS),
        *(Metric(f"{g}_{side}") for g in _GROUPS for side in ("precision", "recall")),
        Metric("source_accuracy"),
        Metric("pronoun_accuracy"),
        Metric("articles_per_s"),
    )

    def __init__(self) -> None:
        self._articles: dict[str, AnnotatedArticle] = {}
        self._pronouns: list[Pronoun] = []

    def load(self, options: Options) -> list[Item]:
        """An item an article: `limit` of the split by lot, as many of the checked pronouns'."""
        chosen = sample(list(load_articles("dev")), options.limit, options.seed)
        dev = {a.name: a for a in chosen}
        self._pronouns = load_pronouns()
        named = list(dict.fromkeys(p.article for p in self._pronouns))
        named = sample(named, options.limit, options.seed)
        train = {name: load_article("train", name) for name in named}
        self._articles = dev | train
        return [
            *(
                Item(name, ATTRIBUTIONS, a.article.title, {"attributions": len(a.attributions)})
                for name, a in dev.items()
            ),
            *(
                Item(
                    name,
                    PRONOUNS,
                    a.article.title,
                    {"pronouns": [a.article.quote(p.mention) for p in self._of(name)]},
                )
                for name, a in train.items()
            ),
        ]

    def material(self) -> str:
        """The articles' digest."""
        return sources_digest([a.article for a in self._articles.values()])

    def open(self, system: str, env: Env) -> Runner:
        """A system's reading of an article."""
        return _Finding(self._articles, load_reader(system))

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Sums of what is matched and right."""
        annotated = self._articles[item.id]
        predicted = [
            Predicted(
                tuple(Span(*span) for span in p["content"]),
                Span(*p["source"]) if p["source"] else None,
                p["speaker"],
            )
            for p in output["statements"]
        ]
        if item.part == PRONOUNS:
            share, wrong = count_resolved(annotated, self._of(item.id), predicted)
            return Score(
                {"pronoun_accuracy": (float(share.right), float(share.total))}, tuple(wrong)
            )
        values, missed = _counted(annotated, predicted)
        values["articles_per_s"] = (1.0, output["seconds"])
        problems = [f"missed: {m}" for m in missed[:SHOWN_MISSES]]
        if len(missed) > SHOWN_MISSES:
            problems.append(f"and {len(missed) - SHOWN_MISSES} more")
        return Score(values, tuple(problems))

    def _of(self, name: str) -> list[Pronoun]:
        return [p for p in self._pronouns if p.article == name]


def _counted(
    annotated: AnnotatedArticle, predicted: Sequence[Predicted]
) -> tuple[dict[str, tuple[float, float]], list[str]]:
    """Sums of matched attributions and right sources, and the words of the missed ones."""
    text = annotated.article.text
    scores = Scores()
    pairs = scores.add(text, annotated.attributions, predicted)
    values = {}
    for group, counts in (*scores.kinds.items(), ("all", scores.all)):
        for side, hit, total in (
            ("precision", counts.predicted_matched, counts.predicted),
            ("recall", counts.gold_matched, counts.gold),
        ):
            if total:
                values[f"{group}_{side}"] = (float(hit), float(total))
    if scores.source.total:
        values["source_accuracy"] = (float(scores.source.right), float(scores.source.total))
    found = {g for _, g in pairs}
    missed = [
        text[a.content[0].start : a.content[-1].end]
        for number, a in enumerate(annotated.attributions)
        if number not in found
    ]
    return values, missed


class _Finding:
    def __init__(self, articles: Mapping[str, AnnotatedArticle], read: Reader) -> None:
        self._articles = articles
        self._read = read

    def output(self, item: Item) -> dict[str, Any]:
        article = self._articles[item.id].article
        started = time.perf_counter()
        found = self._read(article)
        seconds = time.perf_counter() - started
        return {
            "statements": [
                {
                    "content": [[s.start, s.end] for s in f.content],
                    "source": [f.source.start, f.source.end] if f.source else None,
                    "speaker": f.speaker,
                }
                for f in found
            ],
            "seconds": seconds,
        }

    def close(self) -> None:
        pass
