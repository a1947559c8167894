"""Entries of all kinds at noon of a date, written past the API: some kinds have none yet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import insert

from app.companion.activities.logs.models import ActivityLog
from app.companion.encounters.models import Encounter
from app.companion.journal.models import JournalEntry
from app.companion.moods.models import Mood
from app.companion.streaks.contact_events.models import ContactEvent
from app.companion.urges.models import Urge
from app.core.ids import new_id
from app.core.tables import Synced
from tests.signing_up import SignedIn

SEALED = b"nobody opens this"
MODELS: dict[str, type[Synced]] = {
    "mood": Mood,
    "urge": Urge,
    "journal": JournalEntry,
    "contact": ContactEvent,
    "log": ActivityLog,
    "encounter": Encounter,
}
USUAL: dict[str, dict[str, Any]] = {
    "mood": {
        "kind": "momentaryEmotion",
        "valence": 0.0,
        "labels": [],
        "associations": [],
        "custom_labels": SEALED,
    },
    "urge": {"wants_to": "reach_out", "triggers": [], "intensity": 5},
    "journal": {"body": SEALED, "is_sealed": False, "focus": "self"},
    "contact": {"kind": "reached_out", "unwanted": False},
    "log": {"area": "body", "company": ["alone"], "first_time": False},
    "encounter": {"happened": True},
}


class Diary:
    """Somebody's entries."""

    def __init__(self, app: FastAPI, guest: SignedIn) -> None:
        self.app = app
        self.guest = guest

    async def write(self, kind: str, on: str, hour: int = 12, /, **fields: Any) -> UUID:  # noqa: ANN401
        """Keep an entry of a date, by UTC."""
        (record_id,) = await self.write_all([(kind, on, {"hour": hour, **fields})])
        return record_id

    async def write_all(self, entries: Sequence[tuple[str, str, dict[str, Any]]]) -> list[UUID]:
        ids = []
        async with self.app.state.database.lease() as db:
            await db.begin(self.guest.user_id)
            for kind, on, fields in entries:
                row = self._row(kind, on, dict(fields))
                ids.append(row["id"])
                await db.execute(insert(MODELS[kind]).values(row))
        return ids

    def _row(self, kind: str, on: str, fields: dict[str, Any]) -> dict[str, Any]:
        day = date.fromisoformat(on)
        moment = datetime.combine(day, time(fields.pop("hour", 12)), UTC)
        row = {
            "id": new_id(),
            "user_id": self.guest.user_id,
            "revision": 1,
            "created_revision": 1,
            "recorded_at": moment,
            "updated_at": moment,
            "source": "first_party",
            "body_digest": b"",
            "occurred_at": moment,
            "time_zone": "UTC",
            "day_starts_at": time(4),
            "local_date": day,
        }
        if kind == "urge":
            row["hold_until"] = moment
        return row | USUAL[kind] | fields
