"""Web addresses: only public ones, checked at every step, within limits, and politely."""

import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.article import Article
from index.errors import SourceError
from index.read import Failure, Known, articles_at, articles_in, read_all
from index.read.fetch import Fetcher
from index.settings import IndexSettings
from tests.index.pages import BODY, HEADLINE, page, pdf

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A web server on this machine, answering by path."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[], Answer]] = {}
        self.asked: list[tuple[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers["User-Agent"]))
                found = site.pages.get(self.path, (404, {}, b""))
                status, headers, data = found() if callable(found) else found
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://site.example:{self.server.server_port}"

    def html(self, path: str, text: str) -> None:
        self.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, text.encode())

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.server.shutdown()
    opened.server.server_close()


def settings(**given: object) -> IndexSettings:
    values: dict[str, object] = {"allow_private_addresses": True, "fetch_delay_s": 0, **given}
    return IndexSettings(**values)  # type: ignore[arg-type]


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(settings(), lambda host, port: ["127.0.0.1"]) as opened:
        yield opened


def read(
    fetcher: Fetcher, address: str, *, known: frozenset[str] = frozenset(), limit: int = 100
) -> list[Article | SourceError | Known]:
    return list(articles_at(address, fetcher, known.__contains__, limit))


def articles(found: list[Article | SourceError | Known]) -> list[Article]:
    return [item for item in found if isinstance(item, Article)]


def test_a_page(site: Site, fetcher: Fetcher) -> None:
    site.html("/a", page())
    (article,) = articles(read(fetcher, f"{site.address}/a"))
    assert article.text.split("\n\n") == BODY
    assert article.url == "https://post.example/news/harbour"
    assert article.origin == f"{site.address}/a"
    assert site.paths() == ["/robots.txt", "/a"]
    assert all("Dateline" in agent for _, agent in site.asked)


def test_files_by_their_kind(site: Site, fetcher: Fetcher) -> None:
    lines = [HEADLINE, *" ".join(BODY[:2]).split(", ")]
    site.pages["/a"] = (200, {"Content-Type": "application/pdf"}, pdf([lines]))
    site.pages["/b"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    (article,) = articles(read(fetcher, f"{site.address}/a"))
    assert "thousands came to see it" in article.text
    assert article.url == f"{site.address}/a"
    with pytest.raises(SourceError, match="image/png"):
        read(fetcher, f"{site.address}/b")


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "no address",
    ],
)
def test_private_addresses_are_not_read(ip: str) -> None:
    # One private address among public ones is enough to refuse.
    for ips in ([ip], ["93.184.216.34", ip]):
        with (
            Fetcher(settings(allow_private_addresses=False), lambda h, p, ips=ips: ips) as fetcher,
            pytest.raises(SourceError, match="allow_private_addresses"),
        ):
            fetcher.fetch("https://site.example/a")


def test_every_redirect_is_checked(site: Site) -> None:
    hosts = {"site.example": "127.0.0.1", "inside.example": "10.0.0.8"}
    site.pages["/a"] = (302, {"Location": "http://inside.example/secret"}, b"")
    only_public = settings(allow_private_addresses=False)
    with (
        Fetcher(only_public, lambda h, p: [hosts[h]], lambda ip: ip == "127.0.0.1") as fetcher,
        pytest.raises(SourceError, match=r"inside\.example/secret leads into"),
    ):
        fetcher.fetch(f"{site.address}/a")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///etc/passwd", "only http"),
        ("ftp://site.example/a", "only http"),
        ("http://", "only http"),
        ("http://user:word@site.example/", "user name"),
        ("http://site.example:99999/", "not a web address"),
        ("http://[::1/", "not a web address"),
    ],
)
def test_what_is_no_web_address(fetcher: Fetcher, address: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        fetcher.fetch(address)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://x/", "//user@site.example/"])
def test_redirects_lead_to_web_addresses_only(site: Site, fetcher: Fetcher, target: str) -> None:
    site.pages["/a"] = (301, {"Location": target}, b"")
    with pytest.raises(SourceError, match="redirected from"):
        fetcher.fetch(f"{site.address}/a")


def test_redirects_in_a_circle(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        fetcher.fetch(f"{site.address}/a")


def test_robots(site: Site, fetcher: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /private/\n"
    site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, rules)
    site.html("/private/a", page())
    site.html("/b", page())
    with pytest.raises(SourceError, match="asks programs to stay away"):
        fetcher.fetch(f"{site.address}/private/a")
    fetcher.fetch(f"{site.address}/b")
    assert site.paths() == ["/robots.txt", "/b"]


def test_a_site_whose_rules_cannot_be_had_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")
    with pytest.raises(SourceError, match=r"robots\.txt cannot be had"):
        fetcher.fetch(f"{site.address}/a")


@pytest.mark.parametrize(
    ("status", "message"),
    [(401, "login"), (403, "save the page"), (404, "there is nothing"), (500, "the error 500")],
)
def test_refusals(site: Site, fetcher: Fetcher, status: int, message: str) -> None:
    site.pages["/a"] = (status, {}, b"")
    with pytest.raises(SourceError, match=message):
        fetcher.fetch(f"{site.address}/a")


def test_too_large_packed_or_not(site: Site) -> None:
    site.pages["/a"] = (200, {}, b"x" * 200_000)
    packed = gzip.compress(b"x" * 50_000_000)
    site.pages["/b"] = (200, {"Content-Encoding": "gzip"}, packed)
    with Fetcher(settings(fetch_max_mb=0.1), lambda h, p: ["127.0.0.1"]) as fetcher:
        for path in ("/a", "/b"):
            with pytest.raises(SourceError, match=r"more than 0\.1 MB"):
                fetcher.fetch(f"{site.address}{path}")


def test_too_slow_and_not_there(site: Site) -> None:
    late = threading.Event()

    def slowly() -> Answer:
        late.wait(5)
        return 200, {}, b""

    site.pages["/a"] = slowly
    with Fetcher(settings(fetch_timeout_s=0.3), lambda h, p: ["127.0.0.1"]) as fetcher:
        with pytest.raises(SourceError, match="fetch_timeout_s"):
            fetcher.fetch(f"{site.address}/a")
        late.set()

    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with (
        Fetcher(settings(), nowhere) as fetcher,
        pytest.raises(SourceError, match=r"no host gone.example"),
    ):
        fetcher.fetch("http://gone.example/a")


@pytest.mark.parametrize(
    "sent", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"]
)
def test_a_server_that_sends_a_byte_now_and_then_is_given_up(sent: bytes) -> None:
    done = threading.Event()

    class Dripping(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            self.wfile.write(sent)
            for _ in range(200):
                if done.wait(0.05):
                    break
                self.wfile.write(b"a")
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Dripping) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://drip.example:{server.server_port}/a"
        with (
            Fetcher(settings(fetch_timeout_s=0.5), lambda h, p: ["127.0.0.1"]) as fetcher,
            pytest.raises(SourceError, match="fetch_timeout_s"),
        ):
            fetcher.fetch(address)
        done.set()
        server.shutdown()


def test_the_day_of_a_feed_is_that_of_its_time_zone(tmp_path: Path) -> None:
    file = tmp_path / "night.rss"
    text = f"<description>{BODY[0]} {BODY[1]}</description>"
    file.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Night Post</title>'
        f"<item><title>Fire</title><pubDate>Mon, 03 Jun 2024 00:30:00 +0200</pubDate>{text}</item>"
        f"<item><title>Storm</title><pubDate>Sun, 02 Jun 2024 22:30:00 EST</pubDate>{text}</item>"
        "</channel></rss>"
    )
    told = [
        (a.published.isoformat(), a.published_at.isoformat())
        for a in articles(list(articles_in(file)))
        if a.published and a.published_at
    ]
    assert told == [
        ("2024-06-03", "2024-06-03T00:30:00+02:00"),
        ("2024-06-02", "2024-06-02T22:30:00-05:00"),
    ]


def items(address: str, *names: str) -> bytes:
    entries = "".join(
        f"<item><title>Entry {n}</title><link>{address}/{n}</link>"
        f"<pubDate>Tue, 01 Jun 2021 16:30:00 GMT</pubDate></item>"
        for n in names
    )
    channel = f"<channel><title>Post</title>{entries}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def test_a_feed_and_only_what_is_new_in_it(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = (
        200,
        {"Content-Type": "application/rss+xml"},
        items(site.address, *"abc"),
    )
    for name in "ab":
        site.html(f"/{name}", page(head=f"<title>{name}</title>"))
    found = read(fetcher, f"{site.address}/feed")
    assert [a.origin for a in articles(found)] == [f"{site.address}/{n}" for n in "ab"]
    assert [a.published_from for a in articles(found)] == ["feed", "feed"]
    assert "c cannot be read: there is nothing" in str(found[2])
    site.asked.clear()
    known = frozenset(a.origin for a in articles(found))
    later = read(fetcher, f"{site.address}/feed", known=known)
    assert sum(isinstance(item, Known) for item in later) == 2
    assert site.paths() == ["/feed", "/c"]
    assert "max_entries" in str(read(fetcher, f"{site.address}/feed", limit=1)[-1])


def test_what_is_wrong_with_an_entry_tells_of_which_feed(site: Site) -> None:
    feed = '<rss version="2.0"><channel><item><author>Ida Berg</author></item></channel></rss>'
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    address = f"http://127.0.0.1:{site.server.server_port}/feed"
    (failure,) = read_all([address], settings(), lambda _: False)
    assert isinstance(failure, Failure)
    assert failure.reason == f"{address}: An entry of the feed has no link and no text."


def test_a_sitemap_of_sitemaps(site: Site, fetcher: Fetcher) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = (
        f"<sitemapindex {space}><sitemap><loc>{site.address}/s.xml</loc></sitemap></sitemapindex>"
    )
    pages = "".join(
        f"<url><loc>{site.address}/{n}</loc><lastmod>2021-06-0{n}</lastmod></url>" for n in (1, 2)
    )
    site.pages["/sitemap.xml"] = (200, {"Content-Type": "application/xml"}, index.encode())
    site.pages["/s.xml"] = (200, {}, f"<urlset {space}>{pages}</urlset>".encode())
    for n in (1, 2):
        site.html(f"/{n}", page(head=f"<title>{n}</title>"))
    found = read(fetcher, f"{site.address}/sitemap.xml")
    assert [a.origin for a in articles(found)] == [f"{site.address}/{n}" for n in (2, 1)]


def test_a_page_cannot_have_a_local_file_read(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("\n\n".join(BODY))
    site.pages["/feed"] = (200, {}, items(f"file://{tmp_path}", "secret.txt"))
    (found,) = read(fetcher, f"{site.address}/feed")
    assert "only http" in str(found)
