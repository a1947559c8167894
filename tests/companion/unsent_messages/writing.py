"""Somebody who writes messages to keep them."""

from typing import Any

from httpx2 import AsyncClient

Json = dict[str, Any]

MESSAGES = "/v1/unsent-messages"
GOOD_NIGHT = {"body": "Good night."}
KEPT, BURNED = {"released_as": "kept"}, {"released_as": "burned"}
TOMORROW = {"burn_at": "2026-03-11T12:00:00Z"}
ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


async def a_person(me: AsyncClient) -> str:
    return str((await me.post("/v1/people", json=ALEX)).json()["id"])


async def a_message(me: AsyncClient, **told: Any) -> Json:  # noqa: ANN401
    answer = await me.post(MESSAGES, json=GOOD_NIGHT | told)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def url_to(message: Json) -> str:
    return f"{MESSAGES}/{message['id']}"


async def let_go(me: AsyncClient, message: Json, release: Json, status: int = 200) -> Json:
    answer = await me.put(f"{url_to(message)}/release", json=release)
    assert answer.status_code == status, answer.text
    return dict(answer.json())
