"""Every kind of file in; a clear sentence for each that is broken, a trap, or no article."""

import csv
import io
import json
import os
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.errors import SourceError
from index.read import articles_in
from index.read.files import count
from index.read.heads import without_heads
from tests.index.pages import BODY, HEADLINE, feed, mail, mhtml, page, pdf, word, zipped

TEXT = "\n\n".join([HEADLINE, *BODY])
WRAPPED = [
    HEADLINE,
    "Mayor Ada Orm opened the new harbour of Velburg on Tuesday, and thousands",
    "came to see it, many of them from the islands. The builders had worked on it for",
    "ten years, at night and in the winter.",
    "Nobody objected.",
]


def write(folder: Path, name: str, data: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def one(path: Path) -> Article:
    (found,) = articles_in(path)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page()),
        ("a.HTM", page()),
        ("a.mhtml", mhtml(page())),
        ("a.eml", mail(html=True)),
        ("b.eml", mail(html=False)),
        ("a.docx", word()),
        ("a.rss", feed()),
        ("a.jsonl", json.dumps({"headline": HEADLINE, "body": "\n\n".join(BODY)})),
        ("a.csv", "title,text\n" + '"{}","{}"\n'.format(HEADLINE, "\n\n".join(BODY))),
        ("a.zip", zipped({"news/a.html": page().encode(), "__MACOSX/a.html": b"x"})),
        ("b.zip", zipped({"inner.zip": zipped({"a.txt": TEXT.encode()})})),
        ("a.txt", TEXT),
    ],
)
def test_the_same_article_in_every_kind(tmp_path: Path, name: str, data: bytes | str) -> None:
    article = one(write(tmp_path, name, data))
    assert article.text.split("\n\n") == BODY
    assert article.title == HEADLINE
    assert article.language == "en"


def test_a_pdf_in_paragraphs_without_heads_and_numbers(tmp_path: Path) -> None:
    more = ["The ferry to the island of Tarn sails four times a day, and the fare is low, and the"]
    more += ["crew knows all by name.", "The harbour has no cranes so far."]
    pages = [
        ["The Velburg Post", *lines, str(n)] for n, lines in enumerate([WRAPPED, more, WRAPPED], 1)
    ]
    article = one(write(tmp_path, "a.pdf", pdf(pages)))
    paragraphs = article.text.split("\n\n")
    assert article.title == HEADLINE
    assert paragraphs[0] == " ".join(WRAPPED[1:4])
    assert paragraphs[1] == "Nobody objected."
    assert "The Velburg Post" not in article.text
    assert " ".join(more[:2]) in paragraphs


def test_sentences_at_the_edges_of_a_pdf_stay_where_only_their_numbers_differ(
    tmp_path: Path,
) -> None:
    sentences = [f"In {1900 + 7 * n} the council of Velburg planted {n} trees." for n in range(40)]
    pages = [["Years of trees", *sentences[:14]], sentences[14:28], sentences[28:]]
    article = one(write(tmp_path, "a.pdf", pdf(pages)))
    assert [s for s in sentences if s not in article.text] == []
    # hard-wrapped, so that no line but the last is a sentence
    wrapped = [
        line
        for n in range(1, 25)
        for line in (
            f"Paragraph {n} of the report on the town of Velburg and its harbour has it that well",
            f"{n} was dry on the day of the visit, as nobody had",
            "noted before, and",
            "that it is to be closed.",
        )
    ]
    pages = [wrapped[at : at + 24] for at in range(0, len(wrapped), 24)]
    article = one(write(tmp_path, "b.pdf", pdf(pages)))
    assert article.text.count("as nobody had noted before, and that it is to be closed.") == 24
    assert article.text.count("has it that well") == 24


def test_a_line_of_text_at_the_top_of_every_page_stays(tmp_path: Path) -> None:
    pages = [["The Velburg Post", *WRAPPED[1:]] for _ in range(3)]
    article = one(write(tmp_path, "a.pdf", pdf(pages)))
    assert article.text.count(" ".join(WRAPPED[1:4])) == 3


def test_heads_and_feet_of_a_pdf_are_shown_as_removed(tmp_path: Path) -> None:
    head = "6/1/21, 6:30 PM Does Velburg need a harbour?"
    foot = "https://post.example/news/2021/harbour {}/3"
    pages = [[head, *WRAPPED, foot.format(n)] for n in (1, 2, 3)]
    article = one(write(tmp_path, "a.pdf", pdf(pages)))
    assert article.text.count("Nobody objected.") == 3
    assert "post.example" not in article.text
    assert "6:30" not in article.text
    shown = [(piece.kind, piece.text) for piece in article.removed]
    assert shown.count(("running head", head)) == 1
    assert [text for kind, text in shown if kind == "running foot"] == [
        foot.format(n) for n in (1, 2, 3)
    ]
    numbered = one(write(tmp_path, "b.pdf", pdf([[*WRAPPED, "Page 7"]])))
    assert [(r.kind, r.text) for r in numbered.removed] == [("running foot", "Page 7")]


_LINES = st.sampled_from(["The Post", "Page 1", "2", "No.", "all of it", "a b 3", "a b 4"])


@given(st.lists(st.lists(_LINES, max_size=6), max_size=6))
def test_every_line_of_a_document_is_kept_or_shown_as_removed(pages: list[list[str]]) -> None:
    kept, removed = without_heads(pages)
    assert {line for lines in pages for line in lines} == {*kept, *(r.text for r in removed)}
    assert [line for line in kept if line == "No."] == [
        line for lines in pages for line in lines if line == "No."
    ]


def test_a_number_of_the_text_at_the_edge_of_a_page_stays(tmp_path: Path) -> None:
    pages = [["12", *WRAPPED[1:], "2019"], ["13", *WRAPPED[1:]], [*WRAPPED[1:], "2024"]]
    article = one(write(tmp_path, "a.pdf", pdf(pages)))
    assert "2019" in article.text
    assert "2024" in article.text
    shown = [r.text for r in article.removed if r.kind.startswith("running")]
    assert shown == ["12", "13"]


def test_a_headline_that_is_the_running_head_too_stays_the_title(tmp_path: Path) -> None:
    pages = [[HEADLINE, *WRAPPED], [HEADLINE, *WRAPPED[1:]], [HEADLINE, *WRAPPED[1:]]]
    article = one(write(tmp_path, "a.pdf", pdf(pages)))
    assert article.title == HEADLINE
    assert HEADLINE not in article.text


def test_what_is_told_of_an_article(tmp_path: Path) -> None:
    mailed = one(write(tmp_path, "a.eml", mail(html=False)))
    assert (mailed.source, mailed.published) == ("The Velburg Post", date(2021, 6, 1))
    assert mailed.published_at is not None
    assert mailed.published_at.isoformat() == "2021-06-01T18:30:00+02:00"
    assert mailed.published_from == "e-mail date"
    fed = one(write(tmp_path, "a.rss", feed()))
    assert fed.published_at == datetime(2021, 6, 1, 16, 30, tzinfo=UTC)
    assert fed.url == "https://post.example/news/harbour"
    record = {
        "Full-Text": "\n\n".join(BODY),
        "Title": HEADLINE,
        "Publication Date": "June 1, 2021",
        "Link": "https://post.example/a?utm_medium=mail#top",
        "author": ["Ida Berg", {"name": "Tom Ek"}],
        "source": {"name": "The Velburg Post"},
        "lang": "en-GB",
    }
    exported = one(write(tmp_path, "a.jsonl", json.dumps(record)))
    assert exported.authors == ("Ida Berg", "Tom Ek")
    assert exported.url == "https://post.example/a"
    assert (exported.published, exported.published_at) == (date(2021, 6, 1), None)
    assert dict(exported.provenance)["source"] == "record"
    saved = one(write(tmp_path, "a.mhtml", mhtml(page(head=""))))
    assert (saved.url, saved.source) == ("https://post.example/saved", "post.example")


def test_a_number_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": 5}')
    (found,) = articles_in(file)
    assert isinstance(found, SourceError)
    assert "line 1 has no text" in str(found)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        list(articles_in(tmp_path / "a.txt"))


def test_fields_as_crawlers_name_them(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    record = {
        "headline": "Mill found",
        "article_text": "\n".join(BODY),
        "date_publish": "2024-06-03 05:30:00",
        "source_domain": "mill.example",
        "web_url": "https://mill.example/found",
    }
    file.write_text(json.dumps(record))
    (found,) = articles_in(file)
    assert isinstance(found, Article)
    assert (found.source, found.url) == ("mill.example", "https://mill.example/found")
    assert found.published == date(2024, 6, 3)


def test_a_csv_of_a_spreadsheet(tmp_path: Path) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerows([["Text", "Datum", "Date"], ["Köln schläft. " * 9, "", "2021-06-01"]])
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        article = one(write(tmp_path, "a.csv", table.getvalue().encode(encoding)))
        assert article.text.startswith("Köln schläft.")
        assert article.published == date(2021, 6, 1)


def test_the_tables_of_a_word_file_stand_in_their_place(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(HEADLINE, style="Title")
    document.add_paragraph(BODY[0])
    table = document.add_table(2, 3)
    for cell, text in zip(
        table._cells, ["Year", "Ships", "", "2020", "120 a day", ""], strict=True
    ):
        cell.text = text
    document.add_paragraph(BODY[1])
    placed = document.add_table(1, 2)
    placed.cell(0, 0).text = BODY[2]
    placed.cell(0, 0).add_paragraph(BODY[3])
    inner = placed.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text = "Fee"
    inner.cell(0, 1).text = "9 crowns"
    merged = document.add_table(2, 2)
    merged.cell(0, 0).merge(merged.cell(1, 0)).text = "Ida Berg"
    merged.cell(0, 1).text = "was there."
    merged.cell(1, 1).text = "She came late."
    document.save(str(tmp_path / "a.docx"))
    article = one(tmp_path / "a.docx")
    rows = ["Year, Ships", "2020, 120 a day"]
    rest = [*BODY[1:], "Fee, 9 crowns", "Ida Berg, was there.", "She came late."]
    assert article.text.split("\n\n") == [BODY[0], *rows, *rest]


def test_words_under_review_and_in_forms_of_a_word_file(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.add_paragraph("Mayor Ada Orm opened the harbour")
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for piece in (
        f"<w:ins {names}>{run.format(' of Velburg')}</w:ins>",
        f"<w:del {names}><w:r><w:delText> of Tarn</w:delText></w:r></w:del>",
        f"<w:moveFrom {names}>{run.format(' today')}</w:moveFrom>",
        f"<w:smartTag {names}>{run.format(' on Tuesday.')}</w:smartTag>",
    ):
        body._p.append(parse_xml(piece))
    form = f"<w:p>{run.format(BODY[2])}</w:p>"
    content = f"<w:sdt {names}><w:sdtContent>{form}</w:sdtContent></w:sdt>"
    body._p.addnext(parse_xml(content))
    document.save(str(tmp_path / "a.docx"))
    article = one(tmp_path / "a.docx")
    first = "Mayor Ada Orm opened the harbour of Velburg on Tuesday."
    assert article.text.split("\n\n") == [first, BODY[2]]


def test_problems_by_line(tmp_path: Path) -> None:
    lines = [
        '{"text": "One came. Nobody knew why."}',
        "no json",
        '["a list"]',
        '{"title": "Without text"}',
        "",
        '{"text": "Two left."}',
        "[" * 100_000,
    ]
    found = list(articles_in(write(tmp_path, "a.jsonl", "\n".join(lines))))
    assert [isinstance(item, Article) for item in found] == [True, False, False, False, True, False]
    assert [
        str(item).split(", line ")[1][0] for item in found if isinstance(item, SourceError)
    ] == [*"2347"]
    rows = "text,title\nOne came. Nobody knew why.,A\n,B\nTwo left.,C\n"
    first, second, third = articles_in(write(tmp_path, "a.csv", rows))
    assert isinstance(first, Article)
    assert "line 3 has no text" in str(second)
    assert isinstance(third, Article)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.aspx"])
@pytest.mark.parametrize("before", ["", "\ufeff\n<!-- saved -->\n", '<?xml version="1.0"?>'])
def test_a_page_under_the_name_of_a_text(tmp_path: Path, name: str, before: str) -> None:
    article = one(write(tmp_path, name, before + page()))
    assert (article.title, article.text.split("\n\n")) == (HEADLINE, BODY)


def test_a_text_that_speaks_of_a_page_is_none(tmp_path: Path) -> None:
    text = "The tag <html> opens a page. “<p> was mine,” said Ada Orm."
    assert one(write(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", rb"{\rtf1\ansi\deff0 {\fonttbl{\f0 Times;}} A story.\par}", "not a text file"),
        ("a.rtf", rb"{\rtf1\ansi\deff0 A story.\par}", "of no kind that is read here"),
        ("a.xlsx", b"PK", "of no kind that is read here"),
        ("a.json", b'{"text": "One came."}', "of no kind that is read here"),
        ("table", zipped({"xl/workbook.xml": b"<a/>"}), "not a text file"),
        ("a.csv", zipped({"xl/workbook.xml": b"<a/>"}), "not a text file"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and words", "not a text file"),
        ("a.pdf", b"%PDF-1.7 cut", "damaged"),
        ("a.pdf", pdf([[], []]), "text recognition"),
        ("a.docx", b"PK\x03\x04 cut", "damaged"),
        ("a.docx", zipped({"x": b"y"}), "damaged"),
        ("a.zip", b"PK\x03\x04 cut", "damaged"),
        ("a.zip", zipped({"photo.png": b"x"}), "holds no articles"),
        ("a.eml", b"", "no article|without text"),
        ("a.mhtml", b"MIME-Version: 1.0\r\n\r\nno page", "no web page"),
        ("a.html", b"", "no article|not a web page"),
        ("a.html", b"<html><body><a href='/'>Home</a></body></html>", "no article"),
        ("a.html", b"%PDF-1.7", "not a text file"),
        ("a.csv", b"name;age\nAda;1\n", "no column with the articles' text"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"text,title\n", "holds no articles"),
        ("a.html", b"", "is empty"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", b" \n\n", "holds no articles"),
        ("a.zip", b"", "is empty"),
        ("a.xml", b"<note>Buy milk</note>", "not an RSS"),
        ("a.rss", b'<rss version="2.0"><channel></channel></rss>', "empty"),
    ],
)
def test_what_is_no_article(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    file = write(tmp_path, name, data)
    with pytest.raises(SourceError, match=message) as caught:
        list(articles_in(file))
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_archives_that_are_traps(tmp_path: Path) -> None:
    bomb = zipped({"a.txt": b"0" * 50_000_000, "b.txt": TEXT.encode()})
    trap, article = articles_in(write(tmp_path, "bomb.zip", bomb))
    assert "trap" in str(trap)
    assert isinstance(article, Article)
    nested = zipped({"a.txt": TEXT.encode()})
    for _ in range(3):
        nested = zipped({"inner.zip": nested})
    (deep,) = articles_in(write(tmp_path, "deep.zip", nested))
    assert "archive in an archive" in str(deep)
    outside = zipped({"../../outside.txt": TEXT.encode(), "/etc/x.txt": TEXT.encode()})
    found = list(articles_in(write(tmp_path, "outside.zip", outside)))
    assert all(isinstance(item, Article) for item in found)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bomb.zip", "deep.zip", "outside.zip"]


def test_an_empty_file_in_an_archive(tmp_path: Path) -> None:
    archive = zipped({"a.jsonl": b"", "b.txt": TEXT.encode()})
    empty, article = articles_in(write(tmp_path, "a.zip", archive))
    assert "a.jsonl is empty" in str(empty)
    assert isinstance(article, Article)


def test_a_damaged_file_in_an_archive(tmp_path: Path) -> None:
    archive = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        place = opened.getinfo("a.txt").header_offset + 40
    archive[place : place + 20] = bytes(20)
    damaged, article = articles_in(write(tmp_path, "a.zip", bytes(archive)))
    assert isinstance(damaged, SourceError)
    assert isinstance(article, Article)


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "top secret words")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    text = feed("&x; " + " ".join(BODY)).replace("<rss", f"{doctype}<rss", 1)
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    for item in articles_in(write(tmp_path, "a.rss", text)):
        assert isinstance(item, SourceError) or "secret" not in item.text


def test_how_many_there_will_be(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b.jsonl", "{}\n{}\n")
    assert count(tmp_path) == 3
    write(tmp_path, "c.zip", zipped({}))
    assert count(tmp_path) is None


def test_markdown_is_read_without_its_marks(tmp_path: Path) -> None:
    text = (
        f"# {HEADLINE}\n\n*The Velburg Post, 1 June 2021. By Ida Berg*\n\n{BODY[0]}\n\n"
        "**The Post:** Was it *late*?\n\n## What it costs\n\n- More [ships](https://a.example)\n"
        f"- More work\n\n{BODY[2]}\n\n---\n\n*The Post, daily.* [Subscribe](https://a.example)\n"
    )
    article = one(write(tmp_path, "harbour.md", text))
    parts = [BODY[0], "The Post: Was it late?", "What it costs", "More ships", "More work"]
    assert article.text == "\n\n".join([*parts, BODY[2]])
    assert (article.title, article.source) == (HEADLINE, "The Velburg Post")
    assert (article.published, article.authors) == (date(2021, 6, 1), ("Ida Berg",))


def test_footnotes_of_a_markdown_file(tmp_path: Path) -> None:
    text = (
        f"# {HEADLINE}\n\n{BODY[0]}[^1] Nobody[^town] objected, and [^2] is no note.\n\n"
        "1. More ships[^1]\n2. More work\n\n"
        "[^1]: By the count of the town,\n    and of the port.\n[^town]: Ibid.\n"
    )
    article = one(write(tmp_path, "harbour.md", text))
    assert article.text.split("\n\n") == [
        f"{BODY[0]} Nobody objected, and [^2] is no note.",
        "1. More ships",
        "2. More work",
        "By the count of the town, and of the port.",
        "Ibid.",
    ]


def test_fields_above_a_markdown_file(tmp_path: Path) -> None:
    fields = f'---\ntitle: "{HEADLINE}"\ndate: 2021-06-01\nauthor: [Ida Berg, Tom Ek]\n---\n'
    article = one(write(tmp_path, "harbour.md", f"{fields}\n# Another heading\n\n{BODY[0]}\n"))
    assert (article.title, article.published) == (HEADLINE, date(2021, 6, 1))
    assert article.authors == ("Ida Berg", "Tom Ek")
    assert article.text == f"Another heading\n\n{BODY[0]}"


def test_fields_that_are_no_yaml(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="damaged"):
        one(write(tmp_path, "harbour.md", f'---\ntitle: "a\n---\n\n{BODY[0]}\n'))


def test_the_first_line_of_a_text_with_a_title_of_its_own_stays(tmp_path: Path) -> None:
    record = {"title": HEADLINE, "text": f"Ships come and go\n\n{BODY[0]}"}
    article = one(write(tmp_path, "export.jsonl", json.dumps(record)))
    assert (article.title, article.text) == (HEADLINE, record["text"])


TABLE = f"<table><tr><td>{BODY[0]}<br><br>{BODY[1]}</td></tr></table>"


@pytest.mark.parametrize(
    ("plain", "html", "paragraphs"),
    [
        # the plain text is whole, be it short, and the HTML a piece of it
        (BODY[:2], TABLE, 2),
        (BODY[:2], f"<p>{BODY[0]}</p>", 2),
        (BODY[:2], "<p>A harbour</p>", 2),
        (BODY[:2], "", 2),
        # the HTML is all there is, or more
        ([], TABLE, 2),
        ([], f"<p>{BODY[0]}</p>", 1),
        ([], f'<div dir="ltr"><div>{BODY[0]}</div><div><br></div><div>{BODY[1]}</div></div>', 2),
        (["View this in your browser"], TABLE, 2),
    ],
)
def test_the_html_of_an_e_mail_need_be_no_page(
    tmp_path: Path, plain: list[str], html: str, paragraphs: int
) -> None:
    message = EmailMessage()
    message["Subject"] = HEADLINE
    message.set_content("\n\n".join(plain))
    message.add_alternative(html, subtype="html")
    article = one(write(tmp_path, "harbour.eml", message.as_bytes()))
    assert article.text.split("\n\n") == BODY[:paragraphs]


def test_an_e_mail_without_an_article_is_called_an_e_mail(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("<p></p>", subtype="html")
    with pytest.raises(SourceError, match="is an e-mail without text") as caught:
        one(write(tmp_path, "harbour.eml", message.as_bytes()))
    assert "page" not in str(caught.value)


@pytest.mark.parametrize(
    ("foot", "stays"),
    [
        ("-- \nThe Post, Velburg\nTo unsubscribe, write to us.", False),
        ("--\nThe Post, Velburg", False),
        (f"--\n{BODY[2]}", True),
    ],
)
def test_the_signature_of_an_e_mail(tmp_path: Path, foot: str, stays: bool) -> None:
    message = EmailMessage()
    message["Subject"] = HEADLINE
    message.set_content("\n\n".join([*BODY[:2], foot]))
    article = one(write(tmp_path, "harbour.eml", message.as_bytes().decode()))
    body = "\n\n".join(BODY[:2])
    assert article.text == (f"{body}\n\n{BODY[2]}" if stays else body)
    assert ("The Post, Velburg" in [r.text for r in article.removed]) is not stays
