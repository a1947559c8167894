"""Permissions as types for what apps and scripts may do, too; the owner may always.

What a caller without the scope `owner` doesn't see or change is said in `core/outsiders.py`.
"""

from typing import Annotated

from fastapi import Security

from app.accounts.auth.permissions import Reading, ReadingConditionally, Writing
from app.core.owners import Owner

PROFILE_READ = "profile:read"
MOODS_READ, MOODS_WRITE = "moods:read", "moods:write"
ACTIVITIES_READ, ACTIVITIES_WRITE = "activities:read", "activities:write"
GOALS_READ, GOALS_WRITE = "goals:read", "goals:write"
STREAKS_READ = "streaks:read"
INSIGHTS_READ = "insights:read"
WEBHOOKS_MANAGE = "webhooks:manage"

ReadsProfile = Annotated[
    Owner, Security(ReadingConditionally(PROFILE_READ, weak=False), scopes=[PROFILE_READ])
]
ReadsMoods = Annotated[
    Owner, Security(ReadingConditionally(MOODS_READ, weak=False), scopes=[MOODS_READ])
]
WritesMoods = Annotated[Owner, Security(Writing(MOODS_WRITE), scopes=[MOODS_WRITE])]
ReadsActivities = Annotated[
    Owner, Security(ReadingConditionally(ACTIVITIES_READ, weak=False), scopes=[ACTIVITIES_READ])
]
WritesActivities = Annotated[Owner, Security(Writing(ACTIVITIES_WRITE), scopes=[ACTIVITIES_WRITE])]
ReadsGoals = Annotated[
    Owner, Security(ReadingConditionally(GOALS_READ, weak=False), scopes=[GOALS_READ])
]
ReadsRunningGoals = Annotated[
    Owner, Security(ReadingConditionally(GOALS_READ, weak=True), scopes=[GOALS_READ])
]
WritesGoals = Annotated[Owner, Security(Writing(GOALS_WRITE), scopes=[GOALS_WRITE])]
ReadsRunningStreaks = Annotated[
    Owner, Security(ReadingConditionally(STREAKS_READ, weak=True), scopes=[STREAKS_READ])
]
ReadsInsights = Annotated[
    Owner, Security(ReadingConditionally(INSIGHTS_READ, weak=False), scopes=[INSIGHTS_READ])
]
ReadsWebhooks = Annotated[
    Owner, Security(ReadingConditionally(WEBHOOKS_MANAGE, weak=False), scopes=[WEBHOOKS_MANAGE])
]
ReadsWebhooksUntagged = Annotated[
    Owner, Security(Reading(WEBHOOKS_MANAGE), scopes=[WEBHOOKS_MANAGE])
]
WritesWebhooks = Annotated[Owner, Security(Writing(WEBHOOKS_MANAGE), scopes=[WEBHOOKS_MANAGE])]
