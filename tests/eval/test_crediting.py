import pytest

from eval.systems.crediting import CREDITING, load_reader
from index.article import Article

TEXT = (
    "Mayor Ada Orme opened the bridge on Friday.\n\n"
    '"It is a strong and handsome bridge," Orme said.\n\n'
    "Ben Tull said that the money was gone.\n\n"
    '"It will fall," the crowd heard.'
)
DIRECT = '"It is a strong and handsome bridge,"'


@pytest.mark.parametrize("system", CREDITING)
def test_a_direct_quotation_is_credited(system: str) -> None:
    found = {
        TEXT[p.content[0].start : p.content[-1].end]: p for p in load_reader(system)(Article(TEXT))
    }
    assert found[DIRECT].name(TEXT).endswith("Orme")


def test_nearest_name_reads_plain_sayings_and_passes_over_other_marks() -> None:
    found = load_reader("nearest-name")(Article(TEXT))
    said = {TEXT[p.content[0].start : p.content[0].end]: p.name(TEXT) for p in found}
    assert said == {DIRECT: "Orme", "the money was gone": "Ben Tull"}


def test_textacy_goes_on_after_a_line_with_an_odd_mark() -> None:
    text = f'"An open mark, Ben Tull said.\n\n{DIRECT} Orme said.'
    (found,) = load_reader("textacy")(Article(text))
    assert text[found.content[0].start : found.content[0].end] == DIRECT
    assert found.name(text) == "Orme"


def test_without_names_nobody_is_credited() -> None:
    assert load_reader("nearest-name")(Article('"it was so cold," said he.')) == []
