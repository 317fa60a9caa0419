"""RealTimeQA 2022: weekly news-quiz questions over a year's full news articles."""

import gzip
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from eval.bench import BenchDataError, bench_folder
from eval.reply import Reply, short_form
from eval.scores import Metric
from eval.squad import contains, f1, normalize
from eval.suites.questions import QuestionSuite, score_retrieval
from eval.suites.suite import ANSWERS, RETRIEVAL, Item, Options, Score, sample
from index.article import Article

RANKING = ("recall@1", "recall@5", "recall@10", "mrr")


class News(QuestionSuite):
    """Kasai et al., NeurIPS 2023."""

    name = "news"
    about = "96 news-quiz questions of 2022 over 1,000 articles (--all: 4,816)"
    data = "news"
    origin = "https://github.com/realtimeqa/realtimeqa_public"
    metrics = (
        *(Metric(name, part=RETRIEVAL) for name in RANKING),
        Metric("contains", part=ANSWERS),
        Metric("f1", part=ANSWERS),
        Metric("choice", part=ANSWERS),
        Metric("citation_right", part=ANSWERS),
        Metric("cited_chars", "median", part=ANSWERS, lower_is_better=True, digits=0),
        Metric("median_s", "median", ("seconds",), part=ANSWERS, lower_is_better=True),
    )

    def load(self, options: Options) -> list[Item]:
        """Each question once to be retrieved for and once to be asked."""
        folder = bench_folder(self.data)
        path = folder / ("articles_all.jsonl.gz" if options.everything else "articles.jsonl.gz")
        questions_path = folder / "questions.jsonl"
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                articles = {raw["id"]: _article(raw) for raw in map(json.loads, file)}
            lines = questions_path.read_text(encoding="utf-8").split("\n")
            questions = [json.loads(line) for line in lines if line.strip()]
            items = [
                Item(
                    q["id"],
                    "",
                    q["question"],
                    {
                        "answer": q["answer"],
                        "choices": q["choices"],
                        "articles": [articles[a].id for a in q["gold_articles"]],
                    },
                )
                for q in questions
            ]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BenchDataError(
                f"{path} or {questions_path} cannot be read ({error!r})."
            ) from error
        self.collection = tuple({a.id: a for a in articles.values()}.values())
        chosen = sample(items, options.limit, options.seed)
        return [
            *(Item(f"r:{i.id}", RETRIEVAL, i.question, i.gold) for i in chosen),
            *(Item(f"a:{i.id}", ANSWERS, i.question, i.gold) for i in chosen),
        ]

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Retrieval figures by article; or the answer against the gold one and the choices."""
        gold = item.gold
        if item.part == RETRIEVAL:
            return score_retrieval(output, gold["articles"], RANKING)
        reply = Reply.from_dict(output)
        text = "" if reply.refused else reply.text
        short = short_form(reply)
        held = contains(gold["answer"], text)
        chosen = nearest_choice(gold["choices"], short, text)
        cited = {c.article for c in reply.support}
        right_source = bool(cited & set(gold["articles"]))
        values = {
            "contains": (float(held), 1.0),
            "f1": (f1([gold["answer"]], short), 1.0),
            "choice": (float(chosen == gold["answer"]), 1.0),
            "citation_right": (float(right_source), 1.0),
            "seconds": (reply.seconds, 1.0),
        }
        if reply.support:
            values["cited_chars"] = (sum(c.end - c.start for c in reply.support), 1.0)
        wrong = []
        if reply.refused:
            wrong.append("refused")
        elif not held and chosen != gold["answer"]:
            wrong.append(f"answer: {gold['answer']}")
        if not reply.refused and not right_source:
            wrong.append("no right article is cited")
        return Score(values, tuple(wrong))


def nearest_choice(choices: list[str], short: str, text: str) -> str | None:
    """The choice that an answer amounts to; None for a refusal, a tie, or one like none of them.

    By F1 over words with the answer's short form; where that tells nothing, by the share of a
    choice's words in the whole text.
    """
    words = set(normalize(text).split())
    shares = [_share(normalize(c).split(), words) for c in choices]
    for scores in ([f1([c], short) for c in choices] if short else [], shares):
        best = max(scores, default=0.0)
        if best > 0 and scores.count(best) == 1:
            return choices[scores.index(best)]
    return None


def _share(wanted: list[str], words: set[str]) -> float:
    return sum(w in words for w in wanted) / len(wanted) if wanted else 0.0


def _article(raw: Mapping[str, Any]) -> Article:
    published = raw.get("published")
    return Article(
        text=raw["text"],
        title=raw["title"],
        published=date.fromisoformat(published[:10]) if published else None,
        published_from="page" if published else "",
        origin=raw["url"],
    )
