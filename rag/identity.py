"""Who is who across articles: the names of the record, those of one person put together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from index.record import Named
from rag.names import Name, can_be_same, fold, is_surname_of, read_name

NameRole = tuple[str, str]
"""A speaker's name and role as one article gives them."""
TITLE_WORDS = 5
# Occupations of which nobody has two at a time; those in one group may be one person's.
_OCCUPATIONS = tuple(
    frozenset(group.split())
    for group in (
        "footballer goalkeeper midfielder striker winger",
        "accountant auditor",
        "baker",
        "butcher",
        "conductor organist",
        "constable detective inspector sergeant sheriff",
        "coroner judge justice magistrate",
        "dentist",
        "doctor physician surgeon",
        "electrician",
        "engineer",
        "firefighter",
        "fisherman",
        "mechanic",
        "midwife nurse",
        "miner",
        "pastor priest vicar",
        "pilot",
        "plumber",
        "surveyor",
        "headmaster headmistress headteacher teacher",
    )
)
_PAST = frozenset("ex former late onetime retired then turned".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body across all articles."""

    name: str
    """The fullest name that any article gives."""
    role: str
    """The role that most statements come with; empty if none does."""
    statements: int
    names: frozenset[NameRole]
    """Every name with role that the articles give."""

    def to_dict(self) -> dict[str, str | int]:
        """JSON-ready, as `python -m rag speakers --json` prints it."""
        return {"speaker": self.name, "role": self.role, "statements": self.statements}


@dataclass(slots=True)
class _Cluster:
    """Rows of one person, under every full name they come with."""

    names: list[Name]
    rows: list[Named] = field(default_factory=list)

    def may_be(self, name: Name, rows: Iterable[Named]) -> bool:
        if _apart(self.occupations(), _occupations_of(rows)):
            return False
        # "James Comey" need only be one with "James B. Comey", who is "James B. Comey Jr.".
        return any(can_be_same(name, other) for other in self.names) and all(
            can_be_same(replace(name, suffix=other.suffix), other) for other in self.names
        )

    def occupations(self) -> frozenset[int]:
        return _occupations_of(self.rows)

    def role_words(self) -> set[str]:
        return {word for row in self.rows for word in _words(row.role)}


def identify(named: Iterable[Named]) -> list[Speaker]:
    """The speakers, those with most statements first.

    Names are one person's where nothing speaks against it: "Stoltenberg" goes with the only full
    name that ends so, unless their roles have nothing in common. Where two full names would fit,
    it stays by itself, and whoever asks for it gets all of them. One full name is two people's
    where articles give it occupations of which nobody has both, a goalkeeper's and an engineer's.
    """
    persons: dict[Name, list[Named]] = defaultdict(list)
    others: dict[str, list[Named]] = defaultdict(list)
    for row in named:
        name = read_name(row.speaker)
        if name is None:
            others[fold(row.speaker)].append(row)
        else:
            persons[name].append(row)
    clusters = _full_names({n: rows for n, rows in persons.items() if len(n.words) > 1})
    by_surname: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        ends = {word for name in cluster.names for word in (name.words[0], name.words[-1])}
        for word in ends:
            by_surname[word].append(cluster)
    for name, rows in persons.items():
        if len(name.words) == 1:
            alone = _give_out(name, rows, by_surname[name.words[0]])
            if alone:
                clusters.append(_Cluster([name], alone))
    groups = [*(c.rows for c in clusters), *others.values()]
    return sorted(map(_speaker, groups), key=lambda s: (-s.statements, s.name))


def _full_names(persons: dict[Name, list[Named]]) -> list[_Cluster]:
    # By last name and initial, so that only few are ever compared.
    found: dict[tuple[str, str], list[_Cluster]] = defaultdict(list)
    # The fullest first, so that a shorter one meets all that it could stand for.
    for name in sorted(persons, key=lambda n: (-len(n.words), -len("".join(n.words)), n.words)):
        clusters = found[name.words[-1].rpartition("-")[2], name.words[0][0]]
        for rows in _namesakes(persons[name]):
            fitting = [c for c in clusters if c.may_be(name, rows)]
            if len(fitting) == 1 and name not in fitting[0].names:
                fitting[0].names.append(name)
                fitting[0].rows += rows
            else:
                clusters.append(_Cluster([name], rows))
    return [cluster for clusters in found.values() for cluster in clusters]


def _namesakes(rows: Sequence[Named]) -> list[list[Named]]:
    """The rows of one full name by person: those whose occupation cannot be one person's apart.

    What then comes with no occupation could be either's, and is by itself.
    """
    kinds = list(dict.fromkeys(o for row in rows if (o := _occupations(row.role))))
    merged: list[frozenset[int]] = []
    for kind in kinds:
        joined = [m for m in merged if m & kind]
        merged = [m for m in merged if not m & kind] + [kind.union(*joined)]
    if len(merged) < 2:
        return [list(rows)]
    groups = [[row for row in rows if _occupations(row.role) & kind] for kind in merged]
    loose = [row for row in rows if not _occupations(row.role)]
    return [*groups, loose] if loose else groups


def _occupations(role: str) -> frozenset[int]:
    """Which of `_OCCUPATIONS` a role tells that somebody has now."""
    words = set(fold(role).replace("-", " ").split())
    if words & _PAST:
        return frozenset()
    return frozenset(n for n, group in enumerate(_OCCUPATIONS) if group & words)


def _occupations_of(rows: Iterable[Named]) -> frozenset[int]:
    return frozenset(n for row in rows for n in _occupations(row.role))


def _apart(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one and other and not one & other)


def _give_out(single: Name, rows: list[Named], clusters: list[_Cluster]) -> list[Named]:
    """Add the rows of a surname to the person it stands for; returns those that it cannot tell."""
    fitting = [c for c in clusters if any(is_surname_of(single, name) for name in c.names)]
    left = []
    for row in rows:
        if not row.role:
            continue
        sharing = [c for c in fitting if c.role_words() & _words(row.role)]
        silent = [c for c in fitting if not c.role_words()]
        if len(sharing) == 1 or (not sharing and len(fitting) == len(silent) == 1):
            (sharing or silent)[0].rows.append(row)
        else:
            left.append(row)
    # Somebody else of that surname is about: without a role it could be either.
    without = [row for row in rows if not row.role]
    if len(fitting) == 1 and not left:
        fitting[0].rows += without
        return []
    return left + without


def _speaker(rows: list[Named]) -> Speaker:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.role:
            counts[row.role] += row.statements
    # A title is short; one article's description must not stand for the person.
    titles = {role: n for role, n in counts.items() if len(role.split()) <= TITLE_WORDS} or counts
    # More words are more of the name; of as many, an initial is less of it.
    fullest = max(rows, key=lambda row: (len(row.speaker.split()), len(row.speaker), row.speaker))
    return Speaker(
        name=fullest.speaker,
        role=max(titles, key=lambda role: (titles[role], role), default=""),
        statements=sum(row.statements for row in rows),
        names=frozenset((row.speaker, row.role) for row in rows),
    )


def _words(role: str) -> set[str]:
    return {word for word in fold(role).replace("-", " ").split() if len(word) > 2} - {"the", "for"}
