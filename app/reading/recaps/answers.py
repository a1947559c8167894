"""A recap as JSON, as a page or as a picture, whichever the client accepts."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse

from app.core.negotiation import preferred
from app.reading.insights.answers import DRAWN
from app.reading.insights.drawing.studio import SVG, Picture
from app.reading.recaps.cards import card
from app.reading.recaps.pages import POLICY, page
from app.reading.recaps.weeks import Wish

JSON, HTML = "application/json", "text/html"
PAGE: Mapping[str, Any] = {
    "schema": {"type": "string"},
    "example": '<!doctype html><html lang="en"><title>Your week</title>…</html>',
}
FORMS: dict[int | str, dict[str, Any]] = {200: {"content": {HTML: PAGE, SVG: DRAWN}}}


def as_accepted(recap: dict[str, Any], wish: Wish, response: Response) -> dict[str, Any] | Response:
    """Give the figures, a page or a card, with the tag that `response` has.

    Raises:
        Unavailable: too many pictures wait to be drawn.
    """
    media_type = preferred(wish.accepted, (JSON, HTML, SVG))
    if media_type == JSON:
        return recap
    headers = {"etag": response.headers["etag"], "content-language": recap["language"]}
    if media_type == HTML:
        return HTMLResponse(page(recap), headers=headers | {"content-security-policy": POLICY})
    return Picture(partial(card, recap, wish.theme), SVG, headers)
