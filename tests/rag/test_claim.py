import pytest

from rag.blame import blamed
from rag.claim import asserts, says, takes_act
from rag.phrasal import single_verb, single_verbs
from rag.question import topic_terms
from rag.stance import is_stance, names_stance, takes_stance, tells_stance


@pytest.mark.parametrize(
    ("asked", "said", "same"),
    [
        ("the Union will pay for pumps", '"The Union will pay for new pumps,"', True),
        ("the dam was unsafe", "that the dam was unsafe", True),
        ("the dam was unsafe", "that the dam was not unsafe", False),
        ("the dam was unsafe", "that the dam was safe, and the road unsafe", False),
        ("the Union will pay for pumps", "Will the Union pay for the pumps?", False),
        ("the Union will pay for pumps", "that the Union should pay for the pumps", False),
        ("the Union will pay for pumps", "The Union will pay for pumps if it must", False),
        ("the Union will pay for pumps", "nobody believes the Union will pay for pumps", False),
        ("Varga attacked Brandt", "that Brandt attacked Varga", False),
        ("she would resign", "that she would resign", False),
        ("five pumps failed", "that two pumps failed", False),
    ],
)
def test_only_what_says_it_itself_says_it(asked: str, said: str, same: bool) -> None:
    assert says(asked, topic_terms(asked), said, own=False) == same


def test_a_pronoun_is_the_speakers_own() -> None:
    asked = "she would resign"
    assert says(asked, topic_terms(asked), '"I would resign,"', own=True)
    assert not says(asked, topic_terms(asked), '"I would not resign,"', own=True)


@pytest.mark.parametrize(
    ("cue", "so"),
    [
        ("said", True),
        ("told", True),
        ("According to", True),
        ("", True),
        ("did not say", False),
        ("denied", False),
        ("demanded", False),
        ("asked", False),
    ],
)
def test_a_cue_says_whether_it_is_so(cue: str, so: bool) -> None:
    assert asserts(cue) == so


@pytest.mark.parametrize(
    ("cue", "content", "thing"),
    [
        ("called", 'the toll "a disgrace"', "the toll"),
        ("has described", "the plan as reckless", "the plan"),
        ("called", "the toll a gift", ""),
        ("called", 'the decision "painful but right"', ""),
        ("called", "an emergency meeting", ""),
        ("called", "on the minister to end the scandal", ""),
        ("said", "the toll was a disgrace", ""),
    ],
)
def test_what_is_called_bad_is_blamed(cue: str, content: str, thing: str) -> None:
    assert blamed(cue, content) == thing


def test_a_demand_has_many_cues() -> None:
    assert is_stance("call for") and not is_stance("call")
    assert takes_stance("called for", "demanded")
    assert takes_stance("called", "demand", "on the mayor to go")
    assert takes_stance("asked", "demand", "Selby to go")
    assert not takes_stance("asked", "demand", "whether Selby would go")
    assert not takes_stance("called", "demand", "Selby a liar")
    assert names_stance("I never asked her to go", "press for")


@pytest.mark.parametrize(
    ("content", "verb", "told"),
    [
        ("the strike was like a flood", "compared", True),
        ("the strike is as bad as a flood", "likened", True),
        ("I would like the strike to end before the flood", "compared", False),
        ("the strike and the flood came in the same year", "compared", False),
        ("the strike was like a flood", "criticised", False),
        ("I am so sorry for the delay", "apologised", True),
        ("she was sorry about the delay", "apologised", True),
        ("I am not sorry for the delay", "apologised", False),
        ("they should be sorry for the delay", "apologised", False),
        ("I refuse to apologise for the delay", "apologised", False),
    ],
)
def test_a_comparison_and_an_apology_are_told_without_their_verbs(
    content: str, verb: str, told: bool
) -> None:
    assert tells_stance(content, verb) == told


@pytest.mark.parametrize(
    ("text", "acted"),
    [
        ("Doctors praised the drive.", True),
        ("The drive was praised by doctors.", True),
        ("The drive praised the doctors.", False),
        ("Nobody praised the drive.", False),
        ("Doctors have not praised the drive.", False),
    ],
)
def test_an_act_is_told_with_who_and_whom(text: str, acted: bool) -> None:
    assert takes_act(text, "praised", topic_terms("the drive")) == acted


def test_verbs_of_several_words_have_one() -> None:
    assert single_verbs("She stepped down when the trip was called off") == ("resign", "cancel")
    assert single_verb("stand", "down") == "resign"
    assert single_verb("sit", "down") == "sit"
