"""What has to be written after something touched some streaks: pure, on plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from app.companion.streaks.arithmetic.rollup_json import RollupJson, rollup_to_json
from app.companion.streaks.arithmetic.rollups import roll_up
from app.companion.streaks.arithmetic.segments import Segment
from app.companion.streaks.recomputation.loaded import Loaded

Row = dict[str, Any]
"""A row as JSON: ids, dates and moments are text."""


@dataclass(slots=True)
class Rewrite:
    """What differs from what is stored: whole streaks, and of their segments only those."""

    rollups: dict[UUID, RollupJson] = field(default_factory=dict)
    segments: list[Row] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)


def reckoned(streaks: Iterable[Loaded]) -> Rewrite:
    """Add each streak up anew from all that it is a function of, if anything of that changed."""
    rewrite = Rewrite()
    for streak in (each for each in streaks if each.is_touched):
        rollup, closed = roll_up(streak.definition, streak.events, streak.policies, streak.pauses)
        stored = rollup_to_json(rollup)
        before, after = _by_id(streak.id, streak.segments), _by_id(streak.id, closed)
        if stored == streak.rollup and before == after:
            continue
        rewrite.rollups[streak.id] = stored
        rewrite.segments += _rows(streak.id, before, after)
        rewrite.gone += before.keys() - after.keys()
    return rewrite


def segment_id(streak_id: UUID, opened_by: UUID | None) -> UUID:
    """Name a segment by what opened it, so that a rewrite finds it again."""
    return uuid5(streak_id, "start" if opened_by is None else str(opened_by))


def _by_id(streak_id: UUID, segments: Iterable[Segment]) -> dict[UUID, Segment]:
    return {segment_id(streak_id, segment.opened_by): segment for segment in segments}


def _rows(
    streak_id: UUID, before: Mapping[UUID, Segment], after: Mapping[UUID, Segment]
) -> Iterable[Row]:
    for id_, segment in after.items():
        if before.get(id_) != segment:
            yield {
                "id": str(id_),
                "streak_id": str(streak_id),
                "opened_by": segment.opened_by and str(segment.opened_by),
                "started_at": segment.started_at.isoformat(),
                "started_on": segment.started_on.isoformat(),
                "ended_at": segment.ended_at and segment.ended_at.isoformat(),
                "ended_on": segment.ended_on and segment.ended_on.isoformat(),
                "days": segment.days,
                "elapsed_seconds": segment.elapsed_seconds,
                "closed_by": str(segment.closed_by),
            }
