"""What can be done with journal entries. What a sealed one says is never looked at."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.journal import queries
from app.companion.journal.errors import JournalEntryNotFound
from app.companion.journal.filters import Filters
from app.companion.journal.models import JournalEntry
from app.companion.journal.prompts import catalogue
from app.companion.journal.schemas import JournalEntryCreate, JournalEntryUpdate
from app.core import entries, long_texts, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import Invalid, invalid
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record


async def create(db: Db, owner: Owner, new: JournalEntryCreate, *, now: datetime) -> Stored:
    """Keep an entry.

    Raises:
        Invalid: its moment, text or prompt does not fit; or as `records.create`.
    """
    long_texts.check(new.body, is_sealed=new.is_sealed)
    columns = new.model_dump() | entries.placed(owner, new, now=now)
    draft = Draft(JournalEntry, new, columns, refusal=_unless_known(new.prompt_id))
    return await records.make(db, owner, draft, now=now)


async def find(db: Db, owner: Owner, entry_id: UUID) -> Record:
    """Load one of the owner's entries.

    Raises:
        JournalEntryNotFound: there is none of that id, or it is somebody else's.
    """
    entry = await records.find(db, owner, JournalEntry, entry_id)
    if entry is None:
        raise JournalEntryNotFound
    return entry


async def list_page(db: Db, owner: Owner, filters: Filters, paging: Paging) -> dict[str, Any]:
    asked = queries.entries_of(owner, filters, paging)
    found = await records.fetch(db, owner, JournalEntry, *asked)
    return paging.page(found, owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, entry: Record, changes: JournalEntryUpdate, *, now: datetime
) -> Record:
    """Change an entry.

    Raises:
        Invalid: its moment, text or prompt does not fit.
        UnknownReference: it names a mood that the owner does not have.
    """
    columns = entries.moved(entry, changes.model_dump(), now=now)
    long_texts.check_change(entry, columns)
    if refusal := _unless_known(columns.get("prompt_id")):
        raise refusal
    return await records.change(db, owner, JournalEntry, entry["id"], columns, now=now)


async def delete(
    db: Db, owner: Owner, entry_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete an entry; deleting what is gone does nothing."""
    await records.delete(db, owner, JournalEntry, entry_id, now=now, if_match=if_match)


def _unless_known(prompt_id: str | None) -> Invalid | None:
    """Say that there is no such prompt; whoever repeats an old create may name one of then."""
    if prompt_id is None or prompt_id in catalogue.IDS:
        return None
    return invalid("/prompt_id", "there is no such prompt")
