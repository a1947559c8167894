"""The pages on which users sign in and say what an app may do; none of them needs a script."""

from fastapi import Response

from app.connections.oauth.pages import authorizing, rendering, signing_in
from app.connections.oauth.pages.visits import Visits
from app.core.routing import Router

router = Router(prefix="/oauth", include_in_schema=False)


@router.get("/authorize", response_class=Response)
async def ask_for_consent(visit: Visits) -> Response:
    """Show the sign-in page, or the consent page to who is signed in."""
    return await authorizing.ask(visit)


@router.post("/authorize", response_class=Response)
async def decide_on_consent(visit: Visits) -> Response:
    """Take the user's answer to the app."""
    return await authorizing.decide(visit)


@router.post("/sign-in", response_class=Response)
async def sign_in_on_page(visit: Visits) -> Response:
    """Sign the browser in for these pages."""
    return await signing_in.sign_in(visit)


@router.post("/sign-out", response_class=Response)
async def sign_out_on_page(visit: Visits) -> Response:
    """Let somebody else sign in."""
    return await signing_in.sign_out(visit)


@router.get("/style.css", response_class=Response)
async def send_page_style() -> Response:
    """Send how the pages look, by day and by night."""
    return Response(rendering.stylesheet(), media_type="text/css")
