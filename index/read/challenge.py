"""Pages that a site sends to whom it takes for a robot, in place of the article."""

import re
from collections.abc import Sequence

from index.read.blocks import Block

MAX_CHARS = 1_000
"""Of all that such a page shows."""

_ASKED = re.compile(
    r"(?:please wait,? while we (?:are )?)?check(?:ing)? (?:your browser|if the site connection is "
    r"secure)(?: before (?:accessing|you access) .{1,60})?|"
    r"(?:please )?(?:enable|turn on) javascript and cookies to continue|"
    r"(?:please )?(?:verify|verifying|confirm)(?: that)? you are (?:a )?human"
    r"(?: by completing the action below)?|"
    r".{1,60} needs to review the security of your connection before proceeding|"
    r"please complete the security check to access .{1,60}|"
    r"performing security verification|"
    r"(?:to continue, )?please click the box below to let us know you(?:['’]re| are) not a robot|"
    r"our systems have detected unusual traffic from your (?:computer )?network",
    re.I,
)


def is_challenge(page: Sequence[Block]) -> bool:
    """Whether a page does no more than ask whether its visitor is a browser."""
    if sum(len(block.text) for block in page) > MAX_CHARS:
        return False
    sentences = (s for block in page for s in re.split(r"(?<=[.!?…])\s+", block.text))
    return any(_ASKED.fullmatch(sentence.rstrip(" .!…")) for sentence in sentences)
