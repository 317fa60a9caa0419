"""The systems by name."""

from importlib.util import find_spec

from eval.systems.system import System

ABOUT = {
    "ours": "Dateline with the language model of the settings",
    "ours-extractive": "Dateline without a language model",
    "starter": "LlamaIndex's quick start on Chroma, with the same models and nothing tuned",
    "starter-torch": "the same on torch, where LlamaIndex runs sentence-transformers; speed only",
    "bm25": "BM25 over whole articles (bm25s); retrieval only",
    "dense": "Dateline's chunks by cosine alone; retrieval only",
    "trafilatura": "trafilatura as it comes; pages to text only",
    "newspaper4k": "newspaper4k as it comes; pages to text only",
    "nearest-name": "regular expressions: a quotation is the nearest name's; who said what only",
    "textacy": "textacy's direct quotations on Dateline's parse; who said what only",
}
"""What each system is, by name."""
FINDING = ("ours", "ours-extractive", "starter", "bm25", "dense")
"""Those that find articles for questions."""
ANSWERING = ("ours", "ours-extractive", "starter")
"""Those of them that answer."""

NEEDED = {
    "textacy": ("textacy", "pip install textacy==0.13.0"),
    # it asks for an older python-dateutil than chromadb's client does, and works with the newer one
    "newspaper4k": (
        "newspaper",
        "pip install --no-deps newspaper4k==0.9.6 && pip install beautifulsoup4 brotli tldextract "
        "w3lib",
    ),
}
"""Of systems that do not come with Dateline: the module, and how to get it."""


def missing_package(system: str) -> str:
    """What a system lacks and how to install it, in a sentence; empty if it lacks nothing."""
    module, command = NEEDED.get(system, ("", ""))
    if not module or find_spec(module):
        return ""
    return f"{system} is not installed; get it with: {command}"


def load_system(name: str) -> System:
    """The system of that name; the libraries it needs are imported here, not before."""
    if name in ("ours", "ours-extractive"):
        from eval.systems.ours import Ours

        return Ours(with_llm=name == "ours")
    if name in ("starter", "starter-torch"):
        from eval.systems.starter import Starter

        return Starter()
    if name == "bm25":
        from eval.systems.bm25 import Bm25

        return Bm25()
    from eval.systems.ours import Dense

    return Dense()
