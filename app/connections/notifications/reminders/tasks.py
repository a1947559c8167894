"""Tells of reminders in time."""

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of
from app.connections.notifications.reminders import telling
from app.connections.notifications.reminders.planning import DUE, SNOOZE_DUE
from app.core import outbox
from app.core.outbox import Event


@outbox.on(DUE)
async def tell_due(state: State, event: Event) -> None:
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await telling.tell_due(turn.db, turn.owner, event.subject_id, now=state.clock())


@outbox.on(SNOOZE_DUE)
async def tell_snoozed(state: State, event: Event) -> None:
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await telling.tell_snoozed(turn.db, turn.owner, event.subject_id, now=state.clock())
