"""What a provider may say to a message, and what each way of sending has in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from app.connections.notifications.push.delivery import Message
from app.core.outbound import Answer, OutOfReach
from app.core.public_addresses import AddressRefused

LONGEST_WAIT = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a device is reached; `keys` are base64url, by their names in a push subscription."""

    address: str = field(repr=False)
    keys: Mapping[str, str] | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """Of an address that is a URL; else nothing."""
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider has it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The address leads nowhere any more, and never will."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not this time, for a coded reason; `wait` is what the provider asked for, if it did."""

    reason: str
    wait: timedelta | None = None
    was_answered: bool = True


Outcome = Sent | Gone | Later


class Sender(Protocol):
    """Hands one message to one provider. Sending it again replaces what was shown."""

    async def send(self, target: Target, message: Message, *, now: datetime) -> Outcome: ...


def later(answer: Answer, *, now: datetime) -> Later:
    """Read a refusal that may pass, with its Retry-After (seconds or a date, RFC 9110)."""
    return Later(f"status-{answer.status}", _retry_after(answer.headers.get("retry-after"), now))


def unanswered(error: AddressRefused | OutOfReach) -> Later:
    return Later(str(error), was_answered=False)


def _retry_after(text: str | None, now: datetime) -> timedelta | None:
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), LONGEST_WAIT)
