"""Sets a streak aside for some days."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.companion.streaks import service as streaks
from app.companion.streaks.arithmetic.verdicts import Pause
from app.companion.streaks.models import Streak, StreakPause
from app.companion.streaks.pauses import queries
from app.companion.streaks.pauses.errors import PauseOverlaps
from app.companion.streaks.pauses.rules import overlaps
from app.companion.streaks.pauses.schemas import PauseCreate, PauseUpdate
from app.companion.streaks.recomputation import service as recomputation
from app.companion.streaks.recomputation import write_queries
from app.companion.streaks.recomputation.rewrites import reckoned
from app.core import records
from app.core.database import Db
from app.core.errors import IdTaken, refuse
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record


async def create(
    db: Db, owner: Owner, streak: Record, new: PauseCreate, *, now: datetime
) -> Stored:
    """Pause a streak, by default from the user's today on.

    Raises:
        Invalid: it would end before it begins.
        PauseOverlaps: some of the dates are paused already.
        IdTaken: the id names another record, or a pause of another streak.
    """
    pause = Pause(new.from_on or owner.today(now), new.until_on)
    _refuse_backwards(pause)
    loaded = await recomputation.load(db, owner, streak["id"])
    after = replace(loaded, pauses=(*loaded.pauses, pause))
    columns = {
        "id": new.id or new_id(),
        "streak_id": streak["id"],
        "from_on": pause.from_on,
        "until_on": pause.until_on,
    }
    along = [write_queries.along(reckoned([after]), owner, now=now)]
    refusal = PauseOverlaps() if overlaps(pause, loaded.pauses) else None
    draft = Draft(StreakPause, new, columns, along, refusal)
    stored = await records.make(db, owner, draft, now=now)
    if stored.record["streak_id"] != streak["id"]:
        raise IdTaken
    return stored


async def find(db: Db, owner: Owner, streak_id: UUID, pause_id: UUID) -> Record | None:
    found = await records.fetch(
        db, owner, StreakPause, queries.pause_of(owner, streak_id, pause_id)
    )
    return found[0] if found else None


async def list_page(db: Db, owner: Owner, streak_id: UUID, paging: Paging) -> dict[str, Any]:
    """List the pauses, newest first.

    Raises:
        StreakNotFound: there is no such streak of the owner.
    """
    statement = queries.pauses_of(owner, streak_id, paging)
    streak = streaks.only(await records.fetch(db, owner, Streak, statement))
    return paging.page(streak["items"] or [], owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, pause: Record, changes: PauseUpdate, *, now: datetime
) -> Record:
    """Move a pause, shorten it, or let it end.

    Raises:
        Invalid, PauseOverlaps: as `create`.
    """
    columns: dict[str, Any] = changes.model_dump()
    after = _plain(pause | columns)
    _refuse_backwards(after)
    loaded = await recomputation.load(db, owner, pause["streak_id"])
    others = tuple(each for each in loaded.pauses if each != _plain(pause))
    if overlaps(after, others):
        raise PauseOverlaps
    changed = await records.change(db, owner, StreakPause, pause["id"], columns, now=now)
    moved = replace(loaded, pauses=(*others, after))
    await recomputation.write_back(db, owner, [moved], now=now)
    return changed


async def delete(db: Db, owner: Owner, pause: Record, *, now: datetime) -> None:
    """Delete a pause: its days count again."""
    loaded = await recomputation.load(db, owner, pause["streak_id"])
    await records.delete(db, owner, StreakPause, pause["id"], now=now)
    others = tuple(each for each in loaded.pauses if each != _plain(pause))
    await recomputation.write_back(db, owner, [replace(loaded, pauses=others)], now=now)


def _plain(pause: Record) -> Pause:
    return Pause(pause["from_on"], pause["until_on"])


def _refuse_backwards(pause: Pause) -> None:
    if (pause.until_on or date.max) < pause.from_on:
        refuse("/until_on", "before `from_on`")
