"""How long an urge is held."""

from datetime import timedelta

HOLD = timedelta(minutes=20)
"""Long enough for any of the built-in techniques, short enough to be believed when it is hard."""
