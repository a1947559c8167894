from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Update, Values, cast, column, func, or_, select, update, values
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import Uuid

from app.connections.notifications.reminders.models import Reminder
from app.core.owners import Owner
from app.core.pagination import Asked, Paging, newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

REMINDERS = table_of(Reminder)
KEYS = (REMINDERS.c.recorded_at, REMINDERS.c.id)
MOMENT = TIMESTAMP(timezone=True, precision=3)

Moves = Mapping[UUID, tuple[datetime | None, datetime | None]]
"""By reminder, the new `next_at` and `snoozed_until`."""


def reminders_of(owner: Owner, paging: Paging) -> Asked:
    return paging.of(_newest(), owner, *KEYS)


def number_of_reminders(owner: Owner) -> AnySelect:
    return select(func.count()).select_from(REMINDERS).where(mine(REMINDERS.c, owner))


def waiting(owner: Owner) -> AnySelect:
    """Select the moments of all that has something to tell, with no words."""
    c = REMINDERS.c
    is_waiting = or_(c.next_at.is_not(None), c.snoozed_until.is_not(None))
    return select(c.id, c.next_local, c.next_at, c.snoozed_until).where(mine(c, owner), is_waiting)


def moving(owner: Owner, moves: Moves, *, now: datetime) -> Update:
    """Write what moved, all at once."""
    given = _given(moves)
    moved = {
        "next_at": cast(given.c.next_at, MOMENT),  # a column of nothing but nulls has no type
        "snoozed_until": cast(given.c.snoozed_until, MOMENT),
        "revision": owner.revision,
        "updated_at": now,
    }
    return (
        update(REMINDERS)
        .where(mine(REMINDERS.c, owner), REMINDERS.c.id == given.c.id)
        .values(moved)
    )


def _given(moves: Moves) -> Values:
    columns = (
        column("id", Uuid()),
        column("next_at", MOMENT),
        column("snoozed_until", MOMENT),
    )
    rows = [(reminder_id, *moments) for reminder_id, moments in moves.items()]
    return values(*columns, name="given").data(rows)


@built_once
def _newest() -> AnySelect:
    return newest_first(select(REMINDERS).where(mine(REMINDERS.c, ANY_OWNER)), *KEYS)
