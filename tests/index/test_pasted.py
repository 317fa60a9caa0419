"""Pages pasted as text, with what stands around an article on them."""

import pytest

from index.clean import clean
from tests.index.pasted import BODY, PAGES, Pasted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pasted_page(page: Pasted) -> None:
    article = clean(page.raw)
    told = {
        "title": article.title,
        "published": article.published,
        "updated": article.updated,
        "authors": article.authors,
        "source": article.source,
        "section": article.section,
        "text": article.text,
    }
    assert told == {name: getattr(page, name) for name in told}
