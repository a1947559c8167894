"""Urges as tests tell of them."""

from typing import Any

from httpx2 import AsyncClient

URL = "/v1/urges"
BREATHING = "b18d8bd9-199a-481f-b536-4773a82c420f"
MEDITATION = "d2016987-88d3-47fe-a9c5-6eb60a9b44bd"
COLOURING = "0bb65e48-edcd-4d29-8b07-59a1b2ab6c59"
WALK = "86b4b0ae-fab9-4c61-b2b3-29054e88a695"
MUSIC = "b03e189b-fbc5-4d59-900f-21a2378fdce1"
Body = dict[str, Any]


async def an_urge(me: AsyncClient, **changes: Any) -> Body:  # noqa: ANN401
    told = {"wants_to": "reach_out", "intensity": 7} | changes
    answer = await me.post(URL, json=told)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def resolve(me: AsyncClient, urge: Body, **changes: Any) -> Body:  # noqa: ANN401
    answer = await me.patch(f"{URL}/{urge['id']}", json=changes)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def tried(me: AsyncClient, technique_id: str, *, helped: bool) -> None:
    after = 2 if helped else 7
    told = {"technique_id": technique_id, "outcome": "passed", "intensity_after": after}
    await resolve(me, await an_urge(me), **told)


async def a_person(me: AsyncClient) -> str:
    body = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}
    return str((await me.post("/v1/people", json=body)).json()["id"])


async def a_contact(me: AsyncClient, **changes: Any) -> Body:  # noqa: ANN401
    answer = await me.post("/v1/contact-events", json={"kind": "reached_out"} | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
