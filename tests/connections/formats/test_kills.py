"""A worker that dies at any statement: the next one goes on, and no row comes twice."""

from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from starlette.datastructures import State

from app.connections.formats.imports import reading, tasks
from app.core.database import Database
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.rhythm import OUT_OF_REACH
from tests.clock import FakeClock
from tests.connections.formats.bringing import Json, export_of, kept, read
from tests.settling import settled
from tests.signing_up import SignedIn, a_guest
from tests.wire import Wire, counting_proxy

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note"
ROWS = [f"2026-03-09,,,12:{minute:02},good,,," for minute in range(7)]
CUSTOM: Json = {"kind": "custom", "policy": {"counts": ["reached_out"]}}
STARTED_AT = "2026-01-05T21:00:00Z"
LIFE: tuple[tuple[str, Json], ...] = (
    ("streaks", {"kind": "no_contact", "started_at": STARTED_AT}),
    ("streaks", {"kind": "no_checking", "started_at": STARTED_AT}),
    *(
        ("streaks", {**CUSTOM, "started_at": STARTED_AT, "label": label})
        for label in ("quiet", "slow")
    ),
    ("contact-events", {"kind": "reached_out", "occurred_at": "2026-02-01T12:00:00Z"}),
    ("contact-events", {"kind": "checked_profile", "occurred_at": "2026-02-02T12:00:00Z"}),
)
CSV = {"content-type": "text/csv"}


@pytest.fixture
async def wire(endpoints: Endpoints) -> AsyncIterator[Wire]:
    async with counting_proxy(endpoints.worker) as wire:
        yield wire


@pytest.fixture
async def other(
    app: FastAPI,
    endpoints: Endpoints,
    wire: Wire,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[State]:
    """A worker behind the wire, while the app's own has its hands full."""
    monkeypatch.setattr(tasks, "under_way", {uuid4(), uuid4()})
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    endpoint = wire.endpoint(endpoints.worker)
    database = Database(engine_for(endpoint.url, role=endpoint.role))
    yield State({"worker_database": database, "vault": app.state.vault, "clock": clock})
    await database.close()


@pytest.mark.parametrize("delivers_last", [False, True])
async def test_a_reader_that_dies_at_any_statement_leaves_the_rest_to_the_next(
    app: FastAPI, other: State, wire: Wire, *, delivers_last: bool
) -> None:
    guest = await a_guest(app)
    answer = await guest.client.post(
        "/v1/imports?format=daylio", content="\n".join([HEADER, *ROWS]), headers=CSV
    )
    import_id = UUID(answer.json()["id"])

    deaths = 0
    for trip in count(1):
        wire.break_at(trip, delivers_last=delivers_last)
        try:
            await reading.read(other, guest.user_id, import_id)
        except (*OUT_OF_REACH, reading.Overtaken):
            deaths += 1
        if not wire.is_broken:
            break
    wire.break_at(None)
    await reading.read(other, guest.user_id, import_id)
    report = (await read(guest.client, str(import_id)))["report"]
    moods = (await guest.client.get("/v1/moods")).json()["items"]

    assert deaths > 10
    assert (report["read"], report["created"], report["unchanged"]) == (7, 7, 0)
    assert len(moods) == 7


async def test_a_reader_that_dies_while_things_are_added_up_leaves_each_streak_whole(
    app: FastAPI, other: State, wire: Wire
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    for path, body in LIFE:
        answer = await first.client.post(f"/v1/{path}", json=body)
        assert answer.status_code == 201, answer.text
    await settled(app, first.user_id)
    exported = await export_of(first)
    sent = await second.client.post("/v1/imports", json=exported)
    import_id = UUID(sent.json()["id"])
    wanted = await figures_of(first)

    reckoned = set()
    for trip in count(1):
        wire.break_at(trip, delivers_last=False)
        with suppress(*OUT_OF_REACH, reading.Overtaken):
            await reading.read(other, second.user_id, import_id)
        found = await figures_of(second)
        reckoned.add(sum(found.get(name) == figure for name, figure in wanted.items()))
        if not wire.is_broken:
            break
    done = await read(second.client, str(import_id))
    wire.break_at(None)
    await settled(app, second.user_id)

    assert (done["status"], done["report"]["refused"]) == ("done", 0)
    assert await figures_of(second) == wanted
    assert reckoned & set(range(1, len(wanted))), "all in one turn"
    assert kept(await export_of(second)) == kept(exported)


async def figures_of(guest: SignedIn) -> dict[str, Any]:
    streaks = (await guest.client.get("/v1/streaks")).json()["items"]
    return {each["id"]: each["current"] for each in streaks}
