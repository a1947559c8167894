"""Every table that a phone has a copy of, in the order of their references."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.connections.sync.declarations.contact_events import CONTACT_EVENTS
from app.connections.sync.declarations.moods import MOODS
from app.connections.sync.declarations.people import PEOPLE
from app.connections.sync.shapes import SyncedTable

SCHEMA_VERSION = 1

TABLES: Mapping[str, SyncedTable] = {each.name: each for each in (PEOPLE, CONTACT_EVENTS, MOODS)}


def known_to(version: int, tables: Iterable[SyncedTable]) -> dict[str, SyncedTable]:
    """Leave out tables and columns that a client of this schema version does not have."""
    return {
        table.name: replace(
            table, columns=tuple(each for each in table.columns if each.since <= version)
        )
        for table in tables
        if table.since <= version
    }
