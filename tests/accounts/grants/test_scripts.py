"""Scripts with a personal access token, from its making to its end."""

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from tests.accounts.grants.allowing import live_through
from tests.accounts.grants.test_access_log import log_of
from tests.accounts.grants.test_personal_tokens import MIGHTY, PATH, make, tokens_of
from tests.accounts.test_passwords import NEW, change, forget, reset
from tests.clock import FakeClock
from tests.mailbox import Mailbox
from tests.signing_up import PASSWORD, SignedIn, a_guest, an_account, an_address, client_from

MOOD = {"kind": "dailyMood", "valence": 0.5}


def script_with(app: FastAPI, made: dict[str, Any]) -> httpx2.AsyncClient:
    client = client_from(app)
    client.headers["authorization"] = f"Bearer {made['token']}"
    return client


async def statuses(client: httpx2.AsyncClient, *paths: str) -> list[int]:
    return [(await client.get(path)).status_code for path in paths]


async def resources(user: SignedIn) -> list[str]:
    """Give the log, the oldest first."""
    return [each["resource"] for each in reversed(await log_of(user.client))]


async def test_a_token_to_read_moods_reads_moods_and_nothing_else(app: FastAPI) -> None:
    user = await a_guest(app)
    mood = (await user.client.post("/v1/moods", json=MOOD | {"note": "rain"})).json()
    script = script_with(app, await make(user.client, scopes=["moods:read"]))

    [seen] = (await script.get("/v1/moods")).json()["items"]
    assert seen["id"] == mood["id"]
    assert "note" not in seen
    refused = ("/v1/goals", "/v1/streaks", "/v1/people", "/v1/today", "/v1/me", PATH)
    others = ("/v1/access-log", "/v1/connected-apps", "/v1/oauth-clients", "/v1/sessions")
    assert set(await statuses(script, *refused, *others)) == {403}
    assert (await script.post("/v1/moods", json=MOOD)).status_code == 403
    assert (await script.delete(f"/v1/moods/{mood['id']}")).status_code == 403


@pytest.mark.parametrize("scopes", [["moods:read"], ["webhooks:manage"]])
async def test_a_limited_token_makes_no_token_and_no_app(scopes: list[str], app: FastAPI) -> None:
    guest = await a_guest(app)
    script = script_with(app, await make(guest.client, scopes=scopes))
    app_body = {"name": "Pages", "type": "public", "redirect_uris": ["http://[::1]/"]}

    for body in (
        {"name": "x", "scopes": scopes},
        MIGHTY | {"recovery_code": guest.recovery_code},
        MIGHTY | {"recovery_code": "a guess"},
    ):
        assert (await script.post(PATH, json=body)).status_code == 403
    assert (await script.post("/v1/oauth-clients", json=app_body)).status_code == 403
    assert len(await tokens_of(guest.client)) == 1


async def test_a_token_for_everything_is_the_owner_and_needs_the_password_for_another(
    app: FastAPI,
) -> None:
    user = await an_account(app, an_address())
    script = script_with(app, await make(user.client, **MIGHTY, password=PASSWORD))

    assert set(await statuses(script, "/v1/people", "/v1/me", "/v1/today", PATH)) == {200}
    assert (await script.post(PATH, json=MIGHTY)).status_code == 403
    assert (await script.post(PATH, json=MIGHTY | {"password": PASSWORD})).status_code == 201


async def test_a_deleted_token_stops_at_once(app: FastAPI) -> None:
    user = await a_guest(app)
    made = await make(user.client)
    script = script_with(app, made)
    first = await script.get("/v1/moods")
    await user.client.delete(f"{PATH}/{made['id']}")

    again = await script.get("/v1/moods", headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 401)
    assert 'error="invalid_token"' in again.headers["www-authenticate"]


async def test_a_token_stops_when_its_time_is_over(app: FastAPI, clock: FakeClock) -> None:
    user = await a_guest(app)
    script = script_with(app, await make(user.client))
    await live_through(clock, user.client, days=89)
    assert await statuses(script, "/v1/moods") == [200]

    clock.pass_by(days=1)
    assert await statuses(script, "/v1/moods") == [401]


async def test_a_token_under_the_other_prefix_is_none(app: FastAPI) -> None:
    guest = await a_guest(app)
    limited = await make(guest.client)
    mighty = await make(guest.client, **MIGHTY, recovery_code=guest.recovery_code)
    swapped = (
        limited["token"].replace("oo_pat_", "oo_owner_pat_"),
        mighty["token"].replace("oo_owner_pat_", "oo_pat_"),
        limited["token"].replace("oo_pat_", "oo_client_"),
        limited["token"].removeprefix("oo_pat_"),
        limited["token"].upper(),
        limited["token"] + "A",
    )

    for text in swapped:
        script = script_with(app, {"token": text})
        assert set(await statuses(script, "/v1/moods", "/v1/people")) == {401}, text


async def test_each_use_is_in_the_log_as_soon_as_it_is_answered(
    app: FastAPI, clock: FakeClock
) -> None:
    user = await a_guest(app)
    made = await make(user.client, scopes=["moods:read", "moods:write"])
    script = script_with(app, made)
    expected = []
    mood = (await script.post("/v1/moods", json=MOOD)).json()
    tag = (await script.get("/v1/moods")).headers["etag"]
    expected += ["POST /v1/moods", "GET /v1/moods"]
    assert await resources(user) == expected

    clock.pass_by(seconds=1)
    same = await script.get("/v1/moods", headers={"if-none-match": tag})
    assert same.status_code == 304
    expected += ["GET /v1/moods"]
    assert await resources(user) == expected
    entry = (await log_of(user.client, app=made["id"]))[0]
    assert entry["at"] == "2026-03-10T12:00:01Z"
    assert entry["app"]["name"] == made["name"]

    clock.pass_by(seconds=1)
    await script.patch(f"/v1/moods/{mood['id']}", json={"valence": 0})
    await script.get(f"/v1/moods/{mood['id']}")
    await script.delete(f"/v1/moods/{mood['id']}")
    assert await resources(user) == [
        *expected,
        *(f"{method} /v1/moods/{{mood_id}}" for method in ("PATCH", "GET", "DELETE")),
    ]
    read = (await user.client.get(f"{PATH}/{made['id']}")).json()
    assert read["last_used_at"] == "2026-03-10T12:00:02Z"


async def test_who_is_refused_is_not_in_the_log(app: FastAPI) -> None:
    user = await a_guest(app)
    made = await make(user.client, scopes=["moods:read"])
    script = script_with(app, made)
    await statuses(script, "/v1/goals", "/v1/people")
    await user.client.delete(f"{PATH}/{made['id']}")
    await statuses(script, "/v1/moods")

    assert await resources(user) == []


async def test_two_users_tokens_never_see_each_other(app: FastAPI) -> None:
    users = [await a_guest(app) for _ in range(2)]
    moods, scripts = [], []
    for user in users:
        moods.append((await user.client.post("/v1/moods", json=MOOD)).json()["id"])
        scripts.append(script_with(app, await make(user.client, scopes=["moods:read"])))

    for at in (0, 1):
        seen = (await scripts[at].get("/v1/moods")).json()["items"]
        assert [each["id"] for each in seen] == [moods[at]]
        assert await statuses(scripts[at], f"/v1/moods/{moods[1 - at]}") == [404]
    assert await resources(users[0]) == await resources(users[1])
    assert {each["app"]["id"] for each in await log_of(users[0].client)}.isdisjoint(
        each["app"]["id"] for each in await log_of(users[1].client)
    )


async def test_a_changed_password_stops_scripts_for_everything_alone(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    limited = script_with(app, await make(user.client))
    mighty = script_with(app, await make(user.client, **MIGHTY, password=PASSWORD))

    assert (await change(user, PASSWORD)).status_code == 204
    assert await statuses(limited, "/v1/moods") == [200]
    assert await statuses(mighty, "/v1/moods") == [401]


async def test_a_script_that_changes_the_password_stops_itself(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    script = script_with(app, await make(user.client, **MIGHTY, password=PASSWORD))
    body = {"current_password": PASSWORD, "new_password": NEW}

    assert (await script.put("/v1/me/password", json=body)).status_code == 204
    assert await statuses(script, "/v1/moods") == [401]


async def test_a_reset_password_stops_every_script(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    user = await an_account(app, address)
    script = script_with(app, await make(user.client))
    await forget(app, address)
    token = await mailbox.token(address, "set a new password")

    assert (await reset(app, token)).status_code == 204
    assert await statuses(script, "/v1/moods") == [401]


async def test_a_script_that_is_the_owner_signs_itself_out(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    mighty = script_with(app, await make(user.client, **MIGHTY, password=PASSWORD))
    assert (await mighty.post("/v1/auth/logout")).status_code == 204

    assert await statuses(mighty, "/v1/moods") == [401]
    assert await statuses(user.client, "/v1/moods") == [200]


async def test_one_request_is_one_entry_also_when_it_is_answered_once_more(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    await user.client.patch("/v1/me", json={"display_name": "Jo"})
    mighty = script_with(app, await make(user.client, **MIGHTY, password=PASSWORD))
    supporter = {"name": "Sam", "email": "sam@example.org"}
    assert (await mighty.post("/v1/supporters", json=supporter)).status_code == 201
    assert await resources(user) == ["POST /v1/supporters"]

    for replayed in (None, "true"):
        answer = await mighty.post("/v1/moods", json=MOOD, headers={"idempotency-key": "one"})
        assert answer.headers.get("idempotent-replayed") == replayed
    assert await resources(user) == ["POST /v1/supporters", "POST /v1/moods", "POST /v1/moods"]


async def test_signing_out_stops_no_script(app: FastAPI) -> None:
    user = await a_guest(app)
    script = script_with(app, await make(user.client))
    await user.client.post("/v1/auth/logout")

    assert await statuses(script, "/v1/moods") == [200]


async def test_a_deleted_account_has_no_scripts(app: FastAPI) -> None:
    user = await a_guest(app)
    script = script_with(app, await make(user.client))
    await user.client.delete("/v1/me")

    assert await statuses(script, "/v1/moods") == [401]
