"""Headings within a text, told from sentences and lists."""

from index.split import sentences
from index.subheads import subheads

TEXT = """
Work on the quay begins in May. It will cost two million.

About the harbour

The harbour of Port Eln was built in 1890 by fishermen.

She had three wishes:

More ships

More work

“Stay at home”

The mayor asked people to stay at home on Friday.

18:30

Ferry stuck outside harbour

A ferry cannot come in, the harbour office says.

- Red warning until midnight

Nobody was hurt.

Key points
""".strip()


def test_headings() -> None:
    found = subheads(TEXT, sentences(TEXT))
    assert [TEXT[s.start : s.end].strip() for s in sorted(found)] == [
        "About the harbour",
        "18:30",
        "Ferry stuck outside harbour",
    ]


def test_a_first_line_may_be_a_standfirst() -> None:
    text = "Council votes for new quay\n\nThe council voted on Tuesday."
    assert not subheads(text, sentences(text))
