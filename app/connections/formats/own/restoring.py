"""Rows of our own export, checked as the API checks a body, and completed for their new owner.

What is kept: every column of the file. What is of the writing: `revision` and `updated_at`; and
what other rows add up to is reckoned again at the end.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from app.connections.formats.own.following import following
from app.connections.formats.own.parsing import UNREADABLE, Unfit, record_of
from app.connections.formats.own.tables import EXPORTED
from app.connections.sync import changes
from app.connections.sync.cleaning import names_of
from app.connections.sync.shapes import SyncedTable
from app.connections.sync.tables import TABLES
from app.core import long_texts, records
from app.core.days import local_date
from app.core.moments import AHEAD
from app.core.owners import Owner
from app.core.tables import Record

LATEST_DAY_START = time(12)
DAY = timedelta(days=1)
HAPPENED = ("occurred_at", "started_at", "ended_at")
SOURCES = frozenset(
    {"first_party"}
    | {f"import:{kind}" for kind in ("own_orbit", "daylio", "state_of_mind", "mindfulness")}
)


def restored(owner: Owner, name: str, row: Mapping[str, Any], *, now: datetime) -> Record:
    """Make the row of a table that phones have copies of.

    Raises:
        Unfit, ValueError, LookupError: it can't be kept as it is.
        ValidationError, AppError: the API would refuse it.
    """
    table = TABLES[name]
    record = record_of(EXPORTED[name], row)
    _check_times(record, now)
    if record.get("body") is not None:
        long_texts.check(record["body"], is_sealed=record["is_sealed"])
    shown = table.shown(dict(record), now)
    shown |= changes.plain(table, shown)
    digest = _checked(owner, table, shown)
    record |= following(owner, table.model, record)
    return records.new_row(owner, record, digest, now=now) | whence(record, now)


def whence(record: Record, now: datetime) -> Record:
    """Give since when the row is here and who wrote it; the ids of apps are of another account."""
    source = record["source"] if record["source"] in SOURCES else "import:own_orbit"
    return {"recorded_at": min(record["recorded_at"], now), "source": source}


def first_policy_id(streak_id: UUID) -> UUID:
    """Name the policy that a streak has until the file comes to its own."""
    return uuid5(streak_id, "first policy")


def _check_times(record: Record, now: datetime) -> None:
    for name in HAPPENED:
        if record.get(name) is not None and record[name] > now + AHEAD:
            raise Unfit("ahead", name)  # noqa: EM101
    starts = (record.get("day_starts_at"), record.get("ended_day_starts_at"))
    if any(each is not None and each > LATEST_DAY_START for each in starts):
        raise Unfit(UNREADABLE, "day_starts_at")
    if "local_date" in record:
        zone = ZoneInfo(record["time_zone"])
        derived = local_date(record["occurred_at"], zone, record["day_starts_at"])
        if abs(record["local_date"] - derived) > DAY:
            raise Unfit(UNREADABLE, "local_date")


def _checked(owner: Owner, table: SyncedTable, shown: Record) -> bytes:
    """Hold it to the bodies of the API; give the digest of the one that makes it."""
    if table.verbs is None:
        return owner.cipher.digest("body", str(shown["id"]).encode())
    fields = table.verbs.as_created(shown) | {"id": shown["id"]}
    body = _body(table.verbs.creation, fields)
    if table.verbs.change is not None:
        later = {name: shown[name] for name in table.writable}
        _body(table.verbs.change, table.verbs.as_changed(shown, later))
    return records.body_digest(owner, body)


def _body(schema: type[BaseModel], fields: Record) -> BaseModel:
    names = names_of(schema)
    return schema.model_validate({name: fields[name] for name in names if _is_said(fields, name)})


def _is_said(fields: Record, name: str) -> bool:
    return fields.get(name) is not None
