"""What happens to streaks when a person goes: in the same transaction."""

from datetime import datetime
from uuid import UUID

from app.companion.streaks.contact_events import queries
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.incidents import service as incidents
from app.companion.streaks.recomputation import service as recomputation
from app.companion.streaks.vocabulary import ContactKind, words
from app.core import events, records
from app.core.database import Db
from app.core.owners import Owner


@events.listen("people.deleting")
async def keep_versions(db: Db, owner: Owner, person_id: UUID, now: datetime) -> None:
    """In safety mode, keep what was logged with the person."""
    if incidents.are_kept(owner):
        going = queries.events_with(owner, person_id)
        found = await records.fetch(db, owner, ContactEvent, going)
        await incidents.remember(db, owner, found, "deleted", now=now)


@events.listen("people.deleted")
async def reckon_without(db: Db, owner: Owner, _person_id: UUID, now: datetime) -> None:
    """Reckon the streaks about nobody in particular without the events that went along."""
    left = await recomputation.load_about(db, owner, [], words(ContactKind))
    await recomputation.write_back(db, owner, left, now=now)
