"""What did X say? asked of all of PolNeAR's articles as one collection."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from eval.attributions import ENOUGH, head_word, is_pronoun
from eval.bench import BenchDataError, bench_folder
from eval.gold import SpokenQuote
from eval.metrics import is_credited, quoted_passages, unify
from eval.polnear import SOURCE_URL, AnnotatedArticle, Split, load_articles, load_questions
from eval.reply import Passage, Reply
from eval.scores import Metric
from eval.suites.questions import QuestionSuite
from eval.suites.suite import ANSWERS, Item, Options, Score, sample
from eval.systems import ANSWERING
from index.article import Span

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def splits() -> list[Split]:
    """Those of `train` and `dev` that are there.

    Raises:
        BenchDataError: neither is.
    """
    folder = bench_folder("polnear")
    names: tuple[Split, ...] = ("train", "dev")
    found: list[Split] = [s for s in names if (folder / s / "text").is_dir()]
    if not found:
        raise BenchDataError(f"{folder} holds neither train nor dev; get them from {SOURCE_URL}.")
    return found


class Said(QuestionSuite):
    """Newell, Margolin and Ruths, LREC 2018."""

    name = "said"
    about = "“What did X say?” over 924 US news articles; right words of the right person"
    data = "polnear"
    origin = SOURCE_URL
    systems = ANSWERING
    metrics = (
        Metric("article@1"),
        Metric("content_recall"),
        Metric("content_precision"),
        Metric("credited"),
        Metric("cited_chars", "median", lower_is_better=True, digits=0),
        Metric("median_s", "median", ("seconds",), lower_is_better=True),
    )

    def __init__(self) -> None:
        self._by_id: dict[str, AnnotatedArticle] = {}

    def load(self, options: Options) -> list[Item]:
        """The questions of the splits that are there."""
        items = []
        collection = []
        for split in splits():
            annotated = list(load_articles(split))
            names = {a.name: a.article.id for a in annotated}
            self._by_id.update({a.article.id: a for a in annotated})
            collection += [a.article for a in annotated]
            for q in load_questions(split):
                if q.article not in names:
                    raise BenchDataError(
                        f"PolNeAR's {split} asks about {q.article}, which is not there; get it "
                        f"from {SOURCE_URL}."
                    )
                text = self._by_id[names[q.article]].article.text
                gold = {
                    "speaker": q.speaker,
                    "article": names[q.article],
                    "contents": [[[s.start, s.end] for s in spans] for spans in q.contents],
                    "texts": [" … ".join(text[s.start : s.end] for s in c) for c in q.contents],
                }
                items.append(Item(f"{split}:{q.id}", ANSWERS, q.question, gold))
        self.collection = tuple({a.id: a for a in collection}.values())
        return sample(items, options.limit, options.seed)

    def score(self, item: Item, output: Mapping[str, Any]) -> Score:
        """Right article first, contents covered, citations that are such, credits."""
        reply = Reply.from_dict(output)
        gold = item.gold
        first = next(iter(reply.support or reply.evidence), None)
        right = first is not None and first.article == gold["article"]
        words = _words(self._by_id[gold["article"]].article.text)
        wanted = [_within(words, [Span(*s) for s in spans]) for spans in gold["contents"]]
        cited = [
            _within(words, [Span(c.start, c.end)]) if c.article == gold["article"] else set()
            for c in reply.support
        ]
        covered = [any(_f1(w, c) >= ENOUGH for c in cited) for w in wanted]
        true = [t for c in reply.support if (t := self._is_said(c, gold["speaker"])) is not None]
        values = {
            "article@1": (float(right), 1.0),
            "content_recall": (float(sum(covered)), float(len(covered))),
            "seconds": (reply.seconds, 1.0),
        }
        wrong = [] if right else ["another article comes first"]
        if reply.refused:
            wrong = ["refused"]
        elif not any(covered):
            wrong.append("nothing of what the speaker said is cited")
        if true:
            values["content_precision"] = (float(sum(true)), float(len(true)))
            values["cited_chars"] = (sum(c.end - c.start for c in reply.support), 1.0)
        quotes = [] if reply.refused else self._credits(reply, gold["speaker"])
        if quotes:
            values["credited"] = (float(sum(quotes)), float(len(quotes)))
            wrong += ["a quotation is credited to another person"] * (not all(quotes))
        return Score(values, tuple(wrong))

    def _is_said(self, cited: Passage, speaker: str) -> bool | None:
        """Whether the corpus credits what is cited to the speaker; None if only to a pronoun."""
        if cited.article not in self._by_id:
            return False
        annotated = self._by_id[cited.article]
        text = annotated.article.text
        words = _words(text)
        covered = _within(words, [Span(cited.start, cited.end)])
        sources = [
            " ".join(text[s.start : s.end] for s in attribution.source)
            for attribution in annotated.attributions
            if _f1(_within(words, attribution.content), covered) >= ENOUGH
        ]
        named = {head_word(s).casefold() for s in sources if s.strip() and not is_pronoun(s)}
        if named or not sources:
            return head_word(speaker).casefold() in named
        return None

    def _credits(self, reply: Reply, speaker: str) -> list[bool]:
        """Of each quotation whose true source is known by name, whether that one is credited.

        Judged against the corpus's record of the cited articles. A quotation that it lacks, or
        credits to a pronoun, says nothing about the system.
        """
        articles = {c.article for c in reply.support if c.article in self._by_id}
        record = _record([self._by_id[a] for a in sorted(articles)], speaker)
        known = [unify(q.quote) for q in record]
        return [
            is_credited(p, reply, record)
            for p in quoted_passages(reply.text)
            if any(p.text in quote for quote in known)
        ]


def _record(annotated: Sequence[AnnotatedArticle], speaker: str) -> list[SpokenQuote]:
    """The articles' contents with all names that their sources go by.

    Sources with one head word are one person, the asked speaker too.
    """
    found = []
    names: dict[str, list[str]] = {head_word(speaker).casefold(): [speaker]}
    for article in annotated:
        text = article.article.text
        for attribution in article.attributions:
            source = " ".join(text[s.start : s.end] for s in attribution.source).strip()
            head = head_word(source)
            if not _is_name(head, text) or is_pronoun(source):
                continue
            known = names.setdefault(head.casefold(), [])
            known += [name for name in (source, head) if name not in known]
            first, last = attribution.content[0], attribution.content[-1]
            found.append((text[first.start : last.end], known))
    return [SpokenQuote(quote=quote, speaker=known) for quote, known in found]


def _is_name(word: str, text: str) -> bool:
    """Whether the word is written like a name, and nowhere in the text like another word.

    "The police" in an answer need not be who says something.
    """
    return word[:1].isupper() and not re.search(rf"\b{re.escape(word.lower())}\b", text)


def _words(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _WORD.finditer(text)]


def _within(words: Sequence[tuple[int, int]], spans: Sequence[Span]) -> set[int]:
    """Numbers of the words that overlap one of the spans."""
    return {
        n
        for n, (start, end) in enumerate(words)
        if any(start < s.end and s.start < end for s in spans)
    }


def _f1(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
