"""Imports, pieces of files, and what an import writes."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Delete,
    Executable,
    Insert,
    Integer,
    Table,
    Update,
    Uuid,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from app.companion.goals.models import Goal
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.models import Streak, StreakPolicy
from app.companion.urges.models import Urge
from app.connections.formats.imports.models import Import, ImportChunk
from app.connections.formats.imports.vocabulary import ABANDONED, CREATED, DUE
from app.core import outbox
from app.core.due_work import DueWork
from app.core.events import OutboxEvent
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

IMPORTS, CHUNKS, EVENTS = table_of(Import), table_of(ImportChunk), table_of(ContactEvent)
POLICIES, URGES = table_of(StreakPolicy), table_of(Urge)

SAVE, RELEASE, GO_BACK = (
    text("SAVEPOINT row"),
    text("RELEASE SAVEPOINT row"),
    text("ROLLBACK TO SAVEPOINT row"),
)


def imports_of(owner: Owner, paging: Paging) -> Asked:
    return paging.of(_listing(), owner, IMPORTS.c.recorded_at, IMPORTS.c.id)


@built_once
def _listing() -> AnySelect:
    columns = (IMPORTS.c.recorded_at, IMPORTS.c.id)
    return newest_first(select(IMPORTS).where(mine(IMPORTS.c, ANY_OWNER)), *columns)


@built_once
def piece() -> AnySelect:
    """Parameters: owner_id, import_id, position."""
    return select(CHUNKS).where(
        mine(CHUNKS.c, ANY_OWNER),
        CHUNKS.c.import_id == bindparam("import_id", type_=Uuid()),
        CHUNKS.c.position == bindparam("position", type_=Integer()),
    )


def waiting_files(owner: Owner) -> AnySelect:
    """Count the files of which nobody has said yet what became of them, those on their way, too."""
    plans = DueWork.__table__
    return select(func.count()).where(mine(plans.c, owner), plans.c.kind == ABANDONED)


def without_file(owner: Owner, import_id: UUID) -> Delete:
    return delete(CHUNKS).where(mine(CHUNKS.c, owner), CHUNKS.c.import_id == import_id)


def is_awaited(owner: Owner, import_id: UUID) -> AnySelect:
    """Ask whether a task will still read a file; one that was given up will not."""
    events, plans = OutboxEvent.__table__, DueWork.__table__
    event = exists().where(
        mine(events.c, owner),
        events.c.subject_id == import_id,
        events.c.type.in_([CREATED, DUE]),
        events.c.due_at < outbox.NEVER,
    )
    plan = exists().where(
        mine(plans.c, owner), plans.c.subject_id == import_id, plans.c.kind == DUE
    )
    return select(or_(event, plan))


def addition(table: Table) -> Insert:
    """Insert rows that are known not to be there; parameters: one mapping for each."""
    return table.insert()


def addition_unless_there(table: Table, row: Mapping[str, Any]) -> Insert:
    new = insert(table).values(row)
    return new.on_conflict_do_nothing(index_elements=["user_id", "id"]).returning(table.c.id)


def linked(owner: Owner, event_id: UUID, urge_id: UUID) -> Update:
    """Say of an event which urge it came of, if nobody has changed it since it was made."""
    is_there = select(URGES.c.id).where(mine(URGES.c, owner), URGES.c.id == urge_id).exists()
    return (
        update(EVENTS)
        .where(mine(EVENTS.c, owner), EVENTS.c.id == event_id, EVENTS.c.urge_id.is_(None))
        .where(EVENTS.c.revision == EVENTS.c.created_revision, is_there)
        .values(urge_id=urge_id, revision=owner.revision)
        .returning(EVENTS.c.id)
    )


def without_policies(owner: Owner, ids: Sequence[UUID]) -> Executable:
    return (
        delete(POLICIES)
        .where(mine(POLICIES.c, owner), POLICIES.c.id.in_(ids))
        .returning(POLICIES.c.id)
    )


def ids_of(owner: Owner, model: type[Streak] | type[Goal]) -> AnySelect:
    table = table_of(model)
    return select(table.c.id).where(mine(table.c, owner)).order_by(table.c.id)
