"""Tells owners what was done to their account. Only confirmed addresses are written to."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.datastructures import State

from app.accounts.auth import queries, refreshing
from app.accounts.auth.sign_in import SIGNED_IN
from app.accounts.credentials import password_changes
from app.accounts.grants.personal_tokens.service import MADE_FOR_EVERYTHING
from app.accounts.grants.queries import CREATED, REUSED
from app.accounts.notices import mails
from app.accounts.notices.addressees import send, user_of
from app.accounts.notices.mails import Text
from app.core import outbox
from app.core.outbox import Event
from app.core.texts import Language

Notice = Callable[[Language, datetime, ZoneInfo], Text]


@outbox.on(SIGNED_IN)
async def tell_of_sign_in(state: State, event: Event) -> None:
    async with user_of(state, event) as user:
        if user is None or user.account["email"] is None:
            return
        platform = await user.db.scalar(queries.platform(event.user_id, event.subject_id))
    text = mails.signed_in(user.language, event.recorded_at, user.zone, platform)
    await send(state, event, user.account["email"], text)


@outbox.on(refreshing.REUSED)
async def tell_of_ended_session(state: State, event: Event) -> None:
    await _tell(state, event, mails.session_ended)


@outbox.on(password_changes.CHANGED)
@outbox.on(password_changes.RESET)
async def tell_of_password(state: State, event: Event) -> None:
    await _tell(state, event, mails.password_changed)


@outbox.on(MADE_FOR_EVERYTHING)
async def tell_of_mighty_token(state: State, event: Event) -> None:
    await _tell(state, event, mails.token_for_everything)


@outbox.on(CREATED)
async def tell_of_connected_app(state: State, event: Event) -> None:
    await _tell(state, event, mails.app_connected)


@outbox.on(REUSED)
async def tell_of_ended_app(state: State, event: Event) -> None:
    await _tell(state, event, mails.app_ended)


async def _tell(state: State, event: Event, notice: Notice) -> None:
    async with user_of(state, event) as user:
        if user is None or user.account["email"] is None:
            return
    told = notice(user.language, event.recorded_at, user.zone)
    await send(state, event, user.account["email"], told)
