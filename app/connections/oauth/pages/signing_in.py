"""Signs a browser in and out, for these pages."""

from http import HTTPStatus
from uuid import UUID

from fastapi.responses import Response
from pydantic import ValidationError

from app.accounts.auth import recovering
from app.accounts.auth.errors import RecoveryCodeRefused
from app.accounts.credentials import logging_in
from app.accounts.credentials.errors import WrongCredentials
from app.accounts.credentials.schemas import LogIn
from app.connections.oauth.pages import asking, browsing, rendering, showing
from app.connections.oauth.pages.asking import NoWayBack, WayBack
from app.connections.oauth.pages.browsing import PLATFORM
from app.connections.oauth.pages.visits import Visit, a_stranger
from app.core.database import Db
from app.core.errors import TooManyRequests
from app.security.recovery_codes import spell_recovery_code

LONGEST_CODE = 200


async def sign_in(visit: Visit) -> Response:
    """Let somebody in by address and password, or by a recovery code, and go on to the consent."""
    if not visit.is_from_our_page:
        return showing.error(visit, "stale_form", HTTPStatus.FORBIDDEN)
    async with visit.entrance.database.lease() as db:
        try:
            way_back = await asking.way_back(db, visit.asked, issuer=visit.entrance.issuer)
        except NoWayBack:
            return showing.error(visit, "no_way_back")
    with_code = visit.field("way") == "code"
    try:
        return await (_by_code(visit) if with_code else _by_password(visit))
    except (WrongCredentials, RecoveryCodeRefused):
        problem = "wrong_code" if with_code else "wrong_password"
        return _again(visit, way_back, problem, with_code=with_code)
    except TooManyRequests as error:
        response = _again(visit, way_back, "too_many", with_code=with_code)
        response.headers.update(error.headers)
        return response


async def sign_out(visit: Visit) -> Response:
    """End the browser's session, so that somebody else can sign in."""
    if not visit.is_from_our_page:
        return showing.error(visit, "stale_form", HTTPStatus.FORBIDDEN)
    async with visit.entrance.database.lease() as db:
        await browsing.leave(db, visit)
    response = rendering.back_to_authorize(visit)
    rendering.keep_cookie(response, visit, a_stranger())
    return response


async def _by_password(visit: Visit) -> Response:
    said = {"email": visit.field("email"), "password": visit.field("password")}
    try:
        body = LogIn.model_validate(said | {"device": {"platform": PLATFORM}})
    except ValidationError:
        raise WrongCredentials from None

    async def enter(db: Db, user_id: UUID) -> str:
        return await browsing.open_session(db, visit.entrance, user_id, now=visit.now)

    cookie = await logging_in.identify(visit.entrance, body, enter, now=visit.now)
    response = rendering.back_to_authorize(visit)
    rendering.keep_cookie(response, visit, cookie)
    return response


async def _by_code(visit: Visit) -> Response:
    """Show the next code at once: it is kept nowhere, so that no redirect could bring it.

    A reload is of a page that is over, with the cookie it had: whoever missed the next code begins
    again with the one they typed, which gives the same next one.
    """
    text = visit.field("recovery_code")[:LONGEST_CODE]
    async with visit.entrance.database.lease() as db:
        following = await recovering.exchange(db, visit.entrance, text, now=visit.now)
        user_id = following.user_id
        cookie = await browsing.open_session(db, visit.entrance, user_id, now=visit.now)
    response = showing.recovered(visit, spell_recovery_code(following))
    rendering.keep_cookie(response, visit, cookie)
    return response


def _again(visit: Visit, way_back: WayBack, problem: str, *, with_code: bool) -> Response:
    is_too_many = problem == "too_many"
    status = HTTPStatus.TOO_MANY_REQUESTS if is_too_many else HTTPStatus.UNPROCESSABLE_ENTITY
    return showing.sign_in(visit, way_back, problem=problem, status=status, with_code=with_code)
