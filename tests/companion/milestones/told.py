"""Milestones in a few words: how the worker left them."""

from uuid import UUID

from httpx2 import AsyncClient

from tests.companion.streaks.lives import Json, read
from tests.settling import settled
from tests.signing_up import SignedIn

Told = tuple[int, str, bool]
"""Days, the date they were reached on, and whether they hold."""


async def milestones(client: AsyncClient, **query: object) -> list[Json]:
    """Wait for the worker and list the user's milestones."""
    await settled(guest_of(client).app, guest_of(client).user_id)
    found: list[Json] = (await read(client, "/v1/milestones", limit=200, **query))["items"]
    return found


async def told(client: AsyncClient, **query: object) -> list[Told]:
    """Do so, in order of their days."""
    found = await milestones(client, **query)
    return sorted((each["days"], each["reached_on"], not each["revoked_at"]) for each in found)


async def days_held(client: AsyncClient) -> list[int]:
    return [days for days, _, holds in await told(client) if holds]


def guest_of(client: AsyncClient) -> SignedIn:
    assert isinstance(client.auth, SignedIn)
    return client.auth


def id_of(client: AsyncClient) -> UUID:
    return guest_of(client).user_id
