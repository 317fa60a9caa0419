"""Who said what in an article: found attributions against hand-made ones."""

import time
from collections.abc import Mapping
from typing import Any

from eval.attributions import KINDS, Predicted, Scores
from eval.polnear import SOURCE_URL, AnnotatedArticle, load_articles
from eval.scores import Metric
from eval.suites.suite import Env, Item, Options, Runner, Score, Suite, sources_digest
from index.article import Span

_GROUPS = (*KINDS, "all")
SHOWN_MISSES = 3


class Statements(Suite):
    """PolNeAR's dev articles; matching and counting are `eval.attributions`'."""

    name = "statements"
    about = "who said what in 84 US news articles, against hand-made attributions"
    data = "polnear"
    origin = SOURCE_URL
    systems = ("ours",)
    metrics = (
        *(Metric(f"{g}_f1", "harmonic", (f"{g}_precision", f"{g}_recall")) for g in _GROUPS),
        *(Metric(f"{g}_{side}") for g in _GROUPS for side in ("precision", "recall")),
        Metric("source_accuracy"),
        Metric("pronoun_accuracy"),
        Metric("articles_per_s"),
    )

    def __init__(self) -> None:
        self._articles: dict[str, AnnotatedArticle] = {}

    def load(self, options: Options) -> list[Item]:
        """An item an article, the first `limit`."""
        self._articles = {a.name: a for a in load_articles("dev", options.limit)}
        return [
            Item(name, "articles", a.article.title, {"attributions": len(a.attributions)})
            for name, a in self._articles.items()
        ]

    def material(self) -> str:
        """The articles' digest."""
        return sources_digest([a.article for a in self._articles.values()])

    def open(self, system: str, env: Env) -> Runner:
        """Dateline's reading of an article."""
        return _Finding(self._articles)

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Sums of matched, predicted and gold attributions, and of right sources."""
        annotated = self._articles[item.id]
        text = annotated.article.text
        predicted = [
            Predicted(
                tuple(Span(*span) for span in p["content"]),
                Span(*p["source"]) if p["source"] else None,
                p["speaker"],
            )
            for p in output["statements"]
        ]
        scores = Scores()
        pairs = scores.add(text, annotated.attributions, predicted)
        values = {"articles_per_s": (1.0, output["seconds"])}
        for group, counts in (*scores.kinds.items(), ("all", scores.all)):
            for side, hit, total in (
                ("precision", counts.predicted_matched, counts.predicted),
                ("recall", counts.gold_matched, counts.gold),
            ):
                if total:
                    values[f"{group}_{side}"] = (float(hit), float(total))
        for name, share in (
            ("source_accuracy", scores.source),
            ("pronoun_accuracy", scores.resolved),
        ):
            if share.total:
                values[name] = (float(share.right), float(share.total))
        found = {g for _, g in pairs}
        missed = [
            text[a.content[0].start : a.content[-1].end]
            for number, a in enumerate(annotated.attributions)
            if number not in found
        ]
        problems = [f"missed: {m}" for m in missed[:SHOWN_MISSES]]
        if len(missed) > SHOWN_MISSES:
            problems.append(f"and {len(missed) - SHOWN_MISSES} more")
        return Score(values, tuple(problems))


class _Finding:
    def __init__(self, articles: Mapping[str, AnnotatedArticle]) -> None:
        self._articles = articles

    def output(self, item: Item) -> dict[str, Any]:
        from index.nlp import parse
        from index.statements import find_statements

        article = self._articles[item.id].article
        started = time.perf_counter()
        found = find_statements(article, parse(article.text))
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
