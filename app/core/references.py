"""References between records of one user: do the ids that a body names lead anywhere?"""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, exists, literal, or_, select

from app.core.errors import FieldError, UnknownReference
from app.core.owners import Owner
from app.core.tables import AnySelect


@cache
def references_of(table: Table) -> dict[str, Table]:
    """Give the columns that `refers_to` made, each with the table it leads to."""
    return {
        constraint.column_keys[1]: constraint.referred_table
        for constraint in table.foreign_key_constraints
        if "on_delete" in constraint.info
    }


@cache
def taken_along_by(table: Table) -> frozenset[str]:
    """Give the columns whose record takes the row along when it is deleted."""
    return frozenset(
        constraint.column_keys[1]
        for constraint in table.foreign_key_constraints
        if constraint.info.get("on_delete") == "delete"
    )


def are_known(
    table: Table, values: Mapping[str, ColumnElement[Any]], user_id: ColumnElement[UUID]
) -> list[ColumnElement[bool]]:
    """Demand that each reference among `values` is null or names one of the user's records."""
    return [
        or_(
            values[name].is_(None),
            exists().where(parent.c.user_id == user_id, parent.c.id == values[name]),
        )
        for name, parent in references_of(table).items()
        if name in values
    ]


def unknown_among(table: Table, owner: Owner, values: Mapping[str, Any]) -> AnySelect:
    """Tell of each reference that `values` hold whether it leads nowhere."""
    user_id = literal(owner.id)
    checks = [
        (~are_known(table, {name: literal(values[name], table.c[name].type)}, user_id)[0]).label(
            name
        )
        for name in references_of(table)
        if values.get(name) is not None
    ]
    return select(*checks)


def unknown_reference(missing: Mapping[str, Any]) -> UnknownReference:
    return UnknownReference(
        errors=[
            FieldError(detail="there is no such record of yours", pointer=f"/{name}")
            for name, is_missing in missing.items()
            if is_missing
        ]
    )
