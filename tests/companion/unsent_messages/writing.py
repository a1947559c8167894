"""Somebody who writes messages to keep them."""

from typing import Any

from httpx2 import AsyncClient

MESSAGES = "/v1/unsent-messages"
GOOD_NIGHT = {"body": "Good night."}
ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


async def a_person(me: AsyncClient) -> str:
    return str((await me.post("/v1/people", json=ALEX)).json()["id"])


async def a_message(me: AsyncClient, **told: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await me.post(MESSAGES, json=GOOD_NIGHT | told)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
