"""Rows of a table by their ids, some at a time."""

from sqlalchemy import Integer, Table, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.core.tables import ANY_OWNER, AnySelect, built_once, mine


@built_once
def rows(table: Table, is_first: bool) -> AnySelect:  # noqa: FBT001
    """Parameters: owner_id, size, and last_id unless it is the first page."""
    found = select(table).where(mine(table.c, ANY_OWNER)).order_by(table.c.id)
    if not is_first:
        found = found.where(table.c.id > bindparam("last_id", type_=Uuid()))
    return found.limit(bindparam("size", type_=Integer()))


@built_once
def of_ids(table: Table) -> AnySelect:
    """Parameters: owner_id, ids."""
    ids = bindparam("ids", type_=ARRAY(Uuid()))
    return select(table).where(mine(table.c, ANY_OWNER), table.c.id == func.any(ids))
