"""SQuAD 2.0: all paragraphs as one collection; half of the questions have no answer in them."""

import json
import random
from collections.abc import Mapping
from typing import Any

from eval.bench import BenchDataError, bench_folder
from eval.reply import Reply, short_form
from eval.scores import Metric
from eval.squad import exact, f1
from eval.suites.questions import QuestionSuite, score_retrieval
from eval.suites.suite import ANSWERS, RETRIEVAL, Item, Options, Score, sample
from index.article import Article

ASKED = 200
"""Answerable questions that are asked, and as many unanswerable ones."""
RANKING = ("recall@1", "recall@5", "recall@10", "mrr", "ndcg@10")


class Squad2(QuestionSuite):
    """Rajpurkar, Jia and Liang, ACL 2018."""

    name = "squad2"
    about = "355 Wikipedia paragraphs; retrieval, short answers, refusing"
    data = "squad2"
    origin = "https://github.com/chrischute/squad (dev set, as squad2/dev.json)"
    metrics = (
        *(Metric(name, part=RETRIEVAL) for name in RANKING),
        Metric("em", part=ANSWERS),
        Metric("f1", part=ANSWERS),
        Metric("refusal_precision", part=ANSWERS),
        Metric("refusal_recall", part=ANSWERS),
        Metric("citation_precision", part=ANSWERS),
        Metric("citation_recall", part=ANSWERS),
        Metric("cited_chars", "median", part=ANSWERS, lower_is_better=True, digits=0),
        Metric("median_s", "median", ("seconds",), part=ANSWERS, lower_is_better=True),
    )

    def load(self, options: Options) -> list[Item]:
        """Every answerable question to be retrieved for, and the fixed sample to be asked."""
        path = bench_folder(self.data) / "dev.json"
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))["data"]
            articles: dict[str, Article] = {}
            questions = [
                (q, _article(articles, topic["title"], paragraph["context"]))
                for topic in raw
                for paragraph in topic["paragraphs"]
                for q in paragraph["qas"]
            ]
            items = [_gold(q, article) for q, article in questions]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BenchDataError(f"{path} cannot be read ({error}).") from error
        self.collection = tuple(articles.values())
        answerable = [i for i in items if i.gold["answers"]]
        impossible = [i for i in items if not i.gold["answers"]]
        asked: list[Item] = []
        limit = 2 * ASKED if options.limit is None else min(options.limit, 2 * ASKED)
        # of a smaller sample every question is in the larger one
        for group, n in ((answerable, limit - limit // 2), (impossible, limit // 2)):
            shuffled = list(group)
            random.Random(options.seed).shuffle(shuffled)  # noqa: S311
            asked += shuffled[:n]
        retrieved = sample(answerable, options.limit, options.seed)
        return [
            *(Item(f"r:{i.id}", RETRIEVAL, i.question, i.gold) for i in retrieved),
            *(Item(f"a:{i.id}", ANSWERS, i.question, i.gold) for i in asked),
        ]

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Retrieval figures by paragraph; or SQuAD's EM and F1, refusing, and what was cited."""
        gold = item.gold
        if item.part == RETRIEVAL:
            return score_retrieval(output, [gold["article"]], RANKING)
        reply = Reply.from_dict(output)
        short = short_form(reply)
        answerable = bool(gold["answers"])
        values = {
            "em": (exact(gold["answers"], short), 1.0),
            "f1": (f1(gold["answers"], short), 1.0),
            "seconds": (reply.seconds, 1.0),
        }
        wrong = []
        if reply.refused:
            values["refusal_precision"] = (float(not answerable), 1.0)
        if not answerable:
            values["refusal_recall"] = (float(reply.refused), 1.0)
            return Score(values, () if reply.refused else ("should be refused",))
        covering = [
            any(
                c.article == gold["article"] and c.start <= start and end <= c.end
                for start, end in gold["spans"]
            )
            for c in reply.support
        ]
        values["citation_recall"] = (float(any(covering)), 1.0)
        if covering:
            values["citation_precision"] = (sum(covering), len(covering))
            values["cited_chars"] = (sum(c.end - c.start for c in reply.support), 1.0)
        if reply.refused:
            wrong.append("refused")
        else:
            if values["f1"][0] < 0.5:
                wrong.append(f"F1 {values['f1'][0]:.2f} of “{short[:120]}”")
            if not any(covering):
                wrong.append("no cited span covers the answer")
        return Score(values, tuple(wrong))


def _article(articles: dict[str, Article], title: str, text: str) -> Article:
    article = Article(text, title.replace("_", " "))
    return articles.setdefault(article.id, article)


def _gold(question: Mapping[str, Any], article: Article) -> Item:
    answers = {(a["text"], a["answer_start"]) for a in question["answers"]}
    gold = {
        "answers": sorted({text for text, _ in answers}),
        "spans": sorted([start, start + len(text)] for text, start in answers),
        "article": article.id,
    }
    return Item(question["id"], "", question["question"], gold)
