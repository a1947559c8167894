"""What kind of ideas a client wants."""

from typing import Annotated

from fastapi import Depends, Query

from app.companion.activities.ideas.rules import Wish
from app.companion.activities.vocabulary import Area, Company


async def wish(
    area: Annotated[Area | None, Query(description="Only of this area.")] = None,
    company: Annotated[
        Company | None, Query(description="Only curated ideas that suit this company.")
    ] = None,
    minutes_at_most: Annotated[
        int | None, Query(ge=1, le=1440, description="Only curated ideas that take no longer.")
    ] = None,
) -> Wish:
    return Wish(area, company, minutes_at_most)


Wished = Annotated[Wish, Depends(wish)]
