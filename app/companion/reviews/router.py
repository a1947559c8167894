from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.reviews import service
from app.companion.reviews.dependencies import OwnReview, ReviewToChange
from app.companion.reviews.errors import ReviewNotDue, ReviewNotFound
from app.companion.reviews.filters import Filtered
from app.companion.reviews.schemas import QuestionsRead, ReviewCreate, ReviewRead, ReviewUpdate
from app.companion.reviews.vocabulary import ReviewKind
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages

router = Router(prefix="/v1/reviews", tags=["looking back"])


@router.get("", response_model=Page[ReviewRead])
async def list_reviews(
    db: Session, owner: Reads, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List your reviews, newest first by when they were made."""
    return await service.list_page(db, owner, filters, paging)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ReviewRead,
    responses=problems(ReviewNotDue),
)
async def create_review(
    db: Session, owner: Writes, body: ReviewCreate, now: Now, response: Response
) -> Record:
    """Look back, and decide how to go on if you like. No question has to be answered.

    `GET /v1/reviews/due` says which reviews are due; a `custom` one always can be made, and may
    answer every question. Whether it is due counts on the date of `occurred_at`, so that what
    was answered offline is not lost.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/questions", response_model=QuestionsRead)
async def list_review_questions(
    _db: Session,
    owner: Reads,
    accepted: AcceptedLanguages,
    kind: Annotated[ReviewKind, Query(description="`custom` asks all of them.")] = "custom",
) -> Record:
    """List what a kind of review asks, in the language of `Accept-Language` or of your locale."""
    return service.questions(owner, accepted, kind)


@router.get("/{review_id}", response_model=ReviewRead, responses=problems(ReviewNotFound))
async def get_review(review: OwnReview) -> Record:
    """Read one review."""
    return review


@router.patch("/{review_id}", response_model=ReviewRead, responses=problems(ReviewNotFound))
async def update_review(
    db: Session,
    owner: Writes,
    review: ReviewToChange,
    body: ReviewUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a review (JSON Merge Patch): absent fields and answers stay, `null` takes back."""
    return changed(response, await service.update(db, owner, review, body, now=now))


@router.delete("/{review_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_review(
    db: Session, owner: Writes, review_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a review. What never was is gone, too: 204."""
    await service.delete(db, owner, review_id, if_match=if_match, now=now)
