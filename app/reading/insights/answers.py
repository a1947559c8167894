"""An insight as JSON or as a picture, whichever the client accepts."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import Response

from app.core.negotiation import preferred
from app.reading.insights.drawing.prints import insight_print
from app.reading.insights.drawing.studio import PNG, SVG, Picture
from app.reading.insights.filters import Wish

JSON = "application/json"
DRAWN: Mapping[str, Any] = {
    "schema": {"type": "string"},
    "example": '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="270">…</svg>',
}
BYTES: Mapping[str, Any] = {"schema": {"type": "string", "format": "binary"}}
PICTURES: dict[int | str, dict[str, Any]] = {200: {"content": {SVG: DRAWN, PNG: BYTES}}}


def as_accepted(
    insight: dict[str, Any], wish: Wish, response: Response
) -> dict[str, Any] | Response:
    """Give the figures, or a picture of them with the tag that `response` has.

    Raises:
        Unavailable: too many pictures wait to be drawn.
    """
    media_type = preferred(wish.accepted, (JSON, SVG, PNG))
    if media_type == JSON:
        return insight
    headers = {"etag": response.headers["etag"], "content-language": insight["language"]}
    draw = partial(insight_print, insight, media_type, wish.theme)
    return Picture(draw, media_type, headers)
