"""A circle as tests make one."""

import re
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from tests.mailbox import Mailbox
from tests.signing_up import client_from

URL = "/v1/supporters"
CONSENTS = "/v1/supporter-consents"
LINK = re.compile(r"http://test/circle#\S+")
REQUEST, ALERT = "may somebody ask you", "company would be welcome"
Body = dict[str, Any]


async def with_a_name(me: AsyncClient, name: str | None = "Jo") -> AsyncClient:
    """Let somebody say what they are called, which mails to a circle tell."""
    assert (await me.patch("/v1/me", json={"display_name": name})).is_success
    return me


async def a_supporter(me: AsyncClient, address: str, **changes: Any) -> Body:  # noqa: ANN401
    answer = await me.post(URL, json={"name": "Sam", "email": address} | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def token_for(mailbox: Mailbox, address: str, about: str = REQUEST, *, count: int = 1) -> str:
    """Wait for a mail and take the token out of its link."""
    found = LINK.search((await mailbox.newest(address, about, count=count)).text)
    assert found
    return urlsplit(found[0]).fragment


async def decide(app: FastAPI, token: str, decision: str) -> Response:
    """Answer as the page does, without an account."""
    async with client_from(app) as client:
        return await client.post(CONSENTS, json={"token": token, "decision": decision})


async def an_agreeing(app: FastAPI, me: AsyncClient, mailbox: Mailbox, address: str) -> str:
    supporter = await a_supporter(me, address)
    token = await token_for(mailbox, address)
    assert (await decide(app, token, "agree")).json() == {"consent": "given"}
    return str(supporter["id"])
