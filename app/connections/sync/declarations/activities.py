from app.companion.activities import service
from app.companion.activities.logs import service as logs
from app.companion.activities.logs.models import ActivityLog
from app.companion.activities.logs.schemas import ActivityLogCreate, ActivityLogUpdate
from app.companion.activities.models import Activity
from app.companion.activities.schemas import ActivityCreate, ActivityUpdate
from app.connections.sync.declarations.usual import OF_ENTRY, columns, verbs_of
from app.connections.sync.shapes import SyncedTable

ACTIVITIES = SyncedTable(
    Activity,
    columns(title="text", area="text", status="text", planned_on="date", meant_with_person_id="id"),
    verbs_of(service, ActivityCreate, ActivityUpdate),
)
ACTIVITY_LOGS = SyncedTable(
    ActivityLog,
    OF_ENTRY
    + columns(
        activity_id="id",
        goal_id="id",
        title="text",
        area="text",
        duration_seconds="number",
        amount="number",
        unit="text",
        company="json",
        enjoyment="number",
        first_time="boolean",
        mindfulness_type="text",
        note="text",
    ),
    verbs_of(logs, ActivityLogCreate, ActivityLogUpdate),
)
