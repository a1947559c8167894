"""Who has to wait, so that a dead or a slow address delays nobody else.

Messages take some of the outbox's places and never all of them, few at a time of one user, and
fewer to hosts of which nobody knows yet that they answer. A host that did not is asked by one
message at a time until it does. Whoever has to wait comes again, and takes no place meanwhile.
"""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

MOST_IN_ALL, MOST_UNSURE, MOST_OF_USER = 4, 2, 2
MOST_KNOWN = 1_000
WHILE_HOST_AILS, WHILE_BUSY = timedelta(seconds=30), timedelta(seconds=1)

T = TypeVar("T")


@dataclass(slots=True)
class Courtesy:
    """What is under way in this process, by user and by host, and how hosts did the last time."""

    users: Counter[UUID] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    ailing: dict[str, None] = field(default_factory=dict)
    answering: dict[str, None] = field(default_factory=dict)

    def wait(self, user_id: UUID, host: str) -> timedelta | None:
        """Tell for how long to stay away; None if there is a place."""
        if host in self.ailing and self.hosts[host]:
            return WHILE_HOST_AILS
        is_busy = (
            self.hosts.total() >= MOST_IN_ALL
            or self.users[user_id] >= MOST_OF_USER
            or (host not in self.answering and self._unsure() >= MOST_UNSURE)
        )
        return WHILE_BUSY if is_busy else None

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
        for known in (self.ailing, self.answering):
            known.pop(host, None)
        known = self.answering if answers else self.ailing
        known[host] = None
        if len(known) > MOST_KNOWN:
            known.pop(next(iter(known)))

    def _unsure(self) -> int:
        return sum(number for host, number in self.hosts.items() if host not in self.answering)


def _less(counts: Counter[T], name: T) -> None:
    counts[name] -= 1
    if not counts[name]:
        del counts[name]
