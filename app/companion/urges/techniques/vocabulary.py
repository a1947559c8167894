"""Kinds of techniques: Health Connect's mindfulness session types."""

from typing import Literal

TechniqueKind = Literal[
    "unknown", "meditation", "other", "breathing", "music", "movement", "unguided"
]
