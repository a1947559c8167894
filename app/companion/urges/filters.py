"""Which urges a client wants listed."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from app.companion.urges.vocabulary import Outcome
from app.core.date_ranges import DateRange, Dates


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that is None lets all through."""

    dates: Dates
    person_id: UUID | None
    outcome: Outcome | None


async def filters(
    dates: DateRange,
    person_id: Annotated[UUID | None, Query(description="Only about this person.")] = None,
    outcome: Annotated[Outcome | None, Query(description="Only those that ended so.")] = None,
) -> Filters:
    return Filters(dates, person_id, outcome)


Filtered = Annotated[Filters, Depends(filters)]
