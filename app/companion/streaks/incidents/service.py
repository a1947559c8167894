"""The log of a user in safety mode: what contact events said, in every version, for good."""

import json
from collections.abc import AsyncGenerator, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.streaks.incidents import queries
from app.companion.streaks.incidents.models import Incident
from app.companion.streaks.vocabulary import Change
from app.core import records, sealing
from app.core.database import Database, Db
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.record_statements import Along
from app.core.tables import AnySelect, Record

CONTENT = (
    *("person_id", "kind", "occurred_at", "time_zone", "local_date", "channel", "platform"),
    *("reason", "tone", "unwanted", "restart_at", "note"),
)


def are_kept(owner: Owner) -> bool:
    return bool(owner.preferences.get("safety_mode"))


def along(owner: Owner, event: Record, change: Change, *, now: datetime) -> Sequence[Along]:
    """Keep a version together with the write that makes it; out of safety mode, nothing."""
    return [queries.addition(row) for row in _rows(owner, [event], change, now)]


async def remember(
    db: Db, owner: Owner, events: Iterable[Record], change: Change, *, now: datetime
) -> None:
    """Keep versions of events that were just written; out of safety mode, do nothing."""
    rows = _rows(owner, events, change, now)
    if rows:
        await db.execute(queries.addition_alone(rows))


async def remember_change(
    db: Db, owner: Owner, before: Record, after: Record, *, now: datetime
) -> None:
    """Keep a version just written; the one it replaced, too, if that is older than safety mode."""
    if are_kept(owner):
        made: Change = "created" if before["updated_at"] == before["recorded_at"] else "changed"
        (former,) = _rows(owner, [before], made, before["updated_at"])
        (row,) = _rows(owner, [after], "changed", now)
        await db.execute(queries.addition_with_former(owner, row, former))


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    found = await _fetch(db, owner, queries.incidents_of(owner, paging))
    return paging.page(found, owner, "recorded_at", "id")


async def whole_log(database: Database, owner: Owner) -> AsyncGenerator[list[Record]]:
    """Give the log from its beginning, some rows at a time, each time in a transaction anew.

    A connection is lent only while it reads: whoever takes long to listen holds up nobody.
    """
    last: Record | None = None
    while True:
        async with database.lease() as db:
            await db.begin(owner.id)
            found = await _fetch(db, owner, queries.oldest_first(owner, last))
        yield found
        if len(found) < queries.ROWS_AT_ONCE:
            return
        last = found[-1]


async def _fetch(db: Db, owner: Owner, statement: AnySelect) -> list[Record]:
    found = await records.fetch(db, owner, Incident, statement)
    return [each | {"content": json.loads(each["content"])} for each in found]


def _rows(
    owner: Owner, events: Iterable[Record], change: Change, now: datetime
) -> list[dict[str, Any]]:
    if not are_kept(owner):
        return []
    return [sealing.sealed(owner, Incident, _row(owner, event, change, now)) for event in events]


def _row(owner: Owner, event: Record, change: Change, now: datetime) -> dict[str, Any]:
    content = {name: _plain(event[name]) for name in CONTENT}
    return {
        "user_id": owner.id,
        "id": new_id(),
        "contact_event_id": event["id"],
        "change": change,
        "recorded_at": now,
        "content": json.dumps(content),
    }


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
