"""The pages, with what each of them has to say."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from fastapi.responses import Response

from app.connections.oauth import rules
from app.connections.oauth.clients import Client
from app.connections.oauth.pages import rendering
from app.connections.oauth.pages.asking import WayBack, Wish
from app.connections.oauth.pages.browsing import Person
from app.connections.oauth.pages.consenting import SPANS, USUAL_SPAN
from app.connections.oauth.pages.visits import STRANGER, Visit, a_stranger

LOOPBACK = {"127.0.0.1", "::1"}


def error(visit: Visit, name: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Response:
    """Say that it does not go on from here; `name` is of a text."""
    return rendering.page(visit, "error.html", status=status, name=name)


def sign_in(
    visit: Visit,
    way_back: WayBack,
    *,
    problem: str | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    with_code: bool = False,
) -> Response:
    """Ask who it is; a cookie that no longer counts is replaced by a stranger's."""
    if not visit.cookie.startswith(STRANGER):
        visit = replace(visit, cookie=a_stranger())
    response = rendering.page(
        visit,
        "sign_in.html",
        status=status,
        leads_on=True,
        app=way_back.client.name,
        problem=problem,
        email=visit.field("email"),
        with_code=with_code,
    )
    rendering.keep_cookie(response, visit, visit.cookie)
    return response


def recovered(visit: Visit, recovery_code: str) -> Response:
    """Show the next recovery code, once, before it goes on."""
    return rendering.page(visit, "recovered.html", recovery_code=recovery_code)


def consent(
    visit: Visit,
    way_back: WayBack,
    wish: Wish,
    person: Person,
    *,
    problem: str | None = None,
) -> Response:
    """Ask what the app may do. Nothing is ticked beforehand."""
    status = HTTPStatus.OK if problem is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return rendering.page(
        visit,
        "consent.html",
        status=status,
        locale=person.locale,
        leads_on=True,
        person=person.name,
        problem=problem,
        scopes=wish.scopes,
        ticked=visit.fields("scope"),
        spans=tuple(SPANS) if rules.may_return(wish.scopes) else (),
        span=visit.field("span") or USUAL_SPAN,
        **_told_of(way_back.client, way_back.redirect_uri),
    )


def _told_of(client: Client, redirect_uri: str) -> dict[str, Any]:
    """Say who asks, by what nobody can choose freely: the place it leads back to."""
    parts = urlsplit(redirect_uri)
    is_here = parts.hostname in LOOPBACK
    place = parts.netloc if parts.scheme in {"http", "https"} else f"{parts.scheme}:"
    return {
        "app": client.name,
        "is_built_in": client.is_built_in,
        "place": None if is_here else place,
    }
