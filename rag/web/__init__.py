"""The Gradio views: `build` makes the page, `launch_options` says how to serve it."""

from rag.web.conversation import Warmup
from rag.web.page import build, launch_options

__all__ = ["Warmup", "build", "launch_options"]
