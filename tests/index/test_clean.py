"""Furniture off, the article's own words left, and the date known or not."""

from datetime import date
from pathlib import Path

import pytest

from index.clean import clean, clean_page
from index.errors import SourceError
from index.furniture import Paragraph

SEED = Path(__file__).resolve().parents[2] / "seeds" / "kim-promises-putin-full-support.txt"

BODY = [
    "Mayor Ada Orm opened the new harbour of Velburg on Tuesday, and thousands came to see it.",
    '"We waited ten years for this," she said.',
    "She had three wishes:",
    "- More ships",
    "- More work",
    "Q: What comes next?",
    "What the harbour costs",
    "Support for the project fell to 20 percent, and many here share our doubts about it.",
    "Like Facebook, Twitter has been losing users in the town.",
    "The mayor — whose image has suffered — praised the builders for their long-held patience.",
    "Copyright law was not the matter of the day.",
    "Nobody objected.",
]

KEPT = [
    "Follow us on this: the swan will be moved on Friday.",
    "Follow us, the swans seemed to be telling the crowd.",
    "Follow the money, and it leads to us.",
    "Join us or leave, the builders heard.",
    "Subscribe or leave, the builders heard.",
    "Sign up for the newsletter or leave, the notice on the quay reads.",
    "Follow the road here, turn right, and the quay is before you.",
    "Get out of here.",
    "Support our harbour, the posters in every window demand.",
    "Watch our children grow up without a ferry.",
    "Get the children out of here: it was the one thing on everybody’s mind.",
    "Listen to us is all that the islanders ask of the council.",
    "Click here to read our privacy policy, a sign on the door reads.",
    "Related: that is what the two fires were, the court found.",
    "Related: Two fires, one match.",
    "Photograph: nothing else on the form had been filled in by the family.",
    "Picture: an empty quay, a dog and a rusty crane.",
    "The plate on the wall has all rights reserved, and nothing more.",
    "All rights reserved for the islanders were lost in 1921, when the treaty lapsed.",
    "The last page was torn: All rights reserved, it had, and a date.",
    "Next: a winter without ferries.",
    "Get in touch with the sea again, the doctor advised.",
    "Tell us about your years on the ferry.",
    "Tell us which stories you loved as a child.",
    "The post about the swans appeared first on Facebook.",
    "1.2k shares were sold on Monday.",
    "Scroll down for video of it, the page has, but there was none.",
    "Newest and oldest boats lie side by side here.",
    "Teilen will der Hafenchef den Gewinn nicht.",
    "Mehr zum Thema sagt der Hafenchef im Mai.",
    "Más información pidió la oposición.",
    "Compartir en Facebook la noticia fue un error.",
    "Lire aussi : c’est le conseil du maire.",
    "Partager la ville, c’est son rêve.",
    "Suivez-nous sur ce chemin, a dit le maire.",
    "Image source, a word that nobody there knew, is on every page.",
    "Let us know in the comments, she wrote, and they did.",
    "Follow the coverage of the storm at home, the mayor advised.",
]

FURNITURE = [
    "Follow us:",
    "JOIN US",
    "Follow live updates here.",
    "Follow NPA tech reporter Mats van Olm on Twitter: @matsvanolm. Email: olm@npa.example.",
    "Sign up for the Post's Skies newsletter. Explore the universe with news on discoveries.",
    "Get more harbour news by listening to our podcasts",
    "Photos: Storms sweep through the southern U.S.",
    "Follow us on Instagram, TikTok and X.",
    "Follow Velburg Post on Facebook and WhatsApp.",
    "Join our channel on Telegram for the latest news.",
    "Contact us at newsroom@post.example.",
    "Support our journalism today.",
    "RELATED: Ships collide off Tarn",
    "Related: Will the ferry come back?",
    "Photograph: Mats Olm/NPA",
    "Photo: Mats Olm.",
    "Image: The old harbour in 2019",
    "All rights reserved.",
    "Velburg Post 2021. All rights reserved.",
    "[Image: Scooters on a sidewalk]",
    "Image source, Mats Olm",
    "Image caption, The harbour has been closed since 2019.",
    "Bildunterschrift: Der alte Kran am Kai 4. Foto: dpa",
    "Foto: Mats Olm/dpa",
    "1.2k shares",
    "14k viewing now",
    "Share on X (Twitter)",
    "SCROLL DOWN FOR VIDEO",
    "Get in touch",
    "Tell us which stories we should cover in Velburg",
    "Follow NPA's coverage of scooters at https://npa.example/scooters",
    "Teilen",
    "Drucken",
    "Auf Facebook teilen",
    "Compartir en Facebook",
    "Copiar enlace",
    "Partager",
    "S'abonner à la newsletter",
    "Lire aussi : La piscine de la discorde",
    "À lire également : La piscine de la discorde",
    "Suivez-nous sur Facebook et Instagram",
    "Folgen Sie uns auf Facebook und WhatsApp!",
    "Abonnez-vous gratuitement à notre newsletter",
    "For more stories like this, sign up to our daily newsletter.",
    "Have you been there? Let us know in the comments below.",
    "[Photo by Mats Olm]",
    "Photo: courtesy of Mats Olm.",
    "All rights reserved. This material may not be rewritten or redistributed.",
    "Skip to main content",
    "Home | News | Sport",
    "Follow us on our official WhatsApp channel!",
    "Subscribe to our newsletter and get the news in your inbox",
    "Share on Facebook",
    "ADVERTISEMENT",
    "Read more: Ships collide off Tarn",
    "We use cookies to improve your experience.",
    "© 2021 Velburg Post. All rights reserved.",
    "12 comments",
]


def test_plain_prose_is_kept_whole() -> None:
    text = "\n\n".join(BODY)
    article = clean(text)
    assert article.text == text
    assert (article.title, article.removed, article.published) == ("", (), None)


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("at", [0, 3, len(BODY)])
def test_furniture_goes_wherever_it_stands(line: str, at: int) -> None:
    article = clean("\n\n".join([*BODY[:at], line, *BODY[at:]]))
    assert article.text == "\n\n".join(BODY)
    assert [r.text for r in article.removed] == [line]


@pytest.mark.parametrize("line", KEPT)
@pytest.mark.parametrize("at", [1, 3, len(BODY) - 1])
def test_a_sentence_that_begins_like_furniture_stays(line: str, at: int) -> None:
    text = "\n\n".join([*BODY[:at], line, *BODY[at:]])
    article = clean(text)
    assert (article.text, article.removed) == (text, ())


def test_a_whole_page() -> None:
    page = "\n\n".join(
        [
            "Velburg opens its harbour",
            "By Tom Reyl",
            "Published: 12 March 2021",
            "Mayor Ada Orm (right) cuts a ribbon. - Post Photo via AFP",
            "VELBURG (AP) — " + BODY[0],
            *BODY[1:-1],
            BODY[-1] + " - The Velburg Post/ANN",
            "Most read",
            "Ships collide off Tarn\nWill the ferry come back?\nMinister to visit in spring",
            "Others Also Read",
        ]
    )
    article = clean(page, "page.txt")
    assert article.title == "Velburg opens its harbour"
    assert article.text == "\n\n".join(["VELBURG (AP) — " + BODY[0], *BODY[1:]])
    assert article.source == "The Velburg Post/ANN"
    assert article.place == "VELBURG"
    assert article.published == date(2021, 3, 12)
    assert article.origin == "page.txt"
    assert {r.kind for r in article.removed} == {"byline", "date", "caption", "credit", "related"}


def test_hard_wrapped_lines_are_joined() -> None:
    raw = (
        "The mayor of the town said on Tuesday that the harbour would be open\n"
        "again before the winter, although the work on its northern mole has\nnot yet begun.\n\n"
        "Nobody objected."
    )
    assert clean(raw).text == raw.replace("\n\n", "#").replace("\n", " ").replace("#", "\n\n")


def test_a_list_of_headlines_in_the_middle_leaves_what_follows() -> None:
    text = "\n\n".join([*BODY[:2], "Related stories\nShips collide off Tarn", *BODY[2:]])
    assert clean(text).text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    ("between", "kind"),
    [
        ("Read More\nShips collide off Tarn again", "related"),
        ("Mehr zum Thema\nStreit um den Hafen", "related"),
        ("Más información\nEl puerto sube un 9 %", "related"),
        ("A boat at the quay.\nA boat at the quay. Photograph: Mats Olm/NPA", "caption"),
        (
            "Mats Olm A boat lies at the quay, two dogs besideMats Olm\n"
            "The dogs could be heard in Tarn",
            "caption",
        ),
        ("Image caption,\nThe old quay has been closed since 2019.", "caption"),
    ],
)
def test_what_stands_under_or_over_its_label_goes_with_it(between: str, kind: str) -> None:
    article = clean("\n\n".join([*BODY[:2], between, *BODY[2:]]))
    assert article.text == "\n\n".join(BODY)
    assert {r.text for r in article.removed} == set(between.split("\n"))
    assert kind in {r.kind for r in article.removed}


def test_below_read_more_only_a_headline_alone_goes() -> None:
    for text in ("Read more\nThe plan, in short\nNobody objected.", "Read more\nThe ferry"):
        first, *others = text.split("\n")
        article = clean("\n\n".join([*BODY[:2], text, BODY[-1]]))
        assert article.text == "\n\n".join([*BODY[:2], *others, BODY[-1]])
        assert [r.text for r in article.removed] == [first]


def test_readers_comments_end_the_page() -> None:
    comments = "Comments\n318\nNewest\nOldest\nBest rated\nAnn, Tarn, 5 hours ago\nWell done!"
    article = clean("\n\n".join([*BODY, comments, "Bo, Tarn\nWe waited for it."]))
    assert article.text == "\n\n".join(BODY)


def test_an_order_under_a_sentence_begins_no_comments() -> None:
    text = "\n\n".join([*BODY[:2], "She would not comment.", "Newest", "Oldest", *BODY[2:]])
    assert clean(text).text == text


def test_the_line_of_a_blogs_feed_goes_where_it_has_the_headline() -> None:
    title = "Bees move Velburg’s town hall"
    line = f"The post {title} appeared first on Velburg Post."
    kept = "The post Ada Orm wrote about it appeared first on Facebook."
    article = clean("\n\n".join([title, "By Tom Reyl", *BODY, kept, line]))
    assert article.text == "\n\n".join([*BODY, kept])
    assert (article.title, article.removed[-1].text) == (title, line)


@pytest.mark.parametrize(("linked", "stays"), [(0.6, False), (0.2, True)])
def test_without_a_headline_the_feeds_line_is_known_by_its_link(linked: float, stays: bool) -> None:
    line = Paragraph(1, "The post Bees move the town hall appeared first on Velburg Post.", linked)
    article = clean_page([*(Paragraph(0, text) for text in BODY), line], "")
    assert (article.text == "\n\n".join([*BODY, line.text])) is stays


@pytest.mark.parametrize("raw", ["Read more", "Share on Facebook\n\nSubscribe now"])
def test_a_page_without_an_article_is_an_error(raw: str) -> None:
    with pytest.raises(SourceError, match="no article text"):
        clean(raw)


@pytest.mark.parametrize(
    ("first", "rest", "expected"),
    [
        ("on Wednesday (June 19)", "in 24 years, after the trip in 2000.", date(2024, 6, 19)),
        ("on Thursday (June 19)", "in 24 years, after the trip in 2000.", None),
        ("on Wednesday (June 19)", "nothing more.", None),
        # two years fit: 2013 and 2024
        ("on Wednesday (June 19)", "in 24 years, after 2000; as in 2013.", None),
        ("on Wednesday (June 31)", "in 24 years, after 2000.", None),
    ],
)
def test_a_year_is_inferred_only_where_it_is_certain(
    first: str, rest: str, expected: date | None
) -> None:
    article = clean(f"The leaders met {first} in the capital.\n\nIt was the first visit {rest}")
    assert article.published == expected
    assert bool(article.published_from) == bool(expected)


@pytest.mark.parametrize(
    ("head", "place", "published", "source"),
    [
        ("VELBURG, June 3, 2021 (Reuters) - ", "VELBURG", date(2021, 6, 3), "Reuters"),
        ("VELBURG, June 3 (Reuters) - ", "VELBURG", None, "Reuters"),
        ("VELBURG: ", "VELBURG", None, ""),
        ("PORT ELN, Mass. (AP) — ", "PORT ELN", None, "AP"),
        ("UN envoy: ", "", None, ""),
        ("LIVE: ", "", None, ""),
        ("BREAKING NEWS - ", "", None, ""),
    ],
)
def test_datelines(head: str, place: str, published: date | None, source: str) -> None:
    article = clean(head + BODY[0])
    assert (article.place, article.published, article.source) == (place, published, source)
    assert article.text == head + BODY[0]


def test_a_line_that_dates_a_page_without_a_year_is_no_text() -> None:
    line = "By Ada Orm | The Marlow Courier | Posted Feb. 12 at 10:47 p.m."
    article = clean(f"Board votes to close the old mill\n{line}\n\n" + "\n\n".join(BODY))
    assert article.text == "\n\n".join(BODY)
    assert (article.authors, article.published) == (("Ada Orm",), None)


def test_the_sample_article() -> None:
    article = clean(SEED.read_text(encoding="utf-8"))
    assert article.title == "Kim promises Putin 'full support' for Russia's war in Ukraine"
    assert article.published == date(2024, 6, 19)
    assert "2000" in article.published_from
    assert (article.place, article.source) == ("PYONGYANG", "The Korea Heald/ANN")
    assert article.text.startswith("PYONGYANG: Russian President")
    assert article.text.endswith('and beyond," Hwang said.')
    for furniture in ("WhatsApp", "Next In", "Ohtani", "Others Also Read", "Pool Photo"):
        assert furniture not in article.text
