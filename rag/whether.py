"""Whether X said that …: what X said on it, or who else said just that, or what comes nearest."""

import re
from collections.abc import Sequence

from index.article import Statement
from index.record import Filter
from rag.answer import NOT_FOUND
from rag.claim import asserts, says
from rag.firsthand import is_first_hand
from rag.names import fold, read_name
from rag.near import NEARBY, ON_THAT, nearness
from rag.ontopic import DENYING, OTHERS, SURELY, OnTopic, Scored, asked_about, enumerated
from rag.question import ROOT_WEIGHT, Question
from rag.record import RecordSearch, found_in
from rag.relevance import Relevance
from rag.stance import names_stance, takes_stance

CLEARLY = 0.15
"""By so much more must another's words cover a claim to say that it is theirs."""
MAX_SHOWN = 3
"""Statements that come near, and of others who said just that."""
INSIDE = 0.5
"""Coverage of the claim's words, names apart, by what was said itself from which it is on that."""
NEAR_ENOUGH = 0.55
"""Coverage of the claim from which a statement comes near."""
DISPUTED = 0.25
"""Cosine to the topic, of the sentence with the title or without, of what denies just that."""
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|hardly)\b|n['’]t\b", re.IGNORECASE)
# "had seen no such promise" denies no promise
_NO_SUCH = re.compile(
    r"\b(?:gave|give|given|made|make|said|say)\s+(?:no such|nothing of the (?:kind|sort))\b",
    re.IGNORECASE,
)
REPLIED = re.compile(r"\b(?:answer|repl|respond|retort|shot back|said no)", re.IGNORECASE)
"""Words for replying."""
_ADMITS = re.compile(
    r"\b(?:I|we) (?:was|were|got it|had it) (?:\w+ )?(?:wrong|mistaken)|\bstand corrected\b"
    r"|\b(?:apologi[sz]e|regret|retract|take (?:it|that) back|withdraw)\b"
    r"|\bshould(?: not|n['’]t)? have\b",
    re.IGNORECASE,
)
_REPLY_CHARS = 60
"""From a question to the reply: at most a name between."""


class Whether:
    """What is shown for one such question; decided once by `decide`."""

    def __init__(
        self, question: Question, search: RecordSearch, relevance: Relevance, on_topic: OnTopic
    ) -> None:
        self._question = question
        self._search = search
        self._relevance = relevance
        self._on_topic = on_topic
        self.shown: list[Statement] = []
        """The answer; empty where there is none."""
        self.opening = ""
        self.refusal = NOT_FOUND
        self.instead: list[Statement] = []
        """To be shown with the refusal, under `lead`."""
        self.lead = ""

    def decide(self, found: Sequence[Statement], theirs: Filter, others: Sequence[Scored]) -> None:
        """Choose what is shown.

        Args:
            found: What the one asked about said on the topic.
            theirs: What they said at all, in the time asked for.
            others: What others said about it.
        """
        asked = asked_about(self._question)
        saying = [s for s in found if self._says_it(s, own=True)]
        stating = [s for s in found if self._states(s, negated=False)]
        denying = [s for s in found if self._states(s, negated=True)] or self._outright(theirs)
        if saying:
            plainly = [s for s in saying if s in stating and self._is_first_hand(s)]
            self.opening = "Yes:" if plainly and not denying else ""
            # their own words first, before what others tell of them
            self.shown = [*plainly, *(s for s in found if s not in plainly)]
            return
        if denying and not stating:
            self.opening = "No:" if any(map(self._is_first_hand, denying)) else ""
            self.shown = [*denying, *self._admitted(denying, theirs)]
            return
        # A role that nobody is found for may be the other's.
        known = theirs.names or read_name(self._question.speaker)
        sayers = self._sayers(found, others) if known else []
        bearing = self._bearing(found) or self._disputed(theirs)
        if sayers:
            namesakes = {name for name, _ in theirs.names or ()}
            who = enumerated(
                [f"{s.speaker} ({s.role})" if s.speaker in namesakes else s.speaker for s in sayers]
            )
            self.opening = f"The articles credit that to {who}, not to {asked}."
            self.shown = [*sayers, *self._near(theirs, others, ON_THAT)]
        elif near := bearing or self._near(theirs, others, ON_THAT):
            how = "On that" if bearing else "Nearest to that"
            self.opening = f"{how}, the articles credit {self._name(near)} with:"
            self.shown = [*near, *self._admitted(near, theirs)]
        elif not theirs.names:
            self.refusal = f"{NOT_FOUND} No statement by {asked} was found."
            self.instead, self.lead = self._on_topic.best(others, self._question), OTHERS
        else:
            self.instead = self._near(theirs, others, NEARBY)
            if self.instead:
                self.lead = f"Nearest to that, they credit {self._name(self.instead)} with:"
            else:
                self.refusal = f"{NOT_FOUND} No statement by {asked} that says so was found."
                self.instead, self.lead = self._on_topic.best(others, self._question), OTHERS

    def _is_first_hand(self, statement: Statement) -> bool:
        """Whether the article credits it to them itself, and not another in the article."""
        article = self._search.article(statement)
        return is_first_hand(article, statement, self._search.whole(statement))

    def _states(self, statement: Statement, *, negated: bool) -> bool:
        """Whether it is said as so, by who is asked about, that it is, or is not, as asked."""
        question = self._question
        if question.act or not asserts(self._on_topic.cue(statement)):
            return False
        said = self._on_topic.content(statement)
        return says(question.topic, question.terms, said, own=True, negated=negated)

    def _outright(self, theirs: Filter) -> list[Statement]:
        """Where they say "no such thing" of what is told right before, if that is the claim."""
        if not theirs.names:
            return []
        terms = self._question.terms
        found = []
        for statement in self._search.candidates(self._question.topic, theirs):
            if not _NO_SUCH.search(self._on_topic.content(statement)):
                continue
            text = self._search.article(statement).text
            before = text[: statement.span.start].rsplit("\n\n", 2)[-2:]
            told = [(" ".join(before), 1.0)]
            if self._relevance.coverage(terms, told) >= SURELY:
                found.append(statement)
        return found

    def _name(self, statements: Sequence[Statement]) -> str:
        names = list(dict.fromkeys(s.speaker for s in statements))
        return names[0] if len(names) == 1 else asked_about(self._question)

    def _bearing(self, found: Sequence[Statement]) -> list[Statement]:
        """Of what they said where it is told of that, what itself has it, in the order it came."""
        terms = self._question.terms
        things = [t for t in terms if not t.name] or terms
        inside = {
            s: self._relevance.coverage(
                things, [(f"{self._on_topic.content(s)} {self._on_topic.cue(s)}", 1.0)]
            )
            for s in found
        }
        best = sorted((s for s in found if inside[s] >= INSIDE), key=lambda s: -inside[s])
        return [s for s in found if s in best[:MAX_SHOWN]]

    def _disputed(self, theirs: Filter) -> list[Statement]:
        """What they deny of it, or answer when asked, in order of time, with the quotation beside.

        "He disputed that any such promise was made" has not much of what was promised.
        """
        if not theirs.names:
            return []
        question = self._question
        pool = self._search.candidates(question.topic, theirs)
        told = [self._search.sentence(s) for s in pool]
        titled = [f"{self._search.article(s).title}. {self._search.sentence(s)}" for s in pool]
        near = map(
            max,
            self._relevance.similarity(question.topic, told),
            self._relevance.similarity(question.topic, titled),
        )
        found = [
            s
            for s, cosine in zip(pool, near, strict=True)
            if self._search.has_names(question.terms, s)
            and (
                self._denies_act(s)
                or (cosine >= DISPUTED and (self._denies(s) or self._answers(s)))
            )
        ]
        with_quotations = self._on_topic.with_quotations(self._on_topic.once(found)[:MAX_SHOWN])
        return sorted(with_quotations, key=self._on_topic.time)

    def _denies_act(self, statement: Statement) -> bool:
        """Whether it is denied that they did, where the people or places of the claim are named."""
        act = self._question.act
        return (
            bool(act)
            and any(t.name for t in self._question.terms)
            and takes_stance(self._on_topic.cue(statement), DENYING)
            and names_stance(self._on_topic.content(statement), act)
        )

    def _denies(self, statement: Statement) -> bool:
        """Whether it is denied, or the verb of the claim stands with a "not"."""
        cue, content = self._on_topic.cue(statement), self._on_topic.content(statement)
        things = [t for t in self._question.terms if not t.name]
        main = [t for t in things if t.weight == ROOT_WEIGHT] or things[:1]
        if takes_stance(cue, DENYING):
            return bool(found_in(main, content))
        return any(
            _NOT.search(clause) and found_in(main, clause)
            for clause in re.split(r"[.;!?]|, (?:and|but)\b", content)
        )

    def _answers(self, statement: Statement) -> bool:
        """Whether it is the reply to a question, told of right before, that has the topic."""
        if not REPLIED.search(self._on_topic.cue(statement)):
            return False
        asked = self._search.sentence(statement)
        terms = [t for t in self._question.terms if not t.name]
        return bool(terms) and len(found_in(terms, asked)) == len(terms)

    def _admitted(self, shown: Sequence[Statement], theirs: Filter) -> list[Statement]:
        """Where they own up, later and where the thing is spoken of, that it was not so."""
        last = max(map(self._on_topic.time, shown))
        return [
            s
            for s in self._search.candidates(self._question.topic, theirs)
            if self._on_topic.time(s)[0] > last[0]
            and _ADMITS.search(self._on_topic.content(s))
            and self._on_topic.is_around(self._question.terms, s)
        ][:1]

    # -- somebody else's

    def _sayers(self, found: Sequence[Statement], others: Sequence[Scored]) -> list[Statement]:
        """Others who say just that, where the one asked about does not come as near."""
        if self._question.act or not others or others[0][0] < SURELY:
            return []
        own = self._search.scored(self._question.terms, found)
        if own and own[0][0] >= min(SURELY, others[0][0] - CLEARLY):
            return []
        saying = [s for c, s in others if c >= SURELY and self._says_it(s, own=False)]
        if any(_may_be(self._question.speaker, s.speaker) for s in saying):
            return []
        return self._on_topic.once(saying)[:MAX_SHOWN]

    def _says_it(self, statement: Statement, *, own: bool) -> bool:
        if self._question.act:
            return own and self._on_topic.does(statement, self._question.act, self._question.terms)
        if not own and (self._on_topic.is_outlets(statement) or self._may_be_own(statement)):
            return False
        cue = statement.cue
        if cue and re.search(r"\bto\s+$", self._search.article(statement).text[: cue.start]):
            # "dared him to say" so
            return False
        return asserts(self._on_topic.cue(statement)) and says(
            self._question.topic, self._question.terms, self._on_topic.content(statement), own=own
        )

    def _may_be_own(self, statement: Statement) -> bool:
        """Whether the one asked about is named where it is told who says it."""
        told = self._search.sentence(statement)
        for span in statement.content:
            told = told.replace(self._search.article(statement).quote(span), " ")
        return _may_be(self._question.speaker, told)

    # -- the nearest

    def _near(self, theirs: Filter, others: Sequence[Scored], enough: float) -> list[Statement]:
        """What comes near by its meaning, or replies to a question about it; best first."""
        if not theirs.names:
            return []
        question = self._question
        named = {fold(t.text) for t in question.terms if t.name}
        pool = self._search.candidates(question.topic, theirs)
        covered = {
            s: c
            for c, s in self._search.scored(question.terms, pool)
            if self._search.has_names(question.terms, s)
        }
        scored = []
        for statement in pool:
            near = nearness(
                self._relevance,
                speaker=statement.speaker,
                asked=question.topic,
                names=named | set(fold(statement.speaker).split()),
                said=self._on_topic.content(statement),
                sentence=self._search.sentence(statement),
            )
            does = question.act and self._on_topic.does(statement, question.act, question.terms)
            level = NEARBY if does else enough
            if any(self._replies(statement, other) for _, other in others):
                near = 1.0
            elif level < ON_THAT and covered.get(statement, 0.0) >= NEAR_ENOUGH:
                near = max(near, level)
            if near >= level:
                scored.append((near, statement))
        scored.sort(key=lambda pair: -pair[0])
        return self._on_topic.once([s for _, s in scored])[:MAX_SHOWN]

    def _replies(self, statement: Statement, other: Statement) -> bool:
        """Whether it comes right behind a question of somebody else's."""
        gap = statement.content[0].start - other.content[-1].end
        return (
            statement.article_id == other.article_id
            and 0 <= gap <= _REPLY_CHARS
            and self._on_topic.content(other).rstrip(" \"”'’").endswith("?")
        )


def _may_be(asked: str, speaker: str) -> bool:
    """Whether the names share a word, so that it cannot be said that they are two people's."""
    return bool(set(fold(asked).split()) & set(fold(speaker).split()))
