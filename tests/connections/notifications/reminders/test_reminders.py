"""Reminders over HTTP: kept, changed, put to rest, deleted; what is no schedule is refused."""

from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import select

from app.connections.notifications.reminders import service
from app.core.due_work import DueWork
from tests.clock import FakeClock
from tests.companion.streaks.lives import Json, at, created, read, standing_at
from tests.connections.notifications.reminders.reminding import (
    AT_EIGHT,
    REMINDERS,
    a_reminder,
    change,
    id_of,
    shown,
    url_of,
)


async def planned(app: FastAPI, client: AsyncClient) -> list[str]:
    async with app.state.database.lease() as db:
        plans = select(DueWork.due_at).where(DueWork.user_id == id_of(client))
        return [shown(row.due_at.isoformat()) for row in await db.all(plans)]


async def test_a_reminder_is_kept_with_when_it_comes_next(me: AsyncClient) -> None:
    reminder = await a_reminder(me, schedule="RRULE:FREQ=DAILY;BYHOUR=8", about="check_in")

    assert await read(me, url_of(reminder)) == reminder
    assert (await read(me, REMINDERS))["items"] == [reminder]
    assert reminder["schedule"] == "FREQ=DAILY;BYHOUR=8;BYMINUTE=0"
    assert reminder["local_start"] == "2026-03-10T00:00"
    assert reminder["next_at"] == "2026-03-11T07:00:00Z"
    assert (reminder["about"], reminder["is_paused"], reminder["snoozed_until"]) == (
        *("check_in", False),
        None,
    )


async def test_a_rule_that_names_no_hour_takes_it_from_its_start(me: AsyncClient) -> None:
    reminder = await a_reminder(
        me, schedule="FREQ=WEEKLY;INTERVAL=2", local_start="2026-03-05T18:30"
    )

    assert reminder["schedule"] == "FREQ=WEEKLY;INTERVAL=2;BYHOUR=18;BYMINUTE=30"
    assert shown(reminder["next_at"]) == "2026-03-19T18:30"


async def test_the_same_body_under_the_same_id_is_kept_once(
    me: AsyncClient, clock: FakeClock
) -> None:
    body = AT_EIGHT | {"id": str(uuid4()), "schedule": "FREQ=DAILY;BYHOUR=20;UNTIL=20260310"}
    reminder = await created(me, REMINDERS, body)
    again = await me.post(REMINDERS, json=body)
    clock.pass_by(days=2)
    later = await me.post(REMINDERS, json=body)
    other = await me.post(REMINDERS, json=body | {"title": "Something else"})

    assert (again.status_code, again.json()) == (200, reminder)
    assert later.status_code == 200
    assert later.json()["id"] == reminder["id"]
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"schedule": "FREQ=HOURLY;BYHOUR=8"}, "/schedule"),
        ({"schedule": "FREQ=DAILY"}, "/schedule"),
        ({"schedule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=8"}, "/schedule"),
        ({"schedule": "FREQ=DAILY;BYHOUR=8;UNTIL=20260101"}, "/schedule"),
        ({"schedule": "FREQ=DAILY;BYHOUR=8\nRDATE=20270101"}, "/schedule"),
        ({"schedule": "at eight, please"}, "/schedule"),
        ({"schedule": "A" * 501}, "/schedule"),
        ({"local_start": "1970-01-01T00:00"}, "/local_start"),
        ({"local_start": "2126-01-01T00:00"}, "/local_start"),
        ({"local_start": "9999-12-31T20:00"}, "/local_start"),
        ({"local_start": "0001-01-01T20:00"}, "/local_start"),
        ({"local_start": "2026-03-10T08:00Z"}, "/local_start"),
        ({"local_start": "2026-02-30T08:00"}, "/local_start"),
        ({"channel": "carrier pigeon"}, "/channel"),
        ({"about": "them"}, "/about"),
        ({"title": ""}, "/title"),
        ({"goal_id": str(uuid4())}, "/goal_id"),
    ],
)
async def test_what_is_no_reminder_is_refused(
    app: FastAPI, me: AsyncClient, fields: Json, pointer: str
) -> None:
    answer = await me.post(REMINDERS, json=AT_EIGHT | fields)

    assert answer.status_code == 422
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert (await read(me, REMINDERS))["items"] == []
    assert await planned(app, me) == []


async def test_a_bad_schedule_is_refused_when_it_comes_as_a_change_too(me: AsyncClient) -> None:
    reminder = await a_reminder(me)
    for schedule in ("FREQ=DAILY", "FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=8;UNTIL=20260101"):
        answer = await me.patch(url_of(reminder), json={"schedule": schedule})
        assert answer.status_code == 422
    assert await read(me, url_of(reminder)) == reminder


async def test_another_schedule_is_planned_from_now_on(app: FastAPI, me: AsyncClient) -> None:
    reminder = await a_reminder(me)
    changed = await change(me, reminder, schedule="FREQ=DAILY;BYHOUR=21;BYMINUTE=15")

    assert shown(changed["next_at"]) == "2026-03-10T21:15"
    assert await planned(app, me) == ["2026-03-10T21:15"]


async def test_a_new_title_moves_nothing(me: AsyncClient, clock: FakeClock) -> None:
    reminder = await a_reminder(me, goal_id=None)
    clock.pass_by(hours=1)
    changed = await change(me, reminder, title="Coffee", schedule=AT_EIGHT["schedule"])

    assert changed["title"] == "Coffee"
    assert changed["next_at"] == reminder["next_at"]


async def test_a_reminder_at_rest_has_no_next_time(app: FastAPI, me: AsyncClient) -> None:
    reminder = await a_reminder(me)
    rests = await change(me, reminder, is_paused=True)
    assert (rests["next_at"], await planned(app, me)) == (None, [])

    goes_on = await change(me, reminder, is_paused=False)
    assert (goes_on["next_at"], await planned(app, me)) == (
        reminder["next_at"],
        ["2026-03-11T08:00"],
    )
    at_rest = await a_reminder(me, is_paused=True)
    assert (at_rest["next_at"], len(await planned(app, me))) == (None, 1)


async def test_another_version_changes_nothing(me: AsyncClient) -> None:
    reminder = await a_reminder(me)
    stale = {"if-match": '"r1"'}

    refused = await me.patch(url_of(reminder), json={"title": "Coffee"}, headers=stale)
    kept = await me.delete(url_of(reminder), headers=stale)

    assert (refused.status_code, kept.status_code) == (412, 412)
    assert await read(me, url_of(reminder)) == reminder


async def test_a_deleted_reminder_is_planned_no_more(app: FastAPI, me: AsyncClient) -> None:
    reminder = await a_reminder(me)
    await created(me, f"{url_of(reminder)}/snoozes", {"minutes": 30})
    assert len(await planned(app, me)) == 2

    assert (await me.delete(url_of(reminder))).status_code == 204
    assert (await me.get(url_of(reminder))).status_code == 404
    assert await planned(app, me) == []


async def test_a_goal_that_goes_leaves_its_reminder(me: AsyncClient) -> None:
    goal = await created(
        me, "/v1/goals", {"title": "Row", "area": "body", "cadence": {"times": 1, "per": "week"}}
    )
    reminder = await a_reminder(me, about="goal", goal_id=goal["id"])
    assert reminder["goal_id"] == goal["id"]
    await me.delete(f"/v1/goals/{goal['id']}")

    assert (await read(me, url_of(reminder)))["goal_id"] is None


async def test_there_are_fifty_at_most(me: AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST", 2)
    for _ in range(2):
        await a_reminder(me)
    answer = await me.post(REMINDERS, json=AT_EIGHT)

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/too-many-reminders")


@standing_at("2026-03-28T12:00")
async def test_a_time_that_clocks_skip_is_planned_after_the_jump(
    me: AsyncClient, clock: FakeClock
) -> None:
    reminder = await a_reminder(me, schedule="FREQ=DAILY;BYHOUR=2;BYMINUTE=30")

    assert clock.now == at("2026-03-28T12:00")
    assert shown(reminder["next_at"]) == "2026-03-29T03:30"
