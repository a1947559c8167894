"""The page on which somebody without an account agrees or declines.

The token stays in the address's fragment, which no server and no log ever sees.
"""

from functools import cache
from html import escape
from importlib.resources import files

from fastapi import Response
from fastapi.responses import HTMLResponse

from app.core.routing import Router
from app.core.texts import AcceptedLanguages, Language, language_for, texts

router = Router(prefix="/circle", include_in_schema=False)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@router.get("", response_class=HTMLResponse)
async def show_consent_page(accepted: AcceptedLanguages) -> HTMLResponse:
    """Show the page, the same for everybody."""
    html = _page(language_for(accepted, None))
    return HTMLResponse(html, headers={"content-security-policy": POLICY})


@router.get("/answer.js", response_class=Response)
async def send_consent_script() -> Response:
    """Send what reads the token and posts the answer."""
    return Response(_asset("answer.js"), media_type="text/javascript")


@router.get("/style.css", response_class=Response)
async def send_consent_style() -> Response:
    """Send how it looks, by day and by night."""
    return Response(_asset("style.css"), media_type="text/css")


@cache
def _page(language: Language) -> str:
    words = {name: escape(text) for name, text in texts(__package__, language).items()}
    return _asset("page.html").format(language=language, **words)


@cache
def _asset(name: str) -> str:
    return files("app.companion.supporters.page").joinpath("assets", name).read_text("utf-8")
