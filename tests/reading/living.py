"""A user's life in a few words, over HTTP; what has no path of its own yet goes into its table."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import insert

from app.companion.milestones.models import Milestone
from app.companion.urges.models import Urge
from app.core.ids import new_id
from app.core.tables import table_of
from tests.signing_up import SignedIn

Json = dict[str, Any]


async def created(client: AsyncClient, path: str, **body: object) -> Json:
    answer = await client.post(f"/v1/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def read(client: AsyncClient, path: str, **query: object) -> Json:
    answer = await client.get(f"/v1/{path}", params={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def prefer(client: AsyncClient, **preferences: object) -> None:
    answer = await client.patch("/v1/me", json={"preferences": preferences})
    assert answer.status_code == 200, answer.text


async def a_person(client: AsyncClient) -> str:
    person = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}
    return str((await created(client, "people", **person))["id"])


async def a_streak(client: AsyncClient, day: str, **fields: object) -> Json:
    """Begin one at noon; no contact with nobody in particular unless `fields` say otherwise."""
    body = {"kind": "no_contact", "started_at": f"{day}T12:00:00Z"} | fields
    return await created(client, "streaks", **body)


async def a_contact(client: AsyncClient, day: str, kind: str, **fields: object) -> Json:
    moment = f"{day}T12:00:00Z"
    return await created(client, "contact-events", kind=kind, occurred_at=moment, **fields)


async def a_mood(client: AsyncClient, day: str, valence: float, *labels: str) -> Json:
    moment = f"{day}T11:00:00Z"
    fields = {"kind": "dailyMood", "valence": valence, "labels": labels, "occurred_at": moment}
    return await created(client, "moods", **fields)


async def a_log(client: AsyncClient, day: str, **fields: object) -> Json:
    moment = f"{day}T11:00:00Z"
    return await created(client, "activity-logs", area="body", occurred_at=moment, **fields)


async def an_urge(
    app: FastAPI, user: SignedIn, moment: datetime, resolved_at: datetime | None = None
) -> UUID:
    values = _stamped(user, moment) | {
        "occurred_at": moment,
        "time_zone": "UTC",
        "day_starts_at": datetime.min.time(),
        "local_date": moment.date(),
        "wants_to": "reach_out",
        "triggers": ["lonely"],
        "intensity": 8,
        "hold_until": moment.replace(hour=23),
        "outcome": None if resolved_at is None else "resisted",
        "resolved_at": resolved_at,
    }
    return await _insert(app, user, Urge, values)


async def a_milestone(
    app: FastAPI,
    user: SignedIn,
    streak: Json,
    days: int,
    reached_on: date,
    revoked_at: datetime | None = None,
) -> UUID:
    moment = app.state.clock()
    values = _stamped(user, moment) | {
        "streak_id": UUID(streak["id"]),
        "opened_by": UUID(streak["id"]),
        "days": days,
        "reached_on": reached_on,
        "awarded_at": moment,
        "revoked_at": revoked_at,
    }
    return await _insert(app, user, Milestone, values)


def _stamped(user: SignedIn, moment: datetime) -> Json:
    stamp = {"revision": 1, "created_revision": 1, "source": "first_party"}
    stamp |= {"recorded_at": moment, "updated_at": moment}
    return stamp | {"user_id": user.user_id, "id": new_id(), "body_digest": uuid4().bytes}


async def _insert(app: FastAPI, user: SignedIn, model: Any, values: Json) -> UUID:  # noqa: ANN401
    async with app.state.database.lease() as db:
        await db.begin(user.user_id)
        await db.execute(insert(table_of(model)).values(**values))
    return UUID(str(values["id"]))
