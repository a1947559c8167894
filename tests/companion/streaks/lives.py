"""People, streaks and contact events in a few words, over HTTP."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from httpx2 import AsyncClient

Json = dict[str, Any]
BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """Read a moment; without an offset it is Berlin's wall clock."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).astimezone(UTC)


def standing_at(text: str) -> pytest.MarkDecorator:
    """Let a test happen at that moment."""
    return pytest.mark.parametrize("clock", [text], indirect=True, ids=[text])


async def a_person(client: AsyncClient, nickname: str = "Alex") -> str:
    body = {"nickname": nickname, "relation": "ex_partner", "phase": "apart"}
    return str((await created(client, "/v1/people", body))["id"])


async def a_streak(client: AsyncClient, started: str | None = None, **fields: object) -> Json:
    """Begin a no-contact streak about nobody in particular, unless `fields` say otherwise."""
    body: Json = {"kind": "no_contact", **fields}
    if started is not None:
        body["started_at"] = at(started).isoformat()
    return await created(client, "/v1/streaks", body)


async def a_contact(
    client: AsyncClient, moment: str, kind: str = "reached_out", **fields: object
) -> Json:
    body = {"kind": kind, "occurred_at": at(moment).isoformat(), **fields}
    return await created(client, "/v1/contact-events", body)


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


async def streak_now(client: AsyncClient, streak: Json) -> Json:
    return await read(client, f"/v1/streaks/{streak['id']}")


async def segments(client: AsyncClient, streak: Json) -> list[Json]:
    page = await read(client, f"/v1/streaks/{streak['id']}/segments")
    found: list[Json] = page["items"]
    return found
