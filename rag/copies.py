"""Copies: what several outlets have from one agency, in much the same words."""

from collections.abc import Sequence

from index.article import Article, Span
from index.store import Store


def also_in(store: Store, article: Article, spans: Sequence[Span]) -> tuple[str, ...]:
    """Outlets, else titles, of the copies of an article that have the words of `spans` too."""
    copies = store.also_in(article.id)
    if not copies:
        return ()
    words = [_spaced(article.quote(span)) for span in spans]
    names = [a.source or a.title for a in copies if all(w in _spaced(a.text) for w in words)]
    return tuple(dict.fromkeys(n for n in names if n and n != article.source))


def _spaced(text: str) -> str:
    """With single spaces: copies break their lines elsewhere."""
    return " ".join(text.split())
