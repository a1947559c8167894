"""What an app or a script may be allowed to do, and nothing beside it.

What has no scope here (journal, urges, people, contact events, unsent messages, reviews,
supporters, today, the account itself) is the owner's alone.
"""

from typing import Literal, get_args

OWNER = "owner"
"""Everything: the signed-in user, the docs page, and personal tokens made with a fresh password."""

DataScope = Literal[
    "profile:read",
    "moods:read",
    "moods:write",
    "activities:read",
    "activities:write",
    "goals:read",
    "goals:write",
    "streaks:read",
    "insights:read",
    "webhooks:manage",
]
ThirdPartyScope = Literal[DataScope, "offline_access"]
"""What an app may ask for; a script has no need to stay connected."""

THIRD_PARTY: tuple[ThirdPartyScope, ...] = get_args(ThirdPartyScope)
