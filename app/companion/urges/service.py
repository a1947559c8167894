"""What can be done with urges."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.urges import queries
from app.companion.urges.errors import UrgeNotFound
from app.companion.urges.filters import Filters
from app.companion.urges.models import Urge
from app.companion.urges.resolving import resolved
from app.companion.urges.rules import HOLD
from app.companion.urges.schemas import UrgeCreate, UrgeUpdate
from app.companion.urges.techniques import service as techniques
from app.companion.urges.toolkit import service as toolkit
from app.core import entries, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.references import unknown_reference
from app.core.tables import Record
from app.core.texts import Language


async def create(
    db: Db, owner: Owner, new: UrgeCreate, language: Language, *, now: datetime
) -> Stored:
    """Keep an urge, and say what to do instead.

    Raises:
        Invalid: it lies ahead; or as `records.create`.
    """
    columns = new.model_dump() | entries.placed(owner, new, now=now)
    columns["hold_until"] = columns["occurred_at"] + HOLD
    answer = await toolkit.answer(db, owner, columns, language)
    stored = await records.create(db, owner, Urge, new, columns, now=now)
    return Stored(stored.record | answer, is_new=stored.is_new)


async def find(db: Db, owner: Owner, urge_id: UUID) -> Record:
    """Load one of the owner's urges.

    Raises:
        UrgeNotFound: there is none of that id, or it is somebody else's.
    """
    urge = await records.find(db, owner, Urge, urge_id)
    if urge is None:
        raise UrgeNotFound
    return urge


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    urges = await records.fetch(db, owner, Urge, *queries.urges_of(owner, filters, paging))
    return paging.page(urges, owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, urge: Record, changes: UrgeUpdate, *, now: datetime
) -> Record:
    """Say what was done and how it ended, or put right what was told.

    Raises:
        Invalid: see `resolved`, or it would lie ahead.
        UnknownReference: it names a person, technique or contact event that the owner lacks.
    """
    columns = resolved(urge, entries.moved(urge, changes.model_dump(), now=now), now=now)
    if "occurred_at" in columns:
        columns["hold_until"] = columns["occurred_at"] + HOLD
    await _check_technique(db, owner, urge, columns.get("technique_id"))
    return await records.change(db, owner, Urge, urge["id"], columns, now=now)


async def delete(db: Db, owner: Owner, urge_id: UUID, *, if_match: Versions, now: datetime) -> None:
    """Delete an urge; a contact event that it became stays. What is gone stays gone."""
    await records.delete(db, owner, Urge, urge_id, now=now, if_match=if_match)


async def _check_technique(db: Db, owner: Owner, urge: Record, technique_id: UUID | None) -> None:
    """Let an urge keep one that was deleted since."""
    if technique_id in {None, urge["technique_id"]}:
        return
    if not await techniques.is_known(db, owner, technique_id):
        raise unknown_reference({"technique_id": True})
