"""Which of several representations an `Accept` header likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request

Range = tuple[str, float]


def preferred(accept: str, offered: Sequence[str]) -> str:
    """Choose among media types; the first one offered on ties, and where nothing fits."""
    ranges = [_range(part) for part in accept.lower().split(",")]
    return max(offered, key=lambda each: _liking(each, ranges))


def _liking(media_type: str, ranges: Sequence[Range]) -> float:
    """Give the weight of the most exact range that the type is in."""
    for wanted in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        weights = [weight for name, weight in ranges if name == wanted]
        if weights:
            return max(weights)
    return 0.0


def _range(part: str) -> Range:
    name, *parameters = (each.strip() for each in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return name, _weight(value.strip())
    return name, 1.0


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


async def accepted(request: Request) -> str:
    return request.headers.get("accept", "")


Accepted = Annotated[str, Depends(accepted)]
"""For `preferred`."""
