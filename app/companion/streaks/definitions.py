"""A streak's columns, from what the client sent: defaults, local dates, and what may not be."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.companion.streaks.arithmetic.verdicts import DEFAULT_COUNTS
from app.companion.streaks.endings.schemas import EndingPut
from app.companion.streaks.schemas import StreakCreate, StreakTerms, StreakUpdate
from app.companion.streaks.vocabulary import Reason, words
from app.core.days import local_date
from app.core.errors import refuse
from app.core.ids import new_id
from app.core.moments import not_ahead
from app.core.owners import Owner
from app.core.tables import Record

UNENDED = {
    "ended_at": None,
    "ended_time_zone": None,
    "ended_day_starts_at": None,
    "ended_on": None,
    "outcome": None,
}


def as_new(owner: Owner, new: StreakCreate, *, now: datetime) -> Record:
    """Give a new streak's columns, but for its rollup.

    Raises:
        Invalid: it starts too far ahead, or has measures though it is no social quiet.
    """
    started_at = new.started_at or now
    time_zone = new.time_zone or owner.time_zone
    not_ahead(started_at, now, "/started_at")
    _refuse_measures(new.kind, new.measures)
    return UNENDED | {
        "id": new.id or new_id(),
        "kind": new.kind,
        "person_id": new.person_id,
        "started_at": started_at,
        "time_zone": time_zone,
        "day_starts_at": owner.day_starts_at,
        "started_on": local_date(started_at, ZoneInfo(time_zone), owner.day_starts_at),
        "platforms": as_set(new.platforms),
        "measures": as_set(new.measures),
        **_labelled(owner, new.label),
    }


def as_changed(
    owner: Owner, streak: Record, changes: StreakUpdate, *, now: datetime
) -> dict[str, Any]:
    """Give the columns that a change overwrites.

    Raises:
        Invalid: it would start too far ahead or after its ending, or have measures in vain.
    """
    columns: dict[str, Any] = changes.model_dump()
    if "label" in columns:
        columns |= _labelled(owner, columns["label"])
    for name in columns.keys() & {"platforms", "measures"}:
        columns[name] = as_set(columns[name])
    _refuse_measures(streak["kind"], columns.get("measures", ()))
    if "started_at" in columns:
        columns["started_on"] = _moved_start(streak, columns["started_at"], now)
    return columns


def as_ended(owner: Owner, streak: Record, ending: EndingPut, *, now: datetime) -> dict[str, Any]:
    """Give the columns of an ending; what it leaves open stays as it was."""
    ended_at = ending.ended_at or streak["ended_at"] or now
    time_zone = ending.time_zone or streak["ended_time_zone"] or owner.time_zone
    day_starts_at = streak["ended_day_starts_at"]
    if day_starts_at is None:
        day_starts_at = owner.day_starts_at
    return {
        "outcome": ending.outcome,
        "ended_at": ended_at,
        "ended_time_zone": time_zone,
        "ended_day_starts_at": day_starts_at,
        "ended_on": local_date(ended_at, ZoneInfo(time_zone), day_starts_at),
    }


def terms(kind: str, policy: StreakTerms | None) -> dict[str, list[str]]:
    """Say what counts from the start: as asked, else as the kind has it.

    Contact with a reason is necessary contact, and breaks nothing unless the user wants it so.

    Raises:
        Invalid: a custom streak doesn't say what counts.
    """
    asked = policy or StreakTerms()
    counts: Iterable[str] = DEFAULT_COUNTS[kind] if asked.counts is None else asked.counts
    if not counts:
        refuse("/policy/counts", "a custom streak has to say what counts")
    exceptions = words(Reason) if asked.exceptions is None else asked.exceptions
    return {"counts": as_set(counts), "exceptions": as_set(exceptions)}


def as_set(values: Iterable[str]) -> list[str]:
    """Sort without doubles, so that equal sets are equal lists."""
    return sorted(set(values))


def _labelled(owner: Owner, label: str | None) -> dict[str, Any]:
    digest = None if label is None else owner.cipher.digest("streak-label", label.encode())
    return {"label": label, "label_digest": digest}


def _refuse_measures(kind: str, measures: Sequence[str]) -> None:
    if measures and kind != "social_quiet":
        refuse("/measures", "only a social_quiet streak has measures")


def _moved_start(streak: Record, started_at: datetime, now: datetime) -> date:
    not_ahead(started_at, now, "/started_at")
    if streak["ended_at"] is not None and started_at > streak["ended_at"]:
        refuse("/started_at", "after the streak's ending")
    return local_date(started_at, ZoneInfo(streak["time_zone"]), streak["day_starts_at"])
