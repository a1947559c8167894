"""Reads files that wait: two at a time in a process, so that other work goes on."""

from datetime import timedelta
from uuid import UUID

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of
from app.connections.formats.imports import closing
from app.connections.formats.imports.reading import Overtaken, read
from app.connections.formats.imports.vocabulary import ABANDONED, CREATED, DUE
from app.core import due_work, outbox
from app.core.outbox import Event

AT_ONCE = 2
LATER = timedelta(seconds=5)

under_way: set[UUID] = set()
"""Events whose files this process reads."""


@outbox.on(CREATED)
@outbox.on(DUE)
async def read_file(state: State, event: Event) -> None:
    """Read a file, or look again soon where too many are read already."""
    if len(under_way) >= AT_ONCE:
        async with state.worker_database.lease() as db:
            due_at = state.clock() + LATER
            await due_work.plan(db, event.user_id, DUE, event.subject_id, due_at=due_at)
        return
    under_way.add(event.id)
    try:
        await read(state, event.user_id, event.subject_id)
    except Overtaken:
        return
    finally:
        under_way.discard(event.id)


@outbox.on(ABANDONED)
async def forget_abandoned(state: State, event: Event) -> None:
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            now = state.clock()
            await closing.close_if_abandoned(turn.db, turn.owner, event.subject_id, now=now)
