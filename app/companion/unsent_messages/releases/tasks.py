"""Burns messages at the time that their writers set."""

from starlette.datastructures import State

from app.accounts.auth.jobs import writing_for
from app.companion.unsent_messages.releases import service
from app.companion.unsent_messages.service import BURN_DUE
from app.core import outbox
from app.core.outbox import Event


@outbox.on(BURN_DUE)
async def burn(state: State, event: Event) -> None:
    async with writing_for(state, event.user_id) as job:
        if job is not None:
            now = state.clock()
            await service.burn_if_due(job.db, job.owner, event.subject_id, now=now)
