"""Which goals a client wants listed."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from app.companion.goals.vocabulary import Area, Status


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that is None lets all through."""

    status: Status | None
    area: Area | None


async def filters(
    status: Annotated[Status | None, Query(description="Only of this status.")] = None,
    area: Annotated[Area | None, Query(description="Only of this area.")] = None,
) -> Filters:
    return Filters(status, area)


Filtered = Annotated[Filters, Depends(filters)]
