"""Ids of others are no way to their rows, and tell nothing."""

from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.connections.sync.devices import (
    Device,
    Json,
    created,
    deleted,
    event,
    mood,
    person,
    updated,
)
from tests.signing_up import a_guest


async def test_a_push_cannot_touch_anothers_rows(phone: Device, app: FastAPI) -> None:
    """It makes rows of one's own under the same ids, as a create of the API does."""
    stranger = Device(await a_guest(app))
    alex, theirs = person(note="Theirs."), mood(note="Theirs.")
    await phone.pushes(created(people=alex, moods=theirs))
    await phone.pull()

    mine = theirs | {"note": "Mine."}
    assert await stranger.pushes(updated(moods=mine)) == {}
    assert await stranger.pushes(deleted(people=alex["id"])) == {}

    assert await phone.pull() == {}
    stranger.pulled = 0
    assert (await stranger.pull())["moods"]["created"] == [mine]
    assert await stranger.pushes(deleted(moods=mine["id"])) == {}
    phone.pulled = 0
    pulled = await phone.pull()
    assert pulled["moods"]["created"] == [theirs]
    assert pulled["people"]["created"] == [alex]


async def test_anothers_id_and_one_of_nobody_are_answered_alike(
    phone: Device, app: FastAPI
) -> None:
    stranger = Device(await a_guest(app))
    alex = person()
    await phone.pushes(created(people=alex))
    answers: list[tuple[Json, Json]] = []
    for person_id in (alex["id"], person()["id"]):
        contact = event(person_id=person_id)
        rejected = await stranger.pushes(created(contact_events=contact))
        (row,) = (await stranger.pull())["contact_events"]["updated" if answers else "created"]
        answers.append((rejected, row | {"id": None}))

    assert answers[0] == answers[1]
    assert answers[0][1]["person_id"] is None


async def test_nobody_syncs_without_a_token(http: AsyncClient) -> None:
    assert (await http.get("/v1/sync")).status_code == 401
    assert (await http.post("/v1/sync", json={})).status_code == 401
