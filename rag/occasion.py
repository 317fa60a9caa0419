"""What somebody said on an occasion that a question gives: "after the verdict", "when Roe left"."""

import re
from collections.abc import Sequence

from index.article import Article, Span, Statement
from index.nlp import parse
from rag.names import bears_surname, can_be_same, fold, is_title, read_name
from rag.phrasal import single_verbs
from rag.question import topic_terms
from rag.record import COVERED, RecordSearch, found_in
from rag.relevance import Relevance, stem, words_of

TOLD, ALONE = 0.28, 0.15
"""Cosine of the occasion to a sentence of the article from which it is told of there; and where
all that somebody says is in one article. "The verdict" and "found guilty of ten counts" have 0.36,
"losing" and "came from two goals down to beat" 0.19, what has nothing to do with each other less
than 0.13, "the election" and a vote in parliament 0.22."""
CLOSE = 0.02
"""What may be missing to the article that tells of it most."""
OPENING = 400
"""Characters in which an article tells what it is about."""
_OWN = re.compile(
    r"^\W*(?:\w+\s+)?(?:after|as soon as|before|once|when|while)\s+(?:s?he|they|it)\s+(?P<did>.+)$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?:right |just |shortly |soon |immediately )?(?:ahead of|as soon as|\w+)\s+")


def on_occasion(
    occasion: str, statements: Sequence[Statement], search: RecordSearch, relevance: Relevance
) -> list[Statement]:
    """Those of the articles that tell of the occasion.

    Args:
        occasion: As in the question, with its "after" or "when".
        statements: By the one asked about.
        search: The record.
        relevance: Embeds.
    """
    terms = topic_terms(occasion)
    bare = _BARE.sub("", occasion)
    own = _OWN.match(occasion)
    articles = {s.article_id: search.article(s) for s in statements}
    enough = ALONE if len(articles) == 1 else TOLD
    told: dict[str, float] = {}
    headed = set()
    for article_id, article in articles.items():
        text = f"{article.title}\n{article.text}"
        if relevance.unmatched_names(terms, text):
            continue
        spans = search.sentences(article)
        sentences = [article.quote(span) for span in spans]
        speakers = {s.speaker for s in statements if s.article_id == article_id}
        if own:
            does = any(_did(own["did"], speaker, article, spans) for speaker in speakers)
            told[article_id] = float(does)
            continue
        if any(term.name for term in terms) and not any(
            relevance.coverage(terms, [(sentence, 1.0)]) >= COVERED for sentence in sentences
        ):
            # names alone make sentences alike
            continue
        near = relevance.similarity(bare, [article.title, *sentences])
        told[article_id] = max(near)
        if len(found_in(terms, f"{article.title}\n{article.text[:OPENING]}")) == len(terms):
            headed.add(article_id)
    if headed:
        return [s for s in statements if s.article_id in headed]
    best = max(told.values(), default=0.0)
    return [s for s in statements if told.get(s.article_id, 0.0) >= max(enough, best - CLOSE)]


def _did(clause: str, speaker: str, article: Article, sentences: Sequence[Span]) -> bool:
    """Whether the article tells that the speaker did that: who else resigned does not count."""
    verb = next((t for t in parse(f"They {clause}") if t.pos_ == "VERB"), None)
    if verb is None:
        return False
    wanted = {stem(verb.lemma_), *map(stem, single_verbs(clause))}
    for span in sentences:
        sentence = article.quote(span)
        phrasal = {stem(single) for single in single_verbs(sentence)} & wanted
        if not phrasal and not wanted & {stem(word) for word in words_of(sentence)}:
            continue
        for token in parse(sentence):
            if token.pos_ != "VERB" or not (phrasal or stem(token.lemma_) in wanted):
                continue
            subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            # the tagger takes a rare name at the start for a noun
            named = [
                t.text
                for t in (subject.subtree if subject else ())
                if t.pos_ in ("PROPN", "NOUN") and t.text[0].isupper()
            ]
            if _is_speaker(" ".join(named), speaker, article, article.text[: span.start]):
                return True
    return False


def _is_speaker(words: str, speaker: str, article: Article, before: str) -> bool:
    """Whether words of an article name the speaker; a surname of two whoever had it last."""
    told, name = read_name(words), read_name(speaker)
    if told is None or name is None:
        return bool(words) and fold(words) == fold(speaker)
    if len(told.words) > 1 and len(name.words) > 1:
        return can_be_same(told, name)
    if told.words[-1] != name.words[-1]:
        return False
    if len(name.words) < 2 or bears_surname(name, article.text):
        return True
    full = re.findall(rf"\b([A-Z][\w.'’-]+)\s+{re.escape(words.split()[-1])}\b", before)
    given = [fold(word) for word in full if not is_title(word)]
    return bool(given) and given[-1] == name.words[-2]
