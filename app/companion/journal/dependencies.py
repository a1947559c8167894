from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.journal import service
from app.core.conditional import IfMatch
from app.core.routing import Session
from app.core.tables import Record


async def own_journal_entry(db: Session, owner: Reads, journal_entry_id: UUID) -> Record:
    return await service.find(db, owner, journal_entry_id)


async def journal_entry_to_change(
    db: Session, owner: Writes, journal_entry_id: UUID, if_match: IfMatch
) -> Record:
    entry = await service.find(db, owner, journal_entry_id)
    if_match.check(entry)
    return entry


OwnJournalEntry = Annotated[Record, Depends(own_journal_entry)]
JournalEntryToChange = Annotated[Record, Depends(journal_entry_to_change)]
