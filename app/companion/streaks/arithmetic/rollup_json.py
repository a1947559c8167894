"""The rollup as it is stored: dates and moments as ISO 8601 text, floats by their shortest repr."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from app.companion.streaks.arithmetic.rollups import Rollup, Stretch, Tally
from app.companion.streaks.arithmetic.segments import Opening
from app.companion.streaks.arithmetic.verdicts import Pause


class StretchJson(TypedDict):
    started_at: str
    ended_at: str | None
    elapsed_seconds: int
    days: int


class PauseJson(TypedDict):
    from_on: str
    until_on: str | None


class RollupJson(TypedDict):
    slip_count: int
    last_slip_at: str | None
    last_slip_on: str | None
    longest_closed: StretchJson | None
    opened_by: str | None
    started_at: str
    started_on: str
    days_tried: int
    days_kept: int
    steadiness: float
    tallied_before: str
    gap_until: str | None
    pauses: list[PauseJson]


def rollup_to_json(rollup: Rollup) -> RollupJson:
    opening, tally, longest = rollup.last_opening, rollup.tally, rollup.longest_closed
    return {
        "slip_count": rollup.slip_count,
        "last_slip_at": _text(rollup.last_slip_at),
        "last_slip_on": _text(rollup.last_slip_on),
        "longest_closed": None if longest is None else _stretch_to_json(longest),
        "opened_by": None if opening.opened_by is None else str(opening.opened_by),
        "started_at": opening.started_at.isoformat(),
        "started_on": opening.started_on.isoformat(),
        "days_tried": tally.days_tried,
        "days_kept": tally.days_kept,
        "steadiness": tally.steadiness,
        "tallied_before": rollup.tallied_before.isoformat(),
        "gap_until": _text(rollup.gap_until),
        "pauses": [
            {"from_on": pause.from_on.isoformat(), "until_on": _text(pause.until_on)}
            for pause in rollup.pauses
        ],
    }


def rollup_from_json(stored: RollupJson) -> Rollup:
    longest = stored["longest_closed"]
    return Rollup(
        slip_count=stored["slip_count"],
        last_slip_at=_moment(stored["last_slip_at"]),
        last_slip_on=_date(stored["last_slip_on"]),
        longest_closed=None if longest is None else _stretch_from_json(longest),
        last_opening=Opening(
            opened_by=None if stored["opened_by"] is None else UUID(stored["opened_by"]),
            started_at=datetime.fromisoformat(stored["started_at"]),
            started_on=date.fromisoformat(stored["started_on"]),
        ),
        tally=Tally(stored["days_tried"], stored["days_kept"], stored["steadiness"]),
        tallied_before=date.fromisoformat(stored["tallied_before"]),
        gap_until=_date(stored["gap_until"]),
        pauses=tuple(
            Pause(date.fromisoformat(pause["from_on"]), _date(pause["until_on"]))
            for pause in stored["pauses"]
        ),
    )


def _stretch_to_json(stretch: Stretch) -> StretchJson:
    return {
        "started_at": stretch.started_at.isoformat(),
        "ended_at": _text(stretch.ended_at),
        "elapsed_seconds": stretch.elapsed_seconds,
        "days": stretch.days,
    }


def _stretch_from_json(stored: StretchJson) -> Stretch:
    return Stretch(
        datetime.fromisoformat(stored["started_at"]),
        _moment(stored["ended_at"]),
        stored["elapsed_seconds"],
        stored["days"],
    )


def _text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
