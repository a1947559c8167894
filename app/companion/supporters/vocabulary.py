"""Whether somebody of the circle has agreed to be in it."""

from typing import Literal

Consent = Literal["asked", "given", "withdrawn"]
