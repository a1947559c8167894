"""Mails with a token in them, and the farewell to a former address."""

from starlette.datastructures import State

from app.accounts.credentials import emails, mailed_tokens, password_changes, queries
from app.accounts.credentials.addresses import email_digest
from app.accounts.notices import mails
from app.accounts.notices.addressees import Addressee, send, user_of
from app.accounts.notices.mails import Text
from app.accounts.users import profiles
from app.core import outbox
from app.core.outbox import Event


@outbox.on(password_changes.FORGOTTEN)
async def mail_reset_token(state: State, event: Event) -> None:
    """Mail a token to the account's address; the event of an unknown address has no user."""
    async with user_of(state, event) as user:
        if user is None or user.account["email"] is None:
            return
        address = user.account["email"]
        key, now = state.server_key, state.clock()
        token = await mailed_tokens.make(user.db, key, "password_reset", event, address, now=now)
    if token is not None:
        await send(state, event, address, mails.reset_password(user.language, token))


@outbox.on(emails.CLAIMED)
async def ask_for_confirmation(state: State, event: Event) -> None:
    """Mail a token to the pending address, or tell the owner of the account that has it."""
    async with user_of(state, event) as user:
        if user is None or user.account["email_pending"] is None:
            return
        text = await _answer_to_claim(state, event, user)
    if text is not None:
        await send(state, event, user.account["email_pending"], text)


@outbox.on(emails.CHANGED)
async def tell_former_address(state: State, event: Event) -> None:
    async with user_of(state, event) as user:
        if user is None:
            return
        former = (await profiles.load(user.db, user.cipher, event.user_id))["former_email"]
    if former is None:
        return
    told = mails.address_changed(user.language, event.recorded_at, user.zone)
    await send(state, event, former, told)
    async with user_of(state, event) as user:
        if user is not None:
            forgotten = {"former_email": None}
            await profiles.change(user.db, user.cipher, event.user_id, forgotten)


async def _answer_to_claim(state: State, event: Event, user: Addressee) -> Text | None:
    address, key = user.account["email_pending"], state.server_key
    holder = await user.db.scalar(queries.user_of_address(email_digest(key, address)))
    if holder is not None and holder != event.user_id:
        return mails.address_taken(user.language)
    token = await mailed_tokens.make(
        user.db, key, "email_verification", event, address, now=state.clock()
    )
    return None if token is None else mails.confirm_address(user.language, token)
