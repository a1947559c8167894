"""Writes what is no record like others: reminders, parts of a record, and links between two."""

from collections.abc import Sequence
from dataclasses import replace

from app.connections.formats.imports import queries
from app.connections.formats.imports.known import known_to
from app.connections.formats.imports.reports import UNKNOWN
from app.connections.formats.imports.shapes import Batch, Link, Prepared
from app.connections.notifications.reminders import service as reminders
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.schemas import ReminderCreate
from app.core.errors import AppError
from app.core.sealing import sealed
from app.core.tables import table_of


async def remind(batch: Batch, rows: Sequence[Prepared]) -> None:
    """Let reminders be made by their own service, which plans when they are told next."""
    for row in rows:
        owner = replace(batch.owner, source=row.row["source"])
        said = {name: row.row[name] for name in ReminderCreate.model_fields}
        try:
            if not batch.dry_run:
                body = ReminderCreate.model_validate(said)
                await reminders.create(batch.db, owner, body, now=batch.now)
                since = row.row["recorded_at"]
                await batch.db.execute(queries.recorded(owner, Reminder, row.row["id"], since))
        except AppError as error:
            batch.report.refuse(row.table, row.place, error.code)
        else:
            batch.report.count(row.table, "created")


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
