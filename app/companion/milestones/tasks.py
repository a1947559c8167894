"""Keeps milestones true: after whatever touched a streak, and when the next one is reached."""

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of
from app.companion.milestones import service
from app.core import outbox
from app.core.outbox import Event


@outbox.on("streaks.created")
@outbox.on("streaks.changed")
@outbox.on("streaks.deleted")
@outbox.on(service.DUE)
async def keep_milestones(state: State, event: Event) -> None:
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await service.reckon(turn.db, turn.owner, event.subject_id, now=state.clock())


@outbox.on("streak_pauses.changed")
async def keep_milestones_by_pause(state: State, event: Event) -> None:
    """Follow a pause that moved within a closed segment: the streak's figures stay the same."""
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await service.reckon_by_pause(turn.db, turn.owner, event.subject_id, now=state.clock())
