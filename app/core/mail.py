"""How mail leaves the house: by SMTP, or into a folder where no server is configured.

Nothing here logs, or says in an error, to whom a mail goes or what is in it.
"""

import asyncio
import hashlib
import re
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from ipaddress import ip_address
from typing import Literal, Protocol

import aiosmtplib
import structlog
from email_validator import EmailNotValidError, validate_email

log: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)

LINE_LIMIT = 998  # RFC 5322, 2.1.1
QUOTED_LINE_LIMIT = 76  # RFC 2045, 6.7
PARTING_S = 1.0
SUBJECT_BYTES = 40  # encoded, they fit on one line of 78 characters
PERMANENT = frozenset(range(500, 600)) - {530}  # 530, sign in first: our fault, not the mail's
SURROGATE = re.compile("[\ud800-\udfff]")
# With `=?`, because Python's header parser decodes RFC 2047 words, and before 3.11.10 writes
# a newline that was hidden in one as it is (CVE-2024-6923).
HEADER_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|=[?]")
SENDER = re.compile(r"[\w.+-]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)


class MailFailed(Exception):
    """Not sent this time, or perhaps sent and not confirmed: try again later."""


class MailRefused(Exception):
    """The server will never take this mail: do not try again."""


@dataclass(frozen=True, slots=True, repr=False)
class Mail:
    """One plain-text mail to one bare address, which may be internationalised.

    Raises:
        ValueError: the address is none, or a header could break out of its line or be altered.
    """

    to: str
    subject: str
    text: str
    language: str = "en"

    def __post_init__(self) -> None:
        recipient(self.to)
        refuse(HEADER_BREAKING, self.subject)
        require_unfolded(self.subject)
        refuse(SURROGATE, self.text)


class Mailer(Protocol):
    """Sends at least once: one ``message_id`` always gives one Message-ID.

    Raises:
        MailFailed: try again, with the same ``message_id``.
        MailRefused: do not.
    """

    async def send(self, mail: Mail, *, message_id: str, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMailer:
    """One connection a mail, over at the latest ``timeout_s`` (and a second to part) later.

    Raises:
        ValueError: the settings would show the password to the network, or make no sense.
    """

    host: str
    port: int
    sender: str
    tls: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_s: float = 20.0
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def __post_init__(self) -> None:
        require_sender(self.sender)
        if (self.username is None) != (self.password is None):
            message = "A mail server's username and password go together."
            raise ValueError(message)
        in_the_open = self.tls not in {"starttls", "tls"} and not is_loopback(self.host)
        if in_the_open and self.password is not None:
            message = "A mail server's password goes over TLS, or to this machine only."
            raise ValueError(message)

    async def send(self, mail: Mail, *, message_id: str, now: datetime) -> None:
        message = compose(mail, sender=self.sender, message_id=message_id, now=now)
        to = recipient(mail.to).addr_spec
        client = self._client()
        try:
            async with asyncio.timeout(self.timeout_s):
                await client.connect()
                await client.send_message(message, sender=self.sender, recipients=[to])
        except (aiosmtplib.SMTPException, OSError) as error:
            raise verdict(error) from None  # the library's errors quote the recipient
        finally:
            await part_from(client)

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.tls == "tls",
            start_tls=self.tls == "starttls",
            tls_context=self.trust,
            username=self.username,
            password=self.password,
            timeout=self.timeout_s,
            local_hostname=domain_of(self.sender),  # not this machine's name, for all to read
        )


def compose(mail: Mail, *, sender: str, message_id: str, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP.clone(max_line_length=QUOTED_LINE_LIMIT))
    digest = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    message["From"] = Address(addr_spec=sender)
    message["To"] = recipient(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = now.astimezone(UTC)
    message["Message-ID"] = f"<{digest}@{domain_of(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="7bit" if goes_as_it_is(mail.text) else "quoted-printable")
    message["Content-Language"] = (
        mail.language
    )  # after the content, which takes away older Content-*
    return message


def require_unfolded(subject: str) -> None:
    """Refuse what Python's folding of headers could alter: odd spaces, long non-ASCII text."""
    is_long = not subject.isascii() and len(subject.encode()) > SUBJECT_BYTES
    if is_long or subject != " ".join(subject.split()):
        raise ValueError(subject)


def goes_as_it_is(text: str) -> bool:
    """Whether every mail server passes the text on unencoded, its links in one piece."""
    return text.isascii() and all(
        line.isprintable() and len(line) <= LINE_LIMIT for line in text.split("\n")
    )


def recipient(address: str) -> Address:
    """Parse a bare address; its domain becomes ASCII, so that few need SMTPUTF8."""
    refuse(HEADER_BREAKING, address)
    try:
        parsed = validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        message = "A mail goes to one bare e-mail address."
        raise ValueError(message) from None
    return Address(username=parsed.local_part, domain=parsed.ascii_domain)


def refuse(characters: re.Pattern[str], value: str) -> None:
    if characters.search(value):
        message = "A mail holds characters that have no place there."
        raise ValueError(message)


def require_sender(address: str) -> None:
    if not SENDER.fullmatch(address):
        message = "Mail is sent from one bare ASCII address."
        raise ValueError(message)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def verdict(error: Exception) -> MailFailed | MailRefused:
    """Tell a refused mail from a server that was down, or that refused us."""
    code = getattr(error, "code", "without an answer")
    reason = f"{type(error).__name__}: {code}"
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return verdict(error.recipients[0])
        case aiosmtplib.SMTPNotSupported():  # SMTPUTF8, for this recipient
            return MailRefused(reason)
        case (
            aiosmtplib.SMTPSenderRefused()
            | aiosmtplib.SMTPRecipientRefused()
            | aiosmtplib.SMTPDataError()
        ) if code in PERMANENT:
            return MailRefused(reason)
        case _:
            return MailFailed(reason)


async def part_from(client: aiosmtplib.SMTP) -> None:
    """Say QUIT (RFC 5321, 4.1.1.10); what became of the mail is settled already."""
    with suppress(aiosmtplib.SMTPException, OSError), closing(client):
        await client.quit(timeout=PARTING_S)
