"""Writes rows of a file within one transaction, in which it is the owner's turn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy.exc import DataError, IntegrityError

from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.incidents import service as incidents
from app.companion.streaks.models import Streak, StreakPolicy
from app.connections.formats.imports import queries
from app.connections.formats.imports.reports import UNKNOWN, Report
from app.connections.formats.imports.shapes import LeftOut, Link, Prepared, Unread
from app.connections.formats.own.restoring import first_policy_id
from app.connections.formats.own.tables import EXPORTED
from app.connections.notifications.reminders import service as reminders
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.schemas import ReminderCreate
from app.connections.sync.queries import named
from app.core import records
from app.core.database import Db
from app.core.errors import AppError
from app.core.owners import Owner
from app.core.references import references_of, taken_along_by
from app.core.sealing import sealed
from app.core.tables import Owned, Record, Synced, table_of
from app.core.tombstones import burial

CLASH = "in_conflict_with_another_row"
Row = Prepared | Link | LeftOut | Unread
Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Batch:
    """Where rows are written, and where it is noted what became of them."""

    db: Db
    owner: Owner
    report: Report
    dry_run: bool
    now: datetime


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
    await _link(batch, [row for row in rows if isinstance(row, Link)])


def _known(table: str | None) -> str:
    return table if table is not None and table in EXPORTED else UNKNOWN


async def _write_table(batch: Batch, rows: Sequence[Prepared]) -> None:
    if not issubclass(rows[0].model, Synced):
        await _write_beside(batch, rows)
    else:
        await _write_records(batch, rows)


async def _write_records(batch: Batch, rows: Sequence[Prepared]) -> None:
    known = await _known_to(batch, rows)
    fresh: dict[UUID, Prepared] = {}
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
    if rows[0].model is Reminder:
        await _remind(batch, list(fresh.values()))
    else:
        await _insert_all(batch, list(fresh.values()))


@dataclass(frozen=True, slots=True)
class Known:
    """Which of the rows, and of those that they refer to, are there, or were."""

    present: Collection[Key]
    gone: Collection[Key]
    is_lenient: bool

    def lost_parent(self, row: Prepared) -> str | None:
        """Name a reference to what is not there, without which the row would not be, either."""
        lost = self._lost(row)
        return next((name for name, is_fatal in lost if is_fatal), None)

    def clear_lost(self, row: Prepared) -> None:
        for name, _ in self._lost(row):
            row.row[name] = None

    def _lost(self, row: Prepared) -> list[tuple[str, bool]]:
        if self.is_lenient:
            return []
        return [
            (name, is_fatal) for name, key, is_fatal in _references(row) if key not in self.present
        ]


async def _known_to(batch: Batch, rows: Sequence[Prepared]) -> Known:
    """Look all of them up at once. In a dry run, the rows before these may not be there."""
    asked: dict[Any, set[UUID]] = {table_of(rows[0].model): {row.row["id"] for row in rows}}
    parents = references_of(table_of(rows[0].model))
    for row in rows:
        for name, (_, id_), _ in _references(row):
            asked.setdefault(parents[name], set()).add(id_)
    found = await batch.db.all(named(batch.owner, asked))
    return Known(
        present={(row.table_name, row.id) for row in found if not row.is_gone},
        gone={(row.table_name, row.id) for row in found if row.is_gone},
        is_lenient=batch.dry_run,
    )


def _references(row: Prepared) -> Iterable[tuple[str, Key, bool]]:
    table = table_of(row.model)
    for name, parent in references_of(table).items():
        if row.row.get(name) is not None:
            yield name, (parent.name, row.row[name]), name in taken_along_by(table)


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
    except (IntegrityError, DataError):
        await batch.db.execute(queries.GO_BACK)
        return False
    await batch.db.execute(queries.RELEASE)
    return True


def _first_policy(batch: Batch, row: Prepared) -> list[tuple[type[Owned], Record]]:
    """Give a streak a policy until the file comes to its own: none is ever without one."""
    if row.model is not Streak:
        return []
    policy = {"id": first_policy_id(row.row["id"]), "streak_id": row.row["id"]}
    terms: Record = {"effective_at": None, "counts": [], "exceptions": []}
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
    if made and made[0].model is ContactEvent:
        events = [row.row for row in made]
        await incidents.remember(batch.db, batch.owner, events, "created", now=batch.now)


async def _remind(batch: Batch, rows: Sequence[Prepared]) -> None:
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


async def _write_beside(batch: Batch, rows: Sequence[Prepared]) -> None:
    """Write rows that are part of another, where that one is there."""
    known = Known((), (), is_lenient=True) if batch.dry_run else await _parents(batch, rows)
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


async def _parents(batch: Batch, rows: Sequence[Prepared]) -> Known:
    parents = references_of(table_of(rows[0].model))
    asked: dict[Any, set[UUID]] = {}
    for row in rows:
        for name, (_, id_), _ in _references(row):
            asked.setdefault(parents[name], set()).add(id_)
    found = await batch.db.all(named(batch.owner, asked))
    present = {(row.table_name, row.id) for row in found if not row.is_gone}
    return Known(present, (), is_lenient=False)


async def _link(batch: Batch, links: Sequence[Link]) -> None:
    for link in links:
        statement = queries.linked(batch.owner, link.id, link.urge_id)
        is_new = not batch.dry_run and await batch.db.scalar(statement) is not None
        batch.report.count(UNKNOWN, "created" if is_new else "unchanged")
