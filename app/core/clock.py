"""The only place that reads the wall clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

Clock = Callable[[], datetime]


def to_millisecond(moment: datetime) -> datetime:
    """Cut a moment to the precision that is stored and shown, in UTC."""
    moment = moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def wall_clock() -> datetime:
    return to_millisecond(datetime.now(UTC))


def chosen(file: Path | None) -> Clock:
    """Give the wall clock, or the one in the settings' clock file."""
    return wall_clock if file is None else clock_in(file)


def clock_in(file: Path) -> Clock:
    """Make a clock that stands still at the RFC 3339 moment written in `file`, read at each look.

    Raises:
        ValueError: the file holds no moment with an offset (at the look, not here).
    """

    def look() -> datetime:
        moment = datetime.fromisoformat(file.read_text().strip())
        if moment.tzinfo is None:
            message = f"the moment in {file} needs an offset, such as 2026-03-10T12:00:00Z"
            raise ValueError(message)
        return to_millisecond(moment)

    return look


def moment_of(request: Request) -> datetime:
    """Give the one moment at which this request happens."""
    moment: datetime | None = getattr(request.state, "now", None)
    if moment is None:
        moment = request.state.now = request.app.state.clock()
    return moment


async def now(request: Request) -> datetime:
    return moment_of(request)


Now = Annotated[datetime, Depends(now)]
