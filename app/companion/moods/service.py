"""What can be done with moods."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.moods import queries, rules
from app.companion.moods.errors import MoodNotFound
from app.companion.moods.filters import Filters
from app.companion.moods.models import Mood
from app.companion.moods.schemas import MoodCreate, MoodUpdate
from app.core import entries, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.tables import Record


async def create(db: Db, owner: Owner, new: MoodCreate, *, now: datetime) -> Stored:
    """Keep a check-in.

    Raises:
        Invalid: it lies ahead; or as `records.create`.
    """
    columns = _as_kept(new.model_dump() | entries.placed(owner, new, now=now))
    stored = await records.create(db, owner, Mood, new, columns, now=now)
    return Stored(_as_shown(stored.record), is_new=stored.is_new)


async def find(db: Db, owner: Owner, mood_id: UUID) -> Record:
    """Load one of the owner's moods.

    Raises:
        MoodNotFound: there is none of that id, or it is somebody else's.
    """
    mood = await records.find(db, owner, Mood, mood_id)
    if mood is None:
        raise MoodNotFound
    return _as_shown(mood)


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    moods = await records.fetch(db, owner, Mood, *queries.moods_of(owner, filters, paging))
    return paging.page([_as_shown(mood) for mood in moods], owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, mood: Record, changes: MoodUpdate, *, now: datetime
) -> Record:
    """Change a check-in.

    Raises:
        Invalid: it would lie ahead.
    """
    columns = _as_kept(entries.moved(mood, changes.model_dump(), now=now))
    return _as_shown(await records.change(db, owner, Mood, mood["id"], columns, now=now))


async def delete(db: Db, owner: Owner, mood_id: UUID, *, if_match: Versions, now: datetime) -> None:
    """Delete a check-in; deleting what is gone does nothing."""
    await records.delete(db, owner, Mood, mood_id, now=now, if_match=if_match)


def _as_kept(columns: Mapping[str, Any]) -> Record:
    """Write the user's own words as the one text that is sealed."""
    if "custom_labels" not in columns:
        return dict(columns)
    return {**columns, "custom_labels": json.dumps(columns["custom_labels"], ensure_ascii=False)}


def _as_shown(mood: Record) -> Record:
    return mood | {
        "custom_labels": json.loads(mood["custom_labels"]),
        "valence_classification": rules.classify(mood["valence"]),
    }
