"""Writes rows of a file within one transaction, in which it is the owner's turn."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy.exc import IntegrityError

from app.companion.streaks.arithmetic.verdicts import DEFAULT_COUNTS
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.definitions import as_set
from app.companion.streaks.incidents import service as incidents
from app.companion.streaks.models import Streak, StreakPolicy
from app.companion.streaks.vocabulary import Reason, words
from app.companion.unsent_messages.models import UnsentMessage
from app.companion.unsent_messages.service import BURN_DUE
from app.connections.formats.imports import beside, queries
from app.connections.formats.imports.known import known_to
from app.connections.formats.imports.reports import UNKNOWN
from app.connections.formats.imports.shapes import Batch, LeftOut, Link, Prepared, Row, Unread
from app.connections.formats.own.restoring import first_policy_id
from app.connections.formats.own.tables import EXPORTED
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.planning import DUE as REMINDER_DUE
from app.core import due_work, records
from app.core.sealing import sealed
from app.core.tables import Owned, Record, Synced, table_of
from app.core.tombstones import burial

COMING: Mapping[Any, tuple[str, str]] = {
    UnsentMessage: (BURN_DUE, "burn_at"),
    Reminder: (REMINDER_DUE, "next_at"),
}
"""What is to be done at a moment that a column holds: its kind, and the column."""

CLASH = "in_conflict_with_another_row"


async def write(batch: Batch, rows: Sequence[Row]) -> None:
    """Write what is new, in the order of the file."""
    for row in rows:
        if isinstance(row, Unread):
            batch.report.refuse(_known(row.table), row.place, row.reason)
        elif isinstance(row, LeftOut):
            batch.report.count(_known(row.table), "left_out")
    new = [row for row in rows if isinstance(row, Prepared)]
    for table in dict.fromkeys(row.table for row in new):
        await _write_table(batch, [row for row in new if row.table == table])
    await beside.link(batch, [row for row in rows if isinstance(row, Link)])


def _known(table: str | None) -> str:
    return table if table is not None and table in EXPORTED else UNKNOWN


async def _write_table(batch: Batch, rows: Sequence[Prepared]) -> None:
    if not issubclass(rows[0].model, Synced):
        await beside.write_beside(batch, rows)
    else:
        await _write_records(batch, rows)


async def _write_records(batch: Batch, rows: Sequence[Prepared]) -> None:
    known = await known_to(batch, rows)
    fresh: dict[Any, Prepared] = {}
    for row in rows:
        key = (row.table, row.row["id"])
        if key in known.present or row.row["id"] in fresh:
            batch.report.count(row.table, "unchanged")
        elif key in known.gone:
            batch.report.refuse(row.table, row.place, "deleted")
        elif lost := known.lost_parent(row):
            batch.report.refuse(row.table, row.place, f"unknown_reference at /{lost}")
        else:
            known.clear_lost(row)
            fresh[row.row["id"]] = row
    new = list(fresh.values())
    if rows[0].model is Reminder:
        new = await beside.with_room(batch, new)
    await _insert_all(batch, new)


async def _insert_all(batch: Batch, rows: Sequence[Prepared]) -> None:
    if batch.dry_run or not rows:
        for row in rows:
            batch.report.count(row.table, "created")
        return
    await _make_room(batch, rows)
    if await _inserted(batch, rows):
        made = list(rows)
    else:
        made = [row for row in rows if await _inserted(batch, [row])]
    places = {row.place for row in made}
    for row in rows:
        if row.place in places:
            batch.report.count(row.table, "created")
        else:
            batch.report.refuse(row.table, row.place, CLASH)
    await _follow_up(batch, made)


async def _inserted(batch: Batch, rows: Sequence[Prepared]) -> bool:
    """Insert them all; or none, if one of them can't be beside what is there."""
    along = [each for row in rows for each in (*row.along, *_first_policy(batch, row))]
    tables: dict[type[Owned], list[Record]] = {rows[0].model: [row.row for row in rows]}
    for model, record in along:
        tables.setdefault(model, []).append(record)
    await batch.db.execute(queries.SAVE)
    try:
        for model, many in tables.items():
            values = [sealed(batch.owner, model, each) for each in many]
            await batch.db.execute(queries.addition(table_of(model)), cast("Any", values))
    except IntegrityError:
        await batch.db.execute(queries.GO_BACK)
        return False
    await batch.db.execute(queries.RELEASE)
    return True


def _first_policy(batch: Batch, row: Prepared) -> list[tuple[type[Owned], Record]]:
    """Give a streak a policy until the file comes to its own: none is ever without one."""
    if row.model is not Streak:
        return []
    policy = {"id": first_policy_id(row.row["id"]), "streak_id": row.row["id"]}
    counts = as_set(DEFAULT_COUNTS[row.row["kind"]])
    terms: Record = {"effective_at": None, "counts": counts, "exceptions": as_set(words(Reason))}
    digest = batch.owner.cipher.digest("body", policy["id"].bytes)
    return [(StreakPolicy, records.new_row(batch.owner, policy | terms, digest, now=batch.now))]


async def _make_room(batch: Batch, rows: Sequence[Prepared]) -> None:
    """Take the stand-in away where a streak's own first policy comes."""
    if rows[0].model is not StreakPolicy:
        return
    firsts = [row.row["streak_id"] for row in rows if row.row["effective_at"] is None]
    ids = {first_policy_id(each) for each in firsts} - {row.row["id"] for row in rows}
    if ids:
        gone = await batch.db.all(queries.without_policies(batch.owner, sorted(ids)))
        buried = [row.id for row in gone]
        if buried:
            name = StreakPolicy.__tablename__
            await batch.db.execute(burial(name, batch.owner, buried, now=batch.now))


async def _follow_up(batch: Batch, made: Sequence[Prepared]) -> None:
    model, rows = made[0].model if made else None, [row.row for row in made]
    if model is ContactEvent:
        await incidents.remember(batch.db, batch.owner, rows, "created", now=batch.now)
    elif model in COMING:
        kind, column = COMING[model]
        moments = {row["id"]: row[column] for row in rows if row[column] is not None}
        await due_work.plan_all(batch.db, batch.owner.id, kind, moments)
