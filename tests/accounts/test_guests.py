from uuid import UUID

import httpx2
from fastapi import FastAPI

from tests.signing_up import a_guest, client_from

BODY = {"time_zone": "Europe/Berlin", "device": {"platform": "ios"}}


async def test_a_guest_starts_with_the_defaults_and_a_session(app: FastAPI) -> None:
    client = client_from(app)
    answer = await client.post("/v1/auth/guest", json=BODY | {"locale": "de-DE"})

    body = answer.json()
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["token_type"] == "Bearer"  # noqa: S105
    assert body["expires_in"] == 900
    assert body["refresh_expires_in"] == 90 * 86_400
    assert UUID(body["session_id"])
    assert len(body["recovery_code"].split("-")) == 13
    assert body["user"] == {
        "id": body["user"]["id"],
        "email": None,
        "email_pending": None,
        "email_verified": False,
        "display_name": None,
        "time_zone": "Europe/Berlin",
        "locale": "de-DE",
        "day_starts_at": "04:00",
        "week_starts_on": "monday",
        "preferences": {"show_counters": "on_request", "safety_mode": False, "quiet_hours": None},
        "created_at": "2026-03-10T12:00:00Z",
        "revision": 1,
    }


async def test_two_guests_share_nothing(app: FastAPI) -> None:
    one, other = await a_guest(app), await a_guest(app)

    assert one.user["id"] != other.user["id"]
    assert one.session_id != other.session_id


async def test_a_guest_needs_a_zone_that_exists(http: httpx2.AsyncClient) -> None:
    answer = await http.post("/v1/auth/guest", json=BODY | {"time_zone": "Europe/Atlantis"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/time_zone"
