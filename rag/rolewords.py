"""Words for what somebody is: short and colloquial ones in full, and which stand for which."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.lexicon import ROLE_ENDINGS, ROLE_NOUNS
from rag.capitals import country_in
from rag.names import fold
from rag.relevance import same_word, stem

# Words for the one at the top, any of which may stand for another in a question.
HEADS = frozenset(
    "boss chair chairman chairperson chairwoman chief commander convener convenor director general"
    " head leader president secretary".split()
)
# Other words for the same office.
SPOKESMEN = frozenset("spokesman spokesperson spokeswoman".split())
OFFICIALS = SPOKESMEN | frozenset("official officials spokesmen spokespeople".split())
_OFFICES = (
    HEADS,
    SPOKESMEN,
    frozenset("ambassador emissary envoy representative".split()),
    frozenset("lawmaker legislator mp parliamentarian".split()),
    frozenset("attorney barrister counsel lawyer solicitor".split()),
    frozenset("coach manager".split()),
    frozenset("headmaster headmistress headteacher principal".split()),
    frozenset("captain skipper".split()),
    frozenset("vet veterinarian".split()),
    frozenset("correspondent journalist reporter".split()),
    frozenset("author writer".split()),
    frozenset("academic lecturer professor".split()),
)
# What a wider word may mean, though not the other way round: a cop may be a sergeant.
_POLICE = "constable detective inspector officer sergeant superintendent"
_WIDER = {
    asked: frozenset(meant.split())
    for words, meant in (
        ("boss chief", "coach editor executive governor manager principal commissioner"),
        ("head", "executive headmaster headmistress headteacher manager principal"),
        ("executive", "boss"),
        ("cop policeman policewoman", _POLICE),
        ("medic", "doctor midwife nurse paramedic physician surgeon"),
        ("doctor gp physician", "doctor gp physician surgeon"),
        ("academic boffin scientist", "researcher scientist"),
        ("player footballer", "captain footballer goalkeeper midfielder striker winger"),
        ("cleric clergyman", "archbishop bishop imam pastor priest rabbi reverend vicar"),
        ("clergywoman curate pastor priest rector vicar", "reverend"),
        ("soldier", "brigadier captain colonel corporal lieutenant major sergeant"),
        ("officer", f"captain colonel commander lieutenant major {_POLICE}"),
        ("organiser organizer", "leader officer official secretary"),
        ("politician", "councillor lawmaker mayor minister mp senator"),
    )
    for asked in words.split()
}
AGENT = re.compile(r"(?<=\w{3})(?:e|o)rs?$")
"""The end of nouns for people by what they do."""
_SCIENCES = ("ologist", "icist", "chemist", "boffin")
# Who holds an office: a new mayor is mayor, and is not called "new" for long.
NOW = frozenset("current incoming new present".split())
BEFORE = frozenset("ex former outgoing previous then".split())
# Titles as a question may shorten them.
_SHORT = {
    "capt": "captain", "cdr": "commander", "cmdr": "commander", "col": "colonel",
    "ceo": "chief executive", "cfo": "chief financial officer", "dci": "detective chief inspector",
    "coo": "chief operating officer", "cto": "chief technology officer",
    "det": "detective", "di": "detective inspector", "ds": "detective sergeant",
    "dsupt": "detective superintendent", "fm": "first minister", "gen": "general",
    "gov": "governor", "insp": "inspector", "lt": "lieutenant",
    "maj": "major", "pc": "constable", "pm": "prime minister",
    "pres": "president", "prof": "professor", "rep": "representative", "sen": "senator",
    "sgt": "sergeant", "supt": "superintendent",
}  # fmt: skip
# Others, which in a question are part of a name.
_BEFORE_NAMES = {
    **_SHORT,
    "adm": "admiral", "amb": "ambassador", "brig": "brigadier", "cllr": "councillor",
    "cpl": "corporal", "dr": "doctor", "rev": "reverend",
}  # fmt: skip
_ALONE = frozenset("ceo cfo coo cto pm".split())
# What people say for it, wherever it stands.
_COLLOQUIAL = (
    (r"ex[ -](?=\w)", "former "),
    (r"(chief|deputy) exec", r"\1 executive"),
    (r"(?:gaffer|supremo)", "boss"),
    (r"(?:copper|police officer)", "cop"),
    (r"union (?:man|woman|rep)", "union organiser"),
    (r"goalie", "goalkeeper"),
    (r"ref", "referee"),
    (r"head (teacher|master|mistress)", r"head\1"),
    (r"(choir|harbou?r|station)master", r"\1 master"),
    (r"chief executive officer", "chief executive"),
    (r"\w+ in charge of", "head of"),
)


def in_full(words: str) -> str:
    """Words for a speaker with short and colloquial ones in full: "DI Roe", "the ex boss"."""
    for short, full in _COLLOQUIAL:
        words = re.sub(rf"(?<![\w.'’-]){short}(?![\w'’-])", full, words, flags=re.IGNORECASE)
    parts = words.split()
    leading = True
    for at, part in enumerate(parts):
        full = _SHORT.get(part.lower().rstrip("."), "")
        alone = part.lower() in _ALONE
        # "Di Pietro" and "Sen" are names
        leading = (
            leading and bool(full) and at + 1 < len(parts) and (len(part) > 2 or part.isupper())
        )
        if alone or leading:
            parts[at] = full
    return " ".join(parts)


def full_title(title: str) -> str:
    """A title before a name in full: "colonel" for "Col."; others as they are."""
    return _BEFORE_NAMES.get(title.lower().rstrip("."), title)


def short_titles(words: str) -> list[str]:
    """How titles among the words may be shortened before a name: "col" for "colonel"."""
    wanted = {fold(word) for word in words.split()}
    wanted |= {other for word in wanted for other in same_office(word)}
    return [short for short, full in _BEFORE_NAMES.items() if full in wanted]


def doing(word: str) -> frozenset[str]:
    """The stems of what those do who are called so: "farm" for "farmer", "dock" for "dockers'"."""
    noun = fold(word).rstrip("'’")
    if not AGENT.search(noun):
        return frozenset()
    bare = AGENT.sub("", noun)
    once = bare[:-1] if bare[-1:] == bare[-2:-1] else bare
    return frozenset([stem(bare), stem(f"{bare}e"), stem(once)])


def without_time(words: str) -> str:
    """The words for an office, whoever has it now or had it before."""
    return " ".join(w for w in in_full(words).split() if fold(w) not in NOW | BEFORE)


def is_role(word: str) -> bool:
    """Whether it is a noun for what somebody is, by office or trade."""
    noun = fold(word)
    return noun in ROLE_NOUNS or noun.endswith(ROLE_ENDINGS) or bool(same_office(noun))


def same_office(word: str) -> frozenset[str]:
    """What a folded word for an office can stand for, if anything but itself."""
    groups = [group for group in _OFFICES if word in group]
    return _WIDER.get(word, frozenset()).union(*groups)


def role_word(word: str, role: Sequence[str]) -> bool:
    """Whether a word of a question is among the words of a role, or stands for one.

    In "head coach" and "chief inspector" the first word is no office of its own.
    """
    folded = {
        fold(r)
        for r, behind in pairwise([*role, ""])
        if fold(r) not in ("chief", "head") or not is_role(behind)
    }
    if same_office(fold(word)) & folded:
        return True
    if fold(word) in _WIDER and "scientist" in same_office(fold(word)):
        return any(r.endswith(_SCIENCES) for r in folded)
    if country_in(re.sub(r"['’]s?$", "", word), " ".join(role)):
        return True
    return any(same_word(word, r, name=True) or same_word(word, r, name=False) for r in role)
