"""A stand-in for `ArticleQA` whose events a test writes down, and articles made for the page."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from index.article import Article, Span
from index.pipeline import Progress
from index.report import AddReport, Outcome
from rag.answer import (
    Answer,
    Citation,
    Event,
    Evidence,
    EvidenceFound,
    Finished,
    TextSoFar,
    Timings,
)
from rag.identity import Speaker
from rag.statements import SpokenStatement, Statements

BRIDGE = Article(
    text=(
        "HARBOUR CITY: The northern bridge will stay closed until March, the council decided.\n\n"
        "“We will not open a bridge that we would not cross ourselves,” said Mayor "
        "Ines Adeyemi.\n\n"
        + "The river rose again during the night, and the ferries stopped at noon.\n\n" * 40
        + "“Our ferries can carry everyone,” said Tomas Lind, who runs them."
    ),
    title="Northern bridge stays closed",
    source="Harbour Courier",
    published=date(2031, 2, 3),
    published_from="dateline",
    place="HARBOUR CITY",
)

HOSTILE = Article(
    text=(
        '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">\n\n'
        "[click](javascript:window.pwned=1) ![pixel](http://evil.example/pixel.png) "
        "$$\\frac{a}{b}$$ ${window.pwned=1} {{constructor}} `code` **bold** </div></article> &amp; "
        '<style>body{display:none}</style><a href="http://evil.example">go</a>'
    ),
    title='<b onmouseover=window.pwned=1>Markup</b> & "quotes" ${1+1} {{value}}',
    source="<i>Source</i>",
)

TIMINGS = Timings(0.01, 0.02, 0.03)

Script = Callable[[str], Iterator[Event]]


def span_of(article: Article, words: str) -> Span:
    """Where `words` first stand in the article."""
    start = article.text.index(words)
    return Span(start, start + len(words))


def evidence(article: Article, words: str) -> Evidence:
    return Evidence(article, span_of(article, words), 0.5)


def citation(n: int, article: Article, words: str) -> Citation:
    span = span_of(article, words)
    return Citation(n, article, span.start, span.end)


def spoken(
    article: Article,
    words: str,
    speaker: str,
    *,
    role: str = "",
    said_on: date | None = None,
    occasion: str = "",
) -> SpokenStatement:
    span = span_of(article, words)
    return SpokenStatement(
        speaker, role, words, "direct", said_on, occasion, "", article, span.start, span.end, words
    )


def answered(
    question: str,
    text: str,
    citations: Sequence[Citation],
    found: Sequence[Evidence] = (),
) -> Answer:
    return Answer(question, "answered", text, tuple(citations), tuple(found), "scripted", TIMINGS)


def not_found(question: str, found: Sequence[Evidence] = ()) -> Answer:
    text = "The articles don't say."
    return Answer(question, "not_found", text, (), tuple(found), "scripted", TIMINGS)


def play(answer: Answer) -> Iterator[Event]:
    """Evidence, the text in two pieces, the answer."""
    yield EvidenceFound(answer.evidence)
    if answer.status == "answered":
        yield TextSoFar(answer.text.split(".")[0] + ".", answer.citations)
        yield TextSoFar(answer.text, answer.citations)
    yield Finished(answer)


class ScriptedQA:
    """Answers a question by the first script whose key stands in it.

    Args:
        scripts: what to do for a question that holds the key.
        articles: the index.
    """

    model = "Scripted model"

    def __init__(
        self, scripts: dict[str, Script] | None = None, articles: Sequence[Article] = (BRIDGE,)
    ) -> None:
        self._scripts = scripts or {}
        self._articles = list(articles)
        self.said = [
            spoken(
                BRIDGE,
                "“We will not open a bridge that we would not cross ourselves,”",
                "Ines Adeyemi",
                role="Mayor",
                said_on=date(2031, 2, 1),
                occasion="At a hearing",
            ),
            spoken(BRIDGE, "“Our ferries can carry everyone,”", "Tomas Lind"),
        ]
        self.ready = threading.Event()
        """Set it to let `warm` return."""
        self.ready.set()
        self.readable = threading.Event()
        """Set it to let `add` return."""

    def add(
        self,
        paths: Path | str | Article | Iterable[Path | str | Article],
        *,
        progress: Progress | None = None,
    ) -> AddReport:
        self.readable.wait()
        self._articles.append(BRIDGE)
        return AddReport(added=[Outcome(BRIDGE.id, BRIDGE.title, str(paths))])

    def articles(self) -> list[Article]:
        return self._articles

    def count(self) -> int:
        return len(self._articles)

    def speakers(self) -> list[Speaker]:
        return [
            Speaker("Ines Adeyemi", "Mayor", 2, frozenset({("Ines Adeyemi", "Mayor")})),
            Speaker("Tomas Lind", "", 1, frozenset({("Tomas Lind", "")})),
        ]

    def statements(
        self,
        speaker: str = "",
        about: str = "",
        *,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
        once: bool = False,
    ) -> Statements:
        found = [
            s
            for s in self.said
            if speaker in s.speaker
            and about in s.content
            and (since is None or (s.day or date.min) >= since)
            and (until is None or (s.day or date.max) <= until)
        ]
        return Statements(found[:limit])

    def warm(self) -> None:
        self.ready.wait()

    def stream(self, question: str) -> Iterator[Event]:
        for key, script in self._scripts.items():
            if key in question:
                yield from script(question)
                return
        yield from play(not_found(question))

    def ask(self, question: str) -> Answer:
        for event in self.stream(question):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("the script has no end")
