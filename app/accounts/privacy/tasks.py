"""Erases closed accounts."""

from starlette.datastructures import State

from app.accounts.privacy import queries
from app.accounts.privacy.service import CLOSED
from app.core import outbox
from app.core.outbox import Event


@outbox.on(CLOSED)
async def erase(state: State, event: Event) -> None:
    """Destroy the user's key, then delete every row of theirs, this event's included.

    The key goes first: from there on, whatever a crash leaves behind can't be read, and the
    ledger beside the keys lets a restored backup be erased again.
    """
    async with state.worker_database.lease() as db:
        if await db.scalar(queries.is_open(event.user_id)) is not None:
            return
    await state.vault.destroy(event.user_id, now=state.clock())
    async with state.worker_database.lease() as db:
        await db.begin(event.user_id)
        for statement in queries.purge(event.user_id):
            await db.execute(statement)
