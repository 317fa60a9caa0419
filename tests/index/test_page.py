"""Pages: the article's own words, and what the page tells of it."""

import json
import re
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

AT = "2021-06-01T11:04:00+01:00"
MOMENT = f'<time datetime="{AT}">1 June 2021</time>'


def test_body_and_furniture() -> None:
    article = read_page(page(), "a.html")
    assert article.text.split("\n\n") == BODY
    removed = {piece.text for piece in article.removed}
    assert "READ MORE: Ships collide off the island of Tarn" in removed
    assert "Follow us on our official WhatsApp channel!" in removed


def test_all_else_that_the_page_shows_is_listed_in_its_order() -> None:
    text = [f"<p>{p}</p>" for p in BODY]
    figure = "<figure><img><figcaption>Ferries at the old harbour in May</figcaption></figure>"
    related = '<div class="related-box"><h3>Related</h3><p><a href="/b">Ships collide</a></p></div>'
    share = "<div class='share'><a>Share</a><a>Tweet</a></div>"
    body = ["<div class='meta'>By Ida Berg</div>", share, figure, *text[:2], share, related]
    html = page("".join([*body, *text[2:]]).replace("higher", "<b>high</b>er"))
    comments = "<section id='comments'><h2>2 comments</h2><p>Late!</p><p>Great news.</p></section>"
    html = html.replace("<footer>", f"{comments}<footer>")
    notice = "<div id='cookie-notice'><p>This site uses cookies.</p><button>Ok</button></div>"
    article = read_page(html.replace("<nav>", f"{notice}<nav>"), "a.html")
    assert article.text.split("\n\n") == BODY
    assert [(piece.kind, piece.text) for piece in article.removed] == [
        ("cookies", "This site uses cookies. | Ok"),
        ("navigation", "Home Sport"),
        ("title", HEADLINE),
        ("byline", "By Ida Berg"),
        ("share", "Share Tweet"),
        ("caption", "Ferries at the old harbour in May"),
        ("related", "Related | Ships collide"),
        ("comments", "2 comments | Late! | Great news."),
        ("imprint", "© 2021 The Velburg Post. We use cookies to improve your experience."),
    ]


def test_what_is_listed_is_bounded() -> None:
    menu = "".join(f"<ul><li>Menu item {n} of the page</li><li>{n}</li></ul>" for n in range(2000))
    html = page(head="").replace("<footer>", f"<nav>{'<p>word</p>' * 500}</nav>{menu}<footer>")
    removed = read_page(html, "a.html").removed
    assert max(len(piece.text) for piece in removed) <= 300
    assert 5_000 < sum(len(piece.text) for piece in removed) < 15_000
    assert len({piece.text for piece in removed}) == len(removed)


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
        '<meta property="article:published_time" content="1970-01-01T00:00:00+00:00">',
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


def _told(body: list[str], more: str = "") -> str:
    """The head of a page whose JSON-LD holds the text."""
    node = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n\n".join(body)}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>{more}'


def test_the_text_that_only_the_metadata_hold() -> None:
    empty = '<div id="root"></div><noscript>Please enable JavaScript.</noscript>'
    html = page(head=_told(BODY))
    filled_in = read_page(html[: html.index("<nav>")] + empty + "</body></html>", "a.html")
    teaser = "<p>" + BODY[0] + "</p><div class='wall'><p>Subscribe to continue reading</p></div>"
    notice = "<p>This page needs a newer browser. Ask the one who looks after it.</p>"
    cut = f"<p>{BODY[0]}</p><p>{BODY[1][:40]}…</p>"
    for article in (
        filled_in,
        read_page(page(teaser, head=_told(BODY)), "a.html"),
        read_page(page(cut, head=_told(BODY)), "a.html"),
        read_page(page(notice, head=_told(BODY)), "a.html"),
        read_page(page(teaser, head=_told([f"<p>{p}</p>" for p in BODY])), "a.html"),
    ):
        assert article.text.split("\n\n") == BODY
        assert article.title == HEADLINE
        assert dict(article.provenance)["text"] == "JSON-LD articleBody"


def test_the_pages_own_text_where_it_is_whole_or_another() -> None:
    longer = [*BODY, "We use cookies on this site, and so do our 120 partners, for your comfort."]
    assert read_page(page(head=_told(longer)), "a.html").text.split("\n\n") == BODY
    own = ["A sentence of the mayor's that stands on the page and nowhere else.", BODY[0]]
    shown = "".join(f"<p>{p}</p>" for p in own)
    assert read_page(page(shown, head=_told(BODY)), "a.html").text.split("\n\n") == own
    # of one of several articles that a page tells of
    another = _told(BODY, _told([]))
    teaser = f"<p>{BODY[0]}</p>"
    assert read_page(page(teaser, head=another), "a.html").text == BODY[0]
    with pytest.raises(SourceError):
        read_page(f"<html><head>{_told(BODY[:1])}</head><body></body></html>", "a.html")


@pytest.mark.parametrize(
    "told",
    [
        '"mainEntityOfPage": {"@type": "WebPage", "name": "x", "@id": "https://post.example/a?b=1"}',
        '"mainEntityOfPage": "https://post.example/a?b=1&utm_source=x"',
        '"url": "https://Post.example/a?b=1#top"',
    ],
)
def test_the_address_in_the_metadata(told: str) -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", {told}}}</script>'
    assert read_page(page(head=head), "a.html").url == "https://post.example/a?b=1"
    site = head.replace(told, '"url": "https://post.example/"')
    assert read_page(page(head=site), "a.html").url == ""
    assert read_page(page(head=head + head), "a.html").url == ""


def test_what_the_page_does_not_show_is_left_out() -> None:
    unseen = (
        "<div hidden><p>The hidden pope said that pigs fly over the harbour.</p></div>"
        "<p hidden=''>The hidden king said that cows swim in the harbour.</p>"
        "<p style='display: none'>The hidden queen said that hens dive in the harbour.</p>"
        "<div aria-hidden='true'><p>The hidden duke said that eels fly to the harbour.</p></div>"
        f"<p hidden>Published {MOMENT}</p>"
    )
    shown = "".join(f"<p>{p}</p>" for p in BODY)
    article = read_page(page(unseen + shown, head=""), "a.html")
    assert article.text.split("\n\n") == BODY
    assert article.published is None
    # opened by a search within the page, or by the script that fills it in
    folded = f"<p hidden='until-found'>{BODY[2]}</p>"
    html = page(f"<p>{BODY[0]}</p><p>{BODY[1]}</p>{folded}<p>{BODY[3]}</p>")
    assert read_page(html, "a.html").text.split("\n\n") == BODY
    assert read_page(page(f"<div hidden>{shown}</div>"), "a.html").text.split("\n\n") == BODY


def test_a_body_cut_by_advertisements() -> None:
    def part(paragraphs: list[str]) -> str:
        inner = "".join(f"<p>{p}</p>" for p in paragraphs)
        return f'<div class="part"><div class="body">{inner}</div></div>'

    first = [f"{BODY[0]} This was said in the paragraph {n} of the report." for n in range(6)]
    second = [f"{BODY[2]} That was said in the paragraph {n} of the report." for n in range(6)]
    advertisement = '<aside class="ad">Buy shoes</aside>'
    html = page(part(first) + advertisement + part(second))
    assert read_page(html, "a.html").text.split("\n\n") == first + second


def test_the_posts_of_a_live_page_in_its_order_with_their_heads() -> None:
    heads = ["Harbour opens", "Ferry sails"]
    box = "<aside class='post'><h3>Read also</h3><p>Ships collide</p></aside>"
    posts = "".join(
        f"<article class='post' id='b{n}'><header><time datetime='{AT}'>11:0{n}</time></header>"
        f"<h3>{head}</h3><p>{BODY[2 * n]}</p><p>{BODY[2 * n + 1]}</p><div>Share</div></article>"
        for n, head in enumerate(heads)
    )
    standfirst = "<p class='standfirst'>Rolling coverage of the opening</p>"
    html = page(standfirst + posts + box).replace("<article><h1>", "<main><h1>")
    text = ["Rolling coverage of the opening", heads[0], *BODY[:2], heads[1], *BODY[2:]]
    assert read_page(html, "a.html").text.split("\n\n") == text


def test_a_caption_by_its_class_and_the_post_of_a_byline_go() -> None:
    caption = "<div><img><p class='imageCaption'>Ada Orm waits at the harbour of Velburg.</p></div>"
    post = "<div><span>Ida Berg</span><br><span>The Velburg Post, Tarn</span></div>"
    text = "".join(f"<p>{p}</p>" for p in BODY[1:])
    for more in ("", "<p>The Velburg Post, Tarn</p>"):
        html = page(f"{post}{more}<p>{BODY[0]}</p>{caption}{text}")
        assert read_page(html, "a.html").text.split("\n\n") == BODY
    # the class of the whole text, and a line within it
    whole = page(f"<div class='caption'><p>{BODY[0]}</p>{text}<p>The Velburg Post, Tarn</p></div>")
    assert read_page(whole, "a.html").text.split("\n\n")[:4] == BODY


def test_the_captions_of_a_series_of_pictures_stay() -> None:
    series = "".join(f"<div><img><p class='caption'>{p}</p></div>" for p in BODY)
    assert read_page(page(series), "a.html").text.split("\n\n") == BODY


def test_what_a_date_is_called_is_no_text() -> None:
    text = "".join(f"<p>{p}</p>" for p in BODY)
    shown = f"<div>Updated <time datetime='{AT}'>2 hours ago</time></div>"
    article = read_page(page(shown + text, head=""), "a.html")
    assert article.text.split("\n\n") == BODY
    assert article.updated_at is not None and article.updated_at.isoformat() == AT


def test_markup_is_text_and_nothing_more() -> None:
    inner = "".join(f"<p>{p} &lt;script&gt;alert(1)&lt;/script&gt;</p>" for p in BODY)
    article = read_page(page(inner + "<script>alert(2)</script>"), "a.html")
    assert article.text.count("<script>alert(1)</script>") == len(BODY)
    assert "alert(2)" not in article.text


@pytest.mark.parametrize("html", ["", "<", "<html></html>", "<p>Home</p>", "\0", "<!--"])
def test_no_article(html: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.html "):
        read_page(html, "a.html")


@pytest.mark.parametrize(
    "line",
    [
        "SCROLL DOWN FOR VIDEO",
        "Image source, Tarn Pictures",
        "Image caption, The harbour is 40 metres deep",
        "[Photo: Ada Orm]",
        "À lire aussi : Le port de trop",
        "Suivez-nous sur Facebook",
        "Abonnez-vous à notre newsletter",
        "Folgen Sie uns auf Facebook und WhatsApp!",
        "Lesen Sie auch: Der Hafen zu viel",
        "Have you seen the harbour? Let us know in the comments below.",
        "For more stories like this, sign up to our daily newsletter.",
        "All rights reserved.",
        "Related: Ships collide",
        "Photo: courtesy of Ada Orm.",
    ],
)
def test_a_line_of_the_pages_own_goes(line: str) -> None:
    article = read_page(
        page("".join(f"<p>{p}</p>" for p in [*BODY[:2], line, *BODY[2:]])), "a.html"
    )
    assert article.text.split("\n\n") == BODY
    assert line in {piece.text for piece in article.removed}


@pytest.mark.parametrize(
    "line",
    [
        "Photograph: that is what she calls her dog.",
        "Related: the two women are cousins.",
        "All rights reserved seats were empty on the night.",
        "Image source, the judge said, was a word that nobody knew.",
        "A lire aussi : le livre de Jean Roux, son meilleur.",
        "Suivez-nous sur ce chemin, a dit le maire.",
        "Let us know in the comments, she wrote, and they did.",
        "Scroll down for videos of it all, her letter said.",
    ],
)
def test_a_sentence_of_the_articles_stays(line: str) -> None:
    text = [*BODY[:2], line, *BODY[2:]]
    assert read_page(page("".join(f"<p>{p}</p>" for p in text)), "a.html").text == "\n\n".join(text)


@pytest.mark.parametrize(
    "asked",
    [
        "<p>Checking your browser before accessing the site. Please enable JavaScript and cookies "
        "to continue.</p>",
        "<h2>Verifying you are human. This may take a few seconds.</h2><p>post.example needs to "
        "review the security of your connection before proceeding.</p>",
        "<noscript>Just wait</noscript><div>Enable JavaScript and cookies to continue</div>",
    ],
)
def test_a_page_that_asks_for_a_browser_is_no_article(asked: str) -> None:
    html = f"<html><head><title>Just a moment...</title></head><body>{asked}</body></html>"
    with pytest.raises(SourceError, match=r"^a\.html is no article but asks whether a browser"):
        read_page(html, "a.html")


def test_an_article_about_such_a_page_is_one() -> None:
    told = "“Verify you are human,” the page said, and Ada Orm, who is one, gave up in the end."
    asked = "Please enable JavaScript and cookies to continue, it said to the mayor of Velburg."
    html = f"<html><body><h1>Just a moment</h1><p>{told}</p><p>{asked}</p></body></html>"
    assert read_page(html, "a.html").text.split("\n\n") == [told, asked]
    notice = "<p>Please enable JavaScript and cookies to continue.</p>"
    shown = "".join(f"<p>{p} {p} {p}</p>" for p in BODY)
    assert BODY[0] in read_page(page(notice + shown), "a.html").text


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
        ("1970-01-01", None, False),
        ("1970-01-01T00:00:00Z", None, False),
        ("1969-12-31T19:00:00-05:00", None, False),
        ("January 1, 1970", None, False),
        ("1970-01-01T09:30:00Z", (1970, 1, 1), True),
        ("0000000000", None, False),
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


@pytest.mark.parametrize(
    ("shown", "exact"),
    [
        (MOMENT, AT),
        (f'<p class="byline">By <b>Ida Berg</b> {MOMENT}</p>', AT),
        (f'<time datetime="{AT}">3 hours ago</time>', AT),
        (f'<div>Posted <a href="/h" rel="bookmark">{MOMENT}</a></div>', AT),
        (f'<div><p>By Ida Berg</p>{MOMENT}<p>Updated <time>3 June 2021</time></p></div>', AT),
        ("<time>June 1, 2021</time>", ""),
        (
            '<div class="meta"><span class="author">Ida Berg</span><span>1 June 2021</span></div>',
            "",
        ),
        ('<p>By Ida Berg</p><div class="dateline">1 Jun 2021, 11:04am</div>', ""),
        (
            '<p>By Ida Berg</p><span class="t">June 1, 2021 at 6:04 a.m. EDT</span>',
            "2021-06-01T06:04:00-04:00",
        ),
        ('<p>By Ida Berg</p><div class="meta">2021-06-01 11:04</div>', ""),
        ('<p>By Ida Berg</p><div class="meta">1st Jun 2021 | 11:04</div>', ""),
        (
            '<p>By Ida Berg</p><p class="m"><span>Published: 11:04 BST, 1 June 2021</span> | '
            "<span>Updated: 14:55 BST, 2 June 2021</span></p>",
            AT,
        ),
        ('<p class="byline">By Ida Berg, June 1, 2021</p>', ""),
        ('<div class="submitted">Submitted by Ida Berg on Tue, 2021-06-01 09:15</div>', ""),
        ('<div class="meta">Words by Ida Berg | Photographs by Bo Wu | 1 June 2021</div>', ""),
        ("<p>“It is late,” the union of the fishermen said at the harbour.</p><div>"
         f"By Ida Berg {MOMENT}</div>", AT),
        # of the day before in America
        ('<div><time datetime="2021-06-02T03:30:00Z">June 1, 2021</time></div>',
         "2021-06-02T03:30:00+00:00"),
    ],
)  # fmt: skip
def test_the_date_below_the_headline(shown: str, exact: str) -> None:
    body = f"{shown}<div class='text'>" + "".join(f"<p>{p}</p>" for p in BODY) + "</div>"
    article = read_page(page(body, head=""), "a.html")
    assert (article.published, article.published_from) == (date(2021, 6, 1), "byline")
    assert (article.published_at.isoformat() if article.published_at else "") == exact
    assert article.text.endswith("\n\n".join(BODY))


@pytest.mark.parametrize(
    ("told", "shown", "day"),
    [
        ("2021-06-02T03:30:00Z", "June 1, 2021", 1),
        # what may be of a later change, of another zone, or of another article
        ("2021-06-01T22:30:00Z", "June 2, 2021", 1),
        ("2021-06-02T13:30:00Z", "June 1, 2021", 2),
        ("2021-06-02T03:30:00+02:00", "June 1, 2021", 2),
        ("2021-06-03T03:30:00Z", "June 1, 2021", 3),
        ("2021-06-02", "June 1, 2021", 2),
    ],
)
def test_the_day_that_the_page_shows_is_the_outlets(told: str, shown: str, day: int) -> None:
    head = f'<meta property="article:published_time" content="{told}">'
    text = "".join(f"<p>{p}</p>" for p in BODY)
    article = read_page(page(f"<div class='date'>{shown}</div>{text}", head=head), "a.html")
    assert article.published == date(2021, 6, day)


@pytest.mark.parametrize(
    ("shown", "exact"), [("1 June 2021 11:04 BST", AT), ("2 June 2021 11:04 BST", "")]
)
def test_the_day_of_the_address_with_the_moment_that_the_page_shows(shown: str, exact: str) -> None:
    text = "".join(f"<p>{p}</p>" for p in BODY)
    html = page(f"<div class='date'>{shown}</div>{text}", head="")
    article = read_page(html, "a.html", "https://post.example/2021/06/01/harbour")
    assert (article.published, article.published_from) == (date(2021, 6, 1), "address")
    assert (article.published_at.isoformat() if article.published_at else "") == exact


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"<div class='masthead'>The Velburg Post {MOMENT}</div>", ""),
        ("<div>Tuesday, June 1, 2021 6:31 AM</div>", ""),
        ("", f"<div class='related'>{MOMENT}</div>"),
        ("", f"<aside><p>Ship sinks</p>{MOMENT}</aside>"),
        ("", f"<figure><img><figcaption>{MOMENT}</figcaption></figure>"),
        ("", f"<div><a href='/b'>Two ships collide off Tarn</a> {MOMENT}</div>"),
        ("", f"<div><a href='/b'>Two ships collide off Tarn</a><br>{MOMENT}</div>"),
        ("", f"<div><h3>Most read</h3><p>Ships collide</p><p>{MOMENT}</p></div>"),
        ("", "<div>1 June 2021</div><div>3 June 2021</div>"),
        ("", "<div>06/05/2021</div>"),
        ("", f"<div>Tarn Mask {MOMENT}</div>"),
        ("", '<time datetime="2021-06-09">1 June 2021</time>'),
        ("", "<p>The harbour of Velburg was planned on 1 June 2021.</p>"),
        ("", f"<p>{BODY[3]}</p><div>{MOMENT}</div>"),
        ("", "<p>Updated 1 June 2021 11:04 BST</p>"),
        *(
            ("", f"<div>{of} 1 June 2021</div>")
            for of in (
                "Born",
                "When:",
                "Deadline",
                "Expires on",
                "Review date:",
                "Kick-off:",
                "Effective date:",
                "Correction:",
                "Ada Orm, born",
            )
        ),
    ],
)
def test_another_date_is_not_the_articles(above: str, below: str) -> None:
    body = f"{below}<div class='text'>" + "".join(f"<p>{p}</p>" for p in BODY) + "</div>"
    comments = f"<div id='talk'><p>Bo Wu, {MOMENT}</p><p>Late it was!</p></div>"
    html = page(body + comments, head="").replace("<nav>", f"{above}<nav>")
    html = html.replace("<footer>", "<footer>Last updated 28 May 2021. ")
    assert read_page(html, "a.html").published is None


def test_a_marked_date_of_a_teaser_is_not_the_articles() -> None:
    teaser = f'<p>Ships collide</p><time class="entry-date published" datetime="{AT}">1 June</time>'
    for box in (f"<aside>{teaser}</aside>", f'<div class="widget sidebar">{teaser}</div>'):
        html = page(head="").replace("<footer>", f"{box}<footer>")
        assert read_page(html, "a.html").published is None
    own = page(f"<p>{BODY[0]}</p><p>{BODY[1]}</p><footer>{teaser}</footer>", head="")
    assert read_page(own, "a.html").published == date(2021, 6, 1)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ('<div>By <a rel="author">Ida Berg</a> and <a rel="author">Bo Ek</a></div>', 2),
        ('<div><a rel="author" href="/i">Ida Berg</a>, <a rel="author" href="/b">Bo Ek</a></div>',
         2),
        (f'<div class="byline">By <a>Ida Berg</a> and <a>Bo Ek</a> {MOMENT}</div>', 2),
        ("<div>Interview by Ida Berg | Photographs by Bo Wu | 1 June 2021</div>", 1),
        ('<div class="byline">By IDA BERG and <a rel="author">BO EK</a></div>', 2),
        ("<div>By Ida Berg and Bo Ek | The Canal Post | Political Correspondents</div>", 2),
        ("<div>By Ida Berg</div><aside>By Tom Moe and Kim Foss</aside>", 1),
    ],
)  # fmt: skip
def test_authors_that_the_page_shows(byline: str, authors: int) -> None:
    text = "".join(f"<p>{p}</p>" for p in BODY)
    box = '<div class="related"><h3>Ship sinks</h3><a rel="author" href="/t">Tom Moe</a></div>'
    article = read_page(page(f"{byline}<div>{text}</div>{box}", head=""), "a.html")
    assert tuple(a.title() for a in article.authors) == ("Ida Berg", "Bo Ek")[:authors]


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ('<a rel="category tag" href="/harbours">Harbours</a>', "Harbours"),
        ('<a rel="category tag" href="/u">Uncategorized</a>', ""),
        ('<aside><a rel="category tag" href="/sport">Sport</a></aside>', ""),
        ('<ul class="breadcrumbs"><li><a href="/">Home</a></li><li><a href="/h">Harbours</a></li>'
         f"<li><a href='/a'>{HEADLINE}</a></li></ul>", "Harbours"),
        ('<nav aria-label="Breadcrumb"><a href="/">The Velburg Post</a> / '
         '<a href="/h">Harbours</a></nav>', "Harbours"),
        (f'<nav aria-label="Breadcrumb"><a href="/">Home</a> / <a href="/h">{HEADLINE}</a></nav>',
         ""),
        ('<nav class="menu"><a href="/">Home</a> <a href="/sport">Sport</a></nav>', ""),
    ],
)  # fmt: skip
def test_the_section_that_the_page_shows(above: str, section: str) -> None:
    head = '<meta property="og:site_name" content="The Velburg Post">'
    html = page(head=head).replace("<h1>", f"{above}<h1>")
    assert read_page(html, "a.html").section == section


def test_dates_of_the_posts_of_a_live_page_are_not_the_articles() -> None:
    posts = "".join(f"<article><header>{MOMENT}</header><p>{p}</p></article>" for p in BODY)
    html = page(posts, head="").replace("<article><h1>", "<main><h1>")
    assert read_page(html, "a.html").published is None


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


@pytest.mark.parametrize(
    "sentence",
    [
        '<p>The lock was built on <time datetime="1871-05-03">3 May 1871</time> by monks.</p>',
        "<div><div>Flour was dear.</div></div>",
        "<div class='standfirst'>The harbour is open after ten years of work.</div>",
        "<p>Tags: each sheep wore two.</p>",
        "<p>Unsubscribe from fear, the vicar told his flock.</p>",
        "<p>© was stamped on every crate.</p>",
    ],
)
def test_sentences_that_look_like_furniture_stay(sentence: str) -> None:
    body = f"<p>{BODY[0]}</p>{sentence}" + "".join(f"<p>{p}</p>" for p in BODY[1:])
    article = read_page(page(body, head=""), "a.html")
    words = re.sub(r"<[^>]+>", "", sentence)
    assert article.text.split("\n\n") == [BODY[0], words, *BODY[1:]]


@pytest.mark.parametrize("name", ["comments-open", "has-sidebar", "social-share-on"])
def test_what_holds_the_headline_is_no_box(name: str) -> None:
    html = page(head="").replace("<article>", f'<div class="{name}"><article>')
    assert read_page(html.replace("</article>", "</article></div>"), "a.html").text == "\n\n".join(
        BODY
    )


def test_what_no_reader_sees_is_no_text() -> None:
    hidden = f"<template><p>Hidden words, said Bo Wu of the harbour, {BODY[1]}</p></template>"
    article = read_page(page(f"{hidden}{''.join(f'<p>{p}</p>' for p in BODY)}", head=""), "a.html")
    assert "Hidden words" not in article.text


@pytest.mark.parametrize("listed", [False, True])
def test_another_articles_metadata_are_not_the_pages(listed: bool) -> None:
    other: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": "Bridge toll doubled",
        "datePublished": "2020-02-02",
        "author": {"name": "Tom Moe"},
    }
    own = {**other, "headline": HEADLINE, "datePublished": "2021-06-01"}
    lists = {"@type": "ItemList", "itemListElement": [{"item": {**other, "headline": HEADLINE}}]}
    told = [lists, other] if listed else [other, {**own, "author": {"name": "Ida Berg"}}]
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    article = read_page(page(head=head), "a.html")
    found = (article.published, article.authors)
    assert found == ((None, ()) if listed else (date(2021, 6, 1), ("Ida Berg",)))
