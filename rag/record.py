"""The record searched: by the words for a speaker, by topic, by both."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from index.article import Article, Span, Statement
from index.record import EVERYTHING, Filter
from index.roles import offices
from index.rows import content_of
from index.store import Store
from index.stories import saying
from rag.around import question_put, stood_for
from rag.copies import also_in
from rag.described import (
    IN_IT,
    Asked,
    asked_for,
    described,
    speaking_for,
    titled,
    titles_in,
)
from rag.identity import Speaker
from rag.names import bears_surname, can_be_same, read_name
from rag.naming import fits_around
from rag.passages import setting
from rag.question import Term, topic_terms
from rag.relevance import Relevance, abbreviations, same_word, words_of
from rag.rolewords import in_full, short_titles, without_time
from rag.speakers import Roster
from rag.statements import LEFT_OUT, SpokenStatement, Statements

DESCRIBED_IN = 10
"""Articles nearest to the words for a speaker in which these are looked for as a description."""
SAME_THING = 0.75
"""Cosine of two words from which they name the same: "cattle" and "cows" have 0.88, "cattle" and
"sheep" 0.69, "football" and "rugby" 0.64 (MiniLM)."""
RRF_K = 60
"""Of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
POOL = 20
"""Statements that each search brings for a topic of a question."""
WIDE_POOL = 100
"""The same for a list of statements, which nobody waits for."""
ALL_LOOKED_AT = 60
"""Of so few statements every one is held against the topic, without a search."""
MAX_UNNAMED = 200
"""Statements looked at for a speaker without a name: there are many spokesmen."""
LEAD = 600
"""Characters at the start of an article that name what it is about."""
COVERED = 0.7
"""Coverage of the topic that is enough where no model is asked."""


class RecordSearch:
    """What the store and the roster know together.

    Articles that were read once are kept, and whom words mean: make one for each question.

    Args:
        store: Where articles and statements are.
        relevance: How near words are to one another.
        roster: Everybody who speaks.
    """

    def __init__(self, store: Store, relevance: Relevance, roster: Roster) -> None:
        self.about = ""
        """The question, whose articles may describe whom it means."""
        self._store = store
        self._record = store.record
        self._relevance = relevance
        self._roster = roster
        self._meant: dict[str, list[Speaker]] = {}
        self._articles: dict[str, Article] = {}
        self._sentences: dict[str, list[Span]] = {}

    def meant(self, words: str) -> list[Speaker]:
        """Whom the words mean by name or role, see `Roster.meant`, or as an article describes them.

        Who is called only "its chief executive" in some article has a name in another.
        """
        if words not in self._meant:
            self._meant[words] = self._find(words)
        return list(self._meant[words])

    def _find(self, words: str) -> list[Speaker]:
        found = self._roster.meant(words, self._record.places)
        if any(read_name(speaker.name) for speaker in found):
            found = self._of_title(words, found)
            # the record has no "Col." for a role
            titled = self._described(words) if short_titles(words) else []
            return list(dict.fromkeys([*found, *titled]))
        return [*found, *(self._described(words) or self._left_office(words))]

    def _of_title(self, words: str, found: list[Speaker]) -> list[Speaker]:
        """Without namesakes of whom the articles give the title that stands before the name.

        "Captain Roe" is no Tom Roe where she is "Capt. Jane Roe", whatever else she is called.
        """
        titles = titles_in(words)
        theirs = Filter(names=frozenset(chain.from_iterable(s.names for s in found)))
        roles = {role for _, role in theirs.names or ()}
        if not titles or any(set(titles) <= offices(role) for role in roles):
            return found
        statements = self._record.select(theirs, limit=MAX_UNNAMED)
        spoken_in = {s.article_id: self.article(s) for s in statements}
        near = (i for i, _ in self._store.lexical_articles(in_full(words), DESCRIBED_IN))
        others = (self._store.article(i) for i in near if i not in spoken_in)
        articles = (*spoken_in.values(), *others)
        bearers = [bearer for a in articles if a is not None for bearer in titled(words, a)]
        return [
            speaker
            for speaker in found
            if not bearers
            or (own := read_name(speaker.name)) is None
            or len(own.words) < 2
            or any(can_be_same(own, bearer) for bearer in bearers)
        ]

    def _left_office(self, words: str) -> list[Speaker]:
        """Who had an office that the words say is over, where an article tells that they left."""
        asked = asked_for(words)
        if asked is None or not asked.former:
            return []
        holders = self._persons(without_time(words))
        bare = replace(asked, rest=())
        left = []
        for holder in holders:
            statements = self._record.select(Filter(names=holder.names), limit=MAX_UNNAMED)
            articles = {s.article_id: self.article(s) for s in statements}
            if any(
                described(bare, article, statements, self._roles, self._alike)
                for article in articles.values()
            ):
                left.append(holder)
        return left

    def said_by(self, words: str) -> Filter:
        """What those said whom the words mean, also things and bodies without a name."""
        names = frozenset(chain.from_iterable(s.names for s in self.meant(words)))
        if names:
            return Filter(names=names)
        return self._by_surname(words) or self._unnamed(words)

    def of_body(self, words: str) -> Filter:
        """What its head, its officials or its officers said, of a body that the words name."""
        found = self._told_of(words, speaking_for(words))
        return Filter(names=frozenset(chain.from_iterable(s.names for s in found)))

    def _described(self, words: str) -> list[Speaker]:
        """Of those whom an article describes so, without giving them that role beside the name."""
        asked = asked_for(words)
        return self._told_of(words, [asked] if asked else [])

    def _told_of(self, words: str, wanted: Sequence[Asked]) -> list[Speaker]:
        """Those whom the articles nearest to the words describe in any of the wanted ways."""
        found: dict[str, int] = {}
        for article in self._telling_of(words) if wanted else ():
            statements = self._store.statements(article.id)
            for asked in wanted:
                told = described(asked, article, statements, self._roles, self._alike)
                found |= {name: max(fit, found.get(name, 0)) for name, fit in told.items()}
        best = max(found.values(), default=0)
        names = [name for name, fit in found.items() if fit == best]
        # What an article is about tells one from others only where there are none.
        if best == IN_IT and len(names) > 1:
            return []
        return list(dict.fromkeys(s for name in names for s in self._persons(name)))

    def _telling_of(self, words: str) -> Iterator[Article]:
        """The articles that may describe somebody so: nearest to the words, or to the question.

        By their sense too: whose neighbour somebody is may be told without that word.
        """
        queries = (" ".join([in_full(words), *short_titles(words)]), self.about)
        near = [i for q in queries for i, _ in self._store.lexical_articles(q, DESCRIBED_IN)]
        vector = self._relevance.embed([self.about or words])[0].tolist()
        alike = self._store.chunks([i for i, _ in self._store.dense(vector, DESCRIBED_IN)])
        for article_id in dict.fromkeys([*near, *(chunk.article_id for chunk in alike)]):
            article = self._store.article(article_id)
            assert article is not None
            yield article

    def _persons(self, words: str) -> list[Speaker]:
        meant = self._roster.meant(words, self._record.places)
        return [speaker for speaker in meant if read_name(speaker.name)]

    def _roles(self, name: str) -> list[str]:
        return sorted({role for s in self._persons(name) for _, role in s.names if role})

    def _alike(self, word: str, others: Sequence[str]) -> bool:
        vectors = self._relevance.embed([word.lower(), *others])
        return float((vectors[1:] @ vectors[0]).max()) >= SAME_THING

    def _by_surname(self, words: str) -> Filter | None:
        """Of those known by surname alone, in articles that have it as the full name asked for."""
        name = read_name(" ".join(w[:1].upper() + w[1:] for w in words.split()))
        if name is None or len(name.words) < 2:
            return None
        alone = [s for s in self.meant(name.words[-1]) if " " not in s.name]
        names = frozenset(chain.from_iterable(s.names for s in alone))
        statements = self._record.select(Filter(names=names), limit=MAX_UNNAMED) if names else []
        articles = {s.article_id: self.article(s) for s in statements}
        theirs = frozenset(i for i, a in articles.items() if bears_surname(name, a.text))
        return Filter(names=names, article_ids=theirs) if theirs else None

    def _unnamed(self, words: str) -> Filter:
        """Of those whose noun the words begin with, in articles that fit the rest."""
        bodies = self._roster.bodies(words)
        names = frozenset(chain.from_iterable(s.names for s in bodies))
        found = [
            statement
            for statement in self._record.select(Filter(names=names), limit=MAX_UNNAMED)
            if fits_around(words, setting(self.article(statement), statement.span))
        ]
        return Filter(
            names=frozenset((s.speaker, s.role) for s in found),
            article_ids=frozenset(s.article_id for s in found),
        )

    def candidates(self, topic: str, wanted: Filter, pool: int = POOL) -> list[Statement]:
        """Statements that may be about a topic: all if they are few, else the nearest."""
        if wanted != EVERYTHING and self._record.count(wanted) <= ALL_LOOKED_AT:
            return self._record.select(wanted)
        embedding = self._relevance.embed([topic])[0].tolist()
        rankings = (
            self._record.lexical(topic, pool, wanted),
            self._record.dense(embedding, pool, wanted),
        )
        scores: dict[Statement, float] = {}
        for ranking in rankings:
            for rank, (statement, _) in enumerate(ranking, start=1):
                scores[statement] = scores.get(statement, 0.0) + 1.0 / (RRF_K + rank)
        return sorted(scores, key=lambda s: -scores[s])

    def scored(
        self, terms: Sequence[Term], statements: Sequence[Statement]
    ) -> list[tuple[float, Statement]]:
        """How far each statement has the topic, 0 to 1, most first."""
        scored = []
        for statement in statements:
            article = self.article(statement)
            cue = article.quote(statement.cue) if statement.cue else ""
            around = setting(article, statement.span)
            told = self.told(statement)
            named = stood_for(terms, article, told, statement.speaker)
            coverage = self._relevance.coverage(
                terms,
                [
                    (f"{content_of(article, statement)} {cue}", 1.0),
                    (f"{told} {named} {statement.addressee}", 0.8),
                    # What else is told around is too much to look for synonyms in.
                    (" ".join(found_in(terms, around)), 0.6),
                ],
            )
            scored.append((coverage, statement))
        return sorted(scored, key=lambda item: -item[0])

    def has_names(self, terms: Sequence[Term], statement: Statement) -> bool:
        """Whether all names and numbers of the topic stand in the statement or around it."""
        article = self.article(statement)
        # what an article is about need not be named again
        lead = article.text[:LEAD]
        told = f"{self.told(statement)} {setting(article, statement.span)} {lead}"
        missing = self._relevance.unmatched_names(terms, told)
        if not missing:
            return True
        named = stood_for(terms, article, told, statement.speaker)
        return bool(named) and not self._relevance.unmatched_names(missing, named)

    def statements(
        self, speaker: str, about: str, wanted: Filter, limit: int | None, *, once: bool
    ) -> Statements:
        """As `ArticleQA.statements`."""
        if speaker.strip():
            theirs = self.said_by(speaker)
            wanted = replace(wanted, names=theirs.names, article_ids=theirs.article_ids)
        terms = topic_terms(about)
        if terms:
            scored = self.scored(terms, self.candidates(about, wanted, WIDE_POOL))
            found = [s for c, s in scored if c >= COVERED and self.has_names(terms, s)]
            found = (self._once(found) if once else found)[:limit]
        else:
            found = self._newest(wanted, limit, once=once)
        stories = self._store.stories([s.article_id for s in found])
        return Statements([self._spoken(s, stories[s.article_id], once=once) for s in found])

    def _newest(self, wanted: Filter, limit: int | None, *, once: bool) -> list[Statement]:
        """The newest statements, in order of time, those of no time last."""
        fetched = limit
        while True:
            found = self._record.select(wanted, limit=fetched)
            if not once:
                return found
            timed = [s for s in found if s.said_on or self.article(s).published]
            newest_first = [*reversed(timed), *reversed(found[len(timed) :])]
            kept = set(self._once(newest_first)[:limit])
            if fetched is None or len(kept) == limit or len(found) < fetched:
                return [s for s in found if s in kept]
            fetched *= 4

    def _once(self, statements: Sequence[Statement]) -> list[Statement]:
        """Without what an earlier one's article, of the same story, has in the same words."""
        stories = self._store.stories([s.article_id for s in statements])
        first: dict[tuple[str, tuple[str, str]], str] = {}
        kept = []
        for statement in statements:
            content = content_of(self.article(statement), statement)
            key = (stories[statement.article_id], saying(statement.speaker, content))
            if first.setdefault(key, statement.article_id) == statement.article_id:
                kept.append(statement)
        return kept

    def _spoken(self, statement: Statement, story: str, *, once: bool) -> SpokenStatement:
        article = self.article(statement)
        return SpokenStatement(
            speaker=statement.speaker,
            role=statement.role,
            content=LEFT_OUT.join(article.quote(span) for span in statement.content),
            kind=statement.kind,
            said_on=statement.said_on,
            occasion=statement.occasion,
            addressee=statement.addressee,
            article=article,
            start=statement.content[0].start,
            end=statement.content[-1].end,
            sentence=self.sentence(statement),
            story=story,
            also_in=also_in(self._store, article, statement.content) if once else (),
            through=statement.through,
        )

    def told(self, statement: Statement) -> str:
        """The same, with what was asked right before."""
        article, whole = self.article(statement), self.whole(statement)
        put = question_put(article, statement, whole, self.sentences(article))
        return f"{put} {article.quote(whole)}".lstrip()

    def sentence(self, statement: Statement) -> str:
        """The whole sentences that hold it and tell whose it is."""
        return self.article(statement).quote(self.whole(statement))

    def whole(self, statement: Statement) -> Span:
        """Where they stand."""
        touched = [s for s in self.sentences(self.article(statement)) if s.overlaps(statement.span)]
        whole = [*touched, statement.span]
        return Span(min(s.start for s in whole), max(s.end for s in whole))

    def article(self, statement: Statement) -> Article:
        """The article of a statement, read once."""
        if statement.article_id not in self._articles:
            article = self._store.article(statement.article_id)
            assert article is not None
            self._articles[article.id] = article
        return self._articles[statement.article_id]

    def sentences(self, article: Article) -> list[Span]:
        """Its sentences, read once."""
        if article.id not in self._sentences:
            self._sentences[article.id] = [s.span for s in self._store.sentences(article.id)]
        return self._sentences[article.id]


def found_in(terms: Sequence[Term], text: str) -> list[str]:
    """The terms that stand in a text, inflected, misspelt or abbreviated perhaps."""
    words = list(dict.fromkeys(words_of(text)))
    short = abbreviations(text)
    return [
        term.text
        for term in terms
        if any(same_word(term.text, word, name=term.name) for word in words)
        or (term.name and (term.text in short or term.abbreviation in words))
    ]
