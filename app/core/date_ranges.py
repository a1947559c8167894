"""`?from=&to=`: a part of a list by the users' local dates."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class Dates:
    """A range of local dates, both ends inclusive, each open if None."""

    start: date | None
    end: date | None

    def within(self, column: ColumnElement[date]) -> list[ColumnElement[bool]]:
        conditions = []
        if self.start is not None:
            conditions.append(column >= self.start)
        if self.end is not None:
            conditions.append(column <= self.end)
        return conditions


async def dates(
    start: Annotated[date | None, Query(alias="from", description="First local date.")] = None,
    end: Annotated[date | None, Query(alias="to", description="Last local date.")] = None,
) -> Dates:
    return Dates(start, end)


DateRange = Annotated[Dates, Depends(dates)]
