"""A browser on one of our pages: what it asks for, and who it says it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest
from hmac import digest as hmac_digest
from secrets import token_bytes
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from app.accounts.auth.dependencies import Enters
from app.accounts.auth.entrance import Entrance
from app.connections.oauth.dependencies import FORM
from app.connections.oauth.parameters import Pairs, Unreadable, pairs_of
from app.core.clock import Now
from app.core.texts import AcceptedLanguages
from app.security import base64url
from app.security.encryption import derived

COOKIE = "oo_browser"
LONGEST_COOKIE = 200
STRANGER = "visitor_"
TOKEN = "form_token"  # noqa: S105  (a field's name)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a browser; `cookie` is what it brought, or what it is given now."""

    entrance: Entrance
    query: str
    asked: Pairs | None = field(repr=False)
    sent: Pairs | None = field(repr=False)
    origin: Mapping[str, str]
    cookie: str = field(repr=False)
    languages: str
    now: datetime

    @property
    def form_token(self) -> str:
        """Give what a form must bring back: it belongs to this browser's cookie alone."""
        key = derived(self.entrance.server_key, "oauth-forms")
        return base64url.encode(hmac_digest(key, self.cookie.encode(), "sha256"))

    def field(self, name: str) -> str:
        return next((value for each, value in self.sent or () if each == name), "")

    def fields(self, name: str) -> frozenset[str]:
        return frozenset(value for each, value in self.sent or () if each == name)

    @property
    def is_from_our_page(self) -> bool:
        """Tell whether the form that was sent is one that we gave to this very browser."""
        token = self.field(TOKEN).encode("utf-8", "replace")
        return _is_same_origin(self) and compare_digest(token, self.form_token.encode())


async def visit(
    request: Request, entrance: Enters, languages: AcceptedLanguages, now: Now
) -> Visit:
    query: bytes = request.scope["query_string"]
    names = ("origin", "sec-fetch-site")
    return Visit(
        entrance=entrance,
        query=query.decode("ascii", "replace"),
        asked=_pairs(query),
        sent=await _form(request),
        origin={name: request.headers[name] for name in names if name in request.headers},
        cookie=_cookie(request, entrance.issuer),
        languages=languages,
        now=now,
    )


Visits = Annotated[Visit, Depends(visit)]


def cookie_name(issuer: str) -> str:
    """Give the cookie's name; over https browsers hold it to being secure."""
    return f"__Secure-{COOKIE}" if issuer.startswith("https:") else COOKIE


def a_stranger() -> str:
    return STRANGER + base64url.encode(token_bytes(32))


def _cookie(request: Request, issuer: str) -> str:
    brought = request.cookies.get(cookie_name(issuer), "")
    is_ours = brought.startswith((STRANGER, COOKIE)) and len(brought) <= LONGEST_COOKIE
    return brought if is_ours else a_stranger()


def _is_same_origin(visit: Visit) -> bool:
    """Ask the browser where the form stood.

    Pages without a referrer send the origin `null`; what is left then is the form's token.
    """
    site = visit.origin.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    issuer = urlsplit(visit.entrance.issuer)
    return visit.origin.get("origin", "null") in {"null", f"{issuer.scheme}://{issuer.netloc}"}


def _pairs(raw: bytes) -> Pairs | None:
    try:
        return pairs_of(raw)
    except Unreadable:
        return None


async def _form(request: Request) -> Pairs | None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "POST" or kind != FORM:
        return None
    try:
        return _pairs(await request.body())
    except ClientDisconnect:
        return None
