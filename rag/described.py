"""Whom an article describes as a question does, without giving them that role beside the name.

The record has the roles that stand beside names. Whose chairman "its chairman" is, what somebody
does ("Jane Roe, who farms beef") or what a case was about is looked up in the articles.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.article import Article, Statement
from index.lexicon import KIN
from index.names import FIRST_NAMES
from index.roles import offices
from rag.capitals import names_country
from rag.descriptions import Description, descriptions
from rag.names import Name, fold, is_title, read_name
from rag.naming import content_words, head
from rag.relevance import same_word, stem, words_of
from rag.rolewords import AGENT, BEFORE, NOW, doing, in_full, is_role, role_word

Alike = Callable[[str, Sequence[str]], bool]
"""Whether a word means the same as one of others."""
Roles = Callable[[str], Iterable[str]]
"""The roles that the record has for a name, in any article."""
NOW_SO, ITS, ONCE_SO, IN_IT = 4, 3, 2, 1
"""How a description fits: by its words; as "its chairman" of what stands before; either of what
somebody was; by what the article is about."""
_LEAD = 400
"""Characters at the start of an article that tell what it is about."""
# "The judge in the water case": in an article about that.
_AFFAIR = re.compile(
    r"\s(?:in|of|at|on|from)\s+(?:the\s+)?(?P<what>.+?)\s+(?:affair|case|debate|dispute|game|hearing"
    r"|inquest|inquiry|match|row|saga|scandal|story|trial)$",
    re.IGNORECASE,
)
# What holders of an office do; by the ending, a farmer farms.
_RUNNING = frozenset("chair direct head lead led manag ran run".split())
_DOES = {
    **dict.fromkeys(
        "boss chair chairman chairwoman chief director head leader manager president".split(),
        _RUNNING,
    ),
    "coach": _RUNNING | {"train"},
    "farmer": frozenset("breed graze grow keep milk rais rear".split()),
    "investigator": frozenset(["led", "lead", "investig"]),
    "lawyer": frozenset("act defend repres".split()),
    "owner": frozenset("own ran run".split()),
}
# What changes nothing about an office.
_SAME = frozenset(
    "acting chief current former head interim late local long-serving new old own part-time present"
    " retired senior temporary that then this veteran year year-old".split()
)
_OWNED = re.compile(r"^(?:its|his|her|their)\s|^the\s+(?P<body>[a-z][\w-]*)['’]s?\s", re.IGNORECASE)
# A capital inside a sentence begins a name, but for those of days and months.
_NAME = re.compile(
    r"(?<=[a-z,]\s)(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May\b"
    r"|June|July|August|September|October|November|December)[A-Z]\w+"
)
_NAMED_OWNER = re.compile(r"^(?P<body>(?:[A-Z][\w&.-]*\s)*[A-Z][\w&.-]*)['’]s?\s")
_NEXT_DOOR = re.compile(
    r"lives?\s(?:\w+\s){0,3}?(?:across|beside|close|doors?|near|nearby|next|opposite)\b"
)
_COMPANIES = frozenset("business company employer firm group maker operator owner producer".split())
_OTHER_BODIES = frozenset(
    "association campaign charity church club committee council court forum government league party"
    " police school society team trust union university".split()
)
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n+\s*")
_SUBJECT = 3
"""Words at most before the name that a sentence is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of a question that describe somebody, taken apart."""

    roles: tuple[str, ...]
    """What they are: the nouns for it."""
    rest: tuple[str, ...]
    """Which, whose, where."""
    affair: bool
    """Whether the rest tells what an article is about rather than whose they are."""
    former: bool
    body: bool = False
    """Whether they are those who speak for what the rest names."""


SPEAKING = ("boss", "spokesman", "officer", "doctor", "cleric")
"""Whose words are those of a company, a team, the police, a hospital, a church."""


def speaking_for(words: str) -> list[Asked]:
    """Those who speak for a body that the words name; none if they name somebody."""
    whose = tuple(re.sub(r"['’]s?$", "", w) for w in content_words(words))
    noun = head(words)
    if not whose or noun not in whose or _is_role(noun) or fold(whose[0]) in FIRST_NAMES:
        return []
    # the noun is looked for last
    rest = (*(w for w in whose if w != noun), noun)
    return [Asked((role,), rest, affair=False, former=False, body=True) for role in SPEAKING]


def asked_for(words: str) -> Asked | None:
    """The words taken apart; None if they describe nobody."""
    words = in_full(words)
    affair = _AFFAIR.search(words)
    noun = head(words)
    content = [w for w in content_words(words) if fold(w) not in NOW | BEFORE]
    own = words_of(re.split(r"\s(?:of|in|at|for|from|on|to)\s", words)[0])
    roles = tuple(
        w for w in content if w in own and (_is_role(w) or w == noun) and not _is_owner(w)
    )
    # what ends like "grower" tells what somebody does, but "Miller" is a name
    agent = noun.islower() and len(noun) > 5 and AGENT.search(noun)
    if not (_is_role(noun) or agent) or noun not in roles:
        return None
    about = content_words(affair["what"]) if affair else ()
    rest = tuple(re.sub(r"['’]s?$", "", w) for w in about or content if w not in roles)
    former = bool(BEFORE & {fold(w) for w in words.split()})
    return Asked(roles, rest, bool(affair), former)


def described(
    asked: Asked, article: Article, statements: Iterable[Statement], roles: Roles, alike: Alike
) -> dict[str, int]:
    """Those who speak in the article and are described so there, by how it fits."""
    found: dict[str, int] = {}
    for name in dict.fromkeys(s.speaker for s in statements if read_name(s.speaker)):
        told = list(descriptions(name, article.text))
        best = max((_fit(asked, article, d, alike) for d in told), default=0)
        # "Jane Roe of the dockers' union", who is "general secretary" elsewhere, or "Sgt Roe of …"
        bodies = [d.words for d in told if d.words.lower().startswith(("of ", "from ", "at "))]
        if bodies and not best:
            theirs = [*roles(name), *(d.words for d in told if not d.clause and not d.former)]
            whole = (Description(f"{role} {body}", 0) for role in theirs for body in bodies)
            best = max((_fit(asked, article, d, alike) for d in whole), default=0)
        if best:
            found[name] = best
    return found


def titles_in(words: str) -> list[str]:
    """The titles before a name, folded and in full: "captain" of "Capt. Roe"."""
    parts = in_full(words).split()
    name = read_name(" ".join(w[:1].upper() + w[1:] for w in parts))
    return [fold(w) for w in parts[: -len(name.words)] if is_title(w)] if name else []


def titled(words: str, article: Article) -> list[Name]:
    """Of those with the surname in `words` whom the article calls by the titles before it."""
    titles = set(titles_in(words))
    surname = re.escape(words.split()[-1])
    bearers = []
    for match in re.finditer(rf"\b(?:[A-Z][\w.'’-]+\s+)+(?i:{surname})\b", article.text):
        bearer = read_name(match[0])
        if bearer is None or len(bearer.words) < 2:
            continue
        bare = " ".join(match[0].split()[-len(bearer.words) :])
        told = [d.words for d in descriptions(bare, article.text) if not d.clause]
        if titles <= {office for words in told for office in (fold(words), *offices(words))}:
            bearers.append(bearer)
    return bearers


def _fit(asked: Asked, article: Article, told: Description, alike: Alike) -> int:
    if (asked.former and not told.former) or not _has_roles(asked, told):
        return 0
    # whoever led a body once speaks for it no more
    if asked.body and (told.former or told.clause):
        return 0
    fits = NOW_SO if told.former == asked.former else ONCE_SO
    there = words_of(told.words)
    missing = [w for w in asked.rest if not _stands(w, there, alike)]
    if not missing and asked.body and not _is_body(asked.rest[-1], told.words):
        return 0
    if not missing:
        # "Chief of water quality" is no water chief of the firm.
        return fits if asked.rest or not _others(asked, told) else 0
    if not told.clause and _is_of(missing, told, article):
        return min(fits, ITS)
    if not told.clause and _is_of_the_company(missing, told, article, alike):
        return IN_IT
    kin = any(fold(w) in KIN for w in asked.roles)
    if not asked.affair or kin or _others(asked, told):
        return 0
    about = words_of(f"{article.title} {article.text[:_LEAD]}")
    return IN_IT if all(_stands(word, about, alike) for word in missing) else 0


def _has_roles(asked: Asked, told: Description) -> bool:
    if told.clause:
        if _NEXT_DOOR.match(told.words) and fold(asked.roles[-1]) in ("neighbor", "neighbour"):
            return True
        verbs = [stem(word) for word in told.words.split()]
        if any(doing(role) & set(verbs) for role in asked.roles):
            return True
        does = frozenset(chain.from_iterable(_DOES.get(fold(role), ()) for role in asked.roles))
        return bool(asked.rest) and not does.isdisjoint(verbs[:3])
    there = [word for word in words_of(told.words) if not _is_owner(word)]
    *others, noun = asked.roles
    theirs = any(role_word(noun, [office]) for office in offices(told.words))
    return theirs and all(role_word(w, there) for w in others)


def _stands(word: str, there: Sequence[str], alike: Alike) -> bool:
    if any(same_word(word, other, name=other[0].isupper()) for other in there):
        return True
    nouns = [other for other in there if other.islower() and len(other) > 2]
    return not word[0].isupper() and bool(nouns) and alike(word, nouns)


def _others(asked: Asked, told: Description) -> list[str]:
    """Words by which it is another office than the one asked for: "transport" of a minister."""
    words = re.sub(_OWNED, "", told.words)
    return [
        word
        for word in content_words(words)
        if not told.clause
        and word.lower() not in _SAME | NOW | BEFORE
        and not word[0].isdigit()
        and not any(role_word(w, [word]) for w in (*asked.roles, *asked.rest))
    ]


def _is_body(noun: str, told: str) -> bool:
    """Whether the noun is the body of an office: "Lund police chief", "chief of Lund police".

    The chairman of the Church Street traders is nobody of the church's.
    """
    before, *behind = re.split(r"\s(?:of|at|for|from)\s", told)
    if any(same_word(noun, head(part), name=part[0].isupper()) for part in behind):
        return True
    words = words_of(before)
    at = next((n for n, w in enumerate(words) if same_word(noun, w, name=w[0].isupper())), None)
    return at is not None and all(_is_role(w) or w.lower() in _SAME for w in words[at + 1 :])


def _is_of(missing: Sequence[str], told: Description, article: Article) -> bool:
    """Whether "its chairman" or "the union's chairman" is that of what the missing words name."""
    # "a coach of her daughter's team" is not hers
    office = re.split(r"\s(?:of|for|at|to)\s", told.words)[0]
    owned = _OWNED.match(office) or re.search(r"\b(?:its|his|her|their)\s", office)
    if not owned:
        return False
    before = article.text[: told.start]
    body = owned.groupdict().get("body")
    if body:
        # "Its education committee", in the sentence that names the council, is "the committee"
        sentences = _SENTENCE_END.split(before)
        last = next((s for s in reversed(sentences) if _has(s, [body])), "")
        if last and _has(last, [m for m in missing if not same_word(m, body, name=False)]):
            return True
    paragraphs = before.split("\n\n")
    near = paragraphs[-1] if paragraphs[-1].strip() else ""
    if not _NAME.search(near) and len(paragraphs) > 1 and not _has(near, missing):
        near = f"{paragraphs[-2]} {near}"
    # "the dockers' union, the Dock Workers' League," has its own name behind it
    near = re.sub(r",\s+(?:the\s+)?[A-Z][\w'’&. -]+(?=,)", ",", near)
    phrase = r"\W+".join(rf"{re.escape(w)}(?:['’]s)?" for w in missing)
    found = list(re.finditer(rf"\b{phrase}\b", near, re.IGNORECASE))
    if not found or _NAME.search(near[found[-1].end() :]):
        return False
    # "The union warned Kessel Stone. Its secretary": of what the sentence is about
    return len(_SENTENCE_END.split(near[: found[-1].start()])[-1].split()) <= _SUBJECT


def _is_of_the_company(
    missing: Sequence[str], told: Description, article: Article, alike: Alike
) -> bool:
    """Whether it is "its boss" where the article speaks of one company, of the kind asked for.

    Or "Lund Water's boss", where nothing tells that this is anything but a company.
    """
    *kind, noun = missing
    office = re.split(r"\s(?:of|for|at|to)\s", told.words)[0]
    owned, named = _OWNED.match(office), _NAMED_OWNER.match(office)
    if noun not in _COMPANIES or not (named or (owned and (owned["body"] or noun) in _COMPANIES)):
        return False
    paragraph = article.text[article.text.rfind("\n", 0, told.start) + 1 : told.start]
    beside = named["body"] if named else paragraph
    if set(words_of(beside.lower())) & _OTHER_BODIES or (named and names_country(named["body"])):
        return False
    there = {fold(word) for word in words_of(article.text)}
    about = words_of(f"{article.title} {article.text[:_LEAD]}")
    return bool(there & _COMPANIES) and all(_stands(word, about, alike) for word in kind)


def _has(text: str, words: Iterable[str]) -> bool:
    there = words_of(text)
    return all(any(same_word(w, t, name=t[0].isupper()) for t in there) for w in words)


def _is_owner(word: str) -> bool:
    return bool(re.search(r"(?:['’]s|s['’])$", word))


def _is_role(word: str) -> bool:
    return is_role(word) or fold(word) in KIN
