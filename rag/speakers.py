"""Who speaks in the articles, and whom the words of a question mean."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from index.lexicon import ROLE_NOUNS
from index.names import FIRST_NAMES
from index.record import Named
from index.roles import is_office
from rag.capitals import names_country
from rag.identity import NameRole, Speaker, identify
from rag.names import fold, read_name
from rag.naming import (
    LINKS,
    OWNER,
    content_words,
    folded_words,
    has_noun,
    head,
    is_exactly,
    is_name_of,
    is_union_of,
    not_sons,
    themselves,
    untitled,
)
from rag.relevance import MISSPELT, same_word, words_of
from rag.rolewords import BEFORE, HEADS, NOW, SPOKESMEN, in_full, is_role, role_word, same_office

# Members of a party: of "the Labour MP" the place is another thing.
_MEMBERS = frozenset(
    "candidate congressman congresswoman councillor governor lawmaker leader legislator member mp"
    " representative senator".split()
)
_ADJECTIVE = re.compile(r"(?:an|ese|i|ic|ish|ive)$")
# "Rovers 1 Town 4", "Rovers 1-4 Town", "Rovers v Town": about both; no vote of "5-2 to close"
_MATCH = re.compile(
    r"\s\d+\s+(?:[A-Z][\w'’]*\s+)+\d+\b|\s\d+\s?[-–]\s?\d+\s+[A-Z]|\sv(?:s|ersus)?\.?\s"
)
_FUZZY_FROM = 4
_NEAR = MISSPELT - 14
"""Only says who is looked at; inflections are further off than misspellings."""

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
                for word in re.split(r"[\s-]+", fold(_title((name, role)))):
                    self._by_role_word[word].add(number)
                noun = head(role)
                if noun.islower():
                    self._role_heads.add(fold(noun))

    @property
    def speakers(self) -> list[Speaker]:
        """Everybody, those with most statements first."""
        return self._speakers

    def meant(self, words: str, places: Places) -> list[Speaker]:
        """Whom `words` mean, by name or by role; several where they fit several.

        Two names with "and" mean both: what they said together and what each said. A role may come
        with the place or body that an article is about ("the mayor of Springfield").
        """
        words = in_full(words)
        named = _of_role(words, self._by_name(words))
        each = self._each(words, places)
        if each or any(read_name(speaker.name) for speaker in named):
            return list(dict.fromkeys([*named, *each]))
        # "The Union chief" of one article has a name in another.
        titled = [*self._by_role(words, places, certain=bool(named)), *self._speaking_for(words)]
        found = list(dict.fromkeys([*named, *titled])) or self._unions(words)
        return found or _of_role(words, self._by_name(untitled(words)))

    def bodies(self, words: str) -> list[Speaker]:
        """Things and bodies without a name whose noun `words` begin with ("banner at the gate").

        Whether the rest of the words fits has to be seen from each article.
        """
        wanted = content_words(words)
        if not wanted:
            return []
        found = self._numbers(self._by_word, wanted[:1])
        return [s for s in (self._speakers[n] for n in sorted(found)) if has_noun(s, wanted[0])]

    def _by_name(self, words: str) -> list[Speaker]:
        found = self._numbers(self._by_word, content_words(words))
        candidates = [self._speakers[n] for n in sorted(found)]
        exact = [s for s in candidates if any(is_exactly(words, name) for name, _ in s.names)]
        if exact:
            return not_sons(words, themselves(words, exact))
        named = [s for s in candidates if any(is_name_of(words, n) for n, _ in s.names)]
        return themselves(words, named)

    def _unions(self, words: str) -> list[Speaker]:
        found = self._numbers(self._by_word, content_words(words)[-1:])
        bodies = (self._speakers[n] for n in sorted(found))
        return [s for s in bodies if any(is_union_of(words, name) for name, _ in s.names)]

    def _by_role(self, words: str, places: Places, *, certain: bool = False) -> list[Speaker]:
        """Whose role the words are; not by the place alone if `certain`, or if others have it all.

        "The Rovers manager" is not the Town manager in an article about their match.
        """
        wanted = [w for w in content_words(words) if fold(w) not in NOW | BEFORE]
        roles = [w for w in wanted if is_role(w)]
        known = bool(roles)
        if not roles and fold(head(words)) in self._role_heads:
            roles = [head(words)]
        if not roles:
            return []
        keys = [*roles, *(other for w in roles for other in same_office(fold(w)))]
        found = sorted(self._numbers(self._by_role_word, keys))
        missing_of: dict[str, list[str] | None] = {}
        for role in {_title(pair) for n in found for pair in self._speakers[n].names}:
            there = words_of(role)
            is_theirs = any(role_word(w, there) and is_office(w, words, role) for w in roles)
            # "The Roe administration" is no adviser in the administration.
            is_theirs = is_theirs and (known or role_word(roles[0], [head(role)]))
            missing_of[role] = (
                [w for w in _not_short(wanted, there) if not role_word(w, there)]
                if is_theirs
                else None
            )
        fitting = [
            (speaker, pair, missing)
            for speaker in (self._speakers[n] for n in found)
            for pair in speaker.names
            if (missing := missing_of[_title(pair)]) is not None
            and (read_name(pair[0]) or (not missing and is_role(head(pair[0]))))
            # "Russia's ambassador" is not the "South Korean Ambassador", whatever it is about.
            and not (names_country(" ".join(missing)) and names_country(pair[1]))
            and not (missing and _is_others(wanted, pair[1]))
            and not (missing and _is_other_office(wanted, pair[1]))
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
            if not missing or any(_is_about(text, missing) for text in around.get(pair, ()))
        ]
        return _holding({fold(w) for w in words.split()}, list(dict.fromkeys(meant)))

    def _speaking_for(self, body: str) -> list[Speaker]:
        """The spokesmen of a body, whose words are the body's; a person's are their own."""
        wanted = [fold(w) for w in content_words(body)]
        if wanted and wanted[0] in FIRST_NAMES:
            return []
        found = {
            number
            for by_word in (self._by_word, self._by_role_word)
            for spokesman in SPOKESMEN
            for number in by_word.get(spokesman, ())
        }
        return [
            self._speakers[number]
            for number in sorted(found)
            if wanted
            and any(
                set(wanted) < set(text) and SPOKESMEN & set(text)
                for pair in self._speakers[number].names
                for text in map(folded_words, pair)
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


def split_names(words: str) -> list[str]:
    """The names in "A, B and C"."""
    # "the Roe & Doe chairman" is one
    joint = r"|\s*&\s*" if not any(map(is_role, words_of(words))) else ""
    return [p for p in re.split(rf"\s+and\s+|\s*,\s*(?:and\s+)?{joint}", words) if p]


def _title(pair: NameRole) -> str:
    """The role of a name in full; of somebody without a name, what they are called."""
    name, role = pair
    return in_full(role or (name if read_name(name) is None else ""))


def _of_role(words: str, speakers: list[Speaker]) -> list[Speaker]:
    """Of several of one name those whose role the words give, if any has it.

    A surname without a role may be any of theirs.
    """
    roles = [w for w in content_words(words) if fold(w) in ROLE_NOUNS]
    if roles and any(fold(w) not in ROLE_NOUNS for w in content_words(words)):
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
        and fold(word) not in ROLE_NOUNS | HEADS | LINKS
        and not _ADJECTIVE.search(word)
        and not any(role_word(w, [word]) for w in wanted)
        for word in there
        if not role.istitle() or OWNER.search(word)
    )


def _has_role(noun: str, words: str, speaker: Speaker) -> bool:
    return any(
        role_word(noun, words_of(role)) and is_office(noun, words, role)
        for _, role in speaker.names
    )


def _holding(asked: set[str], speakers: list[Speaker]) -> list[Speaker]:
    """Of those who bear a role, who has it now or had it before, where the words ask for that."""
    if not asked & (NOW | BEFORE):
        return speakers
    now, before = (
        [s for s in speakers if any(words & set(fold(role).split()) for _, role in s.names)]
        for words in (NOW, BEFORE)
    )
    if asked & BEFORE:
        return before
    return now or [s for s in speakers if s not in before] or speakers


def _not_short(words: Sequence[str], role: Sequence[str]) -> list[str]:
    """`words` without those whose initials stand in the role: "United Nations" for "UN"."""
    left = list(words)
    for short in (r for r in role if len(r) > 1 and r.isupper()):
        for at in range(len(left) - len(short) + 1):
            if "".join(w[0] for w in left[at : at + len(short)]).upper() == short:
                del left[at : at + len(short)]
                break
    return left


def _is_other_office(wanted: Sequence[str], role: str) -> bool:
    """Whether the role is another's at the top: an "opposition leader" is no "Roe & Doe boss"."""
    there = words_of(role)
    if any(is_role(w) and any(same_word(w, t, name=False) for t in there) for w in wanted):
        return False
    return any(not is_role(w) and not any(role_word(a, [w]) for a in wanted) for w in there)


def _is_about(text: str, words: Sequence[str]) -> bool:
    """Whether the title and place of an article have the names, and no match of two of them."""
    if _MATCH.search(text):
        return False
    there = [w for w in words_of(text) if w[0].isupper()]
    return all(any(same_word(w, t, name=True) for t in there) for w in words)
