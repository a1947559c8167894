"""Rows by their ids, and what a device's own pushes have made of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    Boolean,
    ColumnElement,
    CompoundSelect,
    String,
    Table,
    Uuid,
    and_,
    bindparam,
    column,
    delete,
    false,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.connections.sync.models import SyncDevice, SyncWrite
from app.core.owners import Owner
from app.core.tables import ANY_OWNER, AnyOwner, AnySelect, built_once, mine, table_of
from app.core.tombstones import Tombstone

DELETED = b""
"""In the place of a digest: the device has deleted a row that stays."""

DEVICES, WRITES = table_of(SyncDevice), cast("Table", SyncWrite.__table__)
IDS = bindparam("ids", type_=ARRAY(Uuid()))

Conditions = list[ColumnElement[bool]]


@built_once
def rows(table: Table) -> AnySelect:
    """Parameters: owner_id, ids."""
    return select(table).where(mine(table.c, ANY_OWNER), table.c.id == func.any(IDS))


def present(owner: Owner, ids: Mapping[Table, Collection[UUID]]) -> AnySelect:
    """What is there of rows, or left of them, and whether this device's own push made it so."""
    heads = named(owner, ids).subquery("heads")
    own = and_(
        *own_writes(WRITES, heads, owner, literal(owner.session_id)),
        WRITES.c.revision == heads.c.revision,
    )
    return select(
        heads,
        WRITES.c.sent_digest,
        WRITES.c.session_id.is_not(None).label("is_own"),
        pulled_to(owner, literal(owner.session_id)),
    ).select_from(heads.outerjoin(WRITES, own))


def named(owner: Owner, ids: Mapping[Table, Collection[UUID]]) -> CompoundSelect[Any]:
    """Which of these records the owner has, and of which there are tombstones."""
    parts = (_heads(owner, table, list(wanted)) for table, wanted in ids.items())
    return union_all(*(each for part in parts for each in part))


@built_once
def written(*tables: Table) -> AnySelect:
    """The keys of what was written or deleted at a revision. Parameters: owner_id, revision."""
    at = bindparam("revision", type_=BigInteger())
    live = (
        select(literal(table.name, String()).label("table_name"), table.c.id).where(
            mine(table.c, ANY_OWNER), table.c.revision == at
        )
        for table in tables
    )
    gone = select(Tombstone.table_name, Tombstone.id).where(
        mine(Tombstone, ANY_OWNER), Tombstone.revision == at
    )
    keys = union_all(*live, gone).subquery("written")
    return select(keys)


def remembered(owner: Owner, base: int, made: Sequence[Mapping[str, Any]]) -> AnySelect:
    """Keep what a push has made; forget what the device has pulled past."""
    columns: list[Any] = [column("table_name", String()), column("id", Uuid())]
    columns += [column("as_sent", Boolean()), column("sent_digest", String())]
    given = func.jsonb_to_recordset(literal(made, JSONB)).table_valued(*columns, name="made")
    each = given.render_derived(name="made", with_types=True)
    names = ["user_id", "session_id", "table_name", "id", "revision", "as_sent", "sent_digest"]
    values = select(
        literal(owner.id),
        literal(owner.session_id),
        each.c.table_name,
        each.c.id,
        literal(owner.revision, BigInteger()),
        each.c.as_sent,
        func.decode(each.c.sent_digest, "hex"),
    )
    kept = pg_insert(WRITES).from_select(names, values).cte("kept")
    new = pg_insert(DEVICES).values(user_id=owner.id, id=owner.session_id, pulled_to=base)
    further = func.greatest(DEVICES.c.pulled_to, new.excluded.pulled_to)
    device = new.on_conflict_do_update(
        index_elements=[DEVICES.c.user_id, DEVICES.c.id], set_={"pulled_to": further}
    ).cte("device")
    return select(literal(1)).add_cte(kept, device, _forgotten(owner, base))


def pulled_past(owner: Owner, since: int) -> AnySelect:
    """Note how far a device has pulled, and forget what it pulled past."""
    device = (
        DEVICES.update()
        .where(mine(DEVICES.c, owner), DEVICES.c.id == owner.session_id)
        .where(DEVICES.c.pulled_to < since)
        .values(pulled_to=since)
        .cte("device")
    )
    return select(literal(1)).add_cte(device, _forgotten(owner, since))


def own_writes(writes: Any, keys: Any, owner: Owner | AnyOwner, session: Any) -> Conditions:  # noqa: ANN401
    return [
        mine(writes.c, owner),
        writes.c.session_id == session,
        writes.c.table_name == keys.c.table_name,
        writes.c.id == keys.c.id,
    ]


def pulled_to(owner: Owner | AnyOwner, session: Any) -> Any:  # noqa: ANN401
    device = select(DEVICES.c.pulled_to).where(mine(DEVICES.c, owner), DEVICES.c.id == session)
    return device.scalar_subquery().label("pulled_to")


def _heads(owner: Owner, table: Table, ids: list[UUID]) -> tuple[Any, Any]:
    wanted = literal(ids, ARRAY(Uuid()))
    name = literal(table.name, String()).label("table_name")
    live = select(name, table.c.id, table.c.revision, false().label("is_gone"))
    gone = select(name, Tombstone.id, Tombstone.revision, true().label("is_gone"))
    return (
        live.where(mine(table.c, owner), table.c.id == func.any(wanted)),
        gone.where(mine(Tombstone, owner), Tombstone.table_name == table.name).where(
            Tombstone.id == func.any(wanted)
        ),
    )


def _forgotten(owner: Owner, base: int) -> CTE:
    own = and_(mine(WRITES.c, owner), WRITES.c.session_id == owner.session_id)
    return delete(WRITES).where(own, WRITES.c.revision <= base).cte("forgotten")
