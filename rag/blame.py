"""Calling something bad: `called the toll "a disgrace"` is criticism whose verb does not say so."""

import re

# Hand-made. Of PolNeAR's statements 60 are taken for blame; read, one or two are none.
_BAD = frozenset(
    """
    abhorrent abomination absurd abysmal alarming amateurish appalling arrogant assault attack
    atrocious atrocity awful bad betrayal bigot bigoted blunder bully careless catastrophe
    catastrophic chaos chaotic clueless con corrupt coward cowardly crazy crime criminal crook
    crooked cruel cynical dangerous deceitful despicable destructive disaster disastrous
    disgrace disgraceful disgusting dishonest dreadful embarrassing embarrassment error evil
    extremist failed failure fake false farce fascist fatal fiasco flawed flop fool foolish fools
    fraud fraudulent hater hateful heartless horrendous horrible hypocrisy hypocrite hypocritical
    idiot idiotic ignorant illegal immoral incompetent inexcusable inhumane insane insanity insult
    insulting irresponsible joke lame liar liars lie lies loser losers ludicrous lunatic madness
    malicious mean mess misguided misleading mistake mistaken nasty negligent nightmare nonsense
    offensive ominous outrage outrageous pathetic phony pointless predator racist rapists reckless
    reprehensible ridiculous rigged rotten rude sad savage scam scandal scandalous selfish senseless
    shambles shame shameful shameless sham shocking sinister sloppy stain stupid tasteless terrible
    terrorists theft thief thieves toothless tragedy tragic traitor travesty ugly unacceptable
    unfair unfit unforgivable unhinged unjust unqualified useless vile vulgar wasteful weak wicked
    worse worst worthless wreck wrong
    """.split()
)
_CALLING = re.compile(
    r"^(?:(?:has|have|had|also|later|once|publicly|repeatedly) )*"
    r"(?:call|brand|label|dub|describ|derid|denounc)(?:s|e|es|ed|ing|led|ling|bed)?$",
    re.IGNORECASE,
)
# Where what it is called begins: with an article, "as", or a quotation.
_PREDICATE = re.compile(
    r"(?:\b(?:an?|so|very|as)\s+|(?:[“‘\"]|'')\s*(?:(?:an?|the most|so|very)\s+)?)(?=[a-z])",
    re.IGNORECASE,
)
_ENDS = frozenset(
    "about after against and as at because by for from if in into not of on or our over than"
    " that the though to toward when which while who with".split()
)
_MAX_WORDS = 6


def blamed(cue: str, content: str) -> str:
    """What is called something bad, in the words of the content; empty if nothing is."""
    if not _CALLING.match(" ".join(cue.split())) or re.match(r"(?:on|for)\b", content):
        return ""
    start = _PREDICATE.search(content)
    # "called an emergency session" calls it nothing
    thing = content[: start.start()].strip() if start else ""
    if start is None or thing.lower() in ("", "a", "an", "the"):
        return ""
    words = _words(content[start.end() :])
    # "painful but right" finds no fault
    if words[-1:] == ["but"]:
        return ""
    return thing if not _BAD.isdisjoint(words) else ""


def _words(text: str) -> list[str]:
    """The words up to a mark, or to what leads on to something else; up to and with a "but"."""
    words: list[str] = []
    for match in re.finditer(r"[\w’'-]+|[^\w\s]", text):
        word = match.group().lower()
        if word == "but":
            return [*words, word]
        if word in _ENDS or not word[0].isalnum() or len(words) == _MAX_WORDS:
            break
        words.append(word)
    return words


_TOO = re.compile(
    r"\btoo (?:big|costly|expensive|far|few|high|late|little|long|low|many|much|slow|soon|weak)\b"
    r"|\bshould (?:never|not)\b|\bnothing but\b|\bat the expense of\b|\bfail(?:s|ed)? to\b"
    r"|\bcost\w*\b.*\b(?:not|n['’]t) (?:have|afford)\b",
    re.IGNORECASE,
)


def finds_fault(content: str) -> bool:
    """Whether it sounds like fault-finding; good enough to choose what is shown first."""
    return bool(_TOO.search(content)) or not _BAD.isdisjoint(re.findall(r"[\w-]+", content.lower()))
