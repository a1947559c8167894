"""The API's page for people. Everything on it comes from here: it asks no other server."""

from typing import Annotated

from fastapi import Header, Response
from fastapi.responses import HTMLResponse

from app.core.docs_page import editions
from app.core.errors import NotFound
from app.core.routing import Router

router = Router(prefix="/docs", include_in_schema=False)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""Images as `data:` are the icons within swagger-ui.css."""
POLICY_OF_REDIRECT = (
    "default-src 'none'; script-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
FOR_EVER = "public, max-age=31536000, immutable"


@router.get("", response_class=HTMLResponse)
def show_docs() -> HTMLResponse:
    """Show the page."""
    headers = {"content-security-policy": POLICY}
    return HTMLResponse(editions.page("page.html"), headers=headers)


@router.get("/oauth2-redirect", response_class=HTMLResponse)
def come_back_from_signing_in() -> HTMLResponse:
    """Let a script hand what the address brings to the page that asked for it."""
    headers = {"content-security-policy": POLICY_OF_REDIRECT, "cache-control": "no-store"}
    return HTMLResponse(editions.page("oauth2-redirect.html"), headers=headers)


@router.get("/{edition}/{name}", response_class=Response)
def send_asset(edition: str, name: str, accept_encoding: Annotated[str, Header()] = "") -> Response:
    """Send a file of the page, on a thread: the first time it is compressed."""
    if edition != editions.edition() or name not in editions.SERVED:
        raise NotFound
    asset = editions.asset(name)
    headers = {"cache-control": FOR_EVER}
    if "gzip" not in accept_encoding:
        return Response(asset.plain, media_type=asset.media_type, headers=headers)
    headers["content-encoding"] = "gzip"
    return Response(asset.gzipped, media_type=asset.media_type, headers=headers)
