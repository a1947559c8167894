"""Reminders and what is told of them, in a few words, over HTTP."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from httpx2 import AsyncClient

from tests.companion.streaks.lives import Json, created, read
from tests.settling import settled
from tests.signing_up import SignedIn

REMINDERS, NOTIFICATIONS = "/v1/reminders", "/v1/notifications"
AT_EIGHT: Json = {
    "title": "Tea, and the window open",
    "schedule": "FREQ=DAILY;BYHOUR=8;BYMINUTE=0",
    "channel": "push",
}


async def a_reminder(client: AsyncClient, **fields: object) -> Json:
    """Be reminded at eight each day, unless `fields` say otherwise."""
    return await created(client, REMINDERS, AT_EIGHT | fields)


async def change(client: AsyncClient, reminder: Json, **fields: object) -> Json:
    answer = await client.patch(url_of(reminder), json=fields)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def move(client: AsyncClient, **fields: object) -> None:
    """Change the account: a zone, quiet hours."""
    answer = await client.patch("/v1/me", json=fields)
    assert answer.status_code == 200, answer.text


def quiet(from_: str, to: str) -> Json:
    return {"quiet_hours": {"from": from_, "to": to}}


async def now(client: AsyncClient, reminder: Json) -> Json:
    """Wait for the worker, and read the reminder."""
    await settled(guest_of(client).app, guest_of(client).user_id)
    return await read(client, url_of(reminder))


async def told(client: AsyncClient) -> list[Json]:
    """Wait for the worker, and list what was told, the oldest first."""
    guest = guest_of(client)
    await settled(guest.app, guest.user_id)
    found: list[Json] = (await read(client, NOTIFICATIONS, limit=200))["items"]
    return found[::-1]


async def told_at(client: AsyncClient, zone: str = "Europe/Berlin") -> list[str]:
    """Say when, by the clock on the wall there."""
    return [shown(each["recorded_at"], zone) for each in await told(client)]


def shown(moment: str, zone: str = "Europe/Berlin") -> str:
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    return f"{local:%Y-%m-%dT%H:%M}"


def url_of(reminder: Json) -> str:
    return f"{REMINDERS}/{reminder['id']}"


def guest_of(client: AsyncClient) -> SignedIn:
    assert isinstance(client.auth, SignedIn)
    return client.auth


def id_of(client: AsyncClient) -> UUID:
    return guest_of(client).user_id
