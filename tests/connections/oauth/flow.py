"""An app and a browser, from the app's question to its tokens."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import httpx2
from fastapi import FastAPI
from sqlalchemy import insert

from app.accounts.grants.models import OAuthClient
from app.connections.oauth.clients import SECRET
from app.core.ids import new_id
from app.security import opaque_secrets
from tests.signing_up import PASSWORD, an_account, an_address, client_from

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The example of RFC 7636, appendix B."""
CALLBACK = "https://app.example/callback"
SCOPES = "moods:read moods:write offline_access"


@dataclass
class App:
    """A registered app; `secret` is a confidential one's."""

    id: UUID
    redirect_uri: str = CALLBACK
    secret: str | None = field(default=None, repr=False)

    def asks(self, **changes: str | None) -> dict[str, str]:
        """Give the parameters for /oauth/authorize; None leaves one out."""
        asked: dict[str, str | None] = {
            "response_type": "code",
            "client_id": str(self.id),
            "redirect_uri": self.redirect_uri,
            "scope": SCOPES,
            "state": "a state/of+its own",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (asked | changes).items() if value is not None}

    def credentials(self) -> dict[str, str]:
        return {"client_id": str(self.id)} | (
            {} if self.secret is None else {"client_secret": self.secret}
        )

    def basic(self, secret: str | None = None) -> dict[str, str]:
        raw = f"{self.id}:{secret or self.secret}".encode()
        return {"authorization": f"Basic {b64encode(raw).decode()}"}


async def an_app(
    app: FastAPI,
    *redirect_uris: str,
    confidential: bool = False,
    user_id: UUID | None = None,
    name: str = "Moodring",
) -> App:
    """Register an app, as `POST /v1/oauth-clients` does."""
    owner_id = user_id or await somebodys_id(app)
    client_id = new_id()
    secret = opaque_secrets.make(owner_id, client_id)
    row = {
        "id": client_id,
        "user_id": owner_id,
        "name": name,
        "type": "confidential" if confidential else "public",
        "redirect_uris": list(redirect_uris or (CALLBACK,)),
        "secret_digest": opaque_secrets.digest(secret.secret) if confidential else None,
        "created_at": app.state.clock(),
    }
    async with app.state.database.lease() as db:
        await db.execute(insert(OAuthClient).values(**row))
    spelled = opaque_secrets.spell(SECRET, secret) if confidential else None
    return App(client_id, (redirect_uris or (CALLBACK,))[0], spelled)


async def somebodys_id(app: FastAPI) -> UUID:
    body = {"time_zone": "Europe/Berlin", "device": {"platform": "web"}}
    async with client_from(app) as client:
        answer = await client.post("/v1/auth/guest", json=body)
    return UUID(answer.json()["user"]["id"])


@dataclass
class Browser:
    """A browser that follows nothing by itself and runs no script."""

    http: httpx2.AsyncClient

    async def open(self, asked: dict[str, str] | str) -> httpx2.Response:
        query = asked if isinstance(asked, str) else urlencode(asked)
        return await self.http.get(f"/oauth/authorize?{query}")

    async def submit(
        self, page: httpx2.Response, number: int = 0, **values: str | list[str]
    ) -> httpx2.Response:
        """Send the page's form with this number, filled in."""
        action, hidden = forms_of(page)[number]
        return await self.http.post(action, data=hidden | values, headers=SAME_ORIGIN)

    async def sign_in(self, asked: dict[str, str], email: str) -> httpx2.Response:
        """Sign in on the page, and give the consent page."""
        page = await self.open(asked)
        answer = await self.submit(page, email=email, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return await self.http.get(answer.headers["location"])


SAME_ORIGIN = {"sec-fetch-site": "same-origin", "origin": "null"}
FORM = re.compile(r'<form method="post" action="([^"]*)".*?</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def a_browser(app: FastAPI) -> Browser:
    return Browser(client_from(app))


def forms_of(page: httpx2.Response) -> list[tuple[str, dict[str, Any]]]:
    return [
        (unescape(form[1]), {name: unescape(value) for name, value in HIDDEN.findall(form[0])})
        for form in FORM.finditer(page.text)
    ]


def brought_back(answer: httpx2.Response) -> dict[str, str]:
    """Read what a redirect brings to the app."""
    assert answer.status_code == 303, answer.text
    query = parse_qs(urlsplit(answer.headers["location"]).query, strict_parsing=True)
    return {name: value for name, (value,) in query.items()}


async def an_email(app: FastAPI) -> str:
    """Open an account, and give its address."""
    email = an_address()
    await an_account(app, email)
    return email


async def many_codes(app: FastAPI, client: App, number: int) -> list[str]:
    """Have somebody sign in once and allow the same this often."""
    browser = a_browser(app)
    codes = []
    async with browser.http:
        page = await browser.sign_in(client.asks(), await an_email(app))
        for _ in range(number):
            answer = await browser.submit(
                page, scope=SCOPES.split(), span="month", decision="allow"
            )
            codes.append(brought_back(answer)["code"])
    return codes


async def tokens_of(app: FastAPI, client: App, **choices: str) -> dict[str, Any]:
    """Let a new user allow an app something, and give what it gets."""
    code = await consented(app, client, await an_email(app), **choices)
    answer = await redeem(app, client, code)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def consented(
    app: FastAPI, client: App, email: str, *, scopes: str = SCOPES, span: str = "month"
) -> str:
    """Sign in, allow these scopes, and give the code."""
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(scope=scopes), email)
        answer = await browser.submit(page, scope=scopes.split(), span=span, decision="allow")
    return brought_back(answer)["code"]


async def redeem(app: FastAPI, client: App, code: str, **changes: str) -> httpx2.Response:
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.redirect_uri,
        "code_verifier": VERIFIER,
    }
    return await send(app, "token", client.credentials() | body | changes)


async def refresh(app: FastAPI, client: App, token: str, **changes: str) -> httpx2.Response:
    body = {"grant_type": "refresh_token", "refresh_token": token}
    return await send(app, "token", client.credentials() | body | changes)


async def send(
    app: FastAPI, endpoint: str, body: dict[str, str], **headers: str
) -> httpx2.Response:
    async with client_from(app) as http:
        return await http.post(f"/oauth/{endpoint}", data=body, headers=headers)
