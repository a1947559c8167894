"""Forgets kept answers when their day is over."""

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of
from app.core import kept_answers, outbox
from app.core.outbox import Event


@outbox.on(kept_answers.EXPIRED)
async def forget_kept_answers(state: State, event: Event) -> None:
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await kept_answers.forget_expired(turn.db, turn.owner, now=state.clock())
