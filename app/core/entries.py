"""Entries: what a client may say of when something happened, and the local date that follows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import MISSING, AfterValidator, Field

from app.core.days import local_date
from app.core.moments import not_ahead
from app.core.owners import Owner
from app.core.schemas import Input, Moment, RecordId, ZoneName
from app.core.tables import Record

Word = TypeVar("Word")
Scale = Annotated[int, Field(ge=0, le=10, description="0 is not at all, 10 as much as can be.")]


def _once_each(words: list[Word]) -> list[Word]:
    return list(dict.fromkeys(words))


ONCE_EACH = AfterValidator(_once_each)
"""Lets go of what a list says again; the order stays."""


class EntryCreate(Input):
    """What every new entry may say."""

    id: RecordId | None = None
    occurred_at: Moment | None = Field(None, description="Absent: now. At most 5 minutes ahead.")
    time_zone: ZoneName | None = Field(None, description="Where it happened; absent: your own.")


class EntryUpdate(Input):
    """A move to another moment or zone derives `local_date` anew, by the day start of then."""

    occurred_at: Moment | MISSING = Field(
        MISSING, description="When it happened; at most 5 minutes ahead."
    )
    time_zone: ZoneName | MISSING = Field(MISSING, description="Where it happened.")


def placed(owner: Owner, new: EntryCreate, *, now: datetime) -> Record:
    """Give the columns that say when and where a new entry happened, and on which local date.

    Raises:
        Invalid: it is more than five minutes ahead.
    """
    occurred_at = new.occurred_at or now
    not_ahead(occurred_at, now, "/occurred_at")
    place = {
        "occurred_at": occurred_at,
        "time_zone": new.time_zone or owner.time_zone,
        "day_starts_at": owner.day_starts_at,
    }
    return place | {"local_date": _date_of(place)}


def moved(entry: Record, changes: Mapping[str, Any], *, now: datetime) -> Record:
    """Give `changes` with the local date that they lead to, by the day start of the entry.

    Raises:
        Invalid: they move it more than five minutes ahead.
    """
    not_ahead(changes.get("occurred_at"), now, "/occurred_at")
    if changes.keys() & {"occurred_at", "time_zone"}:
        return {**changes, "local_date": _date_of({**entry, **changes})}
    return dict(changes)


def _date_of(entry: Mapping[str, Any]) -> date:
    zone = ZoneInfo(entry["time_zone"])
    return local_date(entry["occurred_at"], zone, entry["day_starts_at"])
