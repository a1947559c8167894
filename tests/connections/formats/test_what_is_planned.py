"""What an export says of moments to come happens for whoever brings it, too."""

import json
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from tests.clock import FakeClock
from tests.connections.formats.bringing import bring, export_of, kept
from tests.settling import settled
from tests.signing_up import a_guest
from tests.waiting import until

Json = dict[str, Any]
BURNED = text("SELECT released_as = 'burned' FROM unsent_messages WHERE user_id = :user_id")
"""Asks the row itself: the API shows a message as burned from the moment on."""

DAILY = {
    "title": "Bowls",
    "schedule": "FREQ=DAILY;BYHOUR=20;BYMINUTE=0",
    "local_start": "2025-03-12T20:00",
    "channel": "push",
}


@pytest.mark.parametrize("hours_before", [0, 2])
async def test_a_message_that_is_to_burn_burns_in_the_copy(
    app: FastAPI, clock: FakeClock, hours_before: int
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    message = {"body": "Good night.", "burn_at": "2026-03-10T13:00:00Z"}
    answer = await first.client.post("/v1/unsent-messages", json=message)
    assert answer.status_code == 201, answer.text
    exported = await export_of(first)
    clock.pass_by(hours=hours_before)
    await bring(second.client, json.dumps(exported))
    clock.pass_by(hours=2)

    async def is_burned() -> bool:
        async with app.state.worker_database.lease() as db:
            await db.begin(second.user_id)
            return bool(await db.scalar(BURNED, {"user_id": second.user_id}))

    await until(is_burned)


@pytest.mark.parametrize(
    ("changes", "comes"),
    [
        ({}, "2026-03-20T19:00:00Z"),
        ({"schedule": "FREQ=DAILY;COUNT=365;BYHOUR=20;BYMINUTE=0"}, None),
        ({"schedule": "FREQ=DAILY;UNTIL=20260312;BYHOUR=20;BYMINUTE=0"}, None),
        ({"is_paused": True}, None),
    ],
)
async def test_a_reminder_older_than_a_year_comes_back_as_it_is(
    app: FastAPI, clock: FakeClock, changes: Json, comes: str | None
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    answer = await first.client.post("/v1/reminders", json=DAILY | changes)
    assert answer.status_code == 201, answer.text
    clock.pass_by(days=10)
    await settled(app, first.user_id)
    exported = await export_of(first)
    dry = await bring(second.client, json.dumps(exported), dry_run="true")
    done = await bring(second.client, json.dumps(exported))

    assert dry["report"]["tables"]["reminders"] == done["report"]["tables"]["reminders"]
    assert kept(await export_of(second)) == kept(exported)
    [reminder] = (await second.client.get("/v1/reminders")).json()["items"]
    assert reminder["next_at"] == comes


async def test_a_reminder_that_was_brought_is_told_at_its_time(
    app: FastAPI, clock: FakeClock
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    await first.client.post("/v1/reminders", json=DAILY)
    await bring(second.client, json.dumps(await export_of(first)))
    clock.pass_by(hours=8)
    await settled(app, second.user_id)

    told = (await second.client.get("/v1/notifications")).json()["items"]
    assert len(told) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"schedule": "FREQ=HOURLY"},
        {"schedule": "FREQ=DAILY"},
        {"local_start": "9999-12-31T20:00:00"},
        {"local_start": "0001-01-01T20:00:00"},
        {"about": "nothing"},
    ],
)
@pytest.mark.parametrize("dry_run", ["true", "false"])
async def test_a_reminder_that_is_none_is_refused_alone(
    app: FastAPI, changes: Json, dry_run: str
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    for _ in range(2):
        await first.client.post("/v1/reminders", json=DAILY)
    exported = await export_of(first)
    exported["tables"]["reminders"][0] |= changes
    report = (await bring(second.client, json.dumps(exported), dry_run=dry_run))["report"]

    counts = report["tables"]["reminders"]
    assert (counts["created"], counts["refused"]) == (1, 1)


async def test_no_more_than_fifty_reminders_are_brought(app: FastAPI) -> None:
    first, second = await a_guest(app), await a_guest(app)
    for title in ("Tea", "Bowls"):
        await first.client.post("/v1/reminders", json=DAILY | {"title": title})
    for _ in range(49):
        await second.client.post("/v1/reminders", json=DAILY)
    file = json.dumps(await export_of(first))
    dry = (await bring(second.client, file, dry_run="true"))["report"]
    done = (await bring(second.client, file))["report"]

    assert [each["reason"] for each in done["refusals"]] == ["too-many-reminders"]
    assert dry["refusals"] == done["refusals"]
