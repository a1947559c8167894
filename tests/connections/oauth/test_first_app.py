"""An app asks, the user says yes to exactly what is shown, and the app gets that."""

import pytest
from fastapi import FastAPI

from tests.connections.oauth.flow import (
    a_browser,
    an_app,
    an_email,
    brought_back,
    consented,
    redeem,
    refresh,
)


@pytest.fixture
async def email(app: FastAPI) -> str:
    return await an_email(app)


async def test_an_app_gets_what_the_user_allowed(app: FastAPI, email: str) -> None:
    client = await an_app(app)
    code = await consented(app, client, email)

    answer = await redeem(app, client, code)

    body = answer.json()
    assert answer.status_code == 200, body
    assert answer.headers["cache-control"] == "no-store"
    assert body["token_type"] == "Bearer"  # noqa: S105
    assert body["expires_in"] == 900
    assert body["scope"] == "moods:read moods:write offline_access"
    following = (await refresh(app, client, body["refresh_token"])).json()
    assert following["refresh_token"] != body["refresh_token"]
    assert following["scope"] == body["scope"]


async def test_the_redirect_brings_code_state_and_issuer(app: FastAPI, email: str) -> None:
    client = await an_app(app)
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(), email)
        answer = await browser.submit(page, scope="moods:read", span="day", decision="allow")

    assert answer.headers["location"].startswith("https://app.example/callback?code=oo_code_")
    back = brought_back(answer)
    assert back.keys() == {"code", "state", "iss"}
    assert back["state"] == client.asks()["state"]
    assert back["iss"] == "http://test"
    tokens = (await redeem(app, client, back["code"])).json()
    assert tokens["scope"] == "moods:read"
    assert "refresh_token" not in tokens


async def test_who_declines_is_believed(app: FastAPI, email: str) -> None:
    client = await an_app(app)
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(), email)
        back = brought_back(await browser.submit(page, decision="decline"))

    assert back["error"] == "access_denied"
    assert back["state"] == client.asks()["state"]
    assert back["iss"] == "http://test"
