"""Burns messages at the time that their writers set."""

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of
from app.companion.unsent_messages.releases import service
from app.companion.unsent_messages.service import BURN_DUE
from app.core import outbox
from app.core.outbox import Event


@outbox.on(BURN_DUE)
async def burn(state: State, event: Event) -> None:
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await service.burn_if_due(turn.db, turn.owner, event.subject_id, now=state.clock())
