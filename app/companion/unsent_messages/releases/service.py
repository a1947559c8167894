"""Lets messages go: kept as they are, or burned."""

from datetime import datetime
from uuid import UUID

from app.accounts.auth.acting import writing
from app.companion.unsent_messages.errors import UnsentMessageBurned
from app.companion.unsent_messages.models import UnsentMessage
from app.companion.unsent_messages.releases.schemas import ReleasePut
from app.companion.unsent_messages.service import BURN_DUE, ashes, shown
from app.core import due_work, records
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record


async def put(
    db: Db, owner: Owner, message: Record, release: ReleasePut, *, now: datetime
) -> Record:
    """Let a message go; said again, the first time holds.

    Raises:
        UnsentMessageBurned: it was burned, and is to be kept.
    """
    if message["released_as"] == release.released_as:
        return message
    if shown(message, now=now)["released_as"] == "burned" != release.released_as:
        raise UnsentMessageBurned
    if message["burn_at"] is not None:
        await due_work.drop(db, owner.id, BURN_DUE, message["id"])
    if release.released_as == "burned":
        columns = ashes(min(now, message["burn_at"] or now))
    else:
        columns = {"released_as": "kept", "released_at": now, "burn_at": None}
    return await records.change(db, owner, UnsentMessage, message["id"], columns, now=now)


async def burn_if_due(db: Db, owner: Owner, message_id: UUID, *, now: datetime) -> None:
    """Burn a message whose time has come: one that is there, still held, and not put off.

    `owner` is a job's, who has not written yet.
    """
    message = await records.find(db, owner, UnsentMessage, message_id)
    if message is None or message["burn_at"] is None or message["burn_at"] > now:
        return
    owner = await writing(db, owner)
    columns = ashes(message["burn_at"])
    await records.change(db, owner, UnsentMessage, message_id, columns, now=now)
