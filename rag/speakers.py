"""Who speaks in the articles, and whom the words of a question mean."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from index.lexicon import ROLE_ENDINGS, ROLE_NOUNS
from index.record import Named
from index.roles import is_office
from rag.capitals import country_in, names_country
from rag.identity import NameRole, Speaker, identify
from rag.names import can_be_same, fold, is_title, read_name
from rag.relevance import MISSPELT, same_word, words_of

# Words for the one at the top, any of which may stand for another in a question.
_HEADS = frozenset(
    "boss chair chairman chairperson chairwoman chief director general head leader president"
    " secretary commander".split()
)
# Other words for the same office.
_SPOKESMEN = frozenset("spokesman spokesperson spokeswoman".split())
_OFFICIALS = _SPOKESMEN | frozenset("official officials spokesmen spokespeople".split())
_OFFICES = (
    frozenset("ambassador emissary envoy representative".split()),
    frozenset("lawmaker legislator mp parliamentarian".split()),
    frozenset("attorney counsel lawyer solicitor".split()),
    _SPOKESMEN,
)
# Who holds an office: a new mayor is mayor, and is not called "new" for long.
_NOW = frozenset("current incoming new present".split())
_BEFORE = frozenset("ex former outgoing previous then".split())
MISSPELT_NAME = 88
"""Levenshtein ratio of a whole misspelt name to the right one."""
# Titles as a question may shorten them.
_SHORT = {
    "ceo": "chief executive", "cfo": "chief financial officer", "dci": "detective chief inspector",
    "det": "detective", "di": "detective inspector", "ds": "detective sergeant",
    "dsupt": "detective superintendent", "fm": "first minister", "gen": "general",
    "gov": "governor", "insp": "inspector", "pc": "constable", "pm": "prime minister",
    "pres": "president", "prof": "professor", "rep": "representative", "sen": "senator",
    "sgt": "sergeant", "supt": "superintendent",
}  # fmt: skip
_ALONE = frozenset("ceo cfo pm".split())
# Members of a party: of "the Labour MP" the place is another thing.
_MEMBERS = frozenset(
    "candidate congressman congresswoman councillor governor lawmaker leader legislator member mp"
    " representative senator".split()
)
_ADJECTIVE = re.compile(r"(?:an|ese|i|ic|ish|ive)$")
_LINKS = frozenset("a an and at for from in of on s the to their his her who is was s".split())
_OWNER = re.compile(r"(?:['’]s|s['’])$")
_PREPOSITION = re.compile(
    r"\s(?:of|at|for|by|in|from|to|on|with|about|against|behind|near|over|under)\s"
)
_BEFORE_PLACE = "at|by|for|from|in|near|of|on|to"

Places = Callable[[frozenset[NameRole]], Mapping[NameRole, Sequence[str]]]
"""For names with roles, the titles and places of the articles in which they speak."""


class Roster:
    """All speakers of the record, as `identify` puts them together, and found by any words."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._speakers = identify(named)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_role_word: dict[str, set[int]] = defaultdict(set)
        self._role_heads: set[str] = set()
        for number, speaker in enumerate(self._speakers):
            for name, role in speaker.names:
                for word in re.split(r"[\s-]+", fold(name)):
                    self._by_word[word].add(number)
                for word in re.split(r"[\s-]+", fold(role)):
                    self._by_role_word[word].add(number)
                head = _head(role)
                if head.islower():
                    self._role_heads.add(fold(head))

    @property
    def speakers(self) -> list[Speaker]:
        """Everybody, those with most statements first."""
        return self._speakers

    def meant(self, words: str, places: Places) -> list[Speaker]:
        """Whom `words` mean, by name or by role; several where they fit several.

        Two names with "and" mean both: what they said together and what each said. A role may come
        with the place or body that an article is about ("the mayor of Springfield").
        """
        words = _in_full(words)
        named = _of_role(words, self._by_name(words))
        each = self._each(words, places)
        if each or any(read_name(speaker.name) for speaker in named):
            return list(dict.fromkeys([*named, *each]))
        # "The Union chief" of one article has a name in another.
        titled = [*self._by_role(words, places, certain=bool(named)), *self._speaking_for(words)]
        found = list(dict.fromkeys([*named, *titled]))
        return found or _of_role(words, self._by_name(_untitled(words)))

    def bodies(self, words: str) -> list[Speaker]:
        """Things and bodies without a name whose noun `words` begin with ("banner at the gate").

        Whether the rest of the words fits has to be seen from each article.
        """
        wanted = _content_words(words)
        if not wanted:
            return []
        found = self._numbers(self._by_word, wanted[:1])
        return [s for s in (self._speakers[n] for n in sorted(found)) if _has_noun(s, wanted[0])]

    def _by_name(self, words: str) -> list[Speaker]:
        found = self._numbers(self._by_word, _content_words(words))
        candidates = [self._speakers[n] for n in sorted(found)]
        exact = [s for s in candidates if any(_is_exactly(words, name) for name, _ in s.names)]
        if exact:
            return _not_sons(words, _themselves(words, exact))
        named = [s for s in candidates if any(is_name_of(words, n) for n, _ in s.names)]
        return _themselves(words, named)

    def _by_role(self, words: str, places: Places, *, certain: bool = False) -> list[Speaker]:
        """Whose role the words are; not by the place alone if `certain`, or if others have it all.

        "The Rovers manager" is not the Town manager in an article about their match.
        """
        wanted = [w for w in _content_words(words) if fold(w) not in _NOW | _BEFORE]
        roles = [w for w in wanted if fold(w) in ROLE_NOUNS | _HEADS or w.endswith(ROLE_ENDINGS)]
        known = bool(roles)
        if not roles and fold(_head(words)) in self._role_heads:
            roles = [_head(words)]
        if not roles:
            return []
        keys = [*roles, *(other for w in roles for other in _same_office(fold(w)))]
        found = sorted(self._numbers(self._by_role_word, keys))
        missing_of: dict[str, list[str] | None] = {}
        for role in {role for n in found for _, role in self._speakers[n].names}:
            there = words_of(role)
            is_theirs = any(_role_word(w, there) and is_office(w, words, role) for w in roles)
            # "The Roe administration" is no adviser in the administration.
            is_theirs = is_theirs and (known or _role_word(roles[0], [_head(role)]))
            missing_of[role] = (
                [w for w in _not_short(wanted, there) if not _role_word(w, there)]
                if is_theirs
                else None
            )
        fitting = [
            (speaker, pair, missing)
            for speaker in (self._speakers[n] for n in found)
            for pair in speaker.names
            if (missing := missing_of[pair[1]]) is not None
            # "Russia's ambassador" is not the "South Korean Ambassador", whatever it is about.
            and not (names_country(" ".join(missing)) and names_country(pair[1]))
            and not (missing and _is_others(wanted, pair[1]))
        ]
        if certain:
            fitting = [
                (speaker, pair, missing) for speaker, pair, missing in fitting if not missing
            ]
        # "The Marlow president" has that very role: who is president in an article about Marlow
        # may be another.
        fitting = [f for f in fitting if not f[2]] or fitting
        asked = frozenset(pair for _, pair, missing in fitting if missing)
        around = places(asked) if asked else {}
        meant = [
            speaker
            for speaker, pair, missing in fitting
            if not missing or any(_has_names(text, missing) for text in around.get(pair, ()))
        ]
        return _holding({fold(w) for w in words.split()}, list(dict.fromkeys(meant)))

    def _speaking_for(self, body: str) -> list[Speaker]:
        """The spokesmen of a body, whose words are the body's."""
        wanted = [fold(w) for w in _content_words(body)]
        found = {
            number
            for by_word in (self._by_word, self._by_role_word)
            for spokesman in _SPOKESMEN
            for number in by_word.get(spokesman, ())
        }
        return [
            self._speakers[number]
            for number in sorted(found)
            if wanted
            and any(
                set(wanted) < set(text) and _SPOKESMEN & set(text)
                for pair in self._speakers[number].names
                for text in map(_folded_words, pair)
            )
        ]

    def _each(self, words: str, places: Places) -> list[Speaker]:
        parts = split_names(words)
        if len(parts) < 2:
            return []
        found = [self.meant(part, places) for part in parts]
        return list(dict.fromkeys(s for group in found for s in group)) if all(found) else []

    def _numbers(self, by_word: Mapping[str, set[int]], words: Iterable[str]) -> set[int]:
        """The speakers with any of the words in their names or roles, misspelt ones too."""
        found: set[int] = set()
        for word in (part for w in words for part in fold(w).split("-")):
            found |= by_word.get(word, set())
            if len(word) >= _FUZZY_FROM:
                near = process.extract(
                    word, by_word.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None
                )
                for match, _, _ in near:
                    found |= by_word[match]
        return found


_FUZZY_FROM = 4
_NEAR = MISSPELT - 14
"""Only says who is looked at; inflections are further off than misspellings."""


def split_names(words: str) -> list[str]:
    """The names in "A, B and C"."""
    return [p for p in re.split(r"\s+and\s+|\s*,\s*(?:and\s+)?|\s*&\s*", words) if p]


def is_name_of(words: str, speaker: str) -> bool:
    """Whether every word is one of the speaker's name, or the whole name is among the words."""
    wanted = _content_words(words)
    name = _content_words(speaker)
    if not wanted:
        return False
    if all(any(_name_word(w, n) for n in name) for w in wanted):
        return True
    if fuzz.ratio(_plain(words), _plain(speaker)) >= MISSPELT_NAME:
        return True
    # "CNN's Jane Roe" is Jane Roe; "Jane Roe's daughters" are not.
    owned = re.split(r"['’]s?\s+", words)[-1]
    asked, given = read_name(_capitals(owned)), read_name(speaker)
    if (
        asked
        and given
        and min(len(asked.words), len(given.words)) > 1
        and can_be_same(asked, given)
    ):
        return True
    # "President Vladimir Putin of Russia": the name is all there, what is left is description.
    parts = speaker.split()
    if len(parts) < 2 or not all(part[0].isupper() for part in parts):
        return False
    # "the shopkeeper on Little Isle" is not the isle
    if re.search(rf"\s(?:{_BEFORE_PLACE})\s+(?:the\s+)?{re.escape(speaker)}", words, re.IGNORECASE):
        return False
    return _has_all(words_of(owned), parts)


def _has_all(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether each part of a name stands among the words, no word for two parts."""
    left = list(words)
    for part in sorted(parts, key=len, reverse=True):
        # As it is spelt rather than alike: in "Chris Marsh" is no "Christie".
        same = next((w for w in left if fold(w) == fold(part)), None)
        found = same or next((w for w in left if _name_word(w, part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def fits_around(words: str, around: str) -> bool:
    """Whether all the words stand in the text around a statement of a body without a name."""
    there = words_of(around)
    return all(any(same_word(w, a, name=False) for a in there) for w in _content_words(words))


def _is_exactly(words: str, speaker: str) -> bool:
    """Whether every word is one of the speaker's name as it is spelt, diacritics apart."""
    name = {fold(w) for w in words_of(speaker)}
    wanted = [fold(w) for w in _content_words(words)]
    return bool(wanted) and all(w in name for w in wanted)


def _themselves(words: str, speakers: list[Speaker]) -> list[Speaker]:
    """Without those who only belong to whom the words name: "Roe's office", "the union's rival".

    The officials of a body speak for it.
    """
    wanted = {fold(w) for w in _content_words(words)}
    persons = [s for s in speakers if read_name(s.name)]
    if not persons:
        asked = fold(_head(words))
        bodies = [s for s in speakers if fold(_head(s.name)) == asked]
        officials = [s for s in speakers if fold(_head(s.name)) in _OFFICIALS]
        return [s for s in speakers if s in bodies or s in officials] if bodies else speakers
    others = [s for s in speakers if fold(_head(s.name)) in wanted]
    return [s for s in speakers if s in persons or s in others]


def _not_sons(words: str, speakers: list[Speaker]) -> list[Speaker]:
    """Without each "Junior", unless that is asked for or nobody else is left."""
    asked = read_name(_capitals(words))
    if asked is None or asked.suffix:
        return speakers
    names = {s.name: read_name(s.name) for s in speakers}
    return [s for s in speakers if not ((name := names[s.name]) and name.suffix)] or speakers


def _of_role(words: str, speakers: list[Speaker]) -> list[Speaker]:
    """Of several of one name those whose role the words give, if any has it.

    A surname without a role may be any of theirs.
    """
    roles = [w for w in _content_words(words) if fold(w) in ROLE_NOUNS]
    if roles and any(fold(w) not in ROLE_NOUNS for w in _content_words(words)):
        bearers = [s for s in speakers if all(_has_role(w, words, s) for w in roles)]
        unknown = [s for s in speakers if not s.role and " " not in s.name]
        bodies = [s for s in speakers if read_name(s.name) is None]
        if bearers:
            return [s for s in speakers if s in bearers or s in unknown or s in bodies]
    left = []
    for speaker in speakers:
        same = [s for s in speakers if fold(s.name) == fold(speaker.name)]
        fitting = [s for s in same if any(_has_role(w, words, s) for w in roles)]
        if speaker in fitting or not fitting:
            left.append(speaker)
    return left


def _is_others(wanted: Sequence[str], role: str) -> bool:
    """Whether the role names somebody's or some body's that is not asked for: "Rovers manager"."""
    there = words_of(role)
    if _MEMBERS & {fold(word) for word in there}:
        return False
    return any(
        word[0].isupper()
        and fold(word) not in ROLE_NOUNS | _HEADS | _LINKS
        and not _ADJECTIVE.search(word)
        and not any(_role_word(w, [word]) for w in wanted)
        for word in there
        if not role.istitle() or _OWNER.search(word)
    )


def _in_full(words: str) -> str:
    """Words for a speaker with their short titles in full: "DI Roe", "the PM"."""
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


def _has_role(noun: str, words: str, speaker: Speaker) -> bool:
    return any(
        _role_word(noun, words_of(role)) and is_office(noun, words, role)
        for _, role in speaker.names
    )


def _holding(asked: set[str], speakers: list[Speaker]) -> list[Speaker]:
    """Of those who bear a role, who has it now or had it before, where the words ask for that."""
    if not asked & (_NOW | _BEFORE):
        return speakers
    now, before = (
        [s for s in speakers if any(words & set(fold(role).split()) for _, role in s.names)]
        for words in (_NOW, _BEFORE)
    )
    if asked & _BEFORE:
        return before
    return now or [s for s in speakers if s not in before] or speakers


def _head(phrase: str) -> str:
    """The noun of a phrase, before its prepositions: "tenor" in "tenor at the Keld opera"."""
    return next(reversed(words_of(_PREPOSITION.split(phrase)[0])), "")


def _has_noun(speaker: Speaker, noun: str) -> bool:
    return any(
        name[:1].islower()
        and same_word(noun, words_of(_PREPOSITION.split(name)[0])[-1], name=False)
        for name, _ in speaker.names
    )


def _folded_words(text: str) -> list[str]:
    return [fold(word) for word in words_of(text)]


def _content_words(words: str) -> list[str]:
    return [w for w in words_of(words) if w.lower() not in _LINKS]


def _untitled(words: str) -> str:
    """A name without what stands before it: titles, parties, whose it is ("CNN's", "GOP Rep")."""
    left = words.split()
    while len(left) > 1 and (is_title(left[0]) or _OWNER.search(left[0]) or left[0].isupper()):
        left = left[1:]
    return " ".join(left)


def _capitals(words: str) -> str:
    """A name as it would be written: questions are typed in any case."""
    return " ".join(w[:1].upper() + w[1:] for w in words.split())


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", fold(name)).strip()


def _name_word(word: str, other: str) -> bool:
    return fold(word) == fold(other) or same_word(word, other, name=True)


def _same_office(word: str) -> frozenset[str]:
    return next((group for group in (_HEADS, *_OFFICES) if word in group), frozenset())


def _not_short(words: Sequence[str], role: Sequence[str]) -> list[str]:
    """`words` without those whose initials stand in the role: "United Nations" for "UN"."""
    left = list(words)
    for short in (r for r in role if len(r) > 1 and r.isupper()):
        for at in range(len(left) - len(short) + 1):
            if "".join(w[0] for w in left[at : at + len(short)]).upper() == short:
                del left[at : at + len(short)]
                break
    return left


def _role_word(word: str, role: Sequence[str]) -> bool:
    if _same_office(fold(word)) & {fold(r) for r in role}:
        return True
    if country_in(re.sub(r"['’]s?$", "", word), " ".join(role)):
        return True
    return any(same_word(word, r, name=True) or same_word(word, r, name=False) for r in role)


def _has_names(text: str, words: Sequence[str]) -> bool:
    there = [w for w in words_of(text) if w[0].isupper()]
    return all(any(same_word(w, t, name=True) for t in there) for w in words)
