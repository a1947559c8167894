"""What becomes of odd values, as docs/api/sync.md has it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.connections.sync.machine.device import Raw, Value
from tests.connections.sync.machine.doings import milliseconds

AHEAD = timedelta(minutes=5)


def cleaned(table: str, raw: Mapping[str, Value], now: datetime) -> Raw:
    """Give a pushed row as it is kept: a moment too far ahead is that of the receipt."""
    kept = dict(raw)
    for name in ("occurred_at", "restart_at", "started_at"):
        value = kept.get(name)
        if isinstance(value, int) and value > milliseconds(now + AHEAD):
            kept[name] = milliseconds(now)
    return kept
