"""What tests of webhooks ask for again and again."""

from collections.abc import Mapping
from typing import Any

from httpx2 import AsyncClient

from tests.waiting import until

PATH = "/v1/webhook-endpoints"
MOOD = {"kind": "dailyMood", "valence": 0.5, "labels": ["calm"], "associations": ["work"]}

Answer = dict[str, Any]


async def an_endpoint(me: AsyncClient, url: str, *types: str, **more: object) -> Answer:
    body = {"url": url, "event_types": types or ("mood.created",), **more}
    answer = await me.post(PATH, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def made(me: AsyncClient, path: str, body: Mapping[str, Any]) -> Answer:
    answer = await me.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def a_mood(me: AsyncClient) -> Answer:
    return await made(me, "/v1/moods", MOOD)


async def seen(me: AsyncClient, endpoint: Answer) -> Answer:
    return dict((await me.get(f"{PATH}/{endpoint['id']}")).json())


async def deliveries(me: AsyncClient, endpoint: Answer) -> list[Answer]:
    answer = await me.get(f"{PATH}/{endpoint['id']}/deliveries")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def tried(me: AsyncClient, endpoint: Answer, times: int, of: int = 1) -> Answer:
    """Wait until there are so many deliveries, and the newest was tried so often."""
    found: list[Answer] = []

    async def is_so() -> bool:
        found[:] = await deliveries(me, endpoint)
        return len(found) >= of and len(found[0]["attempts"]) >= times

    await until(is_so)
    return found[0]
