from app.companion.moods import service
from app.companion.moods.models import Mood
from app.companion.moods.schemas import MoodCreate, MoodUpdate
from app.connections.sync.declarations.usual import OF_ENTRY, columns, verbs_of
from app.connections.sync.shapes import SyncedTable

MOODS = SyncedTable(
    Mood,
    OF_ENTRY
    + columns(
        kind="text",
        valence="number",
        labels="json",
        associations="json",
        custom_labels="json",
        energy="number",
        longing="number",
        loneliness="number",
        note="text",
    ),
    verbs_of(service, MoodCreate, MoodUpdate),
)
