"""The life of a record: created once by its id, changed, deleted with a tombstone.

Each verb is one data-modifying statement that also leaves its event in the outbox. Free text
is sealed on the way in and opened on the way out; features see plain values.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Table, bindparam, select

from app.core import record_statements as statements
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import AppError, Deleted, IdTaken, UnknownReference
from app.core.ids import new_id
from app.core.outsiders import refuse_others
from app.core.owners import Owner
from app.core.record_statements import Along
from app.core.references import unknown_among, unknown_reference
from app.core.sealing import opened, sealed
from app.core.tables import (
    ANY_OWNER,
    AnySelect,
    Owned,
    Record,
    Synced,
    built_once,
    mine,
    table_of,
)
from app.core.tombstones import burial

ANY_VERSION = Versions(None)
NO_PARAMETERS: Mapping[str, Any] = {}

Derived = ColumnElement[Any]
"""A column's value as the statement finds it out."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a create left: the present record, and whether this very request made it."""

    record: Record
    is_new: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A record about to be created.

    `along` is written in the same statement, and only if the record is new. `refusal` is why it
    may not be new; whoever repeats an old create is answered all the same. `derived` are columns
    that the statement finds out, whatever `columns` say of them.
    """

    model: type[Synced]
    body: BaseModel
    columns: Mapping[str, Any]
    along: Sequence[Along] = ()
    refusal: AppError | None = None
    derived: Mapping[str, Derived] = field(default_factory=dict)


async def create(
    db: Db,
    owner: Owner,
    model: type[Synced],
    body: BaseModel,
    columns: Mapping[str, Any],
    *,
    now: datetime,
) -> Stored:
    """Insert a record once: the same body under the same id gives the present record again.

    `body` is what the client sent (its digest is kept); `columns` are the feature's own values,
    with `id` if the client gave one.

    Raises:
        IdTaken: the id names a record created with another body.
        Deleted: it names one created with this body and deleted since.
        UnknownReference: a column names a record that the owner does not have.
    """
    return await make(db, owner, Draft(model, body, columns), now=now)


async def make(db: Db, owner: Owner, draft: Draft, *, now: datetime) -> Stored:
    """Do as `create` does, with what else the draft says.

    Raises:
        IdTaken, Deleted, UnknownReference: as `create`.
        AppError: the draft's refusal.
    """
    model, digest = draft.model, body_digest(owner, draft.body)
    row = new_row(owner, draft.columns, digest, now=now)
    record_id = cast("UUID | None", draft.columns.get("id")) or new_id()
    row["id"] = record_id
    if draft.refusal is None:
        new = await db.first(*_insertion(owner, draft, row))
        if new is not None:
            return Stored(opened(owner, model, new), is_new=True)
    present = await _replayed(db, owner, model, record_id, digest)
    if present is None:
        raise draft.refusal or await _unknown_reference(db, owner, model, row)
    return Stored(present, is_new=False)


async def find(db: Db, owner: Owner, model: type[Synced], record_id: UUID) -> Record | None:
    """Load one of the owner's records, or None."""
    row = await db.first(_one(table_of(model)), {"owner_id": owner.id, "record_id": record_id})
    return None if row is None else opened(owner, model, row)


async def fetch(
    db: Db,
    owner: Owner,
    model: type[Owned],
    statement: AnySelect,
    parameters: Mapping[str, Any] = NO_PARAMETERS,
) -> list[Record]:
    """Run a feature's `select(table_of(model))…` and open what it finds.

    A statement for `ANY_OWNER` gets this one.
    """
    rows = await db.all(statement, {"owner_id": owner.id, **parameters})
    return [opened(owner, model, row) for row in rows]


async def change(
    db: Db,
    owner: Owner,
    model: type[Synced],
    record_id: UUID,
    changes: Mapping[str, Any],
    *,
    now: datetime,
) -> Record:
    """Overwrite some columns of a record that the owner has (loaded in this transaction).

    Raises:
        UnknownReference: a column names a record that the owner does not have.
        WrittenByAnother: an app would change what it did not write.
    """
    if not owner.is_first_party:
        refuse_others(owner, await find(db, owner, model, record_id))
    row = stamped(owner, changes, now=now) | {"id": record_id}
    values = sealed(owner, model, row)
    del values["source"]
    statement = statements.alteration(table_of(model), owner, record_id, values, event_id=new_id())
    changed = await db.first(statement)
    if changed is None:
        raise await _unknown_reference(db, owner, model, values)
    return opened(owner, model, changed)


async def delete(
    db: Db,
    owner: Owner,
    model: type[Synced],
    record_id: UUID,
    *,
    now: datetime,
    if_match: Versions = ANY_VERSION,
) -> bool:
    """Delete a record and what hangs on it, each with its tombstone; tell whether it was there.

    Raises:
        PreconditionFailed: `if_match` names another version than the present one.
        WrittenByAnother: an app would delete what it did not write.
    """
    if not (if_match.are_any and owner.is_first_party):
        record = await find(db, owner, model, record_id)
        if record is None:
            return False
        refuse_others(owner, record)
        if_match.check(record)
    statement = statements.removal(table_of(model), owner, record_id, now=now, event_id=new_id())
    return await db.scalar(statement) is not None


async def bury(
    db: Db, owner: Owner, model: type[Synced], ids: Sequence[UUID], *, now: datetime
) -> None:
    """Leave tombstones anew, so that devices delete what they still have."""
    if ids:
        await db.execute(burial(model.__tablename__, owner, ids, now=now))


def body_digest(owner: Owner, body: BaseModel) -> bytes:
    """Digest a validated body as it was first sent, whatever the order of its fields."""
    text = json.dumps(body.model_dump(mode="json", exclude_unset=True), sort_keys=True)
    return owner.cipher.digest("body", text.encode())


def new_row(owner: Owner, columns: Mapping[str, Any], digest: bytes, *, now: datetime) -> Record:
    """Add what every row carries that is written for the first time."""
    first = {"recorded_at": now, "created_revision": owner.revision, "body_digest": digest}
    return stamped(owner, columns, now=now) | first


def stamped(owner: Owner, columns: Mapping[str, Any], *, now: datetime) -> Record:
    """Add what every written row carries."""
    stamp = {"user_id": owner.id, "revision": owner.revision, "updated_at": now}
    return {**columns, **stamp, "source": owner.source}


@built_once
def _one(table: Table) -> AnySelect:
    return select(table).where(mine(table.c, ANY_OWNER), table.c.id == bindparam("record_id"))


def _insertion(
    owner: Owner, draft: Draft, row: Mapping[str, Any]
) -> tuple[AnySelect, Record | None]:
    """Give the statement and its parameters."""
    table, values = table_of(draft.model), sealed(owner, draft.model, row)
    event = {"event_id": new_id(), "event_type": f"{table.name}.created"}
    if draft.along or draft.derived:
        values |= draft.derived
        return statements.creation_along(table, values, event, draft.along), None
    return statements.creation(table, frozenset(values)), values | event


async def _replayed(
    db: Db, owner: Owner, model: type[Synced], record_id: UUID, digest: bytes
) -> Record | None:
    record = await find(db, owner, model, record_id)
    if record is None:
        gone = await db.scalar(statements.tombstone_digest(table_of(model), owner, record_id))
        if gone is None:
            return None
        raise Deleted if gone == digest else IdTaken
    if record["body_digest"] != digest:
        raise IdTaken
    return record


async def _unknown_reference(
    db: Db, owner: Owner, model: type[Synced], values: Mapping[str, Any]
) -> UnknownReference:
    missing = (await db.execute(unknown_among(table_of(model), owner, values))).one()
    return unknown_reference(dict(missing._mapping))  # noqa: SLF001
