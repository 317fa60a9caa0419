"""Evidence to drafted sentences: each with the spans it rests on, none yet believed."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.article import Article, Span, Statement
from index.lexicon import UTTERING
from rag.asked import ASKING_FORMS
from rag.passages import Passage
from rag.relevance import stem

OWN_PART = 0.6
"""Share of a sentence's words below which a statement is cited without the rest of it."""

FAR_APART = 60
"""Characters between two spans of a content from which it is shown that something is left out."""
TOLD_WORDS = 4
"""Fewer words ("noted which") say nothing without their sentence."""

_CAPITAL = re.compile(r"\W*[A-Z0-9]")
_OPENING = re.compile(r"[\"“«]|''")
_CLOSED = re.compile(r"(,?)([\"”»]|'')$")
_CLOSING = {'"': '"', "“": "”", "«": "»", "''": "''"}
_SAYING = frozenset("adding saying say stating telling noting".split())
_UTTERING = frozenset(stem(verb.removesuffix("_out")) for verb in UTTERING)
_FINITE_CUES = re.compile(r"(?:ed|s|said|told|wrote|spoke|swore|read|thought|felt|tells?|out)$")


REST = "Also"
"""Heading over what is on no topic that several drafts are on."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of an answer and what it rests on."""

    text: str
    article: Article
    spans: tuple[Span, ...]
    """What would be cited, in order."""
    speaker: str = ""
    """Whose words the text says they are; empty where it only repeats the article."""
    note: str = ""
    """When, on what occasion and as told by whom, as `note_of` has it, or `origin`; shown after
    the text."""
    content: str = ""
    """What was said, where the draft is a statement."""
    heading: str = ""
    """Words of the content over all drafts on the topic, or `REST`; empty without topics."""
    short: bool = False
    """Whether it is only the words that answer, before the sentence that has them."""


_RELATIVE = re.compile(
    r"(?:(?:all|both|many|most|none|some) of )?(?:who(?:m|se)?|which)\s", re.IGNORECASE
)
# What a reply is a reply to.
_ASKED = re.compile(
    r"Asked\s+(?:(?:how|if|what|when|where|whether|who|why)|about\s(?!it\b|th))\b[^,;:\"“”]+,\s+"
)


def from_statement(article: Article, statement: Statement, sentences: Sequence[Span]) -> Draft:
    """`Name (role) said: "…"`, in the article's own words.

    Where one sentence of the article names the speaker in full, that sentence is the draft.
    """
    sentence = next((s for s in sentences if s.covers(statement.span)), None)
    if sentence is not None and _named_in_full(article, statement):
        cited = _own_part(article, statement, sentence)
        if cited.start == sentence.start:
            return Draft(_ended(article.quote(cited)), article, (cited,), statement.speaker)
    who = statement.speaker
    if statement.role and statement.role.lower() not in who.lower():
        who = f"{who} ({statement.role})"
    cue = article.quote(statement.cue) if statement.cue else "said"
    content = _content(article, statement)
    if _RELATIVE.match(content):
        # "Roe, who she said was brave": without Roe it tells of nobody
        whole = _whole(article, statement, sentences)
        return replace(whole, text=f"{who}: {whole.text}")
    if cue.lower() in ("according to", "in the words of", "as per"):
        text = f"According to {who}, {content}"
    else:
        cue = cue[0].lower() + cue[1:]
        if not _FINITE_CUES.search(cue) or cue.endswith("ing"):
            if cue.lower() not in _SAYING:
                # "does not think", "critics want": only the article's own sentence is safe
                return _whole(article, statement, sentences)
            cue = "said"
        addressee = (
            f" {statement.addressee}" if statement.addressee and cue.endswith("told") else ""
        )
        led = statement.cue is None or statement.content[0].start < statement.cue.start
        colon = ":" if _CAPITAL.match(content) and (led or not content[0].isalnum()) else ""
        if colon and not _utters(cue):
            # "Roe defended “No”", "seemed": these may be another's words, or nobody's
            return _whole(article, statement, sentences)
        text = f"{who} {cue}{addressee}{colon} {content}"
        asked = _ASKED.match(article.quote(sentence)) if sentence is not None else None
        if asked and sentence is not None and sentence.start + asked.end() <= statement.span.start:
            return Draft(_ended(f"{asked[0]}{text}"), article, (sentence,), statement.speaker)
    cited = _own_part(article, statement, _cited(statement, sentences))
    return Draft(_ended(text), article, (cited,), statement.speaker)


def _whole(article: Article, statement: Statement, sentences: Sequence[Span]) -> Draft:
    """The article's own sentences."""
    cited = _cited(statement, sentences)
    return Draft(article.quote(cited), article, (cited,), statement.speaker)


def _utters(cue: str) -> bool:
    """Whether the cue's verb makes what follows its subject's own words."""
    words = re.findall(r"\w+", cue.lower())
    return cue.strip() == ":" or any(stem(ASKING_FORMS.get(w, w)) in _UTTERING for w in words)


def without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each statement that another one's sentence tells as well cited with that one."""
    kept: list[Draft] = []
    for draft in drafts:
        for at, other in enumerate(kept):
            if _tells(other, draft):
                kept[at] = replace(other, spans=_both(other, draft))
                break
            if _tells(draft, other):
                kept[at] = replace(draft, spans=_both(draft, other))
                break
        else:
            kept.append(draft)
    return kept


def _tells(draft: Draft, other: Draft) -> bool:
    """Whether the text of `draft` has all that the statement `other` tells."""
    same = (draft.article.id, draft.speaker) == (other.article.id, other.speaker)
    if not same or not other.content or other.note not in ("", draft.note):
        return False
    within = all(any(a.overlaps(b) for a in draft.spans) for b in other.spans)
    return within and _bare(other.content) in _bare(draft.text)


def _bare(text: str) -> str:
    """Its words alone: a comma before a closing quotation mark is no difference."""
    return " ".join(["", *re.findall(r"[^\W_]+", text), ""])


def _both(draft: Draft, other: Draft) -> tuple[Span, ...]:
    return tuple(dict.fromkeys((*draft.spans, *other.spans)))


def note_of(article: Article, statement: Statement, text: str, *, reported: bool) -> str:
    """The day it was said, and an occasion and a teller that `text` leaves out.

    With `reported`, where that day is not known, the article's instead, as such.
    """
    parts = []
    if statement.said_on:
        parts.append(day(statement.said_on))
    elif reported and article.published:
        parts.append(f"reported {day(article.published)}")
    occasion = statement.occasion
    if occasion and occasion not in text:
        parts.append(occasion[0].lower() + occasion[1:])
    if statement.through and not _names_teller(text, statement):
        parts.append(f"as told by {statement.through}")
    return ", ".join(parts)


def origin(article: Article) -> str:
    """Outlet, of an unknown one the title, and day of an article."""
    known = article.published
    return ", ".join(filter(None, (article.source or article.title, day(known) if known else "")))


def _names_teller(text: str, statement: Statement) -> bool:
    """Whether `text` has the surname of who passes the statement on, as only theirs."""
    surname = statement.through.split()[-1]
    shared = surname in statement.speaker.split()
    return statement.through in text if shared else surname in re.findall(r"[\w-]+", text)


def day(date: datetime.date) -> str:
    """As it is written here: 4 March 2031."""
    return f"{date.day} {date:%B %Y}"


def from_passage(passage: Passage, sentences: Sequence[Span]) -> Draft:
    """The sentence itself; with what it needs to tell who said it, where somebody did."""
    statement = passage.statement
    if statement is None:
        return _told(passage.article, passage.whole)
    span = passage.whole
    if not span.covers(statement.span):
        if not _named(passage.article, statement):
            return from_statement(passage.article, statement, sentences)
        span = _cited(statement, sentences)
    return _told(passage.article, span, statement.speaker)


def _told(article: Article, span: Span, speaker: str = "") -> Draft:
    """The article's words at `span`, on one line."""
    return Draft(" ".join(article.quote(span).split()), article, (span,), speaker)


def _named_in_full(article: Article, statement: Statement) -> bool:
    """Whether the words that name the source name it as fully as the article ever does."""
    return statement.source is not None and statement.speaker in article.quote(statement.source)


def _named(article: Article, statement: Statement) -> bool:
    """Whether the words that name the source name it at all: a pronoun does not."""
    if statement.source is None:
        return False
    source = article.quote(statement.source)
    return any(word in source.split() for word in statement.speaker.split())


def _content(article: Article, statement: Statement) -> str:
    """The content's spans; what stands between two of them is left out visibly.

    Between two quotations, where the article has its "she said", too.
    """
    text = ""
    for before, span in zip((None, *statement.content), statement.content, strict=False):
        gap = span.start - before.end if before else 0
        for paragraph in re.split(r"\s*\n\s*", article.quote(span).strip()):
            quotations = bool(gap and _CLOSED.search(text) and _OPENING.match(paragraph))
            text = _CLOSED.sub(r"\2", text) if quotations else text
            text = _joined(text, paragraph, " … " if quotations or gap >= FAR_APART else " ")
            gap = 0
    return text.rstrip(",")


def _joined(text: str, more: str, gap: str) -> str:
    """Both on one line, each paragraph of a quotation in marks of its own.

    An article closes only the last one's.
    """
    opening = _OPENING.match(more)
    if opening and text:
        closing = _CLOSING[opening[0]]
        marks = text.count(opening[0]) + (text.count(closing) if closing != opening[0] else 0)
        text += closing if marks % 2 else ""
    return f"{text}{gap}{more}" if text else more


def _cited(statement: Statement, sentences: Sequence[Span]) -> Span:
    """The whole sentences that hold content, cue and source."""
    touched = [s for s in sentences if s.overlaps(statement.span)] or [statement.span]
    return Span(touched[0].start, max(s.end for s in touched))


def _own_part(article: Article, statement: Statement, whole: Span) -> Span:
    """The statement's own part of the sentences that hold it, where these tell mostly other things.

    They are needed whole where they may tell when or on what occasion it was said.
    """
    words = len(article.quote(statement.span).split())
    told = sum(len(article.quote(span).split()) for span in statement.content)
    if statement.said_on or statement.occasion or statement.addressee or told < TOLD_WORDS:
        return whole
    return statement.span if words < OWN_PART * len(article.quote(whole).split()) else whole


def _ended(text: str) -> str:
    text = re.sub(r"[,;:]((?:''|[\"”’»])?)$", r"\1", text.rstrip())
    return text if re.search(r"[.!?…](?:''|[\"”’'»)])?$", text) else f"{text}."
