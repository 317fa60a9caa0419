"""Made-up pages and files for the readers' tests."""

import io
import zipfile
from email.message import EmailMessage

import docx

BODY = [
    "Mayor Ada Orm opened the new harbour of Velburg on Tuesday, and thousands came to see it.",
    "“We waited ten years for this,” she said to the builders, who had worked through the winter.",
    "The fishermen's union called the opening late. Its chairman, Per Lind, wants lower fees.",
    "A ferry to the island of Tarn will sail four times a day from the first week of summer on.",
]
HEADLINE = "Velburg opens its harbour"
HEAD = """
<title>Velburg opens its harbour | The Velburg Post</title>
<link rel="canonical" href="https://post.example/news/harbour?utm_source=x">
<meta property="og:site_name" content="The Velburg Post">
<meta property="article:section" content="Local">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Post"},
 {"@type": "NewsArticle", "headline": "Velburg opens its harbour",
  "datePublished": "2021-06-01T18:30:00+02:00", "dateModified": "2021-06-02T07:00:00+02:00",
  "author": [{"@type": "Person", "name": "Ida Berg"}, {"name": "Tom Ek"}]}]}</script>
"""
FURNITURE = """
<p>Share on Facebook</p>
<p>READ MORE: <a href="/b">Ships collide off the island of Tarn</a></p>
<ul><li><a href="/c">Ten recipes for herring</a></li><li><a href="/d">Rents rise</a></li></ul>
<p>Follow us on our official WhatsApp channel!</p>
"""


def page(body: str = "", head: str = HEAD, language: str = "en") -> str:
    """A page of a paper; `body` in place of its paragraphs."""
    paragraphs = [f"<p>{p}</p>" for p in BODY]
    middle = body or "\n".join([*paragraphs[:2], FURNITURE, *paragraphs[2:]])
    return f"""<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{HEADLINE}</h1>{middle}</article>
<footer>© 2021 The Velburg Post. We use cookies to improve your experience.</footer>
</body></html>"""


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mhtml(html: str) -> str:
    """A page saved with all that it shows."""
    return (
        "Snapshot-Content-Location: https://post.example/saved\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://post.example/saved\r\n\r\n{html}\r\n--x--\r\n"
    )


def mail(*, html: bool) -> bytes:
    """An e-mail, as text or as a page."""
    message = EmailMessage()
    message["From"] = "The Velburg Post <news@post.example>"
    message["Subject"] = HEADLINE
    message["Date"] = "Tue, 01 Jun 2021 18:30:00 +0200"
    message.set_content("Open this in a browser." if html else "\n\n".join(BODY))
    if html:
        message.add_alternative(page(), subtype="html")
    return message.as_bytes()


def word() -> bytes:
    """A Word file."""
    document = docx.Document()
    document.add_paragraph(HEADLINE, style="Title")
    for paragraph in BODY:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def feed(content: str = "<p>" + "</p><p>".join(BODY) + "</p>") -> str:
    """A feed of one article."""
    return f"""<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Velburg Post</title>
 <language>en</language><item><title>{HEADLINE}</title>
 <link>https://post.example/news/harbour</link><pubDate>Tue, 01 Jun 2021 16:30:00 GMT</pubDate>
 <content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"""


def pdf(pages: list[list[str]], *, size: int = 12) -> bytes:
    """A PDF with those lines on its pages, in Helvetica."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj 0 -{size + 2} Td " for line in lines)
        stream = f"BT /F1 {size} Tf 50 780 Td {shown}ET".encode("cp1252")
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            b"/Encoding /WinAnsiEncoding >> >> >> >>" % (len(objects) + 2)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size_ = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        % (
            size_,
            table,
            size_,
        )
        + b"startxref\n%d\n%%%%EOF" % len(data)
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
