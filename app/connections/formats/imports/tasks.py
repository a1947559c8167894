"""Reads files that wait: two at a time in a process, of two users, so that other work goes on."""

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
"""Users of whom this process reads a file."""


@outbox.on(CREATED)
@outbox.on(DUE)
async def read_file(state: State, event: Event) -> None:
    """Read a file, or look again soon where too many are read already, or another of the user's."""
    if len(under_way) >= AT_ONCE or event.user_id in under_way:
        async with state.worker_database.lease() as db:
            due_at = state.clock() + LATER
            await due_work.plan(db, event.user_id, DUE, event.subject_id, due_at=due_at)
        return
    under_way.add(event.user_id)
    try:
        await read(state, event.user_id, event.subject_id)
    except Overtaken:
        return
    finally:
        under_way.discard(event.user_id)


@outbox.on(ABANDONED)
async def forget_abandoned(state: State, event: Event) -> None:
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            now = state.clock()
            await closing.close_if_abandoned(turn.db, turn.owner, event.subject_id, now=now)
