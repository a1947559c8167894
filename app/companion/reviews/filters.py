"""Which reviews a client wants listed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from app.companion.reviews.vocabulary import ReviewKind
from app.core.date_ranges import DateRange, Dates


@dataclass(frozen=True, slots=True)
class Filters:
    """What is None lets all through."""

    dates: Dates
    kind: ReviewKind | None


async def filters(
    dates: DateRange,
    kind: Annotated[ReviewKind | None, Query(description="Only of this kind.")] = None,
) -> Filters:
    return Filters(dates, kind)


Filtered = Annotated[Filters, Depends(filters)]
