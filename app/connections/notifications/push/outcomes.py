"""What a provider may say to a message, and what each way of sending has in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from app.connections.notifications.push.delivery import Message
from app.core.outbound import Answer, OutOfReach
from app.core.public_addresses import AddressRefused
from app.core.retry_after import asked_wait

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
    wait = asked_wait(answer.headers.get("retry-after"), LONGEST_WAIT, now=now)
    return Later(f"status-{answer.status}", wait)


def unanswered(error: AddressRefused | OutOfReach) -> Later:
    return Later(str(error), was_answered=False)
