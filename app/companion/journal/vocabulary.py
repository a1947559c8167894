"""Whom a journal entry is about, what prompts ask for, and what there is to do instead."""

from typing import Literal

Focus = Literal["self", "them", "both", "other"]
PromptKind = Literal[
    "self_compassion",
    "small_joys",
    "friends",
    "body",
    "plans",
    "values",
    "letting_go",
    "meaning_search",
]
Doing = Literal["breathing", "walk", "music", "cold_water"]
