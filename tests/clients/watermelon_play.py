"""A scenario of tests/clients/watermelon, played by Node against the real service."""

import json
import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.clients import node
from tests.clients.conftest import NOON
from tests.clients.life import Rows, assert_shown, rows_of_service
from tests.core.service import Service
from tests.journeys.phone import Phone

NOW_MS = round(datetime.fromisoformat(NOON).timestamp() * 1000)
PASSWORD = "a quiet harbour at dusk"  # noqa: S105
SOMEWHERE = random.SystemRandom()


@dataclass(frozen=True)
class Play:
    """What the scenario told, and a session of the user who has lived it."""

    told: dict[str, Any]
    reader: Phone

    def assert_converged(self) -> Rows:
        """See the same rows on every phone and in the service, and give them."""
        rows: Rows = rows_of_service(self.reader)
        for name, of_phone in self.told["rows"].items():
            for table, columns in of_phone.items():
                assert columns == rows.get(table, {}), f"{table} on the {name}"
        assert_shown(self.reader, rows)
        assert not any(self.told.get("unsynced", ()))
        return rows


def play(running: Service, scenario: str, **asked: object) -> Play:
    """Play it as a new user; WatermelonDB must find nothing to complain about."""
    reader = Phone(running.url, name="reader")
    email = f"jo.{SOMEWHERE.randrange(10**12)}@example.com"
    reader.sign_in("/v1/auth/register", email=email, password=PASSWORD, time_zone="Europe/Berlin")
    tokens = {name: _log_in(running, name, email) for name in ("phone", "tablet")}
    asked |= {"url": running.url, "tokens": tokens, "now": NOW_MS}
    printed = node.run("node", "watermelon/main.js", scenario, text=json.dumps(asked))
    answer = json.loads(printed)
    assert answer["complaints"] == []
    return Play(answer["told"], reader)


def _log_in(running: Service, name: str, email: str) -> str:
    phone = Phone(running.url, name=name)
    token: str = phone.sign_in("/v1/auth/login", email=email, password=PASSWORD)["access_token"]
    return token
