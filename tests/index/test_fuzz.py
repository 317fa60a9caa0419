"""Mutated files of every kind: an article or one clear sentence, in time and without growth."""

import json
import logging
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import psutil
import pytest

from index.article import Article
from index.errors import SourceError
from index.read import articles_in
from index.read.feed import entries
from index.read.sitemap import addresses
from tests.index.pages import BODY, HEADLINE, feed, mail, mhtml, page, pdf, word, zipped

log = logging.getLogger(__name__)

GROWTH = 300e6
"""Bytes by which the processes may grow after the first tenth of the files."""
TEXT = "\n\n".join([HEADLINE, *BODY])
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<entry><title>{HEADLINE}</title><link href="https://post.example/a"/><id>a</id>
<updated>2021-06-01T16:30:00Z</updated><content type="html">&lt;p&gt;{BODY[0]}&lt;/p&gt;</content>
</entry></feed>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://post.example/a</loc><lastmod>2021-06-01</lastmod></url>
<url><loc>https://post.example/b</loc></url></urlset>"""
RECORDS = [
    {"headline": HEADLINE, "body": "\n\n".join(BODY), "date": "2021-06-01", "authors": ["A"]}
]
SEEDS: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "a.md": f"# {TEXT}".encode(),
    "a.html": page().encode(),
    "a.mhtml": mhtml(page()).encode(),
    "a.pdf": pdf([[HEADLINE, *BODY], BODY]),
    "a.docx": word(),
    "a.eml": mail(html=True),
    "b.eml": mail(html=False),
    "a.jsonl": "\n".join(json.dumps(r) for r in RECORDS * 3).encode(),
    "a.csv": ("title,text,date\n" + f'"{HEADLINE}","{BODY[0]}",2021-06-01\n' * 3).encode(),
    "a.rss": feed().encode(),
    "a.atom": ATOM.encode(),
    "sitemap": SITEMAP.encode(),
    "a.zip": zipped({"a.html": page().encode(), "b.txt": TEXT.encode(), "c.rss": feed().encode()}),
}
PIECES = [
    *(b"<", b">", b"&", b'"', b"'", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n" * 50, b"{"),
    *(b"<table>" * 200, b"<div>" * 2000, b"[" * 5000, b"&#xD800;", b"&#0;", b"]]>", b"<!--"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"0000-99-99", b"1e999", b"\\ud800", b"null", b"-1"),
    *(b"=?utf-8?b?//8=?=", b"charset=utf-7", b"charset=idna", b"endobj", b"/Kids [1 0 R]"),
    *(b"Content-Transfer-Encoding: base64\r\n", b"boundary=", b"a" * 100_000, "“’\u202e".encode()),
]

Mutation = Callable[[random.Random, bytearray], None]


def _change(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _insert(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data) + 1)
        data[at:at] = chance.choice(PIECES)


def _cut(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, len(data))]


def _repeat(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 500)]
    data[start:start] = piece * chance.randrange(1, 300)


def _splice(chance: random.Random, data: bytearray) -> None:
    other = chance.choice(list(SEEDS.values()))
    start = chance.randrange(len(other))
    at = chance.randrange(len(data) + 1)
    data[at:at] = other[start : start + chance.randrange(1, 3000)]


def _digits(chance: random.Random, data: bytearray) -> None:
    places = [i for i, byte in enumerate(data) if 48 <= byte < 58]
    for at in chance.sample(places, min(len(places), 20)):
        data[at] = chance.choice(b"0123456789")


MUTATIONS: list[Mutation] = [_change, _insert, _cut, _repeat, _splice, _digits]


def mutated(chance: random.Random, data: bytes) -> bytes:
    """`data` with some mutations; half of the archives are sound with one damaged member."""
    if zipfile.is_zipfile(BytesIO(data)) and chance.random() < 0.5:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice([n for n, content in members.items() if content])
        members[name] = mutated(chance, members[name])
        return zipped(members)
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        if changed:
            chance.choice(MUTATIONS)(chance, changed)
    return bytes(changed)


def _read(file: Path, data: bytes) -> Iterator[Article | SourceError]:
    if file.name == "sitemap":
        addresses(data, "sitemap")
    else:
        if file.suffix in (".rss", ".atom"):
            # as a feed's address is read
            entries(data, "feed")
        yield from articles_in(file)


def _memory() -> int:
    process = psutil.Process()
    return sum(p.memory_info().rss for p in (process, *process.children(recursive=True)))


@pytest.mark.parametrize("count", [150, pytest.param(10_000, marks=pytest.mark.slow)])
def test_damaged_files(tmp_path: Path, count: int) -> None:
    kinds: Counter[str] = Counter()
    slowest = (0.0, "")
    start = 0
    names = sorted(SEEDS)
    for number in range(count):
        name = names[number % len(names)]
        chance = random.Random(number)
        data = mutated(chance, SEEDS[name])
        file = tmp_path / name
        file.write_bytes(data)
        began = time.perf_counter()
        try:
            for found in _read(file, data):
                # A file may hold hundreds of articles: as long as they come, nothing hangs.
                slowest = max(slowest, (time.perf_counter() - began, f"{name} {number}"))
                began = time.perf_counter()
                if isinstance(found, Article):
                    kinds["article"] += 1
                    # must go into the database and out again
                    "\n".join([found.text, found.title, *found.authors]).encode()
                else:
                    kinds["error"] += 1
        except SourceError as error:
            kinds["stopped" if "could not be read within" in str(error) else "error"] += 1
            assert str(error)
            assert "\n" not in str(error)
        except BaseException:
            log.error("%s mutated by the number %d", name, number)
            raise
        slowest = max(slowest, (time.perf_counter() - began, f"{name} {number}"))
        if number == count // 10:
            start = _memory()
        if number % 1000 == 999:
            log.info("%d: %.0f MB, slowest %s", number + 1, _memory() / 1e6, slowest)
    growth = _memory() - start
    log.info("%d files, %s, slowest %s, grown by %.0f MB", count, kinds, slowest, growth / 1e6)
    assert growth < GROWTH
