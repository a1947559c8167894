"""Whom a job writes to, and how a mail is handed over."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from starlette.datastructures import State

from app.accounts.notices.mails import Text
from app.accounts.users import accounts
from app.core.database import Db
from app.core.mail import Mail, MailRefused
from app.core.outbox import Event
from app.core.owners import Cipher
from app.core.texts import Language, language_for
from app.security.vault import KeyDestroyed

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Addressee:
    """A live user within a transaction as them."""

    db: Db
    cipher: Cipher
    account: dict[str, Any]

    @property
    def language(self) -> Language:
        return language_for("", self.account["locale"])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.account["time_zone"])


@asynccontextmanager
async def user_of(state: State, event: Event) -> AsyncGenerator[Addressee | None]:
    """Begin a transaction as the event's user; None if there is no such user (any more)."""
    try:
        cipher = await state.vault.cipher_of(event.user_id)
    except KeyDestroyed:
        yield None
        return
    async with state.worker_database.lease() as db:
        await db.begin(event.user_id)
        account = await accounts.find(db, cipher, event.user_id)
        yield None if account is None else Addressee(db, cipher, account)


async def send(state: State, event: Event, address: str, text: Text) -> None:
    """Hand a mail over, once an event as mail servers see it.

    Raises:
        MailFailed: not this time.
    """
    mail = Mail(address, text.subject, text.text, text.language)
    try:
        await state.mailer.send(mail, message_id=str(event.id), now=state.clock())
    except MailRefused:
        log.info("mail-refused", type=event.type)
