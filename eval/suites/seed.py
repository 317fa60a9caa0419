"""The sample article."""

from pathlib import Path

from eval.suites.suite import Suite

_EVAL = Path(__file__).resolve().parent.parent

SUITE = Suite(
    name="seed",
    gold=_EVAL / "gold" / "seed_article.jsonl",
    articles=(_EVAL.parent / "seeds" / "kim-promises-putin-full-support.txt",),
    speakers=_EVAL / "gold" / "seed_article.speakers.jsonl",
)
