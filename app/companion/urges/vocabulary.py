"""What an urge is of, what set it off, and how it ended."""

from typing import Literal

WantsTo = Literal["reach_out", "reply", "check", "post", "meet"]
Trigger = Literal[
    "lonely",
    "bored",
    "tired",
    "drinking",
    "anniversary",
    "song",
    "place",
    "saw_post",
    "heard_news",
    "dream",
    "argument",
    "good_news",
    "late_night",
    "other",
]
Outcome = Literal["resisted", "slipped", "passed"]
