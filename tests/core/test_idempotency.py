"""One effect and one answer under an Idempotency-Key, for a day."""

from httpx2 import AsyncClient, Response

ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


def under(key: str) -> dict[str, str]:
    return {"idempotency-key": key}


async def create(client: AsyncClient, key: str, **changes: object) -> Response:
    return await client.post("/v1/people", json=ALEX | changes, headers=under(key))


async def number_of_people(client: AsyncClient) -> int:
    return len((await client.get("/v1/people")).json()["items"])


async def test_the_same_key_gives_the_same_answer_to_the_byte(me: AsyncClient) -> None:
    first = await create(me, "one")
    again = await create(me, "one")

    assert (first.status_code, again.status_code) == (201, 201), (first.text, again.text)
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert await number_of_people(me) == 1
