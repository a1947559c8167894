from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.scoped import ReadsMoods, WritesMoods
from app.companion.moods import service
from app.companion.moods.dependencies import MoodToChange, OwnMood
from app.companion.moods.errors import MoodNotFound
from app.companion.moods.filters import Filtered
from app.companion.moods.schemas import MoodCreate, MoodRead, MoodUpdate
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/moods", tags=["moods"])


@router.get("", response_model=Page[MoodRead])
async def list_moods(
    db: Session, owner: ReadsMoods, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List your check-ins, newest first by when they happened."""
    return await service.list_page(db, owner, filters, paging)


@router.post("", status_code=status.HTTP_201_CREATED, response_model=MoodRead)
async def create_mood(
    db: Session, owner: WritesMoods, body: MoodCreate, now: Now, response: Response
) -> Record:
    """Check in: name a feeling of now (`momentaryEmotion`) or sum up a day (`dailyMood`).

    Labels and associations are those of Apple Health's State of Mind. A word said twice in a list
    is kept once.
    """
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{mood_id}", response_model=MoodRead, responses=problems(MoodNotFound))
async def get_mood(mood: OwnMood) -> Record:
    """Read one check-in."""
    return mood


@router.patch("/{mood_id}", response_model=MoodRead, responses=problems(MoodNotFound))
async def update_mood(
    db: Session,
    owner: WritesMoods,
    mood: MoodToChange,
    body: MoodUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a check-in (JSON Merge Patch): absent fields stay, `null` clears.

    Another moment or zone may move it to another `local_date`, by the day start it was kept with.
    """
    return changed(response, await service.update(db, owner, mood, body, now=now))


@router.delete("/{mood_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_mood(
    db: Session, owner: WritesMoods, mood_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a check-in. What never was is gone, too: 204."""
    await service.delete(db, owner, mood_id, if_match=if_match, now=now)
