"""The systems by name."""

from eval.systems.system import System

ABOUT = {
    "ours": "Dateline with the language model of the settings",
    "ours-extractive": "Dateline without a language model",
    "starter": "LlamaIndex's quick start on Chroma, with the same models and nothing tuned",
    "bm25": "BM25 over whole articles (bm25s); retrieval only",
    "dense": "Dateline's chunks by cosine alone; retrieval only",
    "trafilatura": "trafilatura as it comes; pages to text only",
}
"""What each system is, by name."""
FINDING = ("ours", "ours-extractive", "starter", "bm25", "dense")
"""Those that find articles for questions."""
ANSWERING = ("ours", "ours-extractive", "starter")
"""Those of them that answer."""


def load_system(name: str) -> System:
    """The system of that name; the libraries it needs are imported here, not before."""
    if name in ("ours", "ours-extractive"):
        from eval.systems.ours import Ours

        return Ours(with_llm=name == "ours")
    if name == "starter":
        from eval.systems.starter import Starter

        return Starter()
    if name == "bm25":
        from eval.systems.bm25 import Bm25

        return Bm25()
    from eval.systems.ours import Dense

    return Dense()
