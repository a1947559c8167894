"""The coded words of insights."""

from typing import Literal

Kind = Literal["mood", "urges", "attention", "energy", "activities", "growth", "reciprocity"]
Bucket = Literal["day", "week", "month"]
Theme = Literal["light", "dark"]
