"""What can be done with reviews."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.companion.reviews import answering, queries, rules
from app.companion.reviews.errors import ReviewNotDue, ReviewNotFound
from app.companion.reviews.filters import Filters
from app.companion.reviews.models import Review
from app.companion.reviews.questions import asked
from app.companion.reviews.schemas import ReviewCreate, ReviewUpdate
from app.companion.reviews.vocabulary import ReviewKind
from app.core import entries, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.days import local_date
from app.core.errors import refuse
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.periods import period_of
from app.core.records import Draft, Stored
from app.core.tables import Record
from app.core.texts import language_for


def questions(owner: Owner, accepted: str, kind: ReviewKind) -> Record:
    """Give those of a kind in the language that the client or the user prefers."""
    language = language_for(accepted, owner.locale)
    return {"kind": kind, "language": language, "items": asked(kind, language)}


async def create(db: Db, owner: Owner, new: ReviewCreate, *, now: datetime) -> Stored:
    """Keep a review.

    Raises:
        Invalid: it lies ahead, or answers what its kind does not ask, or lacks its streak.
        ReviewNotDue: its kind is not due on its date.
        AppError: as `records.create`.
    """
    answering.check(new.kind, new.answers)
    columns = new.model_dump() | entries.placed(owner, new, now=now)
    refusal = None
    if not await _is_welcome(db, owner, new, columns["local_date"]):
        refusal = ReviewNotDue()
    draft = Draft(Review, new, _as_kept(columns), refusal=refusal)
    stored = await records.make(db, owner, draft, now=now)
    return Stored(_as_shown(stored.record), is_new=stored.is_new)


async def find(db: Db, owner: Owner, review_id: UUID) -> Record:
    """Load one of the owner's reviews.

    Raises:
        ReviewNotFound: there is none of that id, or it is somebody else's.
    """
    review = await records.find(db, owner, Review, review_id)
    if review is None:
        raise ReviewNotFound
    return _as_shown(review)


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    found = await records.fetch(db, owner, Review, *queries.reviews_of(owner, filters, paging))
    return paging.page([_as_shown(review) for review in found], owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, review: Record, changes: ReviewUpdate, *, now: datetime
) -> Record:
    """Change a review; its answers are merged one by one.

    Raises:
        Invalid: it would lie ahead, or answer what its kind does not ask.
    """
    columns = entries.moved(review, changes.model_dump(), now=now)
    if "answers" in columns:
        columns["answers"] = answering.merged(review["answers"], columns["answers"])
        answering.check(review["kind"], columns["answers"])
    columns = _as_kept(columns)
    return _as_shown(await records.change(db, owner, Review, review["id"], columns, now=now))


async def delete(
    db: Db, owner: Owner, review_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a review; deleting what is gone does nothing."""
    await records.delete(db, owner, Review, review_id, now=now, if_match=if_match)


async def _is_welcome(db: Db, owner: Owner, new: ReviewCreate, on: date) -> bool:
    """Tell whether a review of that kind can be made on a date.

    One of a streak that is not there is left to the look for lost references.

    Raises:
        Invalid: its kind is a streak's, and it names none.
    """
    if new.kind == "custom":
        return True
    if new.kind != "weekly" and new.streak_id is None:
        refuse("/streak_id", f"a {new.kind} review looks back on a streak")
    week = period_of(on, "week", owner.week_starts_on)
    asked_for = {"streak_id": new.streak_id, "week_start": week.start, "week_end": week.end}
    found = (await db.execute(queries.standing(), {"owner_id": owner.id, **asked_for})).one()
    if new.kind == "weekly":
        began_on = local_date(found.created_at, owner.zone, owner.day_starts_at)
        return rules.weekly_is_due(on, owner.week_starts_on, began_on, is_made=found.weekly_is_made)
    if found.streak_id is None:
        return True
    journey_days = (on - found.started_on).days
    may_be = rules.may_be_made(new.kind, journey_days, found.kinds_made or ())
    return found.ended_at is None and may_be


def _as_kept(columns: Mapping[str, Any]) -> Record:
    """Write the answers as the one text that is sealed."""
    if "answers" not in columns:
        return dict(columns)
    return {**columns, "answers": answering.as_kept(columns["answers"])}


def _as_shown(review: Record) -> Record:
    return review | {"answers": json.loads(review["answers"])}
