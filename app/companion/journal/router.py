from typing import Any
from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.journal import service
from app.companion.journal.dependencies import JournalEntryToChange, OwnJournalEntry
from app.companion.journal.errors import JournalEntryNotFound
from app.companion.journal.filters import Filtered
from app.companion.journal.schemas import (
    JournalEntryCreate,
    JournalEntryRead,
    JournalEntryUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.pagination import Page, Pages
from app.core.routing import Router, Session
from app.core.tables import Record

router = Router(prefix="/v1/journal-entries", tags=["journal"])


@router.get("", response_model=Page[JournalEntryRead])
async def list_journal_entries(
    db: Session, owner: Reads, filters: Filtered, paging: Pages
) -> dict[str, Any]:
    """List your journal, newest first by when you wrote it."""
    return await service.list_page(db, owner, filters, paging)


@router.post("", status_code=status.HTTP_201_CREATED, response_model=JournalEntryRead)
async def create_journal_entry(
    db: Session, owner: Writes, body: JournalEntryCreate, now: Now, response: Response
) -> Record:
    """Write in your journal, with a prompt of the list or without."""
    return created(response, await service.create(db, owner, body, now=now))


@router.get(
    "/{journal_entry_id}",
    response_model=JournalEntryRead,
    responses=problems(JournalEntryNotFound),
)
async def get_journal_entry(entry: OwnJournalEntry) -> Record:
    """Read one entry."""
    return entry


@router.patch(
    "/{journal_entry_id}",
    response_model=JournalEntryRead,
    responses=problems(JournalEntryNotFound),
)
async def update_journal_entry(
    db: Session,
    owner: Writes,
    entry: JournalEntryToChange,
    body: JournalEntryUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change an entry (JSON Merge Patch): absent fields stay, `null` clears."""
    return changed(response, await service.update(db, owner, entry, body, now=now))


@router.delete("/{journal_entry_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_journal_entry(
    db: Session, owner: Writes, journal_entry_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete an entry. What never was is gone, too: 204."""
    await service.delete(db, owner, journal_entry_id, if_match=if_match, now=now)
