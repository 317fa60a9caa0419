"""Nobody gets another's words: ways of writing news that led to a wrong speaker."""

from datetime import date

import pytest

from index.article import Article, Statement
from index.nlp import parse
from index.statements import find_statements


def statements(text: str) -> list[Statement]:
    return find_statements(Article(text=text, published=date(2031, 5, 8)), parse(text))


def said(text: str) -> list[tuple[str, str]]:
    """Speaker and content of each statement."""
    return [
        (s.speaker, " … ".join(text[c.start : c.end] for c in s.content)) for s in statements(text)
    ]


def speaker_of(text: str, words: str) -> str:
    """Who says what `words` stand in, if one statement has them."""
    found = {speaker for speaker, content in said(text) if words in content}
    assert len(found) == 1, said(text)
    return found.pop()


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Ferrol Lines's chief executive, Dirk Ames-Holm, came out at noon. He took no"
            ' questions. "I am ashamed. There is no more to say," he said.',
            "ashamed",
            "Dirk Ames-Holm",
        ),
        (
            "Tom Brandt's sister, Ruth, said they had given up hope. She told the station that a"
            " walker had seen him.",
            "a walker had seen him",
            "Ruth",
        ),
        (
            "Tarn's coach, Greer Moll, spoke of her goalkeeper. \"I told Ollie that he'd save it."
            ' So he has let himself down," she joked.',
            "let himself down",
            "Greer Moll",
        ),
        (
            "Questioned by Mrs Ruth Adler what she saw, Jane Holm said it was dark. Asked by Mrs"
            " Adler whether it rained, she replied that it had poured.",
            "poured",
            "Jane Holm",
        ),
        (
            "Cllr Ingrid Dahl spoke first.\n\nNobody stayed long. Two men were removed after a"
            " shoe was thrown at Cllr Edith Brandt as she left. She said later that it missed.",
            "it missed",
            "Edith Brandt",
        ),
        (
            "On a wet Sunday Aoibhe Karr locks her door. Her teacher, Jon Dale, waits. “It is"
            " fine,” he says. Aoibhe likes to walk. “It keeps me warm,” she says.",
            "keeps me warm",
            "Aoibhe Karr",
        ),
        (
            "Ms Dahl, now 24, is training to be a nurse. She said that she would give the money to"
            " the pool. Her uncle, Ulf Dahl, a councillor, was pleased.",
            "give the money",
            "Dahl",
        ),
    ],
)
def test_a_pronoun_is_whoever_is_told_of(text: str, words: str, speaker: str) -> None:
    assert speaker_of(text, words) == speaker


def test_what_is_said_of_a_thing_does_not_make_it_speak() -> None:
    text = (
        "Tessa Quint, for the owners, retorted that the bill had been lying on the mayor's desk"
        ' since May and accused her of "shutting the barn when the horse was sold".'
    )
    assert {speaker for speaker, _ in said(text)} == {"Tessa Quint"}


def test_claims_that_are_fought_are_others() -> None:
    text = "Shepherds hit back at suggestions that sheep were to blame."
    assert not said(text)


def test_neither_confirmed_nor_denied_says_nothing() -> None:
    assert not said("Her aides neither confirmed nor denied the report.")


def test_what_is_to_be_done_is_not_said() -> None:
    assert not said("Shopkeepers on Tanner Street are to share a fund of six million.")


def test_a_vote_is_not_what_was_voted_for() -> None:
    contents = [c for _, c in said("The board voted by 31 to 30 to close the school in May.")]
    assert not any("31" in content for content in contents)


@pytest.mark.parametrize(
    "text",
    [
        'Ann Roe added that Doe\'s successor had rung her to ask for a talk, "the first in years".',
        'Ann Roe said she had the letter, "and the stamp on the letter".',
        'The mother, Ann Roe, says the family "had begun to say goodbye".',
    ],
)
def test_a_quotation_that_ends_what_is_told_is_part_of_it(text: str) -> None:
    assert next(s.kind for s in statements(text)) == "mixed"
    assert {speaker for speaker, content in said(text) if '"' in content} == {"Ann Roe"}


def test_a_list_of_clauses_is_one_statement() -> None:
    text = (
        "Mayor Ilse Varga has told the Courier that she was not asked for comment, that she has"
        " never sold a share, and that she owns the house."
    )
    assert said(text)[0][1].endswith("and that she owns the house")


def test_what_stands_before_a_semicolon_is_not_in_what_follows() -> None:
    text = (
        "Mayor Ilse Varga promised that the works would stay open if the bid went through; the true"
        " figure, she maintained, was nearer to nine million."
    )
    assert ("Ilse Varga", "the true figure … was nearer to nine million.") in said(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"I\'ve had better soup in prison," she grumbled.', "soup"),
        ('"I\'ve had better soup in prison," shrugged Varga.', "soup"),
        ("She accepted that the pumps had failed.", "pumps"),
        ("She emphasised that the pumps had worked.", "pumps"),
        ("Varga retorted that the pumps had worked.", "pumps"),
        ('\n\n"Pumps!" said Varga.', "Pumps"),
        ('Varga insisted that she would stay. "Not for a million. Ask me for two."', "million"),
    ],
)
def test_ways_to_say_it(text: str, words: str) -> None:
    text = f"The mayor of Velburg, Ilse Varga, opened the bridge. {text}"
    assert speaker_of(text, words) == "Ilse Varga"


def test_a_sentence_behind_several_sayings_is_the_tellers() -> None:
    text = 'Ann Roe said the mayor had warned that it would fall. "It was never going to hold up."'
    assert speaker_of(text, "never going") == "Ann Roe"


def test_whom_somebody_speaks_of_does_not_go_on() -> None:
    text = (
        '"They were not asleep," the judge, Peregrine Lund, said of the trustees, whom Jon Moll had'
        ' blamed. "They were robbed by a man they knew."'
    )
    assert speaker_of(text, "robbed by a man") == "Peregrine Lund"


def test_who_opens_a_sentence_speaks_in_it() -> None:
    text = (
        "A court met.\n\nOpening the case, Victoria Dale KC, prosecuting, told the jury that Moll"
        ' was "trusted because he was dull".'
    )
    assert speaker_of(text, "trusted") == "Victoria Dale"


def test_an_occasion_ends_before_its_sentence() -> None:
    text = (
        'In a statement of 41 words the club thanked Lund "for his work" and said that the coach,'
        ' Siobhan Moll, would be in charge "until further notice".'
    )
    assert all(s.occasion in ("", "In a statement of 41 words") for s in statements(text))
    assert speaker_of(text, "in charge") == "club"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Alf Dunn", "Pensioner Alf Dunn"),
        ("Walter Holm", "Her partner, the Londoner Walter Holm,"),
        ("Edith Brandt", "Cllr Edith Brandt"),
        ("Edmund Lowe", "A lawyer, Prof Edmund Lowe,"),
        ("Ada Fenwick", "Baroness Ada Fenwick"),
    ],
)
def test_what_people_are_called_is_no_part_of_their_names(name: str, written: str) -> None:
    assert speaker_of(f"{written} said that the queue was long.", "queue") == name


def test_who_was_born_under_another_name_is_one() -> None:
    text = (
        "Sigrid Moll, who has died aged 91, was known for a boat.\n\nBorn in Velburg, Sigrid"
        " Dahl went to sea. She said that it was cold."
    )
    assert speaker_of(text, "it was cold") == "Sigrid Moll"


def test_who_speaks_for_a_firm_is_told_before_the_name() -> None:
    text = "A spokeswoman for Strandway, Clara Castle, said that the boats had been ready."
    assert [(s.speaker, s.role) for s in statements(text)] == [
        ("Clara Castle", "spokeswoman for Strandway")
    ]


INTERVIEW = (
    "Hanna Lund took over the port in May. She spoke to us on the quay.\n\n"
    "{0}What was the first thing you changed?{0}\n\n"
    "The clocks. I had them all set to the same time.\n\n"
    '{0}Your predecessor, Jon Moll, called you "a passing tourist". Did that hurt?{0}\n\n'
    "A little. I asked him in, and Jon told me that the cranes were worse than anyone knew.\n\n"
    "{0}What next?{0}\n\n"
    "A new crane. My deputy says it will take a year."
)


@pytest.mark.parametrize("mark", ["", "**"])
def test_an_interview_is_the_interviewed_persons(mark: str) -> None:
    text = INTERVIEW.format(mark)
    for words in ("The clocks", "the cranes were worse", "will take a year"):
        assert speaker_of(text, words) == "Hanna Lund"
    assert speaker_of(text, "a passing tourist") == "Jon Moll"


def test_answers_may_stand_in_quotation_marks() -> None:
    text = (
        "Hanna Lund took over the port in May.\n\n"
        'What was the first thing you changed?\n\n"The clocks. I set them all."\n\n'
        'What would you do next?\n\n"A crane. My deputy wants two."\n\n'
        'And if you fail?\n\n"Then I will go home."'
    )
    assert {speaker for speaker, _ in said(text)} == {"Hanna Lund"}


@pytest.mark.parametrize("party", ["Lib Dem", "Ind", "Green Party", "Vinland"])
def test_a_party_in_brackets_is_nobody(party: str) -> None:
    text = (
        f"Opposition leader Paula Reeve ({party}) accused the mayor of a trick. She said the "
        'council had been offered a grant. "Nobody read the letter," said Cllr Reeve.'
    )
    assert speaker_of(text, "had been offered a grant") == "Paula Reeve"
