"""What the statements of insights have in common: the window, on an index, and its buckets."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from app.companion.activities.logs.models import ActivityLog
from app.companion.encounters.models import Encounter
from app.companion.journal.models import JournalEntry
from app.companion.moods.models import Mood
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.urges.models import Urge
from app.core.tables import ANY_OWNER, AnySelect, mine, table_of
from app.reading.insights.rules.windows import Window

LOGS, MOODS, URGES = table_of(ActivityLog), table_of(Mood), table_of(Urge)
CONTACTS, JOURNAL = table_of(ContactEvent), table_of(JournalEntry)
ENCOUNTERS = table_of(Encounter)

BEFORE, AFTER = timedelta(days=1), timedelta(days=3)
"""A local date lies within a day and two of its moment: zones are off by 16 hours at most, and a
day starts by noon."""
ISO_WEEKDAY = {"monday": "isodow - 1", "sunday": "isodow % 7"}
MOMENT = TIMESTAMP(timezone=True)


def parameters(window: Window) -> Mapping[str, Any]:
    midnight = time(tzinfo=UTC)
    return {
        "from_on": window.start,
        "to_on": window.end,
        "earliest": datetime.combine(window.start, midnight) - BEFORE,
        "latest": datetime.combine(window.end, midnight) + AFTER,
    }


def within(table: FromClause) -> list[ColumnElement[bool]]:
    """Keep to the owner's entries of the window, by way of the index on their moments."""
    return [
        mine(table.c, ANY_OWNER),
        table.c.occurred_at >= bindparam("earliest", type_=MOMENT),
        table.c.occurred_at < bindparam("latest", type_=MOMENT),
        *on_dates(table.c.local_date),
    ]


def on_dates(column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [
        column >= bindparam("from_on", type_=Date()),
        column <= bindparam("to_on", type_=Date()),
    ]


def bucket_of(table: FromClause, bucket: str, week_starts_on: str) -> ColumnElement[Any]:
    """Give the first date of the bucket that a row's local date lies in."""
    on = f"{table.description}.local_date"
    if bucket == "day":
        sql = on
    elif bucket == "month":
        sql = f"{on} - (extract(day FROM {on})::int - 1)"
    else:
        weekday = ISO_WEEKDAY[week_starts_on].replace("isodow", f"extract(isodow FROM {on})::int")
        sql = f"{on} - ({weekday})"
    return literal_column(sql, Date()).label("bucket")


def tally(
    table: FromClause, what: ColumnElement[str], shape: tuple[str, str], *where: ColumnElement[bool]
) -> AnySelect:
    """Count a kind of entry by buckets; `shape` is the bucket and the start of weeks."""
    bucket = bucket_of(table, *shape)
    return (
        select(bucket, what.label("what"), func.count().label("n"))
        .where(*within(table), *where)
        .group_by("bucket", "what")
    )


def named(what: str) -> ColumnElement[str]:
    return literal_column(f"'{what}'::text")
