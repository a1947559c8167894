"""The statements behind `core/records.py`: each writes rows, tombstones and the event at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.core.events import OutboxEvent, left_in_outbox
from app.core.owners import Owner
from app.core.references import are_known, references_of
from app.core.tables import AnySelect, Base, mine
from app.core.tombstones import Tombstone

Along = Callable[[ColumnElement[bool]], Sequence[CTE]]
"""Makes further writes of the same statement, each to happen only where the condition holds."""

Clearings = dict[Table, dict[str, list[ColumnElement[bool]]]]
"""By table and column, which rows lose what they refer to."""


@cache
def creation(table: Table, columns: frozenset[str]) -> AnySelect:
    """Insert unless the id is taken or was deleted, or a reference leads nowhere.

    Returns the new row, or nothing.
    Parameters: the columns by name, `event_id` and `event_type`.
    """
    values = {
        column.name: bindparam(column.name, type_=column.type)
        for column in table.columns
        if column.name in columns
    }
    event_id = bindparam("event_id", type_=OutboxEvent.id.type)
    event_type = bindparam("event_type", type_=OutboxEvent.type.type)
    new, event = _creation(table, values, event_id, event_type)
    return select(new).add_cte(event)


def creation_along(
    table: Table, values: Mapping[str, Any], event: Mapping[str, Any], along: Sequence[Along]
) -> AnySelect:
    """Do as `creation`, and what goes along with a new row.

    The values are in the statement, some of them as expressions: SQLAlchemy would take
    execution's parameters for columns of every UPDATE in it.
    """
    literals = {
        column.name: _expression(values[column.name], column)
        for column in table.columns
        if column.name in values
    }
    event_id, event_type = literal(event["event_id"]), literal(event["event_type"])
    new, told = _creation(table, literals, event_id, event_type)
    is_new = exists().select_from(new)
    return select(new).add_cte(told, *(cte for write in along for cte in write(is_new)))


def _expression(value: Any, column: Column[Any]) -> ColumnElement[Any]:  # noqa: ANN401
    return value if isinstance(value, ColumnElement) else literal(value, column.type)


def _creation(
    table: Table,
    values: Mapping[str, ColumnElement[Any]],
    event_id: ColumnElement[UUID],
    event_type: ColumnElement[str],
) -> tuple[CTE, CTE]:
    was_deleted = exists().where(
        Tombstone.user_id == values["user_id"],
        Tombstone.table_name == table.name,
        Tombstone.id == values["id"],
    )
    known = are_known(table, values, values["user_id"])
    new = (
        pg_insert(table)
        .from_select(list(values), select(*values.values()).where(~was_deleted, *known))
        .on_conflict_do_nothing(index_elements=[table.c.user_id, table.c.id])
        .returning(*table.columns)
        .cte("new")
    )
    event = select(
        event_id,
        new.c.user_id,
        event_type,
        new.c.id,
        new.c.updated_at,
        new.c.updated_at.label("due_at"),
    )
    return new, left_in_outbox(event)


def alteration(
    table: Table,
    owner: Owner,
    record_id: UUID,
    values: Mapping[str, Any],
    *,
    event_id: UUID,
) -> AnySelect:
    """Overwrite columns of one record; return the row, or nothing if a reference leads nowhere."""
    named = {
        name: literal(values[name], table.c[name].type)
        for name in references_of(table)
        if values.get(name) is not None
    }
    changed = (
        update(table)
        .where(mine(table.c, owner), table.c.id == record_id)
        .where(*are_known(table, named, literal(owner.id)))
        .values(**values)
        .returning(*table.columns)
        .cte("changed")
    )
    event = select(
        literal(event_id),
        changed.c.user_id,
        literal(f"{table.name}.changed"),
        changed.c.id,
        changed.c.updated_at,
        changed.c.updated_at.label("due_at"),
    )
    return select(changed).add_cte(left_in_outbox(event))


def removal(
    table: Table, owner: Owner, record_id: UUID, *, now: datetime, event_id: UUID
) -> AnySelect:
    """Delete a record and what refers to it, as the references say; return its id, or nothing."""
    gone = (
        delete(table)
        .where(mine(table.c, owner), table.c.id == record_id)
        .returning(table.c.user_id, table.c.id, table.c.body_digest)
        .cte("gone")
    )
    ctes = list(_consequences(table, gone, owner, now))
    ctes.append(_buried(table, gone, owner, now))
    moment = literal(now, OutboxEvent.due_at.type)
    event = select(
        literal(event_id),
        gone.c.user_id,
        literal(f"{table.name}.deleted"),
        gone.c.id,
        moment,
        moment.label("due_at"),
    )
    return select(gone.c.id).add_cte(*ctes, left_in_outbox(event))


def tombstone_digest(table: Table, owner: Owner, record_id: UUID) -> Select[bytes]:
    return select(Tombstone.body_digest).where(
        mine(Tombstone, owner),
        Tombstone.table_name == table.name,
        Tombstone.id == record_id,
    )


def _consequences(table: Table, gone: CTE, owner: Owner, now: datetime) -> Iterator[CTE]:
    """Follow the references to `table`: delete with a tombstone, or clear."""
    clearings: Clearings = {}
    yield from _deletions(table, gone, owner, now, clearings)
    for child, columns in clearings.items():
        yield _cleared(child, columns, owner, now)


def _deletions(
    table: Table, gone: CTE, owner: Owner, now: datetime, clearings: Clearings
) -> Iterator[CTE]:
    """Delete what goes along, however deep, and note what is to be cleared."""
    for constraint in references_to(table):
        child = constraint.table
        column = child.c[constraint.column_keys[1]]
        is_of_gone = column.in_(select(gone.c.id))
        if constraint.info["on_delete"] == "clear":
            clearings.setdefault(child, {}).setdefault(column.name, []).append(is_of_gone)
            continue
        columns = [child.c[name] for name in ("user_id", "id", "body_digest") if name in child.c]
        name = f"gone_{child.name}_by_{column.name}"
        is_lost = and_(mine(child.c, owner), is_of_gone)
        lost = delete(child).where(is_lost).returning(*columns).cte(name)
        yield lost
        yield from _deletions(child, lost, owner, now, clearings)
        if "body_digest" in child.c:
            yield _buried(child, lost, owner, now)


def references_to(table: Table) -> Iterator[ForeignKeyConstraint]:
    for child in Base.metadata.sorted_tables:
        for constraint in child.foreign_key_constraints:
            if constraint.referred_table is table and "on_delete" in constraint.info:
                yield constraint


def _cleared(
    child: Table, columns: Mapping[str, Sequence[ColumnElement[bool]]], owner: Owner, now: datetime
) -> CTE:
    """Clear every column of a row at once: one statement updates a row only one time."""
    any_of = {name: or_(*conditions) for name, conditions in columns.items()}
    values = {
        name: case((condition, null()), else_=child.c[name]) for name, condition in any_of.items()
    }
    return (
        update(child)
        .where(mine(child.c, owner), or_(*any_of.values()))
        .values({**values, "revision": owner.revision, "updated_at": now})
        .returning(child.c.id)
        .cte(f"cleared_{child.name}")
    )


def _buried(table: Table, gone: CTE, owner: Owner, now: datetime) -> CTE:
    names = ["user_id", "table_name", "id", "revision", "body_digest", "deleted_at"]
    rows = select(
        gone.c.user_id,
        literal(table.name),
        gone.c.id,
        literal(owner.revision, Tombstone.revision.type),
        gone.c.body_digest,
        literal(now, Tombstone.deleted_at.type),
    )
    return insert(Tombstone).from_select(names, rows).cte(f"buried_{gone.name}")
