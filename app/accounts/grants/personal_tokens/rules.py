"""What personal access tokens may do, for how long, and how they begin."""

from collections.abc import Sequence
from datetime import timedelta

from app.accounts.auth.scopes import OWNER

MOST_TOKENS = 50
USUAL = timedelta(days=90)
LONGEST = timedelta(days=366)
LIMITED = "oo_pat"
MIGHTY = "oo_owner_pat"
"""Another prefix than that of limited ones: their kind is known before anything is looked up."""


def prefix_of(scopes: Sequence[str]) -> str:
    return MIGHTY if OWNER in scopes else LIMITED
