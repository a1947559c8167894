"""The coded words of activities, their logs and the ideas for them."""

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
Status = Literal["idea", "planned", "done"]
OpenStatus = Literal["idea", "planned"]
Company = Literal["alone", "friends", "family", "person", "new_people"]
MindfulnessType = Literal[
    "unknown", "meditation", "other", "breathing", "music", "movement", "unguided"
]
"""Android Health Connect's types of a mindfulness session."""
