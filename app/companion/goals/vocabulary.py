"""The coded words of goals."""

from typing import Literal

Area = Literal[
    "friends",
    "family",
    "body",
    "mind",
    "adventure",
    "craft",
    "work",
    "home",
    "money",
    "spirit",
    "other",
]
Per = Literal["day", "week", "month"]
Status = Literal["active", "paused", "achieved", "dropped"]
WeekStart = Literal["monday", "sunday"]
