"""Somebody with a row in every table, and more where a table is read in several goes."""

from typing import Any

from fastapi import FastAPI

from tests.connections.sync.devices import Device, created, event, mood
from tests.connections.sync.every_row import every_row
from tests.signing_up import SignedIn, a_guest

Json = dict[str, Any]


async def a_life(app: FastAPI, moods: int = 0) -> SignedIn:
    guest = await a_guest(app)
    rows: Json = {name: [row] for name, row in every_row().items()}
    rows["moods"] += [mood(valence=number / 1000) for number in range(moods)]
    hour = 3_600_000
    rows["contact_events"] += [
        event(kind="replied", person_id=rows["people"][0]["id"], occurred_at=1773140400000 - age)
        for age in (2 * hour, 5 * hour, 9 * hour)
    ]
    assert await Device(guest).pushes(created(**rows)) == {}
    await _beside_sync(guest, rows)
    return guest


async def _beside_sync(guest: SignedIn, rows: Json) -> None:
    """Have what no phone pushes: a reminder of long ago, an ended streak, a later policy."""
    http = guest.client
    reminder = {"title": "Bowls", "schedule": "FREQ=DAILY;BYHOUR=20", "channel": "push"}
    reminder["local_start"] = "2025-03-12T20:00"
    message = {"body": "Sleep well.", "burn_at": "2026-04-10T12:00:00Z"}
    streak = {"kind": "no_contact", "started_at": "2026-01-05T21:00:00Z", "label": "quiet"}
    made = (await http.post("/v1/streaks", json=streak)).json()
    later = {"effective_at": "2026-02-01T00:00:00Z", "counts": ["replied"]}
    for path, body in (
        ("reminders", reminder),
        ("unsent-messages", message),
        (f"streaks/{made['id']}/policies", later),
        (f"streaks/{rows['streaks'][0]['id']}/policies", later),
    ):
        answer = await http.post(f"/v1/{path}", json=body)
        assert answer.status_code == 201, answer.text
    ending = {"outcome": "let_go", "ended_at": "2026-03-01T10:00:00Z"}
    assert (await http.put(f"/v1/streaks/{made['id']}/ending", json=ending)).status_code == 200
