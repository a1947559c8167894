"""What becomes of odd values, as docs/api/sync.md has it: what does not fit is left out."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.connections.sync.machine.device import Raw, Value
from tests.connections.sync.machine.doings import milliseconds

AHEAD = timedelta(minutes=5)
MOMENTS = ("occurred_at", "started_at")


def cleaned(values: Mapping[str, Value], present: Mapping[str, Value], now: datetime) -> Raw:
    """Give the values of a pushed row that are kept; `present` is empty when it is new."""
    kept = dict(values)
    for name in MOMENTS:
        if _is_ahead(kept.get(name), now):
            kept[name] = present.get(name, milliseconds(now))
    if _is_ahead(kept.get("restart_at"), now):
        kept["restart_at"] = present.get("restart_at")
    if _is_backwards({**present, **kept}) and "restart_at" in kept:
        kept["restart_at"] = present.get("restart_at")
    if _is_backwards({**present, **kept}):
        kept["occurred_at"] = present["occurred_at"]
    return kept


def _is_ahead(moment: Value, now: datetime) -> bool:
    return isinstance(moment, int) and moment > milliseconds(now + AHEAD)


def _is_backwards(row: Mapping[str, Value]) -> bool:
    occurred_at, restart_at = row.get("occurred_at"), row.get("restart_at")
    return isinstance(occurred_at, int) and isinstance(restart_at, int) and restart_at < occurred_at
