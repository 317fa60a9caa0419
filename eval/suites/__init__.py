"""The suites by name; each is made anew for a run, as it holds what it has loaded."""

from collections.abc import Callable

from eval.suites.extraction import Extraction
from eval.suites.gold import invented, seed
from eval.suites.news import News
from eval.suites.rgb import Rgb
from eval.suites.said import Said
from eval.suites.speed import Speed
from eval.suites.squad2 import Squad2
from eval.suites.statements import Statements
from eval.suites.suite import Suite

SUITES: dict[str, Callable[[], Suite]] = {
    "seed": seed,
    "invented": invented,
    "squad2": Squad2,
    "news": News,
    "said": Said,
    "statements": Statements,
    "rgb": Rgb,
    "extraction": Extraction,
    "speed": Speed,
}
