"""Goals, activities and logs in a few words, over HTTP."""

from typing import Any

from httpx2 import AsyncClient

Json = dict[str, Any]
DAILY = {"cadence": {"times": 1, "per": "day"}}
WEEKLY = {"cadence": {"times": 2, "per": "week"}}
MONTHLY = {"cadence": {"times": 2, "per": "month"}}
KM = {"target": {"amount": 10, "unit": "km"}}


async def created(client: AsyncClient, path: str, body: Json) -> Json:
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def read(client: AsyncClient, path: str, **query: object) -> Json:
    answer = await client.get(path, params={name: str(value) for name, value in query.items()})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def a_goal(client: AsyncClient, **fields: object) -> Json:
    """Set a goal, once a day since March the first unless `fields` say otherwise."""
    kind = {} if {"cadence", "target"} & fields.keys() else DAILY
    body: Json = {"title": "Run", "area": "body", "starts_on": "2026-03-01", **kind, **fields}
    return await created(client, "/v1/goals", body)


async def an_activity(client: AsyncClient) -> str:
    return str((await created(client, "/v1/activities", {"title": "Run", "area": "body"}))["id"])


async def a_log(client: AsyncClient, day: str, **fields: object) -> Json:
    """Log something at noon of a date."""
    body = {"area": "body", "occurred_at": f"{day}T12:00:00+01:00", **fields}
    return await created(client, "/v1/activity-logs", body)


async def change(client: AsyncClient, path: str, **fields: object) -> Json:
    answer = await client.patch(path, json=fields)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def figures(client: AsyncClient, goal: Json, *names: str) -> list[Any]:
    """Read some of a goal's figures."""
    progress = (await read(client, f"/v1/goals/{goal['id']}"))["progress"]
    return [progress[name] for name in names]


async def runs(client: AsyncClient, goal: Json) -> list[int]:
    """Read what was done in the running period, the current run and the longest."""
    return await figures(client, goal, "done", "current_run", "longest_run")
