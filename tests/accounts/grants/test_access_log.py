"""What apps and scripts did, as users read it."""

from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.accounts.grants.access_log import service
from tests.accounts.grants.allowing import allow, live_through, use
from tests.accounts.grants.test_connected_apps import an_app, apps_of
from tests.clock import FakeClock
from tests.mailbox import count
from tests.signing_up import SignedIn, a_guest

USES = text("SELECT count(*) FROM accesses WHERE user_id = :id")


async def log_of(client: httpx2.AsyncClient, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/access-log", params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def a_token(user: SignedIn, name: str = "My spreadsheet") -> UUID:
    body = {"name": name, "scopes": ["moods:read"]}
    answer = await user.client.post("/v1/personal-access-tokens", json=body)
    return UUID(answer.json()["id"])


async def test_each_use_says_who_what_and_when(app: FastAPI, clock: FakeClock) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    grant, token = await allow(app, user.user_id, client_id, "moods:read"), await a_token(user)
    await use(app, user.user_id, grant, "GET /v1/moods")
    clock.pass_by(minutes=1)
    await use(app, user.user_id, token, "GET /v1/moods/{mood_id}")

    script, page = await log_of(user.client)
    assert script.pop("id") != page.pop("id")
    assert script == {
        "app": {"id": str(token), "name": "My spreadsheet", "kind": "personal_token"},
        "resource": "GET /v1/moods/{mood_id}",
        "at": "2026-03-10T12:01:00Z",
    }
    assert page == {
        "app": {"id": str(client_id), "name": "Evening pages", "kind": "app"},
        "resource": "GET /v1/moods",
        "at": "2026-03-10T12:00:00Z",
    }


async def test_it_can_be_asked_for_one_app_or_one_token(app: FastAPI) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    tokens = [await a_token(user) for _ in range(2)]
    grants = [await allow(app, user.user_id, client_id, "moods:read") for _ in range(2)]
    for number, grant in enumerate([*tokens, *grants]):
        await use(app, user.user_id, grant, f"GET /v1/{number}")

    for asked, found in ((client_id, ["3", "2"]), (tokens[0], ["0"]), (grants[0], [])):
        log = await log_of(user.client, app=str(asked))
        assert [each["resource"][-1] for each in log] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["12", "11", "10"]),
        ({"from": "2026-03-11"}, ["12", "11"]),
        ({"to": "2026-03-11"}, ["11", "10"]),
        ({"from": "2026-03-11", "to": "2026-03-11"}, ["11"]),
        ({"from": "2026-03-13"}, []),
        ({"from": "0001-01-01", "to": "9999-12-31"}, ["12", "11", "10"]),
        ({"from": "9999-12-31", "to": "0001-01-01"}, []),
    ],
)
async def test_it_can_be_asked_for_days_of_the_users_own(
    query: dict[str, str], found: list[str], app: FastAPI, clock: FakeClock
) -> None:
    user = await a_guest(app)
    await user.client.patch("/v1/me", json={"day_starts_at": "04:00"})
    token = await a_token(user)
    for day in (10, 11, 12):
        clock.now = clock.now.replace(
            day=day, hour=3, minute=0
        )  # 04:00 in Berlin: the day's first moment
        await use(app, user.user_id, token, f"GET /v1/{day}")
        clock.pass_by(hours=23, minutes=59)  # and its last minute
        await use(app, user.user_id, token, f"GET /v1/{day}")

    twice = [each for each in found for _ in range(2)]
    assert [each["resource"][-2:] for each in await log_of(user.client, **query)] == twice


async def test_it_comes_page_by_page(app: FastAPI) -> None:
    user = await a_guest(app)
    token = await a_token(user)
    for number in range(3):
        await use(app, user.user_id, token, f"GET /v1/{number}")

    first = (await user.client.get("/v1/access-log?limit=2")).json()
    rest = await log_of(user.client, cursor=first["next_cursor"])
    assert [each["resource"][-1] for each in [*first["items"], *rest]] == ["2", "1", "0"]


async def test_what_has_ended_keeps_its_name_there(app: FastAPI) -> None:
    user = await a_guest(app)
    token = await a_token(user)
    await use(app, user.user_id, token, "GET /v1/moods")
    await user.client.delete(f"/v1/personal-access-tokens/{token}")

    [entry] = await log_of(user.client)
    assert entry["app"]["name"] == "My spreadsheet"


async def test_an_app_that_is_gone_has_no_name_any_more(app: FastAPI) -> None:
    developer, user = await a_guest(app), await a_guest(app)
    body = {"name": "Pages", "type": "public", "redirect_uris": ["http://[::1]/"]}
    made = (await developer.client.post("/v1/oauth-clients", json=body)).json()
    grant = await allow(app, user.user_id, UUID(made["id"]), "moods:read")
    await use(app, user.user_id, grant, "GET /v1/moods")
    await developer.client.delete(f"/v1/oauth-clients/{made['id']}")

    [entry] = await log_of(user.client)
    assert entry["app"] == {"id": made["id"], "name": None, "kind": "app"}


async def test_it_is_forgotten_after_ninety_days(app: FastAPI, clock: FakeClock) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    grant = await allow(app, user.user_id, client_id, "moods:read")
    await use(app, user.user_id, grant, "GET /v1/old")
    began = clock.now
    clock.pass_by(seconds=1)
    await use(app, user.user_id, grant, "GET /v1/new")

    await live_through(clock, user.client, days=89)
    clock.now = began + service.KEPT_FOR
    await service.forget_the_old(app.state.worker_database, now=clock.now)
    assert await count(app, USES, user.user_id) == 1
    assert [each["resource"] for each in await log_of(user.client)] == ["GET /v1/new"]
    clock.pass_by(seconds=1)
    await service.forget_the_old(app.state.worker_database, now=clock.now)
    assert await count(app, USES, user.user_id) == 0
    assert (await apps_of(user))[0]["last_used_at"] is None
