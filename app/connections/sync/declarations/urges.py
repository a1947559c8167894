from app.companion.urges import service
from app.companion.urges.models import Urge
from app.companion.urges.schemas import UrgeCreate, UrgeUpdate
from app.companion.urges.techniques import service as techniques
from app.companion.urges.techniques.models import Technique
from app.companion.urges.techniques.schemas import TechniqueCreate, TechniqueUpdate
from app.connections.sync.declarations.usual import OF_ENTRY, columns, derived, verbs_of
from app.connections.sync.shapes import SyncedTable, Turn
from app.core.tables import Record
from app.core.texts import language_for


async def _create(turn: Turn, body: UrgeCreate, _row: Record) -> None:
    language = language_for("", turn.owner.locale)
    await service.create(turn.db, turn.owner, body, language, now=turn.now)


URGES = SyncedTable(
    Urge,
    OF_ENTRY
    + columns(
        person_id="id",
        wants_to="text",
        triggers="json",
        intensity="number",
        pretext="text",
        technique_id="id",
        intensity_after="number",
        outcome="text",
        resolved_at="moment",
        contact_event_id="id",
    )
    + derived(hold_until="moment"),
    verbs_of(service, UrgeCreate, UrgeUpdate, create=_create, updates_last=True),
    mentions={"technique_id": "techniques"},
)
TECHNIQUES = SyncedTable(
    Technique,
    columns(title="text", steps="json", kind="text", duration_seconds="number"),
    verbs_of(techniques, TechniqueCreate, TechniqueUpdate),
)
