"""From a request to a mail server, with nothing in between that is not the service's own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as CRLF

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI

from app.core import mailers
from tests.mailbox import TOKEN
from tests.signing_up import an_account, an_address, log_in
from tests.waiting import until


class Inbox:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.port = 0

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        self.messages.append(message_from_bytes(content, policy=CRLF))
        return "250 OK"

    async def next_to(self, address: str) -> EmailMessage:
        async def has_come() -> bool:
            return bool(self.to(address))

        await until(has_come)
        message = self.to(address)[0]
        self.messages.remove(message)
        return message

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]


@pytest.fixture
async def inbox() -> AsyncIterator[Inbox]:
    loop = asyncio.get_running_loop()
    inbox = Inbox()
    server = await loop.create_server(
        lambda: SMTP(inbox, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    inbox.port = server.sockets[0].getsockname()[1]
    async with server:
        yield inbox


@pytest.fixture
def sends_there(app: FastAPI, inbox: Inbox) -> Iterator[None]:
    """Set the mail server as an operator does."""
    settings, mailer = app.state.settings, app.state.mailer
    smtp = {"smtp_host": "127.0.0.1", "smtp_port": inbox.port, "smtp_tls": "none"}
    app.state.settings = settings.model_copy(update=smtp)
    app.state.mailer = mailers.chosen(app.state.settings)
    yield
    app.state.settings, app.state.mailer = settings, mailer


@pytest.mark.usefixtures("sends_there")
async def test_a_token_comes_by_mail_and_confirms(app: FastAPI, inbox: Inbox) -> None:
    address = an_address()
    user = await an_account(app, address)

    message = await inbox.next_to(address)
    assert message["Subject"] == "Own Orbit: confirm your e-mail address"
    assert message["From"] == app.state.settings.mail_from
    token = TOKEN.search(message.get_content())
    assert token
    answer = await user.client.post("/v1/auth/email/verification", json={"token": token[0]})
    assert answer.status_code == 204
    assert (await log_in(app, address)).status_code == 200
    assert (await inbox.next_to(address))["Subject"] == "Own Orbit: new sign-in"


@pytest.mark.usefixtures("sends_there")
async def test_mails_are_in_the_users_language(app: FastAPI, inbox: Inbox) -> None:
    address = an_address()
    await an_account(app, address, locale="de-CH")

    message = await inbox.next_to(address)
    assert message["Subject"] == "Own Orbit: Bestätige deine Adresse"
    assert message["Content-Language"] == "de"
    assert "Er gilt 24 Stunden." in message.get_content()
