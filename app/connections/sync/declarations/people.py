from app.companion.people import service
from app.companion.people.models import Person
from app.companion.people.schemas import PersonCreate, PersonUpdate
from app.connections.sync.declarations.usual import columns, verbs_of
from app.connections.sync.shapes import SyncedTable

PEOPLE = SyncedTable(
    Person,
    columns(nickname="text", relation="text", phase="text", phase_since="date", note="text"),
    verbs_of(service, PersonCreate, PersonUpdate),
    takes_others_along=True,
)
