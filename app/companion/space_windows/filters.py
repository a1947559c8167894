"""Which space windows a client wants listed."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query


@dataclass(frozen=True, slots=True)
class Filters:
    """None lets all through."""

    person_id: UUID | None


async def filters(
    person_id: Annotated[UUID | None, Query(description="Only this person's.")] = None,
) -> Filters:
    return Filters(person_id)


Filtered = Annotated[Filters, Depends(filters)]
