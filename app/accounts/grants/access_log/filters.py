"""Which part of the log a client wants."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from app.core.date_ranges import DateRange, Dates


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that is None lets all through."""

    dates: Dates
    app: UUID | None


async def filters(
    dates: DateRange,
    app: Annotated[
        UUID | None, Query(description="Only of this app, or of this personal access token.")
    ] = None,
) -> Filters:
    return Filters(dates, app)


Filtered = Annotated[Filters, Depends(filters)]
