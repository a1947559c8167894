"""Mails to supporters. Nobody who has not agreed gets more than the request."""

from collections.abc import Callable

from starlette.datastructures import State

from app.accounts.auth import acting
from app.accounts.notices.addressees import Addressee, send, user_of
from app.accounts.notices.mails import Text
from app.companion.supporters import consent_tokens, mails, rules
from app.companion.supporters.models import Supporter
from app.companion.supporters.service import ASKED
from app.companion.supporters.vocabulary import Consent
from app.core import outbox, records
from app.core.outbox import Event
from app.core.tables import Record
from app.core.texts import Language, language_for

ALERTED = "supporters.alerted"
"""Left once for each supporter of an alert (app/companion/urges/alerts)."""
Words = Callable[[Language, str | None, str], Text]


@outbox.on(ASKED)
async def mail_request(state: State, event: Event) -> None:
    await _mail(state, event, mails.request, while_consent="asked")


@outbox.on(ALERTED)
async def mail_alert(state: State, event: Event) -> None:
    """Ask for company, unless the moment is long past."""
    if not rules.is_stale(event.recorded_at, state.clock()):
        await _mail(state, event, mails.alert, while_consent="given")


async def _mail(state: State, event: Event, words: Words, *, while_consent: Consent) -> None:
    async with user_of(state, event) as user:
        supporter = None if user is None else await _supporter(user, event)
        if user is None or supporter is None or supporter["consent"] != while_consent:
            return
        account = user.account
    token = consent_tokens.spelled(state.server_key, event.user_id, event.subject_id)
    link = f"{state.settings.issuer}/circle#{token}"
    language = language_for("", account["locale"])
    await send(state, event, supporter["email"], words(language, account["display_name"], link))


async def _supporter(user: Addressee, event: Event) -> Record | None:
    owner = await acting.present(user.db, user.cipher, event.user_id)
    if owner is None:
        return None
    return await records.find(user.db, owner, Supporter, event.subject_id)
