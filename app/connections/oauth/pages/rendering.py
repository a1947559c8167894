"""Turns words and templates into pages."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.connections.oauth.pages.browsing import LIFETIME
from app.connections.oauth.pages.visits import TOKEN, Visit, cookie_name
from app.core.texts import language_for, texts

FOLDER = Path(__file__).parent
COOKIE_PATH = "/oauth"
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
STAYS_HERE = f"{POLICY}; form-action 'self'"
"""Only for forms that end with us: browsers hold each redirect after a form to `form-action`, and
what an app's address leads on to is not ours to know."""
NOT_KEPT = {"cache-control": "no-store"}


def page(
    visit: Visit,
    template: str,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    locale: str | None = None,
    leads_on: bool = False,
    **context: Any,  # noqa: ANN401
) -> HTMLResponse:
    """Show a page; if it `leads_on`, its forms can end with an app."""
    language = language_for(visit.languages, locale)
    html = _templates().get_template(template)
    body = html.render(
        t=texts(__package__, language),
        language=language,
        query=visit.query,
        form_token_name=TOKEN,
        form_token=visit.form_token,
        **context,
    )
    headers = NOT_KEPT | {"content-security-policy": POLICY if leads_on else STAYS_HERE}
    return HTMLResponse(body, int(status), headers)


def sent_on(url: str) -> Response:
    """Send the browser somewhere by GET, whatever it sent here (RFC 9700, section 4.12)."""
    return RedirectResponse(url, int(HTTPStatus.SEE_OTHER), NOT_KEPT)


def back_to_authorize(visit: Visit) -> Response:
    return sent_on(f"/oauth/authorize?{visit.query}")


def keep_cookie(response: Response, visit: Visit, cookie: str) -> None:
    """Give the browser a cookie that opens nothing but these pages."""
    issuer = visit.entrance.issuer
    response.set_cookie(
        cookie_name(issuer),
        cookie,
        max_age=int(LIFETIME.total_seconds()),
        path=COOKIE_PATH,
        secure=issuer.startswith("https:"),
        httponly=True,
        samesite="lax",
    )


@cache
def stylesheet() -> str:
    return (FOLDER / "assets/style.css").read_text("utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
