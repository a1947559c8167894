"""Unsent messages, with their release as columns, and the journal."""

from contextlib import suppress
from datetime import datetime

from app.companion.journal import service as journal
from app.companion.journal.models import JournalEntry
from app.companion.journal.schemas import JournalEntryCreate, JournalEntryUpdate
from app.companion.unsent_messages import service as messages
from app.companion.unsent_messages.models import UnsentMessage
from app.companion.unsent_messages.releases import service as releases
from app.companion.unsent_messages.releases.schemas import ReleasePut
from app.companion.unsent_messages.schemas import UnsentMessageCreate, UnsentMessageUpdate
from app.connections.sync.declarations.usual import OF_ENTRY, columns, derived, verbs_of
from app.connections.sync.shapes import SyncedTable, Turn
from app.core.errors import AppError
from app.core.tables import Record

ASHES = "AAAA"
"""Stands for the words of a message that was burned before the server heard of it."""


async def _create(turn: Turn, body: UnsentMessageCreate, row: Record) -> None:
    stored = await messages.create(turn.db, turn.owner, body, now=turn.now)
    await _let_go(turn, stored.record, row)


async def _let_go(turn: Turn, present: Record, row: Record) -> None:
    """Release the message as the device did; what was burned stays so."""
    released_as = row.get("released_as")
    burn_at: datetime | None = row.get("burn_at")
    if released_as is None and burn_at is not None and burn_at <= turn.now:
        released_as = "burned"
    if released_as == "burned":
        release = ReleasePut(released_as="burned")
    elif released_as == "kept":
        release = ReleasePut(released_as="kept")
    else:
        return
    with suppress(AppError):
        await releases.put(turn.db, turn.owner, present, release, now=turn.now)


def _as_created(row: Record) -> Record:
    if row.get("released_as") == "burned" and row.get("body") is None:
        return row | {"body": ASHES}
    return dict(row)


def _as_changed(present: Record, new: Record) -> Record:
    """Let go of changes to what was burned: it has no words any more, wherever they were."""
    return {} if present["released_as"] == "burned" else new


def _shown(message: Record, now: datetime) -> Record:
    return messages.shown(message, now=now)


UNSENT_MESSAGES = SyncedTable(
    UnsentMessage,
    OF_ENTRY
    + columns(
        person_id="id",
        body="text",
        is_sealed="boolean",
        hold_until="moment",
        burn_at="moment",
        released_as="text",
    )
    + derived(released_at="moment"),
    verbs_of(
        messages,
        UnsentMessageCreate,
        UnsentMessageUpdate,
        create=_create,
        as_created=_as_created,
        as_changed=_as_changed,
        settle=_let_go,
    ),
    shown=_shown,
)
JOURNAL_ENTRIES = SyncedTable(
    JournalEntry,
    OF_ENTRY
    + columns(body="text", is_sealed="boolean", prompt_id="text", focus="text", mood_id="id"),
    verbs_of(journal, JournalEntryCreate, JournalEntryUpdate),
)
