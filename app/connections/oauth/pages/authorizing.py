"""From an app's question to the user's answer: who asks, who is asked, and what they say."""

from dataclasses import replace
from http import HTTPStatus

from fastapi.responses import Response

from app.connections.oauth import rules
from app.connections.oauth.pages import asking, browsing, consenting, rendering, showing
from app.connections.oauth.pages.asking import NoWayBack, Refused, WayBack, Wish
from app.connections.oauth.pages.browsing import Person
from app.connections.oauth.pages.visits import Visit
from app.core.database import Db
from app.core.errors import TooManyRequests


async def ask(visit: Visit) -> Response:
    """Ask the user who they are, then what the app may do.

    Whatever is wrong with a request is told to its app only after somebody has signed in: else
    anybody could register an app and use this address to send people anywhere (RFC 9700, 4.11.2).
    """
    async with visit.entrance.database.lease() as db:
        try:
            way_back = await asking.way_back(db, visit.asked, issuer=visit.entrance.issuer)
        except NoWayBack:
            return showing.error(visit, "no_way_back")
        person = await browsing.recognised(db, visit)
        if person is None:
            return showing.sign_in(visit, way_back)
        return _asked(visit, way_back, person)


async def decide(visit: Visit) -> Response:
    """Take the user's answer, and bring it to the app."""
    if not visit.is_from_our_page:
        return showing.error(visit, "stale_form", HTTPStatus.FORBIDDEN)
    async with visit.entrance.database.lease() as db:
        try:
            way_back = await asking.way_back(db, visit.asked, issuer=visit.entrance.issuer)
        except NoWayBack:
            return showing.error(visit, "no_way_back")
        person = await browsing.recognised(db, visit)
        if person is None:
            return rendering.back_to_authorize(visit)
        await db.rollback()
        return await _decided(db, visit, way_back, person)


def _asked(visit: Visit, way_back: WayBack, person: Person) -> Response:
    try:
        wish = asking.wish(way_back.client, visit.asked or [])
    except Refused as refused:
        return _refused(way_back, refused)
    return showing.consent(visit, way_back, wish, person)


async def _decided(db: Db, visit: Visit, way_back: WayBack, person: Person) -> Response:
    try:
        wish = asking.wish(way_back.client, visit.asked or [])
    except Refused as refused:
        return _refused(way_back, refused)
    if visit.field("decision") != "allow":
        return _refused(way_back, Refused("access_denied", "the user declined"))
    chosen = tuple(scope for scope in wish.scopes if scope in visit.fields("scope"))
    if not rules.opens_something(chosen):
        return showing.consent(visit, way_back, wish, person, problem="nothing_chosen")
    if rules.may_return(chosen) and visit.field("span") not in consenting.SPANS:
        return showing.consent(visit, way_back, wish, person, problem="no_span")
    return await _allowed(db, visit, way_back, replace(wish, scopes=chosen))


async def _allowed(db: Db, visit: Visit, way_back: WayBack, wish: Wish) -> Response:
    try:
        code = await consenting.allow(db, visit, way_back, wish, visit.field("span"))
    except TooManyRequests:
        return showing.error(visit, "too_many", HTTPStatus.TOO_MANY_REQUESTS)
    if code is None:
        return rendering.back_to_authorize(visit)
    return rendering.sent_on(way_back.with_code(code))


def _refused(way_back: WayBack, refused: Refused) -> Response:
    return rendering.sent_on(way_back.with_error(refused.error, refused.description))
