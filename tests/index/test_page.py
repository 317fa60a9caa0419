"""Pages: the article's own words, and what the page tells of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.read import apart
from index.read.apart import read_apart
from index.read.canonical import canonical
from index.read.moments import read_moment
from index.read.page import read_page
from tests.index.pages import BODY, HEADLINE, page


def test_body_and_furniture() -> None:
    article = read_page(page(), "a.html")
    assert article.text.split("\n\n") == BODY
    removed = {piece.text for piece in article.removed}
    assert "READ MORE: Ships collide off the island of Tarn" in removed
    assert "Follow us on our official WhatsApp channel!" in removed


def test_what_is_unseen_goes_and_what_spells_stays() -> None:
    spelt = "می\u200cخواهم 👩\u200d🚒"
    line = f"\u202a“We wait\xaded ten\u200b years for \u2066this\u2069,” {spelt} said Ada Orm."
    body = "".join(f"<p>{p}</p>" for p in [BODY[0], line, *BODY[2:]])
    article = read_page(page(body, head="<title>Vel\u200bburg opens</title>"), "a.html")
    told = f"“We waited ten years for this,” {spelt} said Ada Orm."
    assert article.text.split("\n\n")[1] == told
    assert "\u200b" not in article.title


def test_metadata_each_with_where_it_is_from() -> None:
    article = read_page(page(), "a.html", "https://post.example/amp/harbour?fbclid=1")
    assert article.title == HEADLINE
    assert article.authors == ("Ida Berg", "Tom Ek")
    assert article.source == "The Velburg Post"
    assert article.section == "Local"
    assert article.language == "en"
    assert article.url == "https://post.example/news/harbour"
    assert article.published == date(2021, 6, 1)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2021-06-01T18:30:00+02:00"
    assert article.updated == date(2021, 6, 2)
    assert article.published_from == "JSON-LD datePublished"
    assert dict(article.provenance) == {
        "authors": "JSON-LD author",
        "language": "html lang",
        "section": "meta article:section",
        "source": "meta og:site_name",
        "title": "JSON-LD headline",
        "updated": "JSON-LD dateModified",
        "url": "link canonical",
    }


def test_without_metadata_the_text_and_the_address_tell() -> None:
    body = "<p>By Ida Berg</p><p>June 1, 2021</p>" + "".join(f"<p>{p}</p>" for p in BODY)
    article = read_page(page(body, head="", language=""), "a.html")
    assert (article.title, article.authors) == (HEADLINE, ("Ida Berg",))
    assert (article.published, article.published_from) == (date(2021, 6, 1), "byline")
    assert (article.language, dict(article.provenance)["language"]) == ("en", "text")
    at = read_page(page(head=""), "x", "https://www.post.example/2021/06/01/harbour.html")
    assert (at.published, at.published_from) == (date(2021, 6, 1), "address")
    assert at.source == "post.example"
    unknown = read_page(page(head=""), "a.html")
    assert (unknown.published, unknown.published_from, unknown.source) == (None, "", "")


@pytest.mark.parametrize(
    ("moment", "day", "told"),
    [
        # of the day before in America
        ("2021-06-02T03:30:00Z", 1, "meta article:published_time; day from the address"),
        ("2021-06-02T03:30:00+02:00", 2, "meta article:published_time"),
        ("2021-06-02", 2, "meta article:published_time"),
        ("2021-06-03T03:30:00Z", 3, "meta article:published_time"),
    ],
)
def test_the_day_is_the_outlets_own(moment: str, day: int, told: str) -> None:
    head = f'<meta property="article:published_time" content="{moment}">'
    found = read_page(page(head=head), "a.html", "https://post.example/2021/06/01/harbour")
    assert (found.published, found.published_from) == (date(2021, 6, day), told)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-06-01T18:30:00Z">',
        '<meta name="parsely-pub-date" content="2021-06-01">',
        '<meta itemprop="datePublished" content="June 1, 2021">',
        '<script type="application/ld+json">[{"@type": ["NewsArticle"],\n'
        '"datePublished": "2021-06-01",\n"description": "broken\nline"}]</script>',
    ],
)
def test_dates(head: str) -> None:
    assert read_page(page(head=head), "a.html").published == date(2021, 6, 1)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2999-01-01">',
        '<meta name="date" content="yesterday">',
        '<meta name="date" content="03/04/2021">',
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
        '<script type="application/ld+json">{"@type": "VideoObject", "datePublished": '
        '"2021-06-01"}</script>',
    ],
)
def test_an_unclear_date_is_none(head: str) -> None:
    assert read_page(page(head=head), "a.html").published is None


def test_of_several_articles_the_metadata_are_the_pages_own() -> None:
    node = '{"@type": "NewsArticle", "url": "https://post.example/%s", "headline": "%s"}'
    scripts = ", ".join(node % (n, f"Headline number {n}") for n in (1, 2))
    head = (
        '<link rel="canonical" href="https://post.example/2">'
        f'<script type="application/ld+json">[{scripts}]</script>'
    )
    assert read_page(page(head=head), "a.html").title == "Headline number 2"


def test_a_body_cut_by_advertisements() -> None:
    def part(paragraphs: list[str]) -> str:
        inner = "".join(f"<p>{p}</p>" for p in paragraphs)
        return f'<div class="part"><div class="body">{inner}</div></div>'

    first = [f"{BODY[0]} This was said in the paragraph {n} of the report." for n in range(6)]
    second = [f"{BODY[2]} That was said in the paragraph {n} of the report." for n in range(6)]
    advertisement = '<aside class="ad">Buy shoes</aside>'
    html = page(part(first) + advertisement + part(second))
    assert read_page(html, "a.html").text.split("\n\n") == first + second


def test_markup_is_text_and_nothing_more() -> None:
    inner = "".join(f"<p>{p} &lt;script&gt;alert(1)&lt;/script&gt;</p>" for p in BODY)
    article = read_page(page(inner + "<script>alert(2)</script>"), "a.html")
    assert article.text.count("<script>alert(1)</script>") == len(BODY)
    assert "alert(2)" not in article.text


@pytest.mark.parametrize("html", ["", "<", "<html></html>", "<p>Home</p>", "\0", "<!--"])
def test_no_article(html: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.html "):
        read_page(html, "a.html")


@given(st.text("<>/pdiv a=\"'&;#x10!-[]meta", max_size=300))
def test_any_page_is_read_or_refused(text: str) -> None:
    try:
        read_page(f"<html><body>{text}</body></html>", "a.html")
    except SourceError as error:
        assert "a.html" in str(error)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://Post.Example:443/a?utm_source=x&id=2#top", "https://post.example/a?id=2"),
        ("http://post.example/", ""),
        ("http://post.example/?p=1", "http://post.example/?p=1"),
        ("ftp://post.example/a", ""),
        ("mailto:a@post.example", ""),
        ("http://[::1/a", ""),
        ("", ""),
    ],
)
def test_canonical(address: str, expected: str) -> None:
    assert canonical(address) == expected


@given(st.text(max_size=80))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    read_moment(text)


@pytest.mark.parametrize(
    ("text", "day", "exact"),
    [
        ("2021-06-01T18:30:00.000Z", (2021, 6, 1), True),
        ("2021-06-01 18:30:00 +0200", (2021, 6, 1), True),
        ("Tue, 01 Jun 2021 16:30:00 GMT", (2021, 6, 1), True),
        ("June 1, 2021 6:30 pm EST", (2021, 6, 1), True),
        ("June 1, 2021 6:30 pm", (2021, 6, 1), False),
        # of India, of Israel or of Ireland
        ("June 1, 2021 6:30 pm IST", (2021, 6, 1), False),
        ("1.6.2021", (2021, 6, 1), False),
        ("20210601", (2021, 6, 1), False),
        ("1 de junio de 2021", (2021, 6, 1), False),
        ("1622565000", (2021, 6, 1), True),
        ("06/01/2021", None, False),
        ("2 hours ago", None, False),
        ("June 2021", None, False),
        ("18:30", None, False),
    ],
)
def test_moments(text: str, day: tuple[int, int, int] | None, exact: bool) -> None:
    found: Any = read_moment(text)
    assert (found.day if found else None) == (date(*day) if day else None)
    assert bool(found and found.at) == exact


def test_eastern_time_is_that_of_the_season() -> None:
    for text, offset in (("June 1, 2021 6:30 pm ET", -4), ("January 5, 2021 6:30 pm ET", -5)):
        found = read_moment(text)
        assert found and found.at and found.at.utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Published 1 June 2021 11:04 BST", "2021-06-01T11:04:00+01:00", ""),
        ("First published on Tue 1 Jun 2021 06.04 EDT", "2021-06-01T06:04:00-04:00", ""),
        (
            "Published: 11:04 BST, 1 June 2021 | Updated: 14:55 BST, 1 June 2021",
            "2021-06-01T11:04:00+01:00",
            "2021-06-01T14:55:00+01:00",
        ),
        (
            "Posted: Jun 1, 2021 / 11:04 AM ET | Updated: Jun 2, 2021 / 12:10 AM ET",
            "2021-06-01T11:04:00-04:00",
            "2021-06-02T00:10:00-04:00",
        ),
        ("Published on 1 June 2021 at 18:30 (UTC+2)", "2021-06-01T18:30:00+02:00", ""),
        ("Published 1 June 2021 11:04", "", ""),
        ("Published 1 June 2021 11:04 IST", "", ""),
        ("Published 1 June 2021 25:04 BST", "", ""),
    ],
)
def test_time_and_zone_of_a_date_line(line: str, published: str, updated: str) -> None:
    body = f"<p>{line}</p>" + "".join(f"<p>{p}</p>" for p in BODY)
    article = read_page(page(body, head=""), "a.html")
    told = [at.isoformat() if at else "" for at in (article.published_at, article.updated_at)]
    assert (article.published, told) == (date(2021, 6, 1), [published, updated])
    assert article.text.split("\n\n") == BODY


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_apart("page", page(), "a.html").text.split("\n\n") == BODY
    monkeypatch.setattr(apart, "SECONDS", 0.2)
    slow = page("<table>" + "<tr><td>a b</td></tr>" * 50_000)
    with pytest.raises(SourceError, match=r"^b\.html could not be read within"):
        read_apart("page", slow, "b.html")
    monkeypatch.undo()
    assert read_apart("page", page(), "c.html").title == HEADLINE
    with pytest.raises(SourceError, match=r"^d\.html is not a web page"):
        read_apart("page", "", "d.html")
