"""Checks of the moments that clients send, who may have a clock of their own."""

from datetime import datetime, timedelta

from app.core.errors import refuse

AHEAD = timedelta(minutes=5)


def not_ahead(moment: datetime | None, now: datetime, pointer: str) -> None:
    """Refuse a moment more than five minutes ahead of the server.

    Raises:
        Invalid: it is.
    """
    if moment is not None and moment > now + AHEAD:
        refuse(pointer, "more than 5 minutes ahead of the server's clock")


def not_before(moment: datetime | None, earliest: datetime, pointer: str, its_name: str) -> None:
    """Refuse a moment that comes before one that it has to follow, which `its_name` names.

    Raises:
        Invalid: it does.
    """
    if moment is not None and moment < earliest:
        refuse(pointer, f"before {its_name}")
