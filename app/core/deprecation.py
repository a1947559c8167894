"""Operations on their way out say so: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any, TypeVar

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
RawHeader = tuple[bytes, bytes]
MARK = "deprecation"


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Since when, until when (UTC), and the page that says what to use instead."""

    since: datetime
    sunset: datetime | None
    link: str

    def __post_init__(self) -> None:
        if self.sunset is not None and self.sunset < self.since:
            message = "a sunset can't be before its deprecation (RFC 9745, section 4)"
            raise ValueError(message)

    def headers(self) -> Iterator[RawHeader]:
        yield b"deprecation", b"@%d" % self.since.timestamp()
        yield b"link", _link(self.link, "deprecation")
        if self.sunset is not None:
            yield b"sunset", format_datetime(self.sunset, usegmt=True).encode()
            yield b"link", _link(self.link, "sunset")


def deprecated(
    since: datetime, *, link: str, sunset: datetime | None = None
) -> Callable[[Endpoint], Endpoint]:
    """Declare an operation deprecated, below the line that routes it."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, MARK, Deprecation(since, sunset, link))
        return endpoint

    return mark


def deprecation_of(endpoint: Callable[..., Any]) -> Deprecation | None:
    found: Deprecation | None = getattr(endpoint, MARK, None)
    return found


def _link(page: str, relation: str) -> bytes:
    return f'<{page}>; rel="{relation}"; type="text/html"'.encode()
