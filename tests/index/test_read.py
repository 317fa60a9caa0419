"""Files and folders in, whatever their encoding; a clear sentence for what is no article."""

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.errors import SourceError
from index.pipeline import Indexer
from index.read import articles_in, count
from index.read.text import MAX_BYTES
from index.report import AddReport
from index.settings import IndexSettings

WESTERN = (
    "Der Bürgermeister eröffnete am Dienstag den Hafen, und die Gäste hörten zu. "
    "“Wir haben gewartet”, sagte er – später fuhr er nach Köln zurück."
)
RUSSIAN = (
    "Мэр города открыл во вторник новый порт, и тысячи людей пришли посмотреть на него. "
    "Он сказал, что работа продолжалась десять лет и теперь окончена."
)
JAPANESE = (
    "市長は火曜日に新しい港を開き、多くの人々が見に来ました。"
    "十年間の工事がようやく終わったと語りました。"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (WESTERN, "utf-16"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "cp1252"),
        (WESTERN.replace("“", '"').replace("”", '"').replace("–", "-"), "latin-1"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    (article,) = articles_in(file)
    assert isinstance(article, Article)
    assert article.text == text


def test_newlines_and_invisible_characters(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("One came\u200b.\r\n\r\nTwo\x07 left.\r".encode())
    (article,) = articles_in(file)
    assert isinstance(article, Article)
    assert article.text == "One came.\n\nTwo left."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"%PDF-1.7 text", "not a text file"),
        (b"PK\x03\x04 text", "not a text file"),
        (b"\x00\x01\x02\x00binary", "not a text file"),
        (b"a" * (MAX_BYTES + 1), "split it"),
    ],
)
def test_what_is_no_article(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(SourceError, match=message) as caught:
        list(articles_in(file))
    assert str(file) in str(caught.value)


def test_a_folder_reports_the_broken_and_goes_on(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Not to be read.")
    folder = tmp_path / "news"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "z.md").write_text("# A title\n\nThe last one.")
    (folder / "a.txt").write_text("The first one.")
    (folder / "b" / "broken.txt").write_bytes(b"")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / "link.txt").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    first, broken, last = articles_in(folder)
    assert isinstance(first, Article)
    assert first.text == "The first one."
    assert isinstance(broken, SourceError)
    assert isinstance(last, Article)
    assert (last.title, last.text) == ("A title", "The last one.")


def test_no_articles_and_no_such_path(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no articles"):
        list(articles_in(tmp_path))
    with pytest.raises(SourceError, match="nothing at"):
        list(articles_in(tmp_path / "missing"))


@pytest.fixture
def news() -> Iterator[Path]:
    """A folder of two articles, one of them in a folder that nobody may read."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shut = folder / "shut"
        shut.mkdir()
        for file in (folder / "a.txt", shut / "b.txt"):
            file.write_text("The ferry sailed. Nobody waved.")
        folder.chmod(0o755)
        shut.chmod(0)
        if user == 0:
            # to whom every folder is open
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            shut.chmod(0o755)


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    user = os.geteuid()
    os.seteuid(os.getuid())
    yield
    os.seteuid(user)


def test_a_folder_that_may_not_be_read(news: Path) -> None:
    told, article = articles_in(news)
    assert isinstance(article, Article)
    assert str(told).startswith(f"{news / 'shut'} cannot be read (Permission denied)")
    (told,) = articles_in(news / "shut")
    assert str(told).startswith(f"{news / 'shut'} cannot be read (Permission denied)")
    with pytest.raises(SourceError, match=r"b\.txt cannot be read \(Permission denied\)"):
        list(articles_in(news / "shut" / "b.txt"))
    assert [count([news]), count([news / "shut" / "b.txt"])] == [1, 1]


def test_a_folder_that_lists_its_files_and_does_not_open_them(news: Path) -> None:
    with as_owner():
        (news / "shut").chmod(0o444)
    first, second = articles_in(news)
    assert isinstance(first, Article)
    assert str(second).startswith(f"{news / 'shut' / 'b.txt'} cannot be read (Permission denied)")


def test_a_folder_watched_with_one_in_it_that_may_not_be_read(news: Path) -> None:
    with as_owner():
        (news / "a.txt").unlink()
    stop = threading.Event()
    reports: list[AddReport] = []

    def told(report: AddReport) -> None:
        reports.append(report)
        stop.set()

    indexer = Indexer(IndexSettings(data_dir=news / "data"))
    indexer.watch(news, told=told, stop=stop)
    (failed,) = reports[0].failed
    assert failed.reason.startswith(f"{news / 'shut'} cannot be read (Permission denied)")


def test_a_name_too_long_for_a_file(tmp_path: Path) -> None:
    file = tmp_path / f"{'a' * 300}.txt"
    with pytest.raises(SourceError, match=r"cannot be read \(File name too long\)"):
        list(articles_in(file))
    assert count([file]) == 1
