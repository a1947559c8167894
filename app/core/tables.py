"""What tables are made of: bases, mixins, and the types and references that carry a promise."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import cache, wraps
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Time,
    bindparam,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import BigInteger, TypeDecorator, Uuid

from app.core.owners import Owner

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Record = dict[str, Any]
"""A row by its column names, free text opened."""
AnySelect = Select[*tuple[Any, ...]]
"""A statement that gives rows of whatever columns."""

OWNER_FILTER = True
"""Off in one test only, which shows that the row-level policies alone hide others' rows."""


class Encrypted(TypeDecorator[bytes]):
    """Free text, sealed with its owner's key by `core/records.py` before it gets here."""

    impl = LargeBinary
    cache_ok = True


class Base(DeclarativeBase):
    """Every table. Rows are read with Core: there is no identity map and no lazy load."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {
        datetime: TIMESTAMP(timezone=True, precision=3),
        time: Time(),
        int: Integer(),
        list[str]: ARRAY(String()),
    }


class Owned(Base):
    """A row that belongs to a user; another user may have a row of the same id."""

    __abstract__ = True

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        sort_order=-20,
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-19)


class Synced(Owned):
    """A record of the contract: stamped with the user's revision, created once by its id.

    `body_digest` is the keyed digest of the body that created it; its tombstone keeps it.
    `created_revision` is the user's revision of then.
    """

    __abstract__ = True

    revision: Mapped[int] = mapped_column(BigInteger(), sort_order=-18)
    created_revision: Mapped[int] = mapped_column(BigInteger(), sort_order=-18)
    recorded_at: Mapped[datetime] = mapped_column(sort_order=-17)
    updated_at: Mapped[datetime] = mapped_column(sort_order=-16)
    source: Mapped[str] = mapped_column(sort_order=-15)
    body_digest: Mapped[bytes] = mapped_column(sort_order=-14)

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401
        """Let sync read each table by what has changed."""
        super().__init_subclass__(**options)
        if not cls.__dict__.get("__abstract__"):
            columns = table_of(cls).c
            Index(f"ix_{cls.__tablename__}_changed", columns.user_id, columns.revision, columns.id)


class Entry(Synced):
    """Something that happened at a moment, on the user's date of that moment and place."""

    __abstract__ = True

    occurred_at: Mapped[datetime] = mapped_column(sort_order=-13)
    time_zone: Mapped[str] = mapped_column(sort_order=-12)
    day_starts_at: Mapped[time] = mapped_column(sort_order=-11)
    local_date: Mapped[date] = mapped_column(sort_order=-10)


def refers_to(
    table: str, column: str, *, on_delete: Literal["delete", "clear"], closes_circle: bool = False
) -> ForeignKeyConstraint:
    """Point at another record of the same user; `core/records.py` carries out `on_delete`.

    `closes_circle` where the other table points back: this constraint is then made last.
    """
    return ForeignKeyConstraint(
        ["user_id", column],
        [f"{table}.user_id", f"{table}.id"],
        deferrable=True,
        initially="DEFERRED",
        info={"on_delete": on_delete},
        use_alter=closes_circle,
    )


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Hold a coded column to its vocabulary."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def some_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Hold a list of coded values to its vocabulary."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} <@ ARRAY[{listed}]::varchar[]", name=f"{column}_known")


def table_of(model: type[Owned]) -> Table:
    return cast("Table", model.__table__)


class AnyOwner:
    """Stands for the owner in a statement that is built once; its parameter is `owner_id`."""

    id = bindparam("owner_id", type_=Uuid())


ANY_OWNER = AnyOwner()


def mine(table: Any, owner: Owner | AnyOwner) -> ColumnElement[bool]:  # noqa: ANN401
    """Where every statement on owned rows starts; `table` is a model or a table's columns."""
    return table.user_id == owner.id if OWNER_FILTER else true()


def built_once(build: Callable[..., AnySelect]) -> Callable[..., AnySelect]:
    """Keep what a function builds from what is fixed: a statement costs more than it looks."""

    @cache
    def built(_has_filter: bool, *shape: Any) -> AnySelect:  # noqa: ANN401, FBT001
        return build(*shape)

    @wraps(build)
    def find(*shape: Any) -> AnySelect:  # noqa: ANN401
        return built(OWNER_FILTER, *shape)

    return find
