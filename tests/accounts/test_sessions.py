"""Signed-in devices."""

from uuid import uuid4

from fastapi import FastAPI

from tests.clock import FakeClock
from tests.signing_up import (
    SignedIn,
    a_guest,
    an_account,
    an_address,
    carry,
    client_from,
    is_signed_in,
    log_in,
    refresh,
)


async def two_devices(app: FastAPI, clock: FakeClock) -> tuple[SignedIn, SignedIn]:
    address = an_address()
    phone = await an_account(app, address, device={"platform": "ios"})
    clock.pass_by(minutes=1)
    return phone, carry(app, client_from(app), await log_in(app, address))


async def test_the_list_shows_every_device_newest_first(app: FastAPI, clock: FakeClock) -> None:
    phone, laptop = await two_devices(app, clock)
    answer = await phone.client.get("/v1/sessions")

    assert "etag" not in answer.headers
    assert answer.json() == {
        "items": [
            {
                "id": str(laptop.session_id),
                "device": {"name": "laptop", "platform": "web"},
                "client_version": None,
                "created_at": "2026-03-10T12:01:00Z",
                "last_used_at": "2026-03-10T12:01:00Z",
                "is_current": False,
            },
            {
                "id": str(phone.session_id),
                "device": {"name": None, "platform": "ios"},
                "client_version": None,
                "created_at": "2026-03-10T12:00:00Z",
                "last_used_at": "2026-03-10T12:00:00Z",
                "is_current": True,
            },
        ],
        "next_cursor": None,
    }


async def test_the_list_is_paged(app: FastAPI, clock: FakeClock) -> None:
    phone, laptop = await two_devices(app, clock)
    first = (await phone.client.get("/v1/sessions", params={"limit": 1})).json()
    params = {"limit": 1, "cursor": first["next_cursor"]}
    second = (await phone.client.get("/v1/sessions", params=params)).json()

    ids = [each["id"] for page in (first, second) for each in page["items"]]
    assert ids == [str(laptop.session_id), str(phone.session_id)]
    assert second["next_cursor"] is None


async def test_refreshing_is_using(app: FastAPI, clock: FakeClock) -> None:
    guest = await a_guest(app)
    clock.pass_by(days=2)
    await guest.renew()

    shown = (await guest.client.get(f"/v1/sessions/{guest.session_id}")).json()
    assert shown["last_used_at"] == "2026-03-12T12:00:00Z"
    assert shown["created_at"] == "2026-03-10T12:00:00Z"


async def test_an_ended_session_is_gone_at_once(app: FastAPI, clock: FakeClock) -> None:
    phone, laptop = await two_devices(app, clock)
    path = f"/v1/sessions/{laptop.session_id}"

    for _ in range(2):
        assert (await phone.client.delete(path)).status_code == 204
    assert not await is_signed_in(laptop)
    assert (await refresh(app, laptop.refresh_token)).status_code == 401
    assert (await phone.client.get(path)).status_code == 404
    assert len((await phone.client.get("/v1/sessions")).json()["items"]) == 1
    assert await is_signed_in(phone)


async def test_a_session_of_somebody_else_is_not_there(app: FastAPI) -> None:
    guest, other = await a_guest(app), await a_guest(app)
    answers = [
        await guest.client.get(f"/v1/sessions/{each}") for each in (other.session_id, uuid4())
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await guest.client.delete(f"/v1/sessions/{other.session_id}")).status_code == 204
    assert await is_signed_in(other)


async def test_all_sessions_end_at_once_this_one_too(app: FastAPI, clock: FakeClock) -> None:
    phone, laptop = await two_devices(app, clock)
    other = await a_guest(app)

    assert (await phone.client.delete("/v1/sessions")).status_code == 204
    assert not await is_signed_in(phone)
    assert not await is_signed_in(laptop)
    assert await is_signed_in(other)


async def test_signing_out_ends_this_session_only(app: FastAPI, clock: FakeClock) -> None:
    phone, laptop = await two_devices(app, clock)

    assert (await phone.client.post("/v1/auth/logout")).status_code == 204
    assert not await is_signed_in(phone)
    assert (await refresh(app, phone.refresh_token)).status_code == 401
    assert await is_signed_in(laptop)


async def test_a_session_that_nobody_refreshes_ends_after_90_days(
    app: FastAPI, clock: FakeClock
) -> None:
    guest = await a_guest(app)
    clock.pass_by(days=89)
    await guest.renew()
    clock.pass_by(days=90)

    assert (await refresh(app, guest.refresh_token)).status_code == 401


async def test_any_session_ends_after_a_year(app: FastAPI, clock: FakeClock) -> None:
    guest = await a_guest(app)
    for _ in range(6):
        clock.pass_by(days=60)
        answer = await refresh(app, guest.refresh_token)
        guest.refresh_token = answer.json()["refresh_token"]

    assert answer.json()["refresh_expires_in"] == 5 * 86_400
    guest.access_token = answer.json()["access_token"]
    clock.pass_by(days=5)
    assert not await is_signed_in(guest)
    assert (await refresh(app, guest.refresh_token)).status_code == 401


async def test_the_keys_that_sign_are_public(app: FastAPI) -> None:
    async with client_from(app) as client:
        answer = await client.get("/.well-known/jwks.json")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=300"
    for key in answer.json()["keys"]:
        assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
