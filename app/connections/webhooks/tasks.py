"""What the worker does for webhooks beside sending: fan out, tell the user, forget what is old."""

from datetime import datetime

from starlette.datastructures import State

from app.accounts.auth.acting import Turn, turn_of, writing
from app.accounts.notices.addressees import send, user_of
from app.connections.webhooks import queries as endpoints
from app.connections.webhooks import wording
from app.connections.webhooks.deliveries import queries
from app.connections.webhooks.deliveries.queries import Happening
from app.connections.webhooks.deliveries.service import forget_old
from app.connections.webhooks.disabling import DISABLED
from app.connections.webhooks.live_scopes import live_scopes
from app.connections.webhooks.rules import PUBLIC_NAMES, allowed_types
from app.connections.webhooks.service import SECRET_DUE, forget_old_secrets
from app.connections.webhooks.vocabulary import WITHDRAWN
from app.connections.webhooks.withdrawal import tell_withdrawal
from app.core import outbox
from app.core.outbox import Event


@outbox.on_some(PUBLIC_NAMES, endpoints.IS_FOLLOWED)
async def fan_out(state: State, event: Event) -> None:
    """Leave an event for each endpoint that wants it and may hear of it; again, nothing twice."""
    async with state.worker_database.lease() as db:
        if await db.scalar(endpoints.is_following(event.user_id)) is None:
            return
    async with turn_of(state, event.user_id) as turn:
        if turn is None:
            return
        now = state.clock()
        told = Happening(event.id, PUBLIC_NAMES[event.type], event.subject_id, event.recorded_at)
        wanting = queries.asking_for(told.type, told.at)
        if makers := await _allowed_makers(turn, told, now):
            by_them = endpoints.made_by(makers)
            await turn.db.execute(queries.leaving(turn.owner, told, *wanting, by_them, now=now))


@outbox.on(WITHDRAWN)
async def tell_app(state: State, event: Event) -> None:
    """Tell an app that it may do nothing any more, unless it was allowed something again since."""
    async with turn_of(state, event.user_id) as turn:
        if turn is None:
            return
        now, source = state.clock(), str(event.subject_id)
        if not await live_scopes(turn.db, turn.owner, [source], now=now):
            owner = await writing(turn.db, turn.owner)
            await tell_withdrawal(turn.db, owner, source, event.id, now=now)


@outbox.on(DISABLED)
async def mail(state: State, event: Event) -> None:
    """Tell the confirmed address, if there is one, that an endpoint was switched off."""
    async with user_of(state, event) as user:
        if user is None or user.account["email"] is None:
            return
        account = user.account
    await send(state, event, account["email"], wording.mail(account["locale"]))


@outbox.on(SECRET_DUE)
async def forget_secrets(state: State, event: Event) -> None:
    """Delete the secrets whose day is over."""
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            owner = await writing(turn.db, turn.owner)
            await forget_old_secrets(turn.db, owner, event.subject_id, now=state.clock())


@outbox.on(queries.OLD)
async def forget_deliveries(state: State, event: Event) -> None:
    """Delete the deliveries whose thirty days are over."""
    async with turn_of(state, event.user_id) as turn:
        if turn is not None:
            await forget_old(turn.db, turn.owner, now=state.clock())


async def _allowed_makers(turn: Turn, told: Happening, now: datetime) -> list[str]:
    """Give those whose endpoints want an event, as far as they may be told of it now."""
    wanting = queries.asking_for(told.type, told.at)
    makers = [row.source for row in await turn.db.all(endpoints.makers(turn.owner, *wanting))]
    live = await live_scopes(turn.db, turn.owner, makers, now=now)
    return [each for each in makers if told.type in allowed_types(live.get(each, ()))]
