"""What the database holds of a user's streaks, beside what it should hold."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.companion.streaks.arithmetic.rollup_json import RollupJson, rollup_to_json
from app.companion.streaks.arithmetic.rollups import roll_up
from app.companion.streaks.arithmetic.segments import Segment
from app.companion.streaks.arithmetic.verdicts import Definition, Event, Pause, PolicyVersion
from app.core.database import Db
from tests.companion.streaks.arithmetic.oracle import Life

Row = dict[str, Any]
ROLLED = tuple[RollupJson, list[Segment]]


async def lives(db: Db, *, now: datetime, today: date) -> dict[UUID, Life]:
    """Read each streak's life from the plain rows of the user that `db` acts as."""
    events = [_event(row) for row in await rows(db, "SELECT * FROM contact_events")]
    policies = await rows(db, "SELECT * FROM streak_policies ORDER BY revision")
    pauses = await rows(db, "SELECT * FROM streak_pauses")
    return {
        row["id"]: Life(
            definition=_definition(row),
            events=events,
            policies=[_policy(each) for each in _of(row, policies)],
            pauses=[Pause(each["from_on"], each["until_on"]) for each in _of(row, pauses)],
            now=now,
            today=today,
        )
        for row in await rows(db, "SELECT * FROM streaks")
    }


def reckoned(life: Life) -> ROLLED:
    rollup, closed = roll_up(life.definition, life.events, life.policies, life.pauses)
    return rollup_to_json(rollup), closed


async def stored(db: Db) -> dict[UUID, ROLLED]:
    """Read the rollups, and the segments in the order that `roll_up` gives them."""
    segments = await rows(db, "SELECT * FROM streak_segments ORDER BY started_at, ended_at")
    return {
        row["id"]: (row["rollup"], _in_order(_of(row, segments)))
        for row in await rows(db, "SELECT id, rollup FROM streaks")
    }


async def rows(db: Db, statement: str) -> list[Row]:
    return [dict(row._mapping) for row in await db.all(text(statement))]  # noqa: SLF001


def _of(streak: Row, others: Iterable[Row]) -> list[Row]:
    return [each for each in others if each["streak_id"] == streak["id"]]


def _in_order(found: Iterable[Row]) -> list[Segment]:
    """Follow what opened each segment, since two may begin and end at one moment."""
    by_opening = {row["opened_by"]: row for row in found}
    ordered: list[Segment] = []
    opened_by = None
    while row := by_opening.pop(opened_by, None):
        names = Segment.__dataclass_fields__
        ordered.append(Segment(**{name: row[name] for name in names}))
        opened_by = row["closed_by"]
    assert not by_opening
    return ordered


def _definition(row: Row) -> Definition:
    names = Definition.__dataclass_fields__.keys() - {"platforms"}
    fields = {name: row[name] for name in names}
    return Definition(**fields, platforms=frozenset(row["platforms"]))


def _event(row: Row) -> Event:
    return Event(**{name: row[name] for name in Event.__dataclass_fields__})


def _policy(row: Row) -> PolicyVersion:
    since_ever = datetime.fromisoformat("0001-01-01T00:00:00+00:00")
    return PolicyVersion(
        id=row["id"],
        effective_at=row["effective_at"] or since_ever,
        counts=frozenset(row["counts"]),
        exceptions=frozenset(row["exceptions"]),
    )
