from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from fastapi import FastAPI

from app.connections.notifications.push.delivery import Message
from app.connections.notifications.push.outcomes import Sent, Target
from app.connections.notifications.push.senders import Senders


@dataclass
class Counter:
    """Stands where a push service would: keeps what it is handed."""

    handed: list[tuple[str, Message]] = field(default_factory=list)

    async def send(self, target: Target, message: Message, *, now: datetime) -> Sent:  # noqa: ARG002
        self.handed.append((target.address, message))
        return Sent()


@pytest.fixture
def pushes(app: FastAPI) -> Iterator[Counter]:
    """Collect what is pushed."""
    senders, counter = app.state.senders, Counter()
    app.state.senders = Senders({"webpush": counter}, senders.vapid_public, senders.admits_loopback)
    yield counter
    app.state.senders = senders
