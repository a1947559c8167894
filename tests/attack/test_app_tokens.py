"""Apps' refresh tokens rotate, and no app learns or ends anything of another's."""

import pytest
from fastapi import FastAPI

from app.security import opaque_secrets
from app.security.opaque_secrets import spell
from tests.attack.test_authorization_codes import refusal_of
from tests.clock import FakeClock
from tests.connections.oauth.flow import App, an_app, refresh, send, tokens_of
from tests.signing_up import a_guest, client_from
from tests.signing_up import refresh as refresh_session

INACTIVE = {"active": False}


@pytest.fixture
async def client(app: FastAPI) -> App:
    return await an_app(app, confidential=True)


async def introspected(app: FastAPI, client: App, token: str) -> object:
    answer = await send(app, "introspect", client.credentials() | {"token": token})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


async def revoked(app: FastAPI, client: App, token: str, **more: str) -> int:
    body = client.credentials() | {"token": token} | more
    return (await send(app, "revoke", body)).status_code


async def test_a_lost_answer_is_forgiven_until_its_token_was_used(
    app: FastAPI, client: App
) -> None:
    first = (await tokens_of(app, client))["refresh_token"]
    second, again = [(await refresh(app, client, first)).json()["refresh_token"] for _ in range(2)]
    assert second == again

    third = (await refresh(app, client, second)).json()["refresh_token"]
    assert refusal_of(await refresh(app, client, first)) == "invalid_grant"

    assert refusal_of(await refresh(app, client, third)) == "invalid_grant"


async def test_a_copy_that_keeps_in_step_is_found_out(
    app: FastAPI, client: App, clock: FakeClock
) -> None:
    """Each exchanges the same token once, so each has the newest: the use of one tells on both."""
    first = await tokens_of(app, client)
    clock.pass_by(minutes=10)
    thief = (await refresh(app, client, first["refresh_token"])).json()
    assert await status_with(app, first["access_token"]) == 200
    assert (await refresh(app, client, first["refresh_token"])).status_code == 200
    assert await status_with(app, thief["access_token"]) == 200

    assert refusal_of(await refresh(app, client, first["refresh_token"])) == "invalid_grant"

    assert await status_with(app, thief["access_token"]) == 401
    assert refusal_of(await refresh(app, client, thief["refresh_token"])) == "invalid_grant"


async def test_an_access_token_that_ran_out_still_ends_its_grant(
    app: FastAPI, client: App, clock: FakeClock
) -> None:
    tokens = await tokens_of(app, client)
    clock.pass_by(minutes=16)
    assert await introspected(app, client, tokens["access_token"]) == {"active": False}
    assert await revoked(app, client, tokens["access_token"]) == 200

    assert refusal_of(await refresh(app, client, tokens["refresh_token"])) == "invalid_grant"


async def status_with(app: FastAPI, token: str) -> int:
    headers = {"authorization": f"Bearer {token}"}
    async with client_from(app) as http:
        return (await http.get("/v1/moods", headers=headers)).status_code


async def test_a_token_that_follows_nothing_ends_nothing(app: FastAPI, client: App) -> None:
    token = (await tokens_of(app, client))["refresh_token"]
    newest = (await refresh(app, client, token)).json()["refresh_token"]
    known = opaque_secrets.parse("oo_app_refresh", token)
    forged = spell("oo_app_refresh", opaque_secrets.make(known.user_id, known.id))

    assert refusal_of(await refresh(app, client, forged)) == "invalid_grant"

    assert (await refresh(app, client, newest)).status_code == 200


async def test_a_refresh_token_is_its_own_apps(app: FastAPI, client: App) -> None:
    token = (await tokens_of(app, client))["refresh_token"]
    for other in (await an_app(app), await an_app(app, confidential=True)):
        assert refusal_of(await refresh(app, other, token)) == "invalid_grant"

    assert (await refresh(app, client, token)).status_code == 200


async def test_a_refresh_token_ends_90_days_after_its_last_use(
    app: FastAPI, client: App, clock: FakeClock
) -> None:
    token = (await tokens_of(app, client, span="open"))["refresh_token"]
    clock.pass_by(days=89)
    token = (await refresh(app, client, token)).json()["refresh_token"]
    clock.pass_by(days=89)
    token = (await refresh(app, client, token)).json()["refresh_token"]
    clock.pass_by(days=90)

    assert refusal_of(await refresh(app, client, token)) == "invalid_grant"


@pytest.mark.parametrize(("span", "days"), [("day", 1), ("month", 30), ("year", 365)])
async def test_nothing_outlives_what_the_user_has_chosen(
    app: FastAPI, client: App, clock: FakeClock, span: str, days: int
) -> None:
    token = (await tokens_of(app, client, span=span))["refresh_token"]
    for _ in range(days // 60):
        clock.pass_by(days=60)
        token = (await refresh(app, client, token)).json()["refresh_token"]
    clock.pass_by(days=days - days // 60 * 60, minutes=-5)
    last = (await refresh(app, client, token)).json()
    assert last["expires_in"] == 300
    clock.pass_by(minutes=5)

    assert refusal_of(await refresh(app, client, last["refresh_token"])) == "invalid_grant"
    assert await introspected(app, client, last["access_token"]) == INACTIVE
    assert await introspected(app, client, last["refresh_token"]) == INACTIVE


async def test_scopes_can_be_fewer_but_not_more(app: FastAPI, client: App) -> None:
    token = (await tokens_of(app, client))["refresh_token"]

    fewer = await refresh(app, client, token, scope="moods:read")
    assert fewer.json()["scope"] == "moods:read"
    token = fewer.json()["refresh_token"]
    for more in (
        "moods:read goals:read",
        "owner",
        "moods:read  moods:write",
        "moods",
        "MOODS:READ",
    ):
        assert refusal_of(await refresh(app, client, token, scope=more)) == "invalid_scope"
    assert "moods:write" in (await refresh(app, client, token)).json()["scope"]


async def test_without_offline_access_there_is_nothing_to_refresh(
    app: FastAPI, client: App
) -> None:
    assert "refresh_token" not in await tokens_of(app, client, scopes="moods:read")


async def test_an_app_learns_of_its_own_tokens_alone(app: FastAPI, client: App) -> None:
    other = await an_app(app, confidential=True)
    tokens = await tokens_of(app, client)
    for kind in ("access_token", "refresh_token"):
        own = await introspected(app, client, tokens[kind])
        assert isinstance(own, dict)
        assert own["active"] is True
        assert own["client_id"] == str(client.id)
        assert own["scope"] == "moods:read moods:write offline_access"
        assert await introspected(app, other, tokens[kind]) == INACTIVE
    guest = await a_guest(app)
    for text in (guest.access_token, guest.refresh_token, "x", "oo_app_refresh_x", "\0", "é"):
        assert await introspected(app, client, text) == INACTIVE


async def test_a_public_app_can_not_ask_about_tokens(app: FastAPI) -> None:
    public = await an_app(app)
    token = (await tokens_of(app, public))["access_token"]

    answer = await send(app, "introspect", public.credentials() | {"token": token})

    assert refusal_of(answer) == "invalid_client"


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_an_app_gives_its_access_back(app: FastAPI, client: App, kind: str) -> None:
    tokens = await tokens_of(app, client)

    assert await revoked(app, client, tokens[kind], token_type_hint=kind) == 200

    assert refusal_of(await refresh(app, client, tokens["refresh_token"])) == "invalid_grant"
    assert await introspected(app, client, tokens["access_token"]) == INACTIVE
    assert await revoked(app, client, tokens[kind]) == 200


async def test_no_app_ends_what_is_another_s(app: FastAPI, client: App) -> None:
    other = await an_app(app)
    guest = await a_guest(app)
    tokens = await tokens_of(app, client)
    for text in (tokens["access_token"], tokens["refresh_token"], guest.access_token, "x", "é"):
        assert await revoked(app, other, text) == 200

    assert (await refresh(app, client, tokens["refresh_token"])).status_code == 200
    assert (await guest.client.get("/v1/me")).status_code == 200


async def test_who_revokes_says_who_they_are(app: FastAPI, client: App) -> None:
    token = (await tokens_of(app, client))["refresh_token"]
    for body in ({"token": token}, {"token": token, "client_id": str(client.id)}):
        assert refusal_of(await send(app, "revoke", body)) == "invalid_client"
    assert refusal_of(await send(app, "revoke", client.credentials())) == "invalid_request"

    assert (await refresh(app, client, token)).status_code == 200


async def test_kinds_of_refresh_tokens_do_not_mix(app: FastAPI, client: App) -> None:
    guest = await a_guest(app)
    tokens = await tokens_of(app, client)
    theirs = opaque_secrets.parse("oo_refresh", guest.refresh_token)
    as_apps = spell("oo_app_refresh", theirs)
    as_persons = spell(
        "oo_refresh", opaque_secrets.parse("oo_app_refresh", tokens["refresh_token"])
    )

    for text in (guest.refresh_token, as_apps):
        assert refusal_of(await refresh(app, client, text)) == "invalid_grant"
    for text in (tokens["refresh_token"], as_persons):
        assert (await refresh_session(app, text)).status_code in {401, 422}
    assert (await guest.client.get("/v1/me")).status_code == 200


async def test_without_its_app_a_grant_is_worth_nothing(app: FastAPI) -> None:
    maker = await a_guest(app)
    client = await an_app(app, user_id=maker.user_id)
    token = (await tokens_of(app, client))["refresh_token"]
    answer = await maker.client.request("DELETE", "/v1/me", json={})
    assert answer.is_success, answer.text

    assert refusal_of(await refresh(app, client, token)) == "invalid_client"
