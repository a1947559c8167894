"""What is pushed does what the same requests to the API would have done."""

from typing import Any

from httpx2 import AsyncClient

from tests.connections.sync.devices import Device, created, deleted, event, updated
from tests.connections.sync.every_row import NOON_MS, every_row

DAY_MS = 86_400_000


async def figures(http: AsyncClient, streak_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await http.get(f"/v1/streaks/{streak_id}")).json()
    return {name: found[name] for name in ("slip_count", "days_kept", "journey_days", "current")}


async def test_events_break_streaks_as_if_each_had_been_sent_alone(
    phone: Device, somebody_else: AsyncClient
) -> None:
    rows = every_row()
    start = {"kind": "no_contact", "person_id": None, "started_at": NOON_MS - 20 * DAY_MS}
    streak = rows["streaks"] | start
    events = [event(occurred_at=NOON_MS - days * DAY_MS) for days in (12, 9, 3)]
    await phone.pushes(created(streaks=streak, contact_events=events))
    body = {"kind": "no_contact", "started_at": "2026-02-18T12:00:00+01:00"}
    theirs = (await somebody_else.post("/v1/streaks", json=body)).json()["id"]
    for day in ("02-26", "03-01", "03-07"):
        body = {"kind": "reached_out", "occurred_at": f"2026-{day}T12:00:00+01:00"}
        assert (await somebody_else.post("/v1/contact-events", json=body)).status_code == 201

    pushed = await figures(phone.http, streak["id"])

    assert pushed == await figures(somebody_else, theirs)
    assert pushed["slip_count"] == 3
    await phone.pull()
    moved = updated(contact_events=events[0] | {"kind": "heard_from"})
    moved["contact_events"]["deleted"] = [events[1]["id"]]
    await phone.pushes(moved)
    assert (await figures(phone.http, streak["id"]))["slip_count"] == 1


async def test_logs_count_for_goals(phone: Device) -> None:
    rows = every_row()
    await phone.pushes(created(**rows))
    goal = (await phone.http.get(f"/v1/goals/{rows['goals']['id']}")).json()
    assert goal["progress"]["total"] == 1
    await phone.pull()
    await phone.pushes(deleted(activity_logs=rows["activity_logs"]["id"]))

    goal = (await phone.http.get(f"/v1/goals/{rows['goals']['id']}")).json()
    assert goal["progress"]["total"] == 0


async def test_in_safety_mode_every_version_is_kept(phone: Device) -> None:
    await phone.http.patch("/v1/me", json={"preferences": {"safety_mode": True}})
    contact = event()
    await phone.pushes(created(contact_events=contact), at=2)
    await phone.pull()
    await phone.pushes(updated(contact_events=contact | {"note": "Again."}))
    await phone.pull()
    await phone.pushes(deleted(contact_events=contact["id"]))

    log = (await phone.http.get("/v1/incidents")).json()["items"]
    assert [each["change"] for each in log] == ["deleted", "changed", "created"]
