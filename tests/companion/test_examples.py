"""What the document shows as an example can be sent as it stands."""

import pytest
from httpx2 import AsyncClient

from app.companion.activities.logs.schemas import ActivityLogCreate, ActivityLogUpdate
from app.companion.activities.schemas import ActivityCreate, ActivityUpdate
from app.companion.moods.schemas import MoodCreate, MoodUpdate
from app.core.schemas import Input


@pytest.mark.parametrize(
    ("path", "create", "update"),
    [
        ("/v1/moods", MoodCreate, MoodUpdate),
        ("/v1/activities", ActivityCreate, ActivityUpdate),
        ("/v1/activity-logs", ActivityLogCreate, ActivityLogUpdate),
    ],
)
async def test_examples_work(
    me: AsyncClient, path: str, create: type[Input], update: type[Input]
) -> None:
    for body in create.model_json_schema()["examples"]:
        made = await me.post(path, json=body)
        assert made.status_code == 201, made.text
        for change in update.model_json_schema()["examples"]:
            changed = await me.patch(f"{path}/{made.json()['id']}", json=change)
            assert changed.status_code == 200, changed.text
