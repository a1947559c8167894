"""A mailer that keeps what it is given, and waiting for the worker that gives it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import text

from app.core.mail import Mail, MailFailed
from tests.waiting import until

TOKEN = re.compile(r"oo_(?:reset|verify)_[\w-]+")


@dataclass
class Mailbox:
    """Everybody's mail. While `is_down`, nothing gets through."""

    mails: dict[str, Mail] = field(default_factory=dict)
    is_down: bool = False
    refusals: int = 0

    async def send(self, mail: Mail, *, message_id: str, now: datetime) -> None:  # noqa: ARG002
        if self.is_down:
            self.refusals += 1
            message = "down"
            raise MailFailed(message)
        self.mails[message_id] = mail

    def to(self, address: str, about: str = "") -> list[Mail]:
        mails = self.mails.values()
        return [mail for mail in mails if mail.to == address and about in mail.subject]

    async def newest(self, address: str, about: str, *, count: int = 1) -> Mail:
        """Wait for the mail number `count` with this in its subject."""

        async def has_come() -> bool:
            return len(self.to(address, about)) >= count

        await until(has_come)
        return self.to(address, about)[count - 1]

    async def token(self, address: str, about: str, *, count: int = 1) -> str:
        found = TOKEN.search((await self.newest(address, about, count=count)).text)
        assert found
        return found[0]


async def settled(app: FastAPI, user_id: UUID) -> None:
    """Wait until the worker has done all that is due for a user."""
    left = text(
        "SELECT count(*) FROM outbox WHERE user_id = :id AND type ~ '^(auth|users|grants)[.]'"
    )

    async def is_done() -> bool:
        return await count(app, left, user_id) == 0

    await until(is_done)


async def count(app: FastAPI, statement: object, user_id: UUID) -> int:
    async with app.state.database.lease() as db:
        return int(await db.scalar(statement, {"id": user_id}))
