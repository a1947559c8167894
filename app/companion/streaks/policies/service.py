"""What counts for a streak, version by version."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.streaks import service as streaks
from app.companion.streaks.definitions import as_set
from app.companion.streaks.models import Streak, StreakPolicy
from app.companion.streaks.policies import queries
from app.companion.streaks.policies.schemas import PolicyCreate
from app.companion.streaks.recomputation import service as recomputation
from app.companion.streaks.recomputation import write_queries
from app.companion.streaks.recomputation.loaded import policy_version
from app.companion.streaks.recomputation.rewrites import reckoned
from app.companion.streaks.vocabulary import Reason, words
from app.core import records
from app.core.database import Db
from app.core.errors import IdTaken, invalid
from app.core.ids import new_id
from app.core.moments import not_ahead
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record


async def create(
    db: Db, owner: Owner, streak: Record, new: PolicyCreate, *, now: datetime
) -> Stored:
    """Let other things count from a moment on.

    Raises:
        Invalid: the moment is too far ahead, or before that of the newest version.
        IdTaken: the id names another record, or a version of another streak.
    """
    columns = _columns(streak, new, now)
    not_ahead(columns["effective_at"], now, "/effective_at")
    loaded = await recomputation.load(db, owner, streak["id"])
    newest = max(version.effective_at for version in loaded.policies)
    is_late = columns["effective_at"] < newest
    after = replace(loaded, policies=(*loaded.policies, policy_version(columns)))
    draft = Draft(
        StreakPolicy,
        new,
        columns,
        along=[write_queries.along(reckoned([after]), owner, now=now)],
        refusal=invalid("/effective_at", "before the newest version") if is_late else None,
    )
    stored = await records.make(db, owner, draft, now=now)
    if stored.record["streak_id"] != streak["id"]:
        raise IdTaken
    return stored


async def list_page(db: Db, owner: Owner, streak_id: UUID, paging: Paging) -> dict[str, Any]:
    """List the versions, newest first.

    Raises:
        StreakNotFound: there is no such streak of the owner.
    """
    statement = queries.policies_of(owner, streak_id, paging)
    streak = streaks.only(await records.fetch(db, owner, Streak, statement))
    return paging.page(streak["items"] or [], owner, "recorded_at", "id")


def _columns(streak: Record, new: PolicyCreate, now: datetime) -> Record:
    exceptions = words(Reason) if new.exceptions is None else new.exceptions
    return {
        "id": new.id or new_id(),
        "streak_id": streak["id"],
        "effective_at": new.effective_at or now,
        "counts": as_set(new.counts),
        "exceptions": as_set(exceptions),
    }
