"""Suites of hand-made gold questions: those on the samples, and a user's own."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.gold import GoldError, GoldQuestion, SpokenQuote, load_gold, load_speakers
from eval.metrics import is_credited, is_met, is_verbatim, problems, quoted_passages
from eval.reply import Reply, short_form
from eval.scores import Metric
from eval.squad import f1
from eval.suites.questions import QuestionSuite
from eval.suites.suite import ANSWERS, Item, Options, Score, sample
from eval.systems import ANSWERING

RIGHT_SHARE = 0.95
"""The least share of answerable questions to be answered right."""
GOLD_METRICS = (
    # a share of nothing is whole: no question was answered wrong
    Metric("right", empty=1.0),
    Metric("refused", empty=1.0),
    Metric("quotes_verbatim", empty=1.0),
    Metric("quotes_credited", empty=1.0),
    Metric("answer_met"),
    Metric("f1"),
    Metric("citation_right"),
    Metric("median_s", "median", ("seconds",), lower_is_better=True),
    Metric("max_s", "max", ("seconds",), lower_is_better=True),
)
_EVAL = Path(__file__).resolve().parent.parent


class GoldSuite(QuestionSuite):
    """Questions of a gold file over files of articles.

    Args:
        name: The suite's name.
        gold: The gold file.
        articles: Files or folders of articles.
        speakers: The record of who said what; None judges no credits.
        must_pass: Whether the run fails if too little is right.
    """

    systems = ANSWERING

    def __init__(
        self,
        name: str,
        gold: Path,
        articles: Sequence[Path],
        speakers: Path | None = None,
        *,
        must_pass: bool = False,
        about: str = "",
    ) -> None:
        self.name = name
        self.gold = gold
        self.articles = articles
        self.speakers = speakers
        self.about = about
        self.must_pass = must_pass
        self._questions: dict[str, GoldQuestion] = {}
        self._record: list[SpokenQuote] = []

    def load(self, options: Options) -> list[Item]:
        """`limit` of the questions, by lot.

        Raises:
            GoldError: a gold file or an article is missing or wrong.
        """
        questions = sample(load_gold(self.gold), options.limit, options.seed)
        self._record = load_speakers(self.speakers) if self.speakers else []
        if missing := next((p for p in self.articles if not p.exists()), None):
            raise GoldError(f"The suite {self.name} needs {missing}, which is not there.")
        self._questions = {q.id: q for q in questions}
        self.collection = tuple(self.articles)
        self.metrics = self._metrics(questions)
        return [
            Item(
                q.id,
                ANSWERS,
                q.question,
                {k: v for k, v in q.model_dump().items() if v and k not in ("id", "question")},
            )
            for q in questions
        ]

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Right or not, and every quotation of an answer."""
        gold = self._questions[item.id]
        reply = Reply.from_dict(output)
        wrong = problems(gold, reply)
        values = {
            "refused" if gold.refuse else "right": (float(not wrong), 1.0),
            "seconds": (reply.seconds, 1.0),
        }
        # A refusal claims nothing: what it shows are the closest passages, as such.
        passages = [] if reply.refused else quoted_passages(reply.text)
        if passages:
            loose = [p.text for p in passages if not is_verbatim(p, reply)]
            values["quotes_verbatim"] = (len(passages) - len(loose), len(passages))
            wrong += [f"not verbatim: {text}" for text in loose]
            if self._record:
                false = [p.text for p in passages if not is_credited(p, reply, self._record)]
                values["quotes_credited"] = (len(passages) - len(false), len(passages))
                wrong += [f"credited wrong: {text}" for text in false]
        if gold.answer:
            values["f1"] = (f1([gold.answer], short_form(reply)), 1.0)
            values["answer_met"] = (float(not reply.refused and is_met(gold.answer, reply)), 1.0)
        if gold.article:
            cited = {Path(c.source).name for c in reply.support}
            values["citation_right"] = (float(gold.article in cited), 1.0)
        return Score(values, tuple(wrong))

    def passed(self, figures: Mapping[str, float]) -> bool:
        """Every refusal right, enough of the rest, every quote verbatim and rightly credited."""
        return not self.must_pass or (
            figures["refused"] == 1
            and figures["right"] >= RIGHT_SHARE
            and figures["quotes_verbatim"] == 1
            and figures["quotes_credited"] == 1
        )

    def _metrics(self, questions: Sequence[GoldQuestion]) -> tuple[Metric, ...]:
        """Without those that nothing in the gold file is there for."""
        for_answers = any(q.answer for q in questions)
        there = {
            "quotes_credited": bool(self._record),
            "answer_met": for_answers,
            "f1": for_answers,
            "citation_right": any(q.article for q in questions),
        }
        return tuple(m for m in GOLD_METRICS if there.get(m.name, True))


def seed() -> GoldSuite:
    """The questions on the sample article."""
    return _on_samples(
        "seed",
        "seed_article",
        "kim-promises-putin-full-support.txt",
        must_pass=True,
        about="94 questions on the sample article, 34 of them without an answer",
    )


def invented() -> GoldSuite:
    """The questions on the invented collection."""
    return _on_samples(
        "invented",
        "invented",
        "invented",
        about="140 questions on 50 invented articles, 36 of them without an answer",
    )


def _on_samples(
    name: str, gold: str, samples: str, *, about: str, must_pass: bool = False
) -> GoldSuite:
    """The gold files `gold` over the file or folder `samples` of seeds/."""
    return GoldSuite(
        name,
        _EVAL / "gold" / f"{gold}.jsonl",
        (_EVAL.parent / "seeds" / samples,),
        _EVAL / "gold" / f"{gold}.speakers.jsonl",
        must_pass=must_pass,
        about=about,
    )
