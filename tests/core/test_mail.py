"""Mail by SMTP, against a real server on a loopback port."""

import asyncio
import ssl
import traceback
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from functools import partial
from ipaddress import ip_address
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.core.mail import Mail, MailFailed, MailRefused, SmtpMailer

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
SENDER = "orbit@service.example"
TEXT = "Żółć\r\n\r\n.\r\nMAIL FROM:<x@y.example>\r\n" + "long " * 300 + "\r\n"
MAIL = Mail(to="ana@example.org", subject="Grüße <b@c.example>", text=TEXT)
LOGIN: dict[str, Any] = {"username": "orbit", "password": "pässword"}
Tls = tuple[ssl.SSLContext, ssl.SSLContext]  # a server's, and that of a client who trusts it


@dataclass
class Inbox:
    """What a server was told, and the ``answers`` it gives in place of its own."""

    answers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0
    commands: list[str] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    greeted_by: str | None = None
    port: int = 0

    async def handle_DATA(self, _: object, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.greeted_by = session.host_name
        self.envelopes.append(envelope)
        return "250 OK"

    def messages(self) -> list[EmailMessage]:
        return [
            message_from_bytes(envelope.original_content or b"", policy=CRLF)
            for envelope in self.envelopes
        ]


class ScriptedServer(SMTP):
    def __init__(self, inbox: Inbox, **options: Any) -> None:  # noqa: ANN401
        super().__init__(inbox, hostname="localhost", auth_callback=knows, **options)
        self.inbox = inbox
        methods = self._smtp_methods
        self._smtp_methods = {name: partial(self.obey, name, methods[name]) for name in methods}

    async def obey(self, name: str, method: Any, argument: str | None) -> None:  # noqa: ANN401
        self.inbox.commands.append(name)
        await asyncio.sleep(self.inbox.delay_s)
        answer = self.inbox.answers.get(name)
        await (method(argument) if answer is None else self.push(answer))


def knows(_: str, login: bytes, password: bytes) -> bool:
    return {"username": login.decode(), "password": password.decode()} == LOGIN


@asynccontextmanager
async def server(
    inbox: Inbox, implicit_tls: ssl.SSLContext | None = None, **options: object
) -> AsyncGenerator[Inbox, None]:
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: ScriptedServer(inbox, loop=loop, **options), "127.0.0.1", 0, ssl=implicit_tls
    )
    inbox.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield inbox


def mailer(inbox: Inbox, **changes: Any) -> SmtpMailer:  # noqa: ANN401
    plain = SmtpMailer(host="127.0.0.1", port=inbox.port, sender=SENDER, tls="none", timeout_s=5)
    return replace(plain, **changes)


async def send(inbox: Inbox, mail: Mail = MAIL, **changes: object) -> None:
    await mailer(inbox, **changes).send(mail, message_id="event-1", now=NOON)


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    path = tmp_path_factory.mktemp("tls") / "key-and-certificate.pem"
    path.write_bytes(throw_away_certificate())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context, ssl.create_default_context(cafile=path)


def throw_away_certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    loopback = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    own = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    own = own.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
    own = own.not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
    signed = own.add_extension(loopback, critical=False).sign(key, hashes.SHA256())
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    clear = serialization.NoEncryption()
    return key.private_bytes(pem, pkcs8, clear) + signed.public_bytes(pem)


async def test_a_mail_arrives_whole_with_the_headers_of_an_automatic_one() -> None:
    async with server(Inbox()) as inbox:
        await send(inbox)

    (message,) = inbox.messages()
    assert {k: v for k, v in message.items() if k not in {"Message-ID", "MIME-Version"}} == {
        "From": SENDER,
        "To": MAIL.to,
        "Subject": MAIL.subject,
        "Date": "Fri, 20 Nov 2026 11:00:00 +0000",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    assert message.get_content() == TEXT
    assert (inbox.envelopes[0].mail_from, inbox.envelopes[0].rcpt_tos) == (SENDER, [MAIL.to])
    assert inbox.commands == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]
    assert inbox.greeted_by == "service.example"


async def test_a_retried_event_keeps_its_message_id_and_another_event_has_another() -> None:
    async with server(Inbox()) as inbox:
        for event, minutes in (("event-1", 0), ("event-1", 9), ("event-2", 9)):
            now = NOON + timedelta(minutes=minutes)
            await mailer(inbox).send(MAIL, message_id=event, now=now)

    first, again, other = [message["Message-ID"] for message in inbox.messages()]
    assert first == again != other
    assert first.endswith("@service.example>")


@pytest.mark.parametrize(
    ("command", "answer", "outcome"),
    [
        ("MAIL", "550 5.7.1 not from you, ana@example.org", MailRefused),
        ("MAIL", "530 5.7.0 sign in first", MailFailed),
        ("RCPT", "550 5.1.1 no ana@example.org here", MailRefused),
        ("RCPT", "451 4.7.1 greylisted ana@example.org", MailFailed),
        ("RCPT", "421 4.3.2 closing", MailFailed),
        ("DATA", "554 5.6.0 spam for ana@example.org", MailRefused),
        ("DATA", "452 4.3.1 disk full", MailFailed),
        ("EHLO", "554 5.7.1 no service for you", MailFailed),
    ],
)
async def test_only_a_final_no_to_the_mail_itself_ends_the_trying(
    command: str, answer: str, outcome: type[Exception]
) -> None:
    async with server(Inbox({command: answer, "HELO": answer})) as inbox:
        with pytest.raises((MailRefused, MailFailed), match=answer[:3]) as caught:
            await send(inbox)

    assert caught.type is outcome
    assert "ana" not in "".join(traceback.format_exception(caught.value))
    assert not inbox.envelopes


async def test_a_server_that_is_away_is_tried_again() -> None:
    async with server(Inbox()) as inbox:
        pass
    with pytest.raises(MailFailed):
        await send(inbox)


@pytest.mark.parametrize("delay_s", [30, 0.2], ids=["silent", "slow"])
async def test_a_silent_or_slow_server_is_left_when_the_time_is_over(delay_s: float) -> None:
    loop = asyncio.get_running_loop()
    async with server(Inbox(delay_s=delay_s)) as inbox:
        started = loop.time()
        with pytest.raises(MailFailed):
            await send(inbox, timeout_s=0.5)

    assert loop.time() - started < 2.5
    assert not inbox.envelopes


async def test_what_the_server_has_taken_is_sent_even_if_the_farewell_fails() -> None:
    async with server(Inbox({"QUIT": "421 gone"})) as inbox:
        await send(inbox)
    assert len(inbox.envelopes) == 1


async def test_signing_in_works_over_starttls(tls: Tls) -> None:
    async with server(Inbox(), tls_context=tls[0], auth_required=True) as inbox:
        await send(inbox, tls="starttls", trust=tls[1], **LOGIN)
    assert inbox.commands[:5] == ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL"]
    assert len(inbox.envelopes) == 1


async def test_signing_in_works_over_tls_from_the_first_byte(tls: Tls) -> None:
    async with server(Inbox(), implicit_tls=tls[0], auth_require_tls=False) as inbox:
        await send(inbox, tls="tls", trust=tls[1], **LOGIN)
    assert inbox.commands[:3] == ["EHLO", "AUTH", "MAIL"]
    assert len(inbox.envelopes) == 1


async def test_a_wrong_password_loses_no_mail(tls: Tls) -> None:
    wrong: dict[str, Any] = {"username": "orbit", "password": "x"}
    async with server(Inbox(), tls_context=tls[0]) as inbox:
        with pytest.raises(MailFailed, match="535"):
            await send(inbox, tls="starttls", trust=tls[1], **wrong)


async def test_no_password_is_said_without_tls_or_to_a_strange_certificate(tls: Tls) -> None:
    for context in (None, tls[0]):
        async with server(Inbox(), tls_context=context, auth_require_tls=False) as inbox:
            with pytest.raises(MailFailed):
                await send(inbox, tls="starttls", **LOGIN)
        assert inbox.commands[0] == "EHLO"
        assert not {"AUTH", "MAIL"} & set(inbox.commands)


async def test_of_international_addresses_only_a_name_needs_a_server_that_takes_it() -> None:
    name = Mail(to="żółw@example.org", subject="s", text="t")
    domain = Mail(to="ana@straße.example", subject="s", text="t")
    async with server(Inbox(), enable_SMTPUTF8=True) as international:
        await send(international, name)
    async with server(Inbox()) as plain:
        await send(plain, domain)
        with pytest.raises(MailRefused):
            await send(plain, name)

    assert international.envelopes[0].rcpt_tos == [international.messages()[0]["To"]] == [name.to]
    assert [envelope.rcpt_tos for envelope in plain.envelopes] == [["ana@xn--strae-oqa.example"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x00", "\x85", "\u2028", "=?utf-8?q?=0A"])
@pytest.mark.parametrize("place", ["to", "subject"])
def test_no_header_can_be_injected_in_the_open_or_in_an_encoded_word(place: str, end: str) -> None:
    parts = {"to": "ana@example.org", "subject": "Hi", "text": "t"}
    with pytest.raises(ValueError, match="no place"):
        Mail(**parts | {place: f"ana{end}Bcc:_x?=@example.org"})
