"""Which moods a client wants listed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from app.companion.moods.vocabulary import MoodKind, MoodLabel
from app.core.date_ranges import DateRange, Dates


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that is None lets all through."""

    dates: Dates
    kind: MoodKind | None
    label: MoodLabel | None


async def filters(
    dates: DateRange,
    kind: Annotated[MoodKind | None, Query(description="Only of this kind.")] = None,
    label: Annotated[MoodLabel | None, Query(description="Only with this label.")] = None,
) -> Filters:
    return Filters(dates, kind, label)


Filtered = Annotated[Filters, Depends(filters)]
