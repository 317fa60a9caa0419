"""Invented pages as people paste them: with other outlets' habits in head and foot."""

from dataclasses import dataclass
from datetime import date

BODY = (
    "The council of Port Eln voted on Tuesday to close the old ferry harbour before the winter.",
    "“We have waited ten years for this,” Mayor Ada Orm told the meeting. “Nobody can say that we "
    "were in a hurry.”",
    "Fishermen had asked for two more years. Their chairman, Per Lind, called the vote a mistake.",
    "Work on the quay will begin in May, the harbour office said.",
)
HEADLINE = "Council votes to close old ferry harbour"


@dataclass(frozen=True)
class Pasted:
    """A page, and what it tells."""

    name: str
    head: str
    foot: str = ""
    title: str = HEADLINE
    published: date | None = date(2024, 3, 5)
    updated: date | None = None
    authors: tuple[str, ...] = ()
    source: str = ""
    section: str = ""
    kept: str = ""
    """What stands above the body in the text: a standfirst."""
    dateline: str = ""

    @property
    def raw(self) -> str:
        body = "\n\n".join([self.dateline + BODY[0], *BODY[1:]])
        return f"{self.head.strip()}\n\n{body}\n\n{self.foot.strip()}".strip() + "\n"

    @property
    def text(self) -> str:
        parts = [self.kept, self.dateline + BODY[0], *BODY[1:]]
        return "\n\n".join(part for part in parts if part)


PAGES = [
    Pasted(
        "regional daily",
        f"""
Skip to main content
THE ELN COUNTY LEDGER
News
Sports
Obituaries
Classifieds
E-Edition

LOCAL

{HEADLINE}

Jane Roe
Staff Writer
March 5, 2024 | Updated March 6, 2024, 9:12 a.m. ET
""",
        "Jane Roe covers county government. Reach her at jroe@ledger.example.\n\n"
        "© 2024 Eln County Ledger. All rights reserved.",
        updated=date(2024, 3, 6),
        authors=("Jane Roe",),
        source="THE ELN COUNTY LEDGER",
        section="LOCAL",
    ),
    Pasted(
        "tabloid",
        """
DAILY TRUMPET
NEWS   FOOTBALL   CELEBS   TV   MONEY   HOROSCOPES

SHUT IT!

Fury as council votes to kill beloved ferry harbour

EXCLUSIVE by Bob Grubb, Chief Reporter
Published: 22:14, 5 Mar 2024   Updated: 07:30, 6 Mar 2024

Share this article
412 comments
""",
        "READ MORE: Ferry dog finds new home\n\nJoin our WhatsApp channel for breaking news!",
        title="SHUT IT!",
        updated=date(2024, 3, 6),
        authors=("Bob Grubb",),
        source="DAILY TRUMPET",
        kept="Fury as council votes to kill beloved ferry harbour",
    ),
    Pasted(
        "wire service",
        f"""
{HEADLINE}

By Jane Roe and Tomás Vega

March 5, 2024 3:14 PM UTC  Updated 2 hours ago
""",
        "(Reporting by Jane Roe in Port Eln and Tomás Vega in Tarn; Editing by Mia Holt)",
        authors=("Jane Roe", "Tomás Vega"),
        dateline="PORT ELN, March 5 (NPA) - ",
        source="NPA",
    ),
    Pasted(
        "broadcaster",
        f"""
Radio Eln
Home > News > Coast

{HEADLINE}

5 March 2024, 18:05 GMT
Jane Roe
Coast correspondent, Port Eln

Listen to this article (4 min)

The old ferry harbour of Port Eln in 2019. Image: Ida Berg
""",
        "Listen live\n\nMost read\nStorm names\nNew bells\nA very old cat",
        authors=("Jane Roe",),
        source="Radio Eln",
        section="News",
    ),
    Pasted(
        "blog",
        f"""
{HEADLINE}

Posted on March 5, 2024 by Jane Roe

5 min read
""",
        "Filed under: Harbours, Port Eln\n\nLeave a Reply\n\n"
        "Your email address will not be published. Required fields are marked *\n\nPost comment",
        authors=("Jane Roe",),
    ),
    Pasted(
        "magazine",
        f"""
Long read

{HEADLINE}

For a century the ferries were the town. Now they go, and hardly anybody waves.

Words: Jane Roe
Photographs: Tom Ek

5 March 2024 · 12 min read
""",
        authors=("Jane Roe",),
        section="Long read",
        kept="For a century the ferries were the town. Now they go, and hardly anybody waves.",
    ),
    Pasted(
        "names beyond ASCII",
        f"""
{HEADLINE}

By Łukasz Żak and Þóra Ólafsdóttir in Ísafjörður

Tuesday 5 March 2024
""",
        authors=("Łukasz Żak", "Þóra Ólafsdóttir"),
    ),
    Pasted(
        "German",
        """
Elnische Zeitung
Startseite | Politik | Wirtschaft | Kultur | Sport

Stadtrat schließt den alten Fährhafen

Von Jana Müller
Dienstag, 5. März 2024, 18:20 Uhr
Lesezeit: 4 Min.
""",
        title="Stadtrat schließt den alten Fährhafen",
        authors=("Jana Müller",),
        source="Elnische Zeitung",
    ),
    Pasted(
        "French",
        """
Le Courrier d'Eln

Le conseil ferme le vieux port

Par Jeanne d’Aubry
Publié le 5 mars 2024 à 18h20, mis à jour le 6 mars 2024 à 9h05
""",
        title="Le conseil ferme le vieux port",
        updated=date(2024, 3, 6),
        authors=("Jeanne d’Aubry",),
        source="Le Courrier d'Eln",
    ),
    Pasted(
        "Spanish",
        """
El concejo cierra el viejo puerto

Por Tomás Vega Ruiz

Puerto Eln, 5 de marzo de 2024
""",
        title="El concejo cierra el viejo puerto",
        authors=("Tomás Vega Ruiz",),
    ),
    Pasted(
        "cookie banner first",
        f"""
We value your privacy
We use cookies to improve your experience on this site.
Accept all
Reject all

The Eln Courier

{HEADLINE}

By Jane Roe

5 March 2024
""",
        authors=("Jane Roe",),
        source="The Eln Courier",
    ),
    Pasted(
        "relative dates",
        f"""
{HEADLINE}

Jane Roe, Harbour correspondent
Published 3 hours ago / Updated 5 March 2024
""",
        published=None,
        updated=date(2024, 3, 5),
        authors=("Jane Roe",),
    ),
    Pasted(
        "print edition",
        f"""
THE ELN HERALD | TUESDAY, MARCH 5, 2024 | PAGE A4

{HEADLINE}

BY JANE ROE
""",
        "Continued on page A6\n\nThe Eln Herald, March 5, 2024",
        authors=("Jane Roe",),
        source="THE ELN HERALD",
    ),
    Pasted(
        "interview",
        f"""
{HEADLINE}

What the mayor thinks of doubt, dissent and gardening.

Interview by Jane Roe | Photographs by Ida Berg and Mia Holt | 5 March 2024
""",
        authors=("Jane Roe",),
        kept="What the mayor thinks of doubt, dissent and gardening.",
    ),
    Pasted(
        "broadcaster's office",
        f"""
Home
News
Sport
{HEADLINE}

5 March 2024, 18:05 GMT
Updated 3 hours ago
Share
Save
Jane Roe
Eln News, North Coast
""",
        authors=("Jane Roe",),
        source="Eln News",
    ),
    Pasted(
        "window's title",
        f"""
{HEADLINE} - Eln Online

{HEADLINE}

2024-03-05 18:20
""",
        source="Eln Online",
    ),
    Pasted(
        "agency reprint",
        f"""
The Eln Gazette
World

{HEADLINE}

05.03.2024
""",
        dateline="PORT ELN (NPA) — ",
        source="The Eln Gazette",
        section="World",
    ),
    Pasted(
        "trailing credit",
        HEADLINE,
        "The Eln Courier, 5 March 2024",
        source="The Eln Courier",
    ),
    Pasted(
        "copyright line",
        f"{HEADLINE}\n\nBy Jane Roe\n5 March 2024",
        "Copyright © 2024, Eln Tribune. All rights reserved.",
        authors=("Jane Roe",),
        source="Eln Tribune",
    ),
    Pasted(
        "company's copyright",
        f"{HEADLINE}\n\n5 March 2024",
        "© 2024 Eln Media Holding Ltd. All rights reserved.",
    ),
    Pasted(
        "numbers that may be two dates",
        f"{HEADLINE}\n\nBy Jane Roe\nPublished: 03/05/2024",
        published=None,
        authors=("Jane Roe",),
    ),
    Pasted(
        "weekday that is not the date's",
        f"{HEADLINE}\n\nMonday, March 5, 2024",
        published=None,
    ),
    Pasted(
        "two dates",
        f"Tuesday, November 19, 2024\n\n{HEADLINE}\n\nPublished March 5, 2024",
    ),
    Pasted(
        "place and date",
        f"{HEADLINE}\n\nPort Eln | 5 March 2024 | Jane Roe",
        authors=("Jane Roe",),
    ),
    Pasted(
        "headline in capitals",
        "COUNCIL CLOSES HARBOUR\n\nThousands came to see the vote\n\n5 March 2024",
        title="COUNCIL CLOSES HARBOUR",
        kept="Thousands came to see the vote",
    ),
    Pasted(
        "headline that ends with an outlet's word",
        "Tycoon Buys Daily Mail\n\nBillionaire takes over the paper\n\nBy Jane Roe\n5 March 2024",
        title="Tycoon Buys Daily Mail",
        kept="Billionaire takes over the paper",
        authors=("Jane Roe",),
    ),
]
