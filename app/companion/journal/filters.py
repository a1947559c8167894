"""Which journal entries a client wants listed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from app.companion.journal.vocabulary import Focus
from app.core.date_ranges import DateRange, Dates


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that is None lets all through."""

    dates: Dates
    focus: Focus | None


async def filters(
    dates: DateRange,
    focus: Annotated[Focus | None, Query(description="Only with this focus.")] = None,
) -> Filters:
    return Filters(dates, focus)


Filtered = Annotated[Filters, Depends(filters)]
