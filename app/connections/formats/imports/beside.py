"""Writes what is no record like others: reminders, parts of a record, and links between two."""

from collections.abc import Sequence

from app.connections.formats.imports import queries
from app.connections.formats.imports.known import known_to
from app.connections.formats.imports.reports import UNKNOWN
from app.connections.formats.imports.shapes import Batch, Link, Prepared
from app.connections.notifications.reminders.errors import TooManyReminders
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.queries import number_of_reminders
from app.connections.notifications.reminders.service import MOST
from app.core.sealing import sealed
from app.core.tables import table_of


async def with_room(batch: Batch, rows: Sequence[Prepared]) -> list[Prepared]:
    """Refuse the reminders that would be more than anybody may have."""
    number = await batch.db.scalar(number_of_reminders(batch.owner))
    if batch.dry_run:
        number += batch.report.created(Reminder.__tablename__)
    room = max(MOST - number, 0)
    for row in rows[room:]:
        batch.report.refuse(row.table, row.place, TooManyReminders.code)
    return list(rows[:room])


async def write_beside(batch: Batch, rows: Sequence[Prepared]) -> None:
    """Write rows that are part of another, where that one is there."""
    known = await known_to(batch, rows)
    for row in rows:
        if lost := known.lost_parent(row):
            batch.report.refuse(row.table, row.place, f"unknown_reference at /{lost}")
        elif batch.dry_run:
            batch.report.count(row.table, "created")
        else:
            values = sealed(batch.owner, row.model, row.row)
            addition = queries.addition_unless_there(table_of(row.model), values)
            is_new = await batch.db.scalar(addition) is not None
            batch.report.count(row.table, "created" if is_new else "unchanged")


async def link(batch: Batch, links: Sequence[Link]) -> None:
    for each in links:
        statement = queries.linked(batch.owner, each.id, each.urge_id)
        is_new = not batch.dry_run and await batch.db.scalar(statement) is not None
        batch.report.count(UNKNOWN, "created" if is_new else "unchanged")
