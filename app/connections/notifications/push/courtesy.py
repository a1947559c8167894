"""Who has to wait, so that a dead or a slow address delays nobody else.

A user has at most four messages under way at a time, and a host that did not answer is asked by
one message at a time until it does. Whoever has to wait comes again, and takes no place meanwhile.
"""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

MOST_OF_USER = 4
MOST_AILING = 1_000
WHILE_HOST_AILS, WHILE_USER_IS_BUSY = timedelta(seconds=30), timedelta(seconds=1)

T = TypeVar("T")


@dataclass(slots=True)
class Courtesy:
    """What is under way in this process, by user and by host, and the hosts that ail."""

    users: Counter[UUID] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    ailing: dict[str, None] = field(default_factory=dict)

    def wait(self, user_id: UUID, host: str) -> timedelta | None:
        """Tell for how long to stay away; None if there is a place."""
        if host in self.ailing and self.hosts[host]:
            return WHILE_HOST_AILS
        return WHILE_USER_IS_BUSY if self.users[user_id] >= MOST_OF_USER else None

    @contextmanager
    def place(self, user_id: UUID, host: str) -> Generator[None]:
        self.users[user_id] += 1
        self.hosts[host] += 1
        try:
            yield
        finally:
            _less(self.users, user_id)
            _less(self.hosts, host)

    def note(self, host: str, *, answers: bool) -> None:
        self.ailing.pop(host, None)
        if not answers:
            self.ailing[host] = None
        if len(self.ailing) > MOST_AILING:
            self.ailing.pop(next(iter(self.ailing)))


def _less(counts: Counter[T], name: T) -> None:
    counts[name] -= 1
    if not counts[name]:
        del counts[name]
