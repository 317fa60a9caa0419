"""What was said to whom a question names: "What did Roe tell the jury?"."""

from collections.abc import Sequence

from index.article import Statement
from rag.question import topic_terms
from rag.record import RecordSearch
from rag.relevance import same_word, words_of


def said_to(addressee: str, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Those that were said to the addressee, if the articles say so of any."""
    wanted = words_of(addressee)
    told = [
        s
        for s in statements
        if wanted
        and all(any(same_word(w, a, name=True) for a in words_of(s.addressee)) for w in wanted)
    ]
    return told or statements


def said_to_named(
    addressee: str, statements: Sequence[Statement], search: RecordSearch
) -> Sequence[Statement]:
    """Those that were said to the addressee, if the articles say so of any by name.

    Where they say "him", or nothing, those of articles that name the addressee; a common noun
    ("people", "reporters") says too little to choose by.
    """
    told = said_to(addressee, statements)
    if told is not statements or not addressee:
        return told
    terms = [term for term in topic_terms(f"to {addressee}") if term.name]
    return [s for s in statements if search.has_names(terms, s)] if terms else statements
