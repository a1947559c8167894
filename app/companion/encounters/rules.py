"""When an encounter was, whether it has happened, and the mood to hold it against."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

BASELINE_DAYS = 28
FEWEST_CHECK_INS = 5
DECIMALS = 3


class Baseline(NamedTuple):
    """Check-ins of the local dates before an encounter; no mean of fewer than five."""

    starts_on: date
    ends_on: date
    n: int
    valence: float | None


def baseline(local_date: date, n: int, mean: float | None) -> Baseline:
    """Give the mean of `n` valences as what is usual, if it says anything."""
    starts_on, ends_on = local_date - timedelta(days=BASELINE_DAYS), local_date - timedelta(days=1)
    if n < FEWEST_CHECK_INS or mean is None:
        return Baseline(starts_on, ends_on, n, None)
    return Baseline(starts_on, ends_on, n, round(mean, DECIMALS) + 0.0)


def has_happened(said: bool | None, planned_for: datetime | None, now: datetime) -> bool:  # noqa: FBT001
    """Take the user's word; without it, only what is planned for later has not happened."""
    return not is_ahead(planned_for, now) if said is None else said


def moment(encounter: Mapping[str, Any], *, otherwise: datetime) -> datetime:
    """Give the moment of an encounter whose own moment nobody told: when it was planned for."""
    if encounter["happened"] and encounter["planned_for"] is not None:
        planned_for: datetime = encounter["planned_for"]
        return planned_for
    return otherwise


def is_ahead(planned_for: datetime | None, now: datetime) -> bool:
    return planned_for is not None and planned_for > now
