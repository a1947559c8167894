"""The account itself: reading it, changing it, and the clock it lives by."""

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from tests.clock import FakeClock
from tests.mailbox import count
from tests.signing_up import a_guest

Client = httpx2.AsyncClient


async def shown(client: Client) -> dict[str, Any]:
    answer = await client.get("/v1/me")
    assert answer.status_code == 200
    return dict(answer.json())


async def test_what_is_absent_stays_and_null_clears(me: Client) -> None:
    before = await shown(me)
    answer = await me.patch("/v1/me", json={"display_name": "Jo", "week_starts_on": "sunday"})

    changed = {"display_name": "Jo", "week_starts_on": "sunday", "revision": 2}
    assert answer.status_code == 200
    assert answer.json() == before | changed
    assert await shown(me) == answer.json()

    cleared = await me.patch("/v1/me", json={"display_name": None, "locale": None})
    assert cleared.json()["display_name"] is None
    assert cleared.json()["week_starts_on"] == "sunday"


async def test_preferences_are_merged_field_by_field(me: Client) -> None:
    hours = {"from": "22:00", "to": "07:00"}
    for preferences in ({"safety_mode": True}, {"quiet_hours": hours}, {"show_counters": "never"}):
        answer = await me.patch("/v1/me", json={"preferences": preferences})
    assert answer.json()["preferences"] == {
        "show_counters": "never",
        "safety_mode": True,
        "quiet_hours": hours,
    }

    answer = await me.patch("/v1/me", json={"preferences": {"quiet_hours": None}})
    assert answer.json()["preferences"]["quiet_hours"] is None
    assert answer.json()["preferences"]["safety_mode"] is True


async def test_quiet_hours_are_merged_as_well(me: Client) -> None:
    for hours in ({"from": "22:00", "to": "07:00"}, {"from": "23:00"}, {}, {"to": "06:30"}):
        answer = await me.patch("/v1/me", json={"preferences": {"quiet_hours": hours}})
        assert answer.status_code == 200, answer.text
    assert answer.json()["preferences"]["quiet_hours"] == {"from": "23:00", "to": "06:30"}

    refused = await me.patch("/v1/me", json={"preferences": {"quiet_hours": {"to": "23:00"}}})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/preferences/quiet_hours"
    assert (await shown(me))["preferences"]["quiet_hours"] == {"from": "23:00", "to": "06:30"}


async def test_half_a_span_needs_another_half(me: Client) -> None:
    answer = await me.patch("/v1/me", json={"preferences": {"quiet_hours": {"from": "22:00"}}})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/preferences/quiet_hours/to"


@pytest.mark.parametrize(
    "body",
    [
        {"time_zone": None},
        {"time_zone": "Mars/Olympus"},
        {"day_starts_at": "12:01"},
        {"day_starts_at": "4:00"},
        {"day_starts_at": "04:00:30"},
        {"day_starts_at": 14_400},
        {"week_starts_on": "tuesday"},
        {"locale": "de_DE"},
        {"locale": "-"},
        {"display_name": " "},
        {"display_name": "x" * 101},
        {"preferences": None},
        {"preferences": {"safety_mode": None}},
        {"preferences": {"colour": "red"}},
        {"preferences": {"quiet_hours": {"from": "22:00"}}},
        {"preferences": {"quiet_hours": {"from": "22:00", "to": None}}},
        {"preferences": {"quiet_hours": {}}},
        {"preferences": {"quiet_hours": {"from": "22:00", "to": "22:00"}}},
        {"preferences": {"quiet_hours": {"from_": "22:00", "to": "07:00"}}},
        {"email": "jo@example.com"},
        {"revision": 7},
    ],
)
async def test_what_does_not_fit_is_refused(me: Client, body: dict[str, Any]) -> None:
    answer = await me.patch("/v1/me", json=body)

    assert answer.status_code == 422
    assert (await shown(me))["revision"] == 1


@pytest.mark.parametrize("start", ["00:00", "05:30", "12:00"])
async def test_days_start_between_midnight_and_noon(me: Client, start: str) -> None:
    answer = await me.patch("/v1/me", json={"day_starts_at": start})

    assert answer.json()["day_starts_at"] == start


async def floor_of(app: FastAPI, user_id: object) -> str | None:
    async with app.state.database.lease() as db:
        row = await db.first(text("SELECT today_floor FROM users WHERE id = :id"), {"id": user_id})
    return str(row.today_floor) if row and row.today_floor else None


async def test_a_new_zone_never_takes_today_back(app: FastAPI, clock: FakeClock) -> None:
    guest = await a_guest(app, time_zone="Pacific/Auckland")
    clock.now = clock.now.replace(hour=18)  # the 11th in Auckland, the 10th in Honolulu

    await guest.client.patch("/v1/me", json={"display_name": "Jo"})
    assert await floor_of(app, guest.user_id) is None
    await guest.client.patch("/v1/me", json={"time_zone": "Pacific/Auckland"})
    assert await floor_of(app, guest.user_id) is None
    await guest.client.patch("/v1/me", json={"time_zone": "Pacific/Honolulu"})
    assert await floor_of(app, guest.user_id) == "2026-03-11"
    await guest.client.patch("/v1/me", json={"time_zone": "Europe/Berlin"})
    assert await floor_of(app, guest.user_id) == "2026-03-11"


async def test_a_later_day_start_never_takes_today_back(app: FastAPI, clock: FakeClock) -> None:
    guest = await a_guest(app, time_zone="UTC")
    clock.pass_by(hours=17)  # 05:00: the 11th has begun, and by the new start it has not
    await guest.client.patch("/v1/me", json={"day_starts_at": "06:00"})

    assert await floor_of(app, guest.user_id) == "2026-03-11"


async def test_a_client_that_has_the_answer_is_told_so(me: Client) -> None:
    first = await me.get("/v1/me")
    tag = first.headers["etag"]
    assert not tag.startswith("W/")
    assert (await me.get("/v1/me", headers={"if-none-match": tag})).status_code == 304

    await me.patch("/v1/me", json={"display_name": "Jo"})
    assert (await me.get("/v1/me", headers={"if-none-match": tag})).status_code == 200


async def test_a_change_to_another_version_is_refused(me: Client) -> None:
    revision = (await shown(me))["revision"]
    body = {"display_name": "Jo"}

    stale = await me.patch("/v1/me", json=body, headers={"if-match": f'"r{revision + 1}"'})
    assert stale.status_code == 412
    fresh = await me.patch("/v1/me", json=body, headers={"if-match": f'"r{revision}"'})
    assert fresh.status_code == 200
    gone = await me.delete("/v1/me", headers={"if-match": f'"r{revision}"'})
    assert gone.status_code == 412


async def test_two_users_do_not_see_each_other(me: Client, somebody_else: Client) -> None:
    await me.patch("/v1/me", json={"display_name": "Jo"})

    assert (await shown(somebody_else))["display_name"] is None
    assert (await shown(somebody_else))["revision"] == 1


async def test_names_and_addresses_lie_sealed_in_the_database(app: FastAPI) -> None:
    guest = await a_guest(app, device={"name": "canary device", "platform": "ios"})
    await guest.client.patch("/v1/me", json={"display_name": "canary name"})
    clear = text(
        "SELECT (SELECT count(*) FROM profiles p WHERE p::text LIKE '%canary%')"
        " + (SELECT count(*) FROM session_devices d WHERE d::text LIKE '%canary%')"
    )

    assert await count(app, clear, guest.user_id) == 0
