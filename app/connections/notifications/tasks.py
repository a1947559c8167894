"""Sends what goes by mail. A push is left for its devices by whoever tells it."""

from starlette.datastructures import State

from app.accounts.auth import acting
from app.accounts.notices.addressees import Addressee, send, user_of
from app.connections.notifications import queries, wording
from app.connections.notifications.service import GOOD_FOR
from app.core import outbox
from app.core.outbox import Event


@outbox.on("notifications.created")
async def mail(state: State, event: Event) -> None:
    """Send it to the confirmed address, if there is one, and unless the moment is long past."""
    if state.clock() - event.recorded_at > GOOD_FOR:
        return
    async with user_of(state, event) as user:
        if user is None or user.account["email"] is None or not await _is_mail(user, event):
            return
        account = user.account
    await send(state, event, account["email"], wording.mail(account["locale"]))


async def _is_mail(user: Addressee, event: Event) -> bool:
    owner = await acting.present(user.db, user.cipher, event.user_id)
    if owner is None:
        return False
    channel: str | None = await user.db.scalar(queries.channel_of(owner, event.subject_id))
    return channel == "email"
