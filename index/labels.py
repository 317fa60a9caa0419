"""Whether a short line names an outlet, a section, a person or a post: by form and common words.

No list of outlets: what they tend to be called, in English, German, French, Spanish and Italian.
"""

import re

from index.names import FEMALE_FIRST_NAMES, MALE_FIRST_NAMES

_SMALL = frozenset(
    "of the and for in on at de la le les des du et à der die das und von van den del di e y el &"
    "".split()
)
_CERTAIN = frozenset(
    """
    abendblatt advertiser allgemeine anzeiger argus blatt bulletin bugle chronicle chronique
    corriere courant courier courrier daily démocrate dépêche diario dispatch economist enquirer
    examiner figaro gazeta gazette gazzetta giornale globe heraldo herald inquirer intelligencer
    journal kurier ledger libération listín magazine morgenpost nachrichten newspaper newsroom
    newswire observateur observer parisien periódico picayune quotidien radio republican rundschau
    sentinel spectator spiegel stampa statesman tageblatt tagesspiegel tageszeitung telegraaf
    telegram telegraph tribuna tribune volksblatt voix wochenblatt zeitung
    """.split()
)
_LIKELY = frozenset(
    """
    age bee blade broadcasting business citizen compass echo evening eye express fm free guardian
    independent lantern leader life line mail mercury mirror monitor morning nation news newsletter
    observer     online patriot post presse press record register reporter review star standard sun
    television times today tv union voice wire world
    """.split()
)
_SECTIONS = frozenset(
    """
    africa americas analysis arts asia blog blogs breaking business climate columns comment
    commentary community companies corrections courts crime culture economics economy editorial
    education
    entertainment environment europe exclusive extra fashion features film finance food gallery
    games health home horoscope horoscopes international interview investigations jobs journal
    law leaders letters life lifestyle live local long magazine markets media money motoring music
    nation national news obituaries obituary opinion people podcast podcasts politics profile
    property puzzles read regional region report review reviews science showbiz society sport
    sports stories story style tech technology television theater theatre top travel tv uk us usa
    update video videos views weather world
    feuilleton gesellschaft kultur leben lokales meinung nachrichten panorama politik ratgeber
    regionales reise startseite welt wetter wirtschaft wissen wissenschaft
    accueil actualité actualités culture économie monde politique société sciences santé
    cronaca cultura deportes economía economia esteri mundo opinión política sociedad sport
    """.split()
)
_LINKS = frozenset(
    """
    about account app archive contact donate download e-paper epaper edition editions english
    events help listen live login menu more my newsletter newsletters page register rss schedule
    search services shop sign-in sitemap subscribe subscription watch your abo anmelden suche
    s'abonner abonnés connexion radio
    """.split()
)
_LINK_PHRASES = re.compile(
    r"\b(?:sign (?:in|up)|log (?:in|out)|skip to content|most read|real estate|my account|"
    r"for immediate release|press release|breaking news|live updates|"
    r"see all|middle east|asia pacific|latin america|on demand)\b",
    re.I,
)
_KICKER = re.compile(
    r"extra|exclusive|breaking(?: news)?|live(?: updates)?|update|"
    r"(?:for immediate|press|news|media) release|"
    r"eil(?:meldung)?",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:reporters?|correspondents?|writers?|editors?|columnists?|critic|staff|desk|bureau|"
    r"agencies|wires?|contributors?|redaktion|redakteurin|redakteur|korrespondentin|"
    r"korrespondent|rédaction|redacción|redazione|journalist|photographer|newsroom|team|admin|"
    r"presenter|producer|anchor)\b",
    re.I,
)
_COMPOUND = re.compile(r"\w{3,}(?:zeitung|blatt|anzeiger|nachrichten|kurier|rundschau|bladet)")
_COMPANY = re.compile(
    r",? (?:Inc|Incorporated|Ltd|Limited|plc|PLC|LLC|LLP|Corp|Co|AG|GmbH|SE|SA|S\.A|NV|AB)\.?$"
)
_FREQUENCY = re.compile(r"\s+\d{2,3}[.,]\d\s*(?:fm|mhz)?$", re.I)
LEADING = re.compile(r"(?:the|le|la|les|der|die|das|el|il)\s+", re.I)


def is_name(text: str, most: int = 6) -> bool:
    """Words of a name: capitalised, but for "of" and its like; at most that many."""
    words = text.split()
    if not 1 <= len(words) <= most or len(text) > 60 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if re.search(r"[!?:;,\"“”„«»#*<>|…]|\.\s|\.$", text):
        return False
    first = words[0].lstrip("'’")[:1]
    return (
        not first.islower()
        and all(
            not word[0].islower() or word in _SMALL or re.match(r"[ld]['’][A-ZÀ-Ý]", word)
            for word in words
        )
        and words[-1].lower() not in ("of", "in", "for", "on", "at", "and", "&")
    )


def outlet_weight(name: str) -> int:
    """How much a name's own words make it an outlet's: 0 not at all, 1 somewhat, 2 much."""
    words = LEADING.sub("", name.casefold()).split()
    if not is_name(name) or not words:
        return 0
    if words[-1] in _CERTAIN or words[0] in _CERTAIN or _COMPOUND.search(words[-1]):
        return 2
    if words[-1] not in _LIKELY:
        return 0
    if LEADING.match(name):
        return 2
    # "Emily Post" may be somebody
    return int(len(words) > 1 and words[0] not in FEMALE_FIRST_NAMES | MALE_FIRST_NAMES)


def company_name(text: str) -> str:
    """A company's name without what kind of company it is, "plc"; empty if it is none."""
    name = _COMPANY.sub("", text)
    return name if name != text and is_name(name) else ""


def outlet_name(text: str) -> str:
    """An outlet's name without a station's frequency."""
    return _FREQUENCY.sub("", text.strip())


def is_section(text: str) -> bool:
    """A section's name, or a stamp as "EXTRA" and "Exclusive"."""
    words = re.findall(r"[\w'’-]+", text.casefold())
    return (
        0 < len(words) <= 3
        and (
            all(word in _SECTIONS or word in _SMALL for word in words)
            or _LINK_PHRASES.fullmatch(text.strip()) is not None
        )
        and re.search(r"[.!?]$", text) is None
    )


def is_navigation(text: str) -> bool:
    """A bar of three and more sections and links."""
    rest, phrases = _LINK_PHRASES.subn(" ", text.casefold())
    words = re.findall(r"[\w'’-]+", rest)
    known = sum(word in _SECTIONS or word in _LINKS for word in words)
    return known + phrases >= 3 and known == len(words) and re.search(r"[.!?]$", text) is None


def is_kicker(text: str) -> bool:
    """What is above a headline in place of a section: "EXTRA", "Exclusive"."""
    return _KICKER.fullmatch(text.strip(" :!")) is not None


def is_menu_item(text: str) -> bool:
    """A section's or link's name: "Sport", "Listen live"."""
    words = re.findall(r"[\w'’-]+", text.casefold())
    known = all(word in _SECTIONS or word in _LINKS for word in words)
    return 0 < len(words) <= 3 and known and re.search(r"[.!?]$", text) is None


def has_role(text: str) -> bool:
    """A post at an outlet: "Harbour correspondent", "Staff reporter"."""
    return _ROLE.search(text) is not None


def has_first_name(text: str) -> bool:
    """Whether it begins with a common first name."""
    return text.split()[0].casefold() in FEMALE_FIRST_NAMES | MALE_FIRST_NAMES


def is_person(text: str) -> bool:
    """A person's name by its form: two to four capitalised words, none of them a label's."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and is_name(text)
        and not has_role(text)
        and not outlet_weight(text)
        and not re.search(r"\d", text)
        and words[-1].casefold() not in _LIKELY
        and LEADING.match(text) is None
        and not any(w.casefold() in _SECTIONS or w.casefold() in _LINKS for w in words)
    )
