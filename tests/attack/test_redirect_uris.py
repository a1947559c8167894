"""A browser is sent to the very address that an app has registered, or nowhere."""

from urllib.parse import urlencode

import httpx2
import pytest
from fastapi import FastAPI

from app.accounts.grants.built_in import DOCS_PAGE
from tests.connections.oauth.flow import App, a_browser, an_app, an_email, brought_back

REGISTERED = (
    "https://app.example/callback",
    "https://app.example/with?tenant=7",
    "http://127.0.0.1/cb",
    "http://[::1]:8080/cb",
    "com.example.app:/oauth",
)

VARIANTS = (
    "https://app.example/callback/",
    "https://app.example/callback.",
    "https://app.example/callback%20",
    "https://app.example/callback ",
    " https://app.example/callback",
    "https://app.example/callback\n",
    "https://app.example/callback\0",
    "https://app.example/callback\t",
    "https://app.example/Callback",
    "HTTPS://app.example/callback",
    "https://APP.example/callback",
    "https://app.example./callback",
    "https://app.example:443/callback",
    "https://app.example:8443/callback",
    "https://app.example:/callback",
    "http://app.example/callback",
    "//app.example/callback",
    "/callback",
    "callback",
    "app.example/callback",
    "https:app.example/callback",
    "https:/app.example/callback",
    "https:///app.example/callback",
    "https:\\\\app.example\\callback",
    "https://app.example\\callback",
    "https://app.example//callback",
    "https://app.example/./callback",
    "https://app.example/x/../callback",
    "https://app.example/callback/../callback",
    "https://app.example/callback/../../evil",
    "https://app.example/callback%2f..%2fevil",
    "https://app.example/%63allback",
    "https://app.example/callback%00",
    "https://app.example/callback?",
    "https://app.example/callback?next=https://evil.example",
    "https://app.example/callback&x=1",
    "https://app.example/callback;x=1",
    "https://app.example/callback#",
    "https://app.example/callback#code",
    "https://user@app.example/callback",
    "https://user:pass@app.example/callback",
    "https://app.example@evil.example/callback",
    "https://app.example%40evil.example/callback",
    "https://evil.example/callback",
    "https://evil.example/https://app.example/callback",
    "https://evil.example?https://app.example/callback",
    "https://evil.example#https://app.example/callback",
    "https://evil.app.example/callback",
    "https://app.example.evil.example/callback",
    "https://notapp.example/callback",
    "https://app.exampl/callback",
    "https://app.examplé/callback",
    "https://аpp.example/callback",  # noqa: RUF001  (a Cyrillic letter)
    "https://xn--pp-6kc.example/callback",
    "https://app。example/callback",
    "https://app.example/callback,https://evil.example",
    "https://app.example/callback https://evil.example",
    "https://app.example/callback\r\nLocation: https://evil.example",
    "https://app.example/with",
    "https://app.example/with?tenant=8",
    "https://app.example/with?tenant=7&tenant=8",
    "https://app.example/with?TENANT=7",
    "http://localhost/cb",
    "http://localhost:8080/cb",
    "http://127.0.0.1:8080/",
    "http://127.0.0.1:8080",
    "http://127.0.0.1:8080/cb/",
    "http://127.0.0.1:8080/CB",
    "http://127.0.0.1:8080/cb?x=1",
    "http://127.0.0.1:8080/cb#x",
    "http://127.0.0.1:65536/cb",
    "http://127.0.0.1:0/cb",
    "http://127.0.0.1:08080/cb",
    "http://127.0.0.1:-1/cb",
    "http://127.0.0.1:/cb",
    "http://127.0.0.1:٨٠/cb",
    "http://127.0.0.1:80@evil.example/cb",
    "http://127.0.0.1@evil.example/cb",
    "http://127.0.0.1.evil.example/cb",
    "http://127.0.0.1\\@evil.example/cb",
    "http://127.1/cb",
    "http://2130706433/cb",
    "http://0x7f.0.0.1/cb",
    "http://127.0.0.2/cb",
    "http://0.0.0.0/cb",
    "http://[::ffff:127.0.0.1]/cb",
    "http://[0:0:0:0:0:0:0:1]/cb",
    "http://[::]/cb",
    "https://127.0.0.1/cb",
    "ftp://127.0.0.1/cb",
    "com.example.app://oauth",
    "com.example.app:/oauth/",
    "com.example.app:/OAUTH",
    "com.example.app2:/oauth",
    "com.example.app:8080/oauth",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "about:blank",
    "*",
    "https://*.example/callback",
    "",
)
FREE_PORTS = (
    "http://127.0.0.1:80/cb",
    "http://127.0.0.1:1/cb",
    "http://127.0.0.1:49152/cb",
    "http://127.0.0.1:65535/cb",
    "http://[::1]/cb",
    "http://[::1]:49152/cb",
)


@pytest.fixture
async def client(app: FastAPI) -> App:
    return await an_app(app, *REGISTERED)


def test_there_are_enough_variants() -> None:
    assert len(set(VARIANTS)) >= 60
    assert not set(VARIANTS) & set(REGISTERED)


async def test_no_variant_leads_anywhere(app: FastAPI, client: App) -> None:
    """Neither before somebody signs in nor after."""
    browser = a_browser(app)
    email = await an_email(app)
    async with browser.http:
        for variant in VARIANTS:
            refused_with_a_page(await browser.open(client.asks(redirect_uri=variant)), variant)
        await browser.sign_in(client.asks(), email)
        for variant in VARIANTS:
            asked = client.asks(redirect_uri=variant)
            refused_with_a_page(await browser.open(asked), variant)


async def test_a_good_page_can_not_be_posted_elsewhere(app: FastAPI, client: App) -> None:
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(), await an_email(app))
        good = urlencode(client.asks())
        for variant in VARIANTS[::7]:
            bad = urlencode(client.asks(redirect_uri=variant))
            moved = httpx2.Response(200, text=page.text.replace(good.replace("&", "&amp;"), bad))
            assert bad in moved.text
            answer = await browser.submit(moved, scope="moods:read", span="day", decision="allow")
            refused_with_a_page(answer, variant)


@pytest.mark.parametrize("uri", [*REGISTERED, *FREE_PORTS])
async def test_what_is_registered_is_led_to(app: FastAPI, client: App, uri: str) -> None:
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(redirect_uri=uri), await an_email(app))
        answer = await browser.submit(page, decision="decline")

    joint = "&" if "?" in uri else "?"
    assert answer.headers["location"].startswith(f"{uri}{joint}error=access_denied&")


@pytest.mark.parametrize("name", ["redirect_uri", "client_id"])
async def test_what_names_the_app_is_given_once(app: FastAPI, client: App, name: str) -> None:
    browser = a_browser(app)
    asked = client.asks()
    async with browser.http:
        for second in (asked[name], "https://evil.example", ""):
            query = f"{urlencode(asked)}&{urlencode({name: second})}"
            refused_with_a_page(await browser.open(query), query)
        array = urlencode({(f"{name}[]" if key == name else key): asked[key] for key in asked})
        refused_with_a_page(await browser.open(array), array)


@pytest.mark.parametrize(
    "client_id",
    ["", "x", "0", "00000000-0000-0000-0000-000000000000", "../..", "{upper}", "{urn}", "' OR 1=1"],
)
async def test_an_unknown_app_leads_nowhere(app: FastAPI, client: App, client_id: str) -> None:
    client_id = client_id.format(upper=str(client.id).upper(), urn=f"urn:uuid:{client.id}")
    browser = a_browser(app)
    async with browser.http:
        answer = await browser.open(client.asks(client_id=client_id))

    refused_with_a_page(answer, client_id)


async def test_the_docs_page_is_only_where_the_service_is(app: FastAPI) -> None:
    browser = a_browser(app)
    docs = App(DOCS_PAGE, "http://test/docs/oauth2-redirect")
    async with browser.http:
        assert (await browser.open(docs.asks(scope="owner"))).status_code == 200
        for other in (
            "/docs/oauth2-redirect",
            "http://evil.example/docs/oauth2-redirect",
            "http://test:80/docs/oauth2-redirect",
            "https://test/docs/oauth2-redirect",
        ):
            refused_with_a_page(await browser.open(docs.asks(redirect_uri=other)), other)


async def test_nobody_is_sent_away_before_they_have_signed_in(app: FastAPI, client: App) -> None:
    """Else anybody could register an app and use us to send people anywhere."""
    browser = a_browser(app)
    asked = client.asks(scope="no such scope", response_type="token")
    async with browser.http:
        stranger = await browser.open(asked)
        assert stranger.status_code == 200
        assert "location" not in stranger.headers
        await browser.sign_in(client.asks(), await an_email(app))
        assert brought_back(await browser.open(asked))["error"] == "unsupported_response_type"


def refused_with_a_page(answer: httpx2.Response, variant: str) -> None:
    assert answer.status_code == 400, variant
    assert "location" not in answer.headers
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert "<form" not in answer.text
    assert "evil" not in answer.text
