"""What can be done with contact events; streaks are reckoned anew in the same transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.streaks.contact_events import queries
from app.companion.streaks.contact_events.effects import shown
from app.companion.streaks.contact_events.errors import ContactEventNotFound
from app.companion.streaks.contact_events.filters import Filters
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.contact_events.moments import WHEN, dated
from app.companion.streaks.contact_events.schemas import ContactEventCreate, ContactEventUpdate
from app.companion.streaks.incidents import service as incidents
from app.companion.streaks.recomputation import service as recomputation
from app.companion.streaks.recomputation import write_queries
from app.companion.streaks.recomputation.loaded import event_of, streaks_from
from app.companion.streaks.recomputation.rewrites import reckoned
from app.companion.streaks.vocabulary import ContactKind, words
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record


async def create(db: Db, owner: Owner, new: ContactEventCreate, *, now: datetime) -> Stored:
    """Log an event, and what it does to streaks, in one statement.

    Raises:
        Invalid: a moment can't be; or as `records.create`.
    """
    columns = _columns(owner, new, now)
    streaks = await recomputation.load_about(db, owner, [new.person_id], [new.kind])
    rewrite = reckoned(streak.having(event_of(columns)) for streak in streaks)
    along = [write_queries.along(rewrite, owner, now=now)]
    along += incidents.along(owner, columns, "created", now=now)
    draft = Draft(ContactEvent, new, columns, along)
    stored = await records.make(db, owner, draft, now=now)
    if not stored.is_new:
        return Stored(await find(db, owner, stored.record["id"]), is_new=False)
    return Stored(shown(stored.record, streaks), is_new=True)


async def keep(db: Db, owner: Owner, new: ContactEventCreate, *, now: datetime) -> Stored:
    """Log an event as one of many: `reckon` then has to be called for all of them.

    Raises:
        Invalid: as `create`.
    """
    columns = _columns(owner, new, now)
    along = incidents.along(owner, columns, "created", now=now)
    return await records.make(db, owner, Draft(ContactEvent, new, columns, along), now=now)


async def reckon(db: Db, owner: Owner, people: Collection[UUID | None], *, now: datetime) -> None:
    """Reckon what events with these people could concern, once they are all kept."""
    streaks = await recomputation.load_about(db, owner, people, words(ContactKind))
    await recomputation.write_back(db, owner, streaks, now=now)


async def find(db: Db, owner: Owner, event_id: UUID) -> Record:
    """Load one of the owner's events with its effects.

    Raises:
        ContactEventNotFound: there is none of that id, or it is somebody else's.
    """
    for event in await records.fetch(db, owner, ContactEvent, queries.event_of(owner, event_id)):
        return shown(event, streaks_from(event.pop("judges")))
    raise ContactEventNotFound


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    statement = queries.events_of(owner, filters, paging)
    events = await records.fetch(db, owner, ContactEvent, statement)
    streaks = streaks_from(events[0]["judges"]) if events else []
    found = [shown(event, streaks) for event in events]
    return paging.page(found, owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, event: Record, changes: ContactEventUpdate, *, now: datetime
) -> Record:
    """Change an event; streaks are then as if it had always been so.

    Raises:
        Invalid, UnknownReference: as `create`.
    """
    columns: dict[str, Any] = changes.model_dump()
    if columns.keys() & WHEN:
        columns |= dated(event | columns, now=now, sent=columns)
    after = event | columns
    streaks = await recomputation.load_about(
        db, owner, [event["person_id"], after["person_id"]], [event["kind"], after["kind"]]
    )
    changed = await records.change(db, owner, ContactEvent, event["id"], columns, now=now)
    moved = [streak.having(event_of(changed)) for streak in streaks]
    await recomputation.write_back(db, owner, moved, now=now)
    await incidents.remember_change(db, owner, event, changed, now=now)
    return shown(changed, streaks)


async def delete(
    db: Db, owner: Owner, event_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete an event: streaks are then as if it had never been."""
    event = await records.find(db, owner, ContactEvent, event_id)
    if event is None:
        return
    if_match.check(event)
    streaks = await recomputation.load_about(db, owner, [event["person_id"]], [event["kind"]])
    await records.delete(db, owner, ContactEvent, event_id, now=now)
    lacking = [streak.lacking(event_id) for streak in streaks]
    await recomputation.write_back(db, owner, lacking, now=now)
    await incidents.remember(db, owner, [event], "deleted", now=now)


def _columns(owner: Owner, new: ContactEventCreate, now: datetime) -> Record:
    columns = new.model_dump() | {
        "id": new.id or new_id(),
        "occurred_at": new.occurred_at or now,
        "time_zone": new.time_zone or owner.time_zone,
        "day_starts_at": owner.day_starts_at,
    }
    return columns | dated(columns, now=now, sent=new.model_fields_set)
