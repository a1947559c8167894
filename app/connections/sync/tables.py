"""Every table that a phone has a copy of, in the order of their references."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.connections.sync.declarations.activities import ACTIVITIES, ACTIVITY_LOGS
from app.connections.sync.declarations.contact_events import CONTACT_EVENTS
from app.connections.sync.declarations.goals import GOAL_EXCUSED_DAYS, GOAL_PAUSES, GOALS
from app.connections.sync.declarations.looking_back import MILESTONES, REVIEWS, SELF_CHECKS
from app.connections.sync.declarations.meeting import ENCOUNTERS, RETURN_CHECKS, SPACE_WINDOWS
from app.connections.sync.declarations.moods import MOODS
from app.connections.sync.declarations.people import PEOPLE
from app.connections.sync.declarations.streaks import STREAK_PAUSES, STREAK_POLICIES, STREAKS
from app.connections.sync.declarations.urges import TECHNIQUES, URGES
from app.connections.sync.declarations.writing import JOURNAL_ENTRIES, UNSENT_MESSAGES
from app.connections.sync.shapes import SyncedTable

SCHEMA_VERSION = 1

IN_ORDER = (
    PEOPLE,
    STREAKS,
    STREAK_POLICIES,
    STREAK_PAUSES,
    MILESTONES,
    TECHNIQUES,
    URGES,
    CONTACT_EVENTS,
    MOODS,
    JOURNAL_ENTRIES,
    UNSENT_MESSAGES,
    ACTIVITIES,
    GOALS,
    GOAL_EXCUSED_DAYS,
    GOAL_PAUSES,
    ACTIVITY_LOGS,
    ENCOUNTERS,
    SPACE_WINDOWS,
    RETURN_CHECKS,
    REVIEWS,
    SELF_CHECKS,
)
TABLES: Mapping[str, SyncedTable] = {each.name: each for each in IN_ORDER}


def known_to(version: int, tables: Iterable[SyncedTable]) -> dict[str, SyncedTable]:
    """Leave out tables and columns that a client of this schema version does not have."""
    return {
        table.name: replace(
            table, columns=tuple(each for each in table.columns if each.since <= version)
        )
        for table in tables
        if table.since <= version
    }
