"""What has changed for a device since a revision."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    String,
    Table,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    false,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from app.accounts.users.models import User
from app.connections.sync.queries import DELETED, WRITES, own_writes, pulled_to
from app.core.ids import NOBODY
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine
from app.core.tombstones import Tombstone

FROM_START = (0, "", NOBODY)
"""The place of a table, its name, and an id: where a page begins."""

FOR_EVER = 2**63 - 1
SINCE = bindparam("since", type_=BigInteger())
UNTIL = bindparam("until", type_=BigInteger())
PLACE = bindparam("place", type_=Integer())
NAME = bindparam("name", type_=String())
FIRST_ID = bindparam("first_id", type_=Uuid())
SESSION = bindparam("session_id", type_=Uuid())
SIZE = bindparam("size", type_=Integer())

NewColumns = Mapping[str, Sequence[str]]


@built_once
def changed(*tables: Table) -> AnySelect:
    """The keys of what changed, with the user's revision; at least one row.

    Rows of a page are in the order of a key that never moves, so that what is written between
    two pages neither leaves a pull nor comes twice. What is created after `until` waits.
    Parameters: owner_id, session_id, since, until, place, name, first_id, size.
    """
    return changed_or_new(tables, frozenset(), {})


def changed_or_new(
    tables: Sequence[Table], new_tables: Collection[str], new_columns: NewColumns
) -> AnySelect:
    """Do as `changed`, and add all rows of new tables and those where a new column is set."""
    live = [
        _live(place, each, _asked(each, new_tables, new_columns))
        for place, each in enumerate(tables)
    ]
    gone = _gone(len(tables), [each.name for each in tables])
    keys = union_all(*live, gone).subquery("changed")
    first, latest = WRITES.alias("first"), WRITES.alias("latest")
    made_here = exists().where(
        *own_writes(first, keys, ANY_OWNER, SESSION),
        first.c.revision == keys.c.created_revision,
        first.c.as_sent.is_not(None),
    )
    written = and_(
        *own_writes(latest, keys, ANY_OWNER, SESSION), latest.c.revision == keys.c.revision
    )
    return (
        select(
            User.revision.label("until"),
            pulled_to(ANY_OWNER, SESSION),
            keys,
            latest.c.as_sent,
            (latest.c.sent_digest == DELETED).label("is_deleted_there"),
            made_here.label("made_here"),
        )
        .select_from(User)
        .outerjoin(keys, true())
        .outerjoin(latest, written)
        .where(User.id == ANY_OWNER.id)
        .order_by(keys.c.place, keys.c.table_name.collate("C"), keys.c.id)
        .limit(SIZE)
    )


def _asked(
    table: Table, new_tables: Collection[str], new_columns: NewColumns
) -> ColumnElement[bool]:
    if table.name in new_tables:
        return true()
    columns = (table.c[name] for name in new_columns.get(table.name, ()))
    return or_(table.c.revision > SINCE, *(each.is_not(None) for each in columns))


def _live(place: int, table: Table, is_asked: ColumnElement[bool]) -> Any:  # noqa: ANN401
    here = literal_column(str(place), Integer())
    first_id = case((here == PLACE, FIRST_ID), else_=literal(NOBODY))
    return (
        select(
            here.label("place"),
            literal(table.name, String()).label("table_name"),
            table.c.id,
            table.c.revision,
            table.c.created_revision,
            false().label("is_gone"),
        )
        .where(mine(table.c, ANY_OWNER), is_asked, table.c.created_revision <= UNTIL)
        .where(here >= PLACE, table.c.id >= first_id)
        .order_by(table.c.id)
        .limit(SIZE)
    )


def _gone(place: int, names: Sequence[str]) -> Any:  # noqa: ANN401
    """Tombstones; a device that starts has nothing to delete."""
    here, name = literal_column(str(place), Integer()), Tombstone.table_name.collate("C")
    is_on_page = tuple_(name, Tombstone.id) >= tuple_(NAME.collate("C"), FIRST_ID)
    return (
        select(
            here.label("place"),
            Tombstone.table_name,
            Tombstone.id,
            Tombstone.revision,
            null().cast(BigInteger()).label("created_revision"),
            true().label("is_gone"),
        )
        .where(mine(Tombstone, ANY_OWNER), Tombstone.table_name.in_(names))
        .where(SINCE > 0, Tombstone.revision > SINCE, Tombstone.revision <= UNTIL)
        .where(or_(here > PLACE, is_on_page))
        .order_by(name, Tombstone.id)
        .limit(SIZE)
    )
