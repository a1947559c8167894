from app.companion.streaks.contact_events import service
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.streaks.contact_events.schemas import ContactEventCreate, ContactEventUpdate
from app.connections.sync.declarations.usual import OF_ENTRY, columns, verbs_of
from app.connections.sync.shapes import SyncedTable

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
    verbs_of(service, ContactEventCreate, ContactEventUpdate),
)
