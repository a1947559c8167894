from collections.abc import Sequence

from app.companion.streaks.contact_events import service
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.contact_events.schemas import ContactEventCreate, ContactEventUpdate
from app.connections.sync.declarations.usual import OF_ENTRY, columns, verbs_of
from app.connections.sync.shapes import Sent, SyncedTable, Turn
from app.core.tables import Record


async def _keep(turn: Turn, body: ContactEventCreate, _row: Record) -> None:
    await service.keep(turn.db, turn.owner, body, now=turn.now)


async def _reckon(turn: Turn, rows: Sequence[Sent]) -> None:
    people = {row.values.get("person_id") for row in rows}
    await service.reckon(turn.db, turn.owner, people, now=turn.now)


CONTACT_EVENTS = SyncedTable(
    ContactEvent,
    OF_ENTRY
    + columns(
        person_id="id",
        urge_id="id",
        kind="text",
        channel="text",
        platform="text",
        reason="text",
        tone="text",
        unwanted="boolean",
        restart_at="moment",
        note="text",
    ),
    verbs_of(service, ContactEventCreate, ContactEventUpdate, create=_keep, after_creates=_reckon),
)
