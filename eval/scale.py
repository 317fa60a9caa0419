"""Memory and rate of a long run: python -m eval.scale --articles 100000 --to FOLDER.

Made-up short articles go through the real pipeline (reading, grammar, statements, SQLite, Chroma)
with an embedding that costs next to nothing: directions of words, added up, so that texts with
words in common are near one another. Every 1,000 articles a row of tab-separated figures is
written; at the end, what opening the index and asking it take.
"""

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from zlib import crc32

import numpy as np
import psutil
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from index.errors import DatelineError
from index.pipeline import Indexer
from index.settings import IndexSettings
from rag import Answer, ArticleQA, Settings

DIMENSION = 384
EVERY = 1000
"""Articles between two rows of figures."""
ASKED = 5
"""Questions of each kind, the median of whose times is told."""
_VOWELS, _ENDS = "aeiou", ("n", "r", "l", "s", "")
_FIRST = (
    "Adam Alice Anna Ben Carol Clara Daniel David Diana Edward Elena Emma Frank George Grace "
    "Hannah Helen Henry Irene Jack James Jane Julia Karen Laura Leo Linda Louis Maria Mark Martha "
    "Nina Oliver Oscar Paul Peter Rachel Robert Rosa Samuel Sarah Simon Sophie Stephen Susan "
    "Theresa Thomas Victor Walter William"
).split()
_ROLES = (
    "mayor,harbour master,union leader,company spokeswoman,police chief,head teacher,engineer,"
    "councillor,minister,farmer,hospital director,shop owner"
).split(",")
_THINGS = (
    "bridge,harbour,school,budget,railway,hospital,dam,library,market,ferry,tunnel,museum,"
    "stadium,factory,reservoir,tramway,airport,theatre,prison,quarry,orchard,power station"
).split(",")
_PLANS = (
    "reopen,close,double in size,move inland,be sold,stay empty,be repaired,lose its licence,"
    "hire forty people,be paid for by a new tax,open at weekends,be built a second time"
).split(",")
_CAUSES = (
    "heavy rain,a lack of money,a broken crane,two resignations,a court order,new rules,"
    "a long strike,rising prices,a fire in the cellar,missing papers,a vote of the members"
).split(",")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Words(BaseEmbedding):
    """Texts as the sums of their words' directions, of unit length."""

    def __init__(self) -> None:
        super().__init__(model_name="words", embed_batch_size=256)

    def _get_text_embedding(self, text: str) -> list[float]:
        # Numbers are without end, and would fill the cache.
        words = re.findall(r"[^\W\d_]+", text.lower())
        total = sum(map(_direction, words), np.zeros(DIMENSION))
        length = float(np.linalg.norm(total)) or 1.0
        found: list[float] = (total / length).tolist()
        return found

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


@cache
def _direction(word: str) -> NDArray[np.float64]:
    return np.random.default_rng(crc32(word.encode())).standard_normal(DIMENSION)


def invented(count: int, seed: int = 0) -> Iterator[dict[str, str]]:
    """`count` articles of two to four sentences as records of a .jsonl file, all different."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    names = [f"{chance.choice(_FIRST)} {_name(chance)}" for _ in range(3000)]
    places = [_name(chance) for _ in range(2000)]
    for number in range(count):
        speaker, other = chance.sample(names, 2)
        place = chance.choice(places)
        thing = f"{chance.choice(places)} {chance.choice(_THINGS)}"
        sentences = [
            chance.choice(_OPENINGS)(chance, thing, place),
            *(
                chance.choice(_SENTENCES)(chance, thing, chance.choice([speaker, other]))
                for _ in range(chance.randrange(1, 4))
            ),
        ]
        yield {
            "title": f"{thing.capitalize()} may {chance.choice(_PLANS)}",
            "text": " ".join(sentences),
            "source": f"{chance.choice(places)} Courier",
            "published": f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}",
            "url": f"https://example.org/{seed}/{number}",
        }


def _name(chance: random.Random) -> str:
    letters = "bdfghklmnprstvw"
    parts = (chance.choice(letters) + chance.choice(_VOWELS) for _ in range(chance.choice((2, 3))))
    return ("".join(parts) + chance.choice(_ENDS)).capitalize()


Writer = Callable[[random.Random, str, str], str]
_OPENINGS: tuple[Writer, ...] = (
    lambda c, thing, place: (
        f"The {thing} in {place} will {c.choice(_PLANS)} after {c.choice(_CAUSES)}, "
        f"{c.randrange(2, 900)} days later than planned."
    ),
    lambda c, thing, place: (
        f"Work on the {thing} near {place} stopped on {c.choice(_DAYS)} because of "
        f"{c.choice(_CAUSES)}."
    ),
    lambda c, thing, place: (
        f"{c.randrange(20, 9000)} people in {place} signed a letter about the {thing}, which may "
        f"{c.choice(_PLANS)}."
    ),
)
_SENTENCES: tuple[Writer, ...] = (
    lambda c, thing, who: (
        f'"We will not let the {thing} {c.choice(_PLANS)} before {c.choice(_DAYS)}," said {who}, '
        f"the {c.choice(_ROLES)}."
    ),
    lambda c, thing, who: (
        f"{who} said that the {thing} would {c.choice(_PLANS)} and cost {c.randrange(10**6)} "
        f"crowns after {c.choice(_CAUSES)}."
    ),
    lambda c, thing, who: (
        f"According to {who}, {c.choice(_CAUSES)} had delayed the {thing} for "
        f"{c.randrange(3, 90)} weeks."
    ),
    lambda c, thing, who: (
        f'{who} told reporters: "Nobody asked me whether the {thing} should {c.choice(_PLANS)}."'
    ),
    lambda c, thing, who: (
        f"The {c.choice(_ROLES)} met {who} on {c.choice(_DAYS)} to talk about {c.choice(_CAUSES)}."
    ),
    lambda c, thing, who: (
        f"A report on the {thing} counted {c.randrange(3, 4000)} visitors and blamed "
        f"{c.choice(_CAUSES)}."
    ),
)


def _memory() -> tuple[float, float]:
    """Megabytes that this process holds, and that those beside it hold."""
    here = psutil.Process()
    beside = 0.0
    for child in here.children(recursive=True):
        try:
            beside += child.memory_info().rss / 1e6
        except psutil.NoSuchProcess:
            continue
    return here.memory_info().rss / 1e6, beside


def _run(count: int, folder: Path) -> None:
    folder.mkdir(parents=True)
    source = folder / "articles.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for record in invented(count):
            file.write(json.dumps(record) + "\n")
    data = folder / "data"
    started = time.perf_counter()
    mark = [0, started]
    with (folder / "figures.tsv").open("w", encoding="utf-8") as figures:

        def tell(*values: object) -> None:
            figures.write("\t".join(map(str, values)) + "\n")
            figures.flush()

        def progress(done: int, _total: int | None, _title: str) -> None:
            if done < mark[0] + EVERY:
                return
            now = time.perf_counter()
            own, beside = _memory()
            rate = (done - mark[0]) / (now - mark[1])
            tell(done, f"{now - started:.0f}", f"{rate:.1f}", f"{own:.0f}", f"{beside:.0f}")
            mark[:] = [done, now]

        tell("articles", "seconds", "articles_per_s", "own_mb", "beside_mb")
        with Indexer(IndexSettings(data_dir=data), Words()) as indexer:
            indexer.store  # noqa: B018 - opened, so that the start is before the first article
            own, _ = _memory()
            tell(0, 0, 0, f"{own:.0f}", 0)
            report = indexer.add([source], progress=progress)
        own, beside = _memory()
        tell(report.done, f"{time.perf_counter() - started:.0f}", "", f"{own:.0f}", f"{beside:.0f}")
    sys.stdout.write(" ".join(report.sentences()[:5]) + "\n")


def _ask(folder: Path) -> None:
    """Seconds that a start and questions take."""

    def timed(what: str, action: Callable[[], object]) -> None:
        began = time.perf_counter()
        found = action()
        seconds = time.perf_counter() - began
        said = found.text if isinstance(found, Answer) else str(found)
        sys.stdout.write(f"{what}\t{seconds:.2f} s\t{said[:90]}\n")

    opened: list[ArticleQA] = []
    settings = Settings(llm="none")

    def start() -> str:
        opened.append(ArticleQA.open(folder / "data", settings=settings, embedding=Words()))
        opened[0].warm()
        return f"{opened[0].count()} articles"

    timed("open and warm", start)
    with opened[0] as qa:
        timed("speakers, first", lambda: len(qa.speakers()))
        timed("speakers, again", lambda: len(qa.speakers()))
        names = [s.name for s in qa.speakers()[:ASKED]]
        titles = [qa.articles()[n].title for n in range(ASKED)]
        for name in names:
            timed("said", partial(qa.ask, f"What did {name} say?"))
        for title in titles:
            thing = title.split(" may ")[0].lower()
            timed("fact", partial(qa.ask, f"Why was the {thing} delayed?"))
    sys.stdout.write(f"memory\t{_memory()[0]:.0f} MB\n")


def main() -> int:
    """Add the articles, ask the questions, say what they took."""
    options = argparse.ArgumentParser(prog="python -m eval.scale")
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--to", type=Path, required=True, help="a folder that is not there yet")
    options.add_argument("--ask", action="store_true", help="only ask, of a folder made before")
    given = options.parse_args()
    try:
        if not given.ask:
            _run(given.articles, given.to)
        _ask(given.to)
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
