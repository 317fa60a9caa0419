"""Where a paper takes back what it wrote: which words are withdrawn, and what is right instead.

The forms are those of English-language papers' corrections columns and notes under articles: "An
earlier version of this article misstated …", "In our report of 3 May we said … In fact …", "This
story has been corrected to say …, not …". Beside them what the news tells of other people's
figures, as in `rag.restated`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import Article, Sentence, Span
from index.quotes import find_quotes
from rag.restated import find_restated, gives_right_figure, may_restate

_PIECE = (
    r"(?:article|caption|column|dispatch|editorial|graphic|headline|interview|newsletter|obituary"
    r"|photograph|podcast|profile|story)s?"
)
# What others write too, so that it is the paper's own only where that is said.
_MAYBE_PIECE = r"(?:chart|entry|feature|item|map|news story|piece|post|report|review|table|video)s?"
_VERSION = (
    r"\b(?:(?:earlier|previous|prior|first|initial|original|print|online) (?:\w+ )?"
    rf"(?:(?:versions?|editions?)(?! of (?!(?:this|the|our|an?) (?:\w+ )?{_PIECE}\b"
    rf"|(?:this|our) (?:\w+ )?{_MAYBE_PIECE}\b))|{_PIECE})"
    r"|originally (?:said|stated|reported|gave|wrote|published))\b"
)
_OWN = (
    rf"\b(?:(?:this|an?|the|our|its|another) (?:[\w’'-]+ ){{0,3}}?{_PIECE}"
    rf"|(?:this|our) (?:[\w’'-]+ ){{0,3}}?{_MAYBE_PIECE}|we|our)\b"
)
_OWN_IF_HEADED = rf"\b(?:this|an?|the|our) (?:[\w’'-]+ ){{0,3}}?{_MAYBE_PIECE}\b"
_WRONGLY = (
    r"\b(?:incorrect(?:ly)?|erroneous(?:ly)?|wrong(?:ly)?|mistaken(?:ly)?|inaccurate(?:ly)?"
    r"|in error|by mistake|mis(?:stated|identified|spelled|spelt|named|quoted|reported|attributed"
    r"|described|calculated|represented|labell?ed|placed|dated|characteri[sz]ed)"
    r"|should have (?:said|read|stated|been|referred|given)|ought to have (?:said|read|been))\b"
)
_SAID = re.compile(
    r"\b(?:said|stated|reported|wrote|gave|put|described|named|called|referred|suggested|implied"
    r"|quoted|listed|identified|published|claimed)\b"
)
_MENDED = re.compile(
    rf"(?:\b(?:version|{_PIECE}|{_MAYBE_PIECE})\b[^.]{{0,40}}?\b(?:has been|was|is) (?:\w+ )?"
    r"(?:corrected|amended|updated|changed|edited|revised)|^\W*(?:corrects|correcting))\b"
    r"(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TO_SAY = re.compile(
    r"\b(?:to (?:say|show|state|reflect|correct|give|clarify|read|make clear|note)|that|to)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"^\W*(?:an? |\w+ (?:and|&) )?(?:corrections?|clarifications?|corrected|for the record)\b",
    re.IGNORECASE,
)
_CONTRARY = re.compile(
    rf"\bcontrary to (?:our|what we|an? (?:earlier|previous)|(?:an|our) {_PIECE})\b"
    r"|\bnot\b[^.;]*,? as (?:we |was |were |had been |\w+ly |first |earlier )*"
    r"(?:said|stated|reported|wrote|published|described)",
    re.IGNORECASE,
)
_IN_FACT = re.compile(
    r"\W*(?:in fact|in reality|the (?:correct|right|actual) \w+ (?:is|was|are|were)"
    r"|(?:this|that) (?:was|is) (?:wrong|incorrect|untrue)|should have (?:said|been|read))\b",
    re.IGNORECASE,
)
# How what is right begins.
_RIGHTED = re.compile(
    r"\W*(?:(?:and|but|when|whereas|while|which)\s+)?(?:in fact\b|in reality\b|actually\b"
    r"|the (?:correct|right|actual|true)\b|it (?:is|was|has|had|should|cost|took|will|were)\b"
    r"|(?:he|she|they) (?:is|was|are|were|has|had|should)\b|there (?:is|are|was|were)\b"
    r"|(?:this|that|it|which) (?:should|ought)\b|should (?:have|be)\b)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:[;:—–(]|,|\s-\s)\s*(?=(?:(?:and|but|when|whereas|which)\s+)?(?:in fact|in reality|actually"
    r"|the (?:correct|right|actual|true)\b"
    r"|(?:it|he|she|they|there|which|who) (?:is|are|was|were|has|had|should)\b"
    r"|(?:this|that|it) should\b|should have\b))"
    r"|\s(?=when (?:in fact|it should|(?:it|he|she|they|there) (?:is|are|was|were)\b))"
    r"|;\s|\s(?=instead of\b)",
    re.IGNORECASE,
)
# What is put aside beside what is right: ", not 900 metres", "to 700 metres from 900".
_NOT_THIS = re.compile(
    r"(?:,\s*(?:and\s+)?not|\brather than|\binstead of|\band not)\s[^,;.]*(?:[.,]\d[^,;.]*)*"
    r"|(?<=\s)from\s[^,;.)]*(?=[.)]*$)",
    re.IGNORECASE,
)
_NOTICE_ONLY = re.compile(
    r"apologi[sz]e|\bregrets?\b|\bsorry\b|\bthe (?:error|mistake)s?\b"
    r"|happy to (?:make|clarify)(?! that)"
    r"|\b(?:has|have) (?:now )?been (?:corrected|amended|updated|changed|fixed|removed|deleted)\b"
    r"|\b(?:this|that|it) (?:is|was) (?:wrong|incorrect|untrue|not (?:true|the case|correct|so)"
    r"|an error|inaccurate|false)\W*$",
    re.IGNORECASE,
)
_HINT = re.compile(
    rf"{_VERSION}|{_WRONGLY}|\b(?:correct(?:ed|s|ing|ion)|amended|contrary to|clarif\w+|we|our)\b"
    r"|\bin fact\b|\bnot\b.*, as \w+",
    re.IGNORECASE,
)
_TOLD = r"\b(?:said|says|told|added|claimed|argued|insisted|complained)\b"
# Whoever says so at the end is not the paper.
_TOLD_AFTER = re.compile(rf",[”\"]?\s+(?:[\w’'.-]+\s+){{0,4}}{_TOLD}(?:\s+[\w’'.-]+){{0,4}}\W*$")
_NUMBER = re.compile(r"\d")
_HEADING_WORDS = 6
_BRIEF = 15
"""Words at most in which what is right is said where nothing else tells that it is."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction in an article."""

    span: Span
    """Retraction and right statement together, whole sentences."""
    retracted: tuple[Span, ...]
    right: tuple[Span, ...]
    """What holds; empty where it is not said what does."""
    told: bool = False
    """Whether it is no notice of the paper's: the news tells it of somebody else's figure."""

    def right_text(self, article: Article) -> str:
        """The words that hold."""
        return " … ".join(article.quote(span) for span in self.right)

    def retracted_text(self, article: Article) -> str:
        """The words withdrawn."""
        return " … ".join(article.quote(span) for span in self.retracted)


def find_corrections(article: Article, sentences: Sequence[Sentence]) -> list[Correction]:
    """The corrections in an article, in order."""
    if not (
        _HINT.search(article.text) or _HEADED.match(article.title) or may_restate(article.text)
    ):
        return []
    found: list[Correction] = []
    for number, sentence in enumerate(sentences):
        if found and sentence.span.overlaps(found[-1].span):
            continue
        correction = _correction(article, sentences, number)
        if correction is not None:
            found.append(correction)
    return found


def _correction(article: Article, sentences: Sequence[Sentence], number: int) -> Correction | None:
    sentence = sentences[number]
    text = article.quote(sentence.span)
    after = list(_after(article, sentences, number))
    follows = article.quote(after[-1].span) if after else ""
    whole = sentence.span
    if _takes_back(article, sentences, number, follows):
        turn = _TURN.search(text)
        loose = (
            turn and _RIGHTED.match(follows) and re.match(r"\W*wh(?:o|ich)\b", text[turn.end() :])
        )
        if turn and not loose:
            at = whole.start + turn.end()
            aside = _aside(article, Span(at, whole.end))
            return Correction(
                whole, (Span(whole.start, at), *aside), _without(Span(at, whole.end), aside)
            )
        if after:
            righted = Span(after[-1].span.start, after[-1].span.end)
            aside = _aside(article, righted)
            return Correction(
                Span(whole.start, righted.end), (whole, *aside), _without(righted, aside)
            )
        before = _before(article, sentences, number)
        if before is not None:
            aside = _aside(article, before.span)
            return Correction(
                Span(before.span.start, whole.end), (whole, *aside), _without(before.span, aside)
            )
        return Correction(whole, (whole,), ())
    mended = _MENDED.search(text)
    says_what = mended is not None and _TO_SAY.search(mended["what"])
    if (mended and says_what) or (_CONTRARY.search(text) and not _is_told(text, 0)):
        aside = _aside(article, whole)
        if aside or mended:
            return Correction(whole, aside, _without(whole, aside))
    restated = find_restated(text) if may_restate(text) else None
    if restated is not None:
        wrong, right = (
            tuple(Span(whole.start + s.start, whole.start + s.end) for s in spans)
            for spans in restated
        )
        return Correction(whole, wrong, right, told=True)
    before = sentences[number - 1] if number else sentence
    if before.paragraph == sentence.paragraph and gives_right_figure(
        article.quote(before.span), text
    ):
        both = Span(before.span.start, whole.end)
        return Correction(both, (before.span,), (whole,), told=True)
    return None


def _takes_back(article: Article, sentences: Sequence[Sentence], number: int, follows: str) -> bool:
    """Whether the sentence says that the paper wrote something that does not hold."""
    text = article.quote(sentences[number].span)
    headed = _is_headed(article, sentences, number)
    forms = [_VERSION, _OWN, *([_OWN_IF_HEADED] if headed else ())]
    if article.source:
        forms.append(rf"\b{re.escape(article.source)}\b")
    own = re.search("|".join(forms), text, re.IGNORECASE)
    if own is None or _is_told(text, own.start()) or _CONTRARY.search(text):
        return False
    if re.search(_WRONGLY, text, re.IGNORECASE):
        return True
    if not _SAID.search(text):
        return False
    if re.search(_VERSION, text, re.IGNORECASE) or _IN_FACT.search(text):
        return True
    if headed:
        return bool(follows or _TURN.search(text))
    return bool(_IN_FACT.match(follows)) or (
        # "In our report we said 900 metres. It is 700 metres."
        bool(re.search(r"\b(?:we|our)\b", text, re.IGNORECASE))
        and bool(_RIGHTED.match(follows))
        and bool(_NUMBER.search(text) and _NUMBER.search(follows))
        and len(follows.split()) <= _BRIEF
        and " now " not in follows
    )


def _is_headed(article: Article, sentences: Sequence[Sentence], number: int) -> bool:
    """Whether it stands under "Correction", or begins with that."""
    paragraph = sentences[number].paragraph
    first = next(s for s in sentences if s.paragraph == paragraph)
    above = [s for s in sentences if s.paragraph == paragraph - 1]
    heads = [article.title, article.quote(first.span)]
    if len(above) == 1 and len(article.quote(above[0].span).split()) <= _HEADING_WORDS:
        heads.append(article.quote(above[0].span))
    return any(_HEADED.match(head) for head in heads)


def _is_told(text: str, at: int) -> bool:
    """Whether somebody says so whom the article reports: a retraction is the paper's own."""
    quoted = any(q.span.start <= at < q.span.end for q in find_quotes(text))
    return quoted or bool(re.search(_TOLD, text[:at], re.IGNORECASE) or _TOLD_AFTER.search(text))


def _after(article: Article, sentences: Sequence[Sentence], number: int) -> Iterator[Sentence]:
    """The sentences up to the one that says what is right; none if none does."""
    passed = []
    for other in sentences[number + 1 : number + 3]:
        text = article.quote(other.span)
        near = other.paragraph == sentences[number].paragraph
        if not near and not _RIGHTED.match(text):
            return
        passed.append(other)
        if _NOTICE_ONLY.search(text):
            continue
        if _RIGHTED.match(text) or not re.search(f"{_VERSION}|{_WRONGLY}", text, re.IGNORECASE):
            yield from passed
        return


def _before(article: Article, sentences: Sequence[Sentence], number: int) -> Sentence | None:
    """The sentence before, in a paragraph of its own: some papers put what is right first."""
    if number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph:
        return None
    before = sentences[number - 1]
    text = article.quote(before.span)
    first = number == 1 or sentences[number - 2].paragraph != before.paragraph
    dull = _NOTICE_ONLY.search(text) or _MENDED.search(text) or len(text.split()) < 4
    return before if first and not dull else None


def _aside(article: Article, span: Span) -> tuple[Span, ...]:
    """The parts of a right statement that name what was wrong."""
    text = article.quote(span)
    return tuple(
        Span(span.start + m.start(), span.start + m.end()) for m in _NOT_THIS.finditer(text)
    )


def _without(span: Span, aside: Sequence[Span]) -> tuple[Span, ...]:
    """`span` without those parts."""
    left = []
    start = span.start
    for part in aside:
        if part.start > start:
            left.append(Span(start, part.start))
        start = part.end
    if start < span.end:
        left.append(Span(start, span.end))
    return tuple(left)
