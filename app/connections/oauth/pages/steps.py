"""Signing in as a sequence of steps. Today it has one; a second factor would be the next."""

from collections.abc import Sequence
from typing import Literal

Step = Literal["identify"]
STEPS: tuple[Step, ...] = ("identify",)
"""What everybody has to do, in order: `identify` is address and password, or a recovery code."""


def following(passed: Sequence[str], steps: Sequence[str] = STEPS) -> str | None:
    """Give the step that is due; None when the way in is complete.

    Raises:
        ValueError: steps were passed in another order, or others.
    """
    if list(passed) != list(steps[: len(passed)]):
        raise ValueError(passed)
    return steps[len(passed)] if len(passed) < len(steps) else None
