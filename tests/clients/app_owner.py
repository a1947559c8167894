"""Who registers an app, and who answers it in a browser that runs no script."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2

from tests.connections.oauth.flow import Browser
from tests.core.service import Service
from tests.journeys.phone import Phone
from tests.signing_up import PASSWORD, an_address

SCOPE = "moods:read moods:write offline_access"
REGISTERED, ASKED = "http://127.0.0.1/back", "http://127.0.0.1:49152/back"
"""Of a loopback address the port is free."""


@dataclass(frozen=True)
class Asker:
    """An account with an app of its own, in the words that apps are told."""

    email: str
    app: dict[str, Any]


def an_app(running: Service, kind: str) -> Asker:
    """Open an account and register an app that asks it."""
    email = an_address()
    phone = Phone(running.url)
    phone.sign_in("/v1/auth/register", email=email, password=PASSWORD, time_zone="Europe/Berlin")
    body = {"name": "Moodring", "type": kind, "redirect_uris": [REGISTERED]}
    made = phone.post("/v1/oauth-clients", **body)
    app = {
        "issuer": running.url,
        "client_id": made["id"],
        "client_secret": made["client_secret"],
        "redirect_uri": ASKED,
        "scope": SCOPE,
    }
    return Asker(email, app)


def answered(running: Service, url: str, email: str) -> str:
    """Visit an app's question, sign in, allow everything, and give where that leads."""
    return asyncio.run(_answered(running, url, email))


async def _answered(running: Service, url: str, email: str) -> str:
    address = urlsplit(url)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{running.url}/oauth/authorize"
    async with httpx2.AsyncClient(base_url=running.url) as http:
        browser = Browser(http)
        page = await browser.open(address.query)
        signed_in = await browser.submit(
            page, email=email, password=PASSWORD, time_zone="Europe/Berlin"
        )
        consent = await http.get(signed_in.headers["location"])
        answer = await browser.submit(consent, scope=SCOPE.split(), span="month", decision="allow")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])
