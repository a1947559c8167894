"""What an app can do with its tokens, and when that ends."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.connections.oauth.flow import (
    App,
    an_app,
    consented,
    redeem,
    refresh,
    send,
    tokens_of,
)
from tests.mailbox import Mailbox, settled
from tests.signing_up import PASSWORD, an_account, an_address, client_from

MOOD = {"kind": "dailyMood", "valence": 0.5, "labels": ["calm"], "associations": ["work"]}


@pytest.fixture
async def client(app: FastAPI) -> App:
    return await an_app(app, confidential=True)


async def asked(app: FastAPI, token: str, path: str = "/v1/moods") -> int:
    async with client_from(app) as http:
        headers = {"authorization": f"Bearer {token}"}
        return (await http.get(path, headers=headers)).status_code


async def test_a_token_opens_what_was_allowed_and_nothing_else(app: FastAPI, client: App) -> None:
    token = (await tokens_of(app, client, scopes="moods:read"))["access_token"]

    assert await asked(app, token) == 200
    for path in ("/v1/goals", "/v1/journal-entries", "/v1/me", "/v1/sessions", "/v1/today"):
        assert await asked(app, token, path) == 403, path
    async with client_from(app) as http:
        headers = {"authorization": f"Bearer {token}"}
        assert (await http.post("/v1/moods", json=MOOD, headers=headers)).status_code == 403


async def test_what_an_app_writes_names_it(app: FastAPI, client: App) -> None:
    token = (await tokens_of(app, client, scopes="moods:write moods:read"))["access_token"]
    async with client_from(app) as http:
        headers = {"authorization": f"Bearer {token}"}
        made = await http.post("/v1/moods", json=MOOD, headers=headers)

    assert made.status_code == 201
    assert made.json()["source"] == str(client.id)


async def test_a_consent_of_which_no_app_learned_leaves_nothing(
    app: FastAPI, client: App, clock: FakeClock, mailbox: Mailbox
) -> None:
    email = an_address()
    user = await an_account(app, email)
    await consented(app, client, email)
    clock.pass_by(minutes=1)
    await settled(app, user.user_id)

    assert (await user.client.get("/v1/connected-apps")).json()["items"] == []
    assert mailbox.to(email, "app was connected") == []


async def test_an_app_that_may_not_come_back_ends_with_its_only_token(
    app: FastAPI, client: App, clock: FakeClock
) -> None:
    email = an_address()
    user = await an_account(app, email)
    code = await consented(app, client, email, scopes="moods:read", span="open")
    token = (await redeem(app, client, code)).json()["access_token"]
    assert await asked(app, token) == 200
    clock.pass_by(minutes=16)

    assert await asked(app, token) == 401
    assert (await user.client.get("/v1/connected-apps")).json()["items"] == []


async def test_the_user_is_told_by_mail_of_an_app_that_is_connected(
    app: FastAPI, client: App, clock: FakeClock, mailbox: Mailbox
) -> None:
    email = an_address()
    user = await an_account(app, email)
    assert (await redeem(app, client, await consented(app, client, email))).status_code == 200

    mail = await mailbox.newest(email, "app was connected")
    [item] = (await user.client.get("/v1/connected-apps")).json()["items"]
    assert item["name"] not in mail.text
    assert item["expires_at"] == f"{clock.now + timedelta(days=30):%Y-%m-%dT%H:%M:%SZ}"


async def test_tokens_end_at_once_when_they_are_given_back(app: FastAPI, client: App) -> None:
    tokens = await tokens_of(app, client)
    assert await asked(app, tokens["access_token"]) == 200

    body = client.credentials() | {"token": tokens["refresh_token"]}
    assert (await send(app, "revoke", body)).status_code == 200

    assert await asked(app, tokens["access_token"]) == 401


async def test_tokens_end_at_once_when_their_code_comes_back(app: FastAPI, client: App) -> None:
    email = an_address()
    await an_account(app, email)
    code = await consented(app, client, email)
    token = (await redeem(app, client, code)).json()["access_token"]
    assert await asked(app, token) == 200

    assert (await redeem(app, client, code)).status_code == 400

    assert await asked(app, token) == 401


async def test_tokens_end_with_the_consent(app: FastAPI, client: App, clock: FakeClock) -> None:
    first = await tokens_of(app, client, span="day")
    clock.pass_by(hours=23, minutes=55)
    token = (await refresh(app, client, first["refresh_token"])).json()["access_token"]
    assert await asked(app, token) == 200
    clock.pass_by(minutes=5)

    assert await asked(app, token) == 401


async def test_a_new_password_leaves_apps_as_they_are(app: FastAPI, client: App) -> None:
    """They were allowed by the user, not by the password; the list of apps ends them."""
    email = an_address()
    user = await an_account(app, email)
    code = await consented(app, client, email)
    tokens = (await redeem(app, client, code)).json()
    body = {"current_password": PASSWORD, "new_password": "another lantern"}
    assert (await user.client.put("/v1/me/password", json=body)).is_success

    assert await asked(app, tokens["access_token"]) == 200
    assert (await user.client.request("DELETE", "/v1/me")).is_success
    assert await asked(app, tokens["access_token"]) == 401
    assert (await refresh(app, client, tokens["refresh_token"])).status_code == 400


async def test_apps_find_everything_by_the_metadata(http: AsyncClient) -> None:
    answer = await http.get("/.well-known/oauth-authorization-server")

    said = answer.json()
    assert said["issuer"] == "http://test"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["response_types_supported"] == ["code"]
    assert said["authorization_response_iss_parameter_supported"] is True
    assert "owner" not in said["scopes_supported"]
    for name, url in said.items():
        if name.endswith(("_endpoint", "_uri")):
            path = url.removeprefix("http://test")
            assert (await http.get(path)).status_code in {200, 400, 405}, name
