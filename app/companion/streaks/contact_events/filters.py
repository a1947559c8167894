"""Which contact events a client wants listed."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from app.companion.streaks.vocabulary import ContactKind
from app.core.date_ranges import DateRange, Dates


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that is None lets all through."""

    dates: Dates
    person_id: UUID | None
    kind: ContactKind | None


async def filters(
    dates: DateRange,
    person_id: Annotated[UUID | None, Query(description="Only with this person.")] = None,
    kind: Annotated[ContactKind | None, Query(description="Only of this kind.")] = None,
) -> Filters:
    return Filters(dates, person_id, kind)


Filtered = Annotated[Filters, Depends(filters)]
