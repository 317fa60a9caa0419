"""What a page asks of its reader: "Follow us on Facebook", "Sign up for our newsletter"."""

import re

_NETWORK = re.compile(
    r"\b(?:newsletters?|app|channels?|whatsapp|telegram|facebook|instagram|twitter|youtube|tiktok|"
    r"linkedin|bluesky|threads|mastodon|google news|apple news|flipboard|inbox(?:es)?|podcasts?|"
    r"social media)\b|(?<=\W)subscribe\b|(?<!\w)X\b|@\w|https?://|\bwww\.",
    re.I,
)
_OWN = re.compile(
    r"\bour (?:[\w-]+ ){0,3}(?:newsletters?|app|podcasts?|forums?)\b|\byour (?:inbox|browser)\b|"
    r"^(?:please )?(?:sign up|subscribe)\b[^.!?]*\bnewsletters?\b|"
    r"\bour (?:free|daily|weekly|morning|evening|breaking)(?: [\w-]+){0,2} (?:e-?mails?|alerts)\b",
    re.I,
)
"""What only an outlet says of itself."""
_ASKED = re.compile(
    r"(?:please )?(?:"
    r"(?:like|support|share|watch|visit|find|contact|email|stay|join|follow) "
    r"(?:us|our|with us|tuned|this (?:article|story|page))\b.*|"
    r"(?P<far>(?:follow|join|subscribe|sign up|sign in|log in|click (?:here|on|to)|"
    r"tap (?:here|on|to)|get (?:the|our|more|all|breaking)|download (?:our|the)|"
    r"scan (?:the|this)|listen to)\b.*)|"
    r"do you support\b.*\blike the page\b.*)",
    re.I,
)
_WORDS = frozenset(
    """
    a about account accounts advertiser alerts all also analysis and any app article at beat
    best breaking browser business by can channel channels check city click code columnist
    comments contact content conversation corporate correspondent coverage daily day de deals
    del delivered della den der developments direct directly discussion don't download e-mail
    e-mails editor email every exclusive facebook find follow following for founder free friend
    friends from full get group her here highlights him if in inbox inboxes information
    instagram investigative it join journalism journalist la latest like link linkedin list live
    local log mail mailing me media miss more morning national network networks never news
    newsletter newsletters newsroom notifications now of official on online or our out page
    pages partner partners phone platforms please podcast podcasts political politics qr
    questions reach read regional register reporter reporters reporting right scan section sent
    share sharing shopping sign site social sports stay stories story straight subscribe support
    tap tech telegram the them this threads tiktok tips to today top tuned turn twice twitter up
    update updates us van via views visit von watch website week weekly whatsapp with work world
    writer writers you your youtube
    """.split()
)
_SPOKEN = re.compile(
    r"[\"“”]|\b(?:said|says|told|asked|added|wrote|according|reads?|urged|shouted|chanted|"
    r"advised|warned|begged)\b",
    re.I,
)
_ADDRESS = re.compile(r"\S*(?:@|https?://|www\.)\S*")
LONGEST = 200
"""Characters of such a line."""


def is_invitation(text: str) -> bool:
    """Whether a line asks the reader to follow, subscribe or get in touch, and says nothing else.

    "Follow us on this: the swan will be moved" is a sentence: it names no network, and its words
    are not such a line's. One that ends as a sentence does needs nothing but such words.
    """
    asked = _ASKED.fullmatch(text) if len(text) <= LONGEST else None
    if asked is None or _SPOKEN.search(text):
        return False
    if _OWN.search(text):
        return True
    network = _NETWORK.search(text) is not None
    if not text.endswith(".") and network:
        return True
    # a link "here" is lost in a paste
    linked = network or re.search(r"\bhere\W*$", text) is not None
    return (linked or not asked["far"]) and _is_plain(text)


def _is_plain(text: str) -> bool:
    """Nothing but words of invitations, names and addresses."""
    words = re.findall(r"[^\W\d_][\w'’-]*", _ADDRESS.sub(" ", text))
    return all(not word[0].islower() or word.replace("’", "'") in _WORDS for word in words)
