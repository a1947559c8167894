"""What has to be written so that the milestones kept are those reached: pure, on plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.companion.milestones.rules import Reached, milestone_id


@dataclass(frozen=True, slots=True)
class Kept:
    """A milestone as it is stored, or is to be."""

    opened_by: UUID
    days: int
    reached_on: date
    awarded_at: datetime
    revoked_at: datetime | None


def settled(
    streak_id: UUID, found: Iterable[Reached], kept: Mapping[UUID, Kept], *, now: datetime
) -> dict[UUID, Kept]:
    """Give the milestones that differ from what is kept: new, revoked, returned or moved.

    What was awarded once keeps that moment.
    """
    wanted: dict[UUID, Kept] = {}
    for each in found:
        id_ = milestone_id(streak_id, each.opened_by, each.days)
        awarded_at = kept[id_].awarded_at if id_ in kept else now
        wanted[id_] = Kept(each.opened_by, each.days, each.on, awarded_at, None)
    for id_, old in kept.items():
        if id_ not in wanted:
            wanted[id_] = _revoked(old, now)
    return {id_: each for id_, each in wanted.items() if kept.get(id_) != each}


def _revoked(old: Kept, now: datetime) -> Kept:
    revoked_at = now if old.revoked_at is None else old.revoked_at
    return Kept(old.opened_by, old.days, old.reached_on, old.awarded_at, revoked_at)
