"""Which return checks a client wants listed."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from app.core.date_ranges import DateRange, Dates


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that is None lets all through."""

    dates: Dates
    person_id: UUID | None


async def filters(
    dates: DateRange,
    person_id: Annotated[UUID | None, Query(description="Only about this person.")] = None,
) -> Filters:
    return Filters(dates, person_id)


Filtered = Annotated[Filters, Depends(filters)]
