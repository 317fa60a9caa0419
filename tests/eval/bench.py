"""Tiny made-up data in the formats of the benchmark sets."""

import gzip
import json
from pathlib import Path

TOWER = "The old tower of Arl is 90 metres tall. It was built by Ben Tull in 1702."
BRIDGE = "The new bridge of Orl was opened by Ada Orme. It is made of steel."
SAID = (
    "Orl opens its bridge\n\n“It is a strong bridge,” said Mayor Ada Orme.\n\n"
    "Ben Tull said that the money was gone. He added that it would fall. "
    "The steel was new, according to Orme."
)
OTHER = "Arl mourns\n\nThe tower of Arl fell, reported the daily Bugle."


def write_all(folder: Path) -> Path:
    """Every set, in `folder`."""
    squad2(folder / "squad2")
    news(folder / "news")
    polnear(folder / "polnear")
    rgb(folder / "rgb")
    extraction(folder / "extraction")
    return folder


def squad2(folder: Path) -> None:
    """Two paragraphs, three answerable questions and two that are not."""

    def question(number: int, text: str, context: str, *answers: str) -> dict[str, object]:
        return {
            "id": f"q{number}",
            "question": text,
            "is_impossible": not answers,
            "answers": [{"text": a, "answer_start": context.index(a)} for a in answers],
        }

    tower = [
        question(1, "How tall is the tower of Arl?", TOWER, "90 metres", "90 metres tall"),
        question(2, "Who built the tower of Arl?", TOWER, "Ben Tull"),
        question(3, "Who painted the tower of Arl?", TOWER),
    ]
    bridge = [
        question(4, "Who opened the bridge of Orl?", BRIDGE, "Ada Orme"),
        question(5, "Who closed the bridge of Orl?", BRIDGE),
    ]
    data = [
        {"title": "Tower_of_Arl", "paragraphs": [{"context": TOWER, "qas": tower}]},
        {"title": "Bridge_of_Orl", "paragraphs": [{"context": BRIDGE, "qas": bridge}]},
    ]
    _write(folder / "dev.json", json.dumps({"version": "v2.0", "data": data}))


def news(folder: Path) -> None:
    """Two articles and a question on one of them."""
    articles = [
        {"id": i, "url": f"https://{i}", "title": title, "published": "2022-02-07", "text": text}
        for i, title, text in (("a.com/1", "Tower", TOWER), ("a.com/2", "Bridge", BRIDGE))
    ]
    _write(
        folder / "questions.jsonl",
        json.dumps(
            {
                "id": "20220211_1",
                "question": "Who opened the Bridge?",
                "asked": "2022/02/11",
                "choices": ["Ben Tull", "Ada Orme", "Ada Tull", "The Bugle"],
                "answer": "Ada Orme",
                "gold_articles": ["a.com/2"],
            }
        )
        + "\n",
    )
    for name in ("articles.jsonl.gz", "articles_all.jsonl.gz"):
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(a) + "\n" for a in articles)


def polnear(folder: Path) -> None:
    """Two articles of `dev`, four attributions, one question; one of `train` and its pronoun."""
    parts = [
        ("“It is a strong bridge,”", "said Mayor", "Mayor Ada Orme"),
        ("that the money was gone", "said that", "Ben Tull"),
        ("that it would fall", "added", "He"),
        ("The steel was new", "according to", "Orme."),
    ]
    lines = []
    for number, roles in enumerate(parts):
        n = 3 * number
        for offset, (role, text) in enumerate(
            zip(("Content", "Cue", "Source"), roles, strict=True)
        ):
            start = SAID.index(text)
            # each stands once in the text, some only with a word more
            text = text.removesuffix(" Mayor").removesuffix(" that").rstrip(".")
            lines.append(f"T{n + offset}\t{role} {start} {start + len(text)}\t{text}")
        lines.append(f"E{number}\tAttribution:T{n + 1} Content:T{n} Cue:T{n + 1} Source:T{n + 2}")
    split = folder / "dev"
    _write(split / "text" / "paper_2016-09-12_bridge.txt", SAID)
    _write(split / "attributions" / "paper_2016-09-12_bridge_aa11.ann", "\n".join(lines) + "\n")
    train = folder / "train"
    _write(train / "questions.jsonl", "")
    _write(train / "text" / "paper_2016-09-14_again.txt", f"{SAID}\n\nThe bridge is new.")
    _write(train / "attributions" / "paper_2016-09-14_again_aa11.ann", "\n".join(lines) + "\n")
    he, tull = SAID.index("He added"), SAID.index("Ben Tull")
    offsets = (he, he + len("He"), tull, tull + len("Ben Tull"))
    _write(
        folder / "pronouns.tsv",
        "# made up\n" + "\t".join(["a", "paper_2016-09-14_again", *map(str, offsets)]) + "\n",
    )
    _write(split / "text" / "paper_2016-09-13_tower.txt", OTHER)
    _write(split / "attributions" / "paper_2016-09-13_tower_aa11.ann", "")
    start = SAID.index("“It")
    _write(
        split / "questions.jsonl",
        json.dumps(
            {
                "id": "said-000",
                "question": "What did Ada Orme say?",
                "speaker": "Ada Orme",
                "article": "paper_2016-09-12_bridge",
                "statements": [{"span": f"{start} {start + len(parts[0][0])}", "content": "…"}],
            }
        )
        + "\n",
    )
    _write(
        folder / "metadata.tsv",
        "compartment\tfilename\tpublisher\tpublication_date\tauthor\ttitle\n"
        "dev\tpaper_2016-09-12_bridge\tpaper\t2016-09-12\tA. Writer\tOrl opens its bridge\n"
        "dev\tpaper_2016-09-13_tower\tpaper\t2016-09-13\tA. Writer\tArl mourns\n",
    )


def rgb(folder: Path) -> None:
    """One question with its three kinds of snippets."""
    _write(
        folder / "en_fact.jsonl",
        json.dumps(
            {
                "id": 7,
                "query": "When was the tower of Arl built?",
                "answer": [["1702", "the year 1702"]],
                "fakeanswer": "1802",
                "positive": ["The tower was built in 1702.", "Built in 1702, the tower is old."],
                "positive_wrong": ["The tower was built in 1802.", "Built in 1802, it is old."],
                "negative": [f"Arl has {n} other towers." for n in range(2, 7)],
            }
        ),
    )


def extraction(folder: Path) -> None:
    """Two pages."""
    truth = {}
    for name, text in (("p1", TOWER), ("p2", BRIDGE)):
        page = f"<html><body><nav>Home</nav><article><p>{text}</p></article></body></html>"
        (folder / "html").mkdir(parents=True, exist_ok=True)
        (folder / "html" / f"{name}.html.gz").write_bytes(gzip.compress(page.encode()))
        truth[name] = {"articleBody": text, "url": f"https://example.org/{name}"}
    _write(folder / "ground-truth.json", json.dumps(truth))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
