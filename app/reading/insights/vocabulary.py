"""The coded words of insights."""

from typing import Literal

Kind = Literal["mood", "urges", "attention", "energy", "activities", "growth", "reciprocity"]
Bucket = Literal["day", "week", "month"]
Theme = Literal["light", "dark"]

FOR_APPS: frozenset[Kind] = frozenset({"mood", "activities", "growth"})
"""What adds up from nothing but what scopes can open: no urges, contact events or people."""
