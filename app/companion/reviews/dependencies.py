from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.reviews import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_review(db: Session, owner: Reads, review_id: UUID) -> Record:
    return await service.find(db, owner, review_id)


async def review_to_change(
    db: Session, owner: Writes, review_id: UUID, if_match: IfMatch
) -> Record:
    review = await service.find(db, owner, review_id)
    if_match.check(review)
    return review


OwnReview = Annotated[Record, Depends(own_review)]
ReviewToChange = Annotated[Record, Depends(review_to_change)]
