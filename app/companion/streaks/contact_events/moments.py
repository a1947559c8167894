"""When an event was: what a client may say, and the local dates that follow."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.core.days import local_date
from app.core.errors import refuse
from app.core.moments import not_ahead

WHEN = frozenset({"occurred_at", "time_zone", "restart_at"})


def dated(event: Mapping[str, Any], *, now: datetime, sent: Collection[str]) -> dict[str, Any]:
    """Derive the local dates of an event by the zone and day start that it has.

    `sent` names the fields that the client sent: a contradiction is pointed out there.

    Raises:
        Invalid: a moment is too far ahead, or the restart comes before the event.
    """
    occurred_at, restart_at = event["occurred_at"], event["restart_at"]
    not_ahead(occurred_at, now, "/occurred_at")
    not_ahead(restart_at, now, "/restart_at")
    if restart_at is not None and restart_at < occurred_at:
        if "restart_at" in sent:
            refuse("/restart_at", "before `occurred_at`")
        refuse("/occurred_at", "after `restart_at`")
    place = ZoneInfo(event["time_zone"]), event["day_starts_at"]
    return {
        "local_date": local_date(occurred_at, *place),
        "restart_on": None if restart_at is None else local_date(restart_at, *place),
    }
