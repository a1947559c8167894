"""The secrets of an endpoint as they are kept: JSON text, the newest first."""

import json
from datetime import datetime, timedelta
from typing import Any

OVERLAP = timedelta(hours=24)
MOST = 5


def first(secret: str) -> str:
    return json.dumps([{"secret": secret, "until": None}])


def rotated(kept: str, secret: str, *, now: datetime) -> str:
    """Put a new secret before the others, which then have a day, or less if less was left.

    All that are asked for within a day sign: a lost answer takes nothing from the receiver.
    """
    end = (now + OVERLAP).isoformat()
    old = [each | {"until": each["until"] or end} for each in _alive(kept, now)]
    return json.dumps([{"secret": secret, "until": None}, *old][:MOST])


def pruned(kept: str, *, now: datetime) -> str:
    """Leave out those whose day is over."""
    return json.dumps(_alive(kept, now))


def signing(kept: str, *, now: datetime) -> list[str]:
    return [each["secret"] for each in _alive(kept, now)]


def _alive(kept: str, now: datetime) -> list[dict[str, Any]]:
    return [
        each
        for each in json.loads(kept)
        if each["until"] is None or now < datetime.fromisoformat(each["until"])
    ]
