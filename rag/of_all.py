"""Questions for what all, or each of two, said: "What are people saying about the levy?"."""

import re

_ALL = (
    r"(?:people|others|every(?:one|body)|they all|(?:all |both |the )*(?:different |various |two "
    r"|other |opposing |rival )?(?:sides|parties|camps))"
)
_ON = r"(?:about|on|of|to|over|regarding|concerning)"
_SAYING = r"(?:say(?:ing)?|said|think(?:ing)?|thought|feel|felt|make|made)"
_NOUN = r"(?:reactions?|responses?|opinions?|views?|comments?|arguments|positions?)"
_TOPICS = (
    rf"^what (?:do|did|have|has|are|were|is) {_ALL} (?:been |had to )?{_SAYING}(?: so far)? {_ON}"
    r" (?P<of>.+)$",
    rf"^what (?:has been|had been|was|is|is being|have been) said {_ON} (?P<of>.+)$",
    rf"^what (?:was|were|is|are|has been|have been) (?:the )?(?:\w+ )?{_NOUN}"
    rf"(?: (?:of|from) {_ALL})? (?:{_ON}|for and against) (?P<of>.+)$",
    rf"^how (?:did|do|have|has|are) {_ALL} (?:react|respond|feel)(?:ed|ing)? {_ON} (?P<of>.+)$",
    rf"^who (?:has |have )?(?:said|says|is saying) what {_ON} (?P<of>.+)$",
    rf"^{_NOUN} (?:to|on) (?P<of>.+)$",
)
_OF_ALL = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _TOPICS)
_ACCOUNT = rf"(?:accounts?|versions?|explanations?|statements?|{_NOUN})"
_APART = re.compile(
    r"^how (?:do|does|did) (?P<one>.+?)(?:['’]s?)? and (?P<other>.+?)(?:['’]s?)?"
    rf"(?: {_ACCOUNT}(?: (?:{_ON}|after) (?P<of>.+?))?)?"
    r" (?:differ|disagree|compare|clash|contradict each other)(?: (?:about|on|over) (?P<on>.+))?$",
    re.IGNORECASE,
)


def topic_of_all(bare: str) -> str:
    """On what a question asks what all said; empty if it asks for something else."""
    return next((m["of"] for pattern in _OF_ALL if (m := pattern.match(bare))), "")


def each_of_two(bare: str) -> str:
    """A question how two differ as one for what both said; any other as it is."""
    match = _APART.match(bare)
    if match is None:
        return bare
    topic = match["of"] or match["on"]
    about = f" about {topic}" if topic else ""
    return f"What did {match['one']} and {match['other']} say{about}"
