"""Whom a journal entry is about."""

from typing import Literal

Focus = Literal["self", "them", "both", "other"]
