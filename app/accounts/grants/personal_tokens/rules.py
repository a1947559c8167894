"""How many personal access tokens somebody may have, and for how long."""

from datetime import timedelta

MOST_TOKENS = 50
USUAL = timedelta(days=90)
LONGEST = timedelta(days=366)
