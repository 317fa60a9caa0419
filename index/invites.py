"""What a page asks of its reader: "Follow us on Facebook", "Sign up for our newsletter"."""

import re

_NETWORK = re.compile(
    r"\b(?:newsletters?|app|channels?|whatsapp|telegram|facebook|instagram|twitter|youtube|tiktok|"
    r"linkedin|bluesky|threads|mastodon|google news|apple news|flipboard|inbox|podcasts?|"
    r"subscribe|social media)\b|(?<!\w)X\b|@\w|https?://|\bwww\.",
    re.I,
)
_ASKED = re.compile(
    r"(?:please )?(?:"
    r"(?P<far>(?:follow|join|subscribe|sign up|sign in|log in|click (?:here|on|to)|"
    r"tap (?:here|on|to)|get (?:the|our|more|all|breaking)|download (?:our|the)|"
    r"scan (?:the|this)|listen to)\b.*)|"
    r"(?:like|support|share|watch|visit|find|contact|email|stay|join|follow) "
    r"(?:us|our|with us|tuned|this (?:article|story|page))\b.*|"
    r"do you support\b.*\blike the page\b.*)",
    re.I,
)
_WORDS = frozenset(
    """
    a about account accounts advertiser alerts all also analysis and any app article at best
    breaking business by can channel channels check city click code comments contact content
    conversation coverage daily day delivered direct directly discussion don't download editor
    email every exclusive facebook find follow following for free friends from full get group
    here if in inbox information instagram join journalism latest like link linkedin list live
    local log mail mailing media miss more morning national network networks never news
    newsletter newsletters newsroom now of official on online or our out page pages phone
    platforms please podcast podcasts political politics qr questions read regional register
    reporter reporters reporting scan sent share sign site social sports stay stories story
    straight subscribe support tap telegram the this threads tiktok tips to today top tuned
    twitter up update updates us via views visit watch website week weekly whatsapp with work
    world you your youtube
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
    network = _NETWORK.search(text) is not None
    if not text.endswith(".") and network:
        return True
    return (network or not asked["far"]) and _is_plain(text)


def _is_plain(text: str) -> bool:
    """Nothing but words of invitations, names and addresses."""
    words = re.findall(r"[^\W\d_][\w'’-]*", _ADDRESS.sub(" ", text))
    return all(not word[0].islower() or word.replace("’", "'") in _WORDS for word in words)
