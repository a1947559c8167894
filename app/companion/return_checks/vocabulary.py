"""Why somebody came back, what the check advises, and which rule decided it."""

from typing import Literal

Wants = Literal["reconnect", "closure", "curious", "unclear"]
Advice = Literal["stay_open", "set_boundary", "let_go", "wait"]
Rule = Literal[
    "unsafe",
    "need_to_blame",
    "unexplained_silence",
    "explained_silence",
    "not_calm",
    "curiosity",
    "openness",
]
"""In their order: the first is number 1."""
