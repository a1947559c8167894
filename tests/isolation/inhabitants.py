"""Users with one of everything, every free text of theirs a canary."""

import random
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
from fastapi import FastAPI

from tests.clock import NOON
from tests.isolation.document import OPERATIONS, Operation
from tests.isolation.rows import (
    AFTERWARDS,
    COMES_BY_ITSELF,
    DEVICE,
    MADE_BY,
    MADE_UNDER_OUR_ID,
    ROWS,
    Id,
    Row,
)
from tests.settling import settled
from tests.signing_up import SignedIn, a_guest, carry, client_from

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLAIN = {"accept-encoding": "identity"}
"""What is compressed would differ in its length from user to user."""
TODAY = NOON.date()
LETTERS = random.SystemRandom()
MAKERS = MADE_BY | MADE_UNDER_OUR_ID
FURNISHED_BY = ("change_email", "update_me")


@dataclass
class Inhabitant:
    """A user; `ids` are of the records that they own, by the names that refer to them."""

    signed_in: SignedIn
    canary: str
    ids: dict[str, str]
    said: int = 0
    done: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        return str(self.signed_in.user["id"])

    @property
    def email(self) -> str:
        return f"{self.canary}@example.com"

    def words(self) -> str:
        """Say something that nobody has said before."""
        self.said += 1
        return f"{self.canary} {''.join(string.ascii_lowercase[int(n)] for n in str(self.said))}"

    def next_day(self) -> str:
        """Name a day that nobody has named to them before."""
        self.said += 1
        return str(TODAY + timedelta(days=self.said))

    def earlier(self) -> str:
        """Name a moment of the past that nobody has named to them before."""
        self.said += 1
        return (NOON - timedelta(minutes=self.said)).isoformat()

    def lately(self) -> str:
        """Name a moment within the hour that nobody has named to them before."""
        self.said += 1
        return (NOON - timedelta(seconds=self.said)).isoformat()

    def next_answer(self) -> int:
        """Give another answer of a scale than the one before."""
        self.said += 1
        return self.said % 11

    async def own(self, name: str) -> str:
        """Give the id of a record of theirs, made if need be."""
        if name not in self.ids:
            find = self.find if name in COMES_BY_ITSELF else self.make
            self.ids[name] = await find(name)
        return self.ids[name]

    async def make(self, name: str) -> str:
        """Make one more."""
        answer = await self.ask(OPERATIONS[MAKERS[name]])
        assert answer.status_code in {201, 202}, (name, answer.text)
        record_id = str(answer.json()["id"])
        if name in AFTERWARDS:
            await AFTERWARDS[name](self, record_id)
        await settled(self.signed_in.app, self.id)
        return record_id

    async def find(self, name: str) -> str:
        """Give the id of one that came by itself."""
        source, listing = COMES_BY_ITSELF[name]
        await self.own(source)
        answer = await self.ask(OPERATIONS[listing])
        return str(answer.json()["items"][0]["id"])

    async def ask(
        self, operation: Operation, instead: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx2.Response:
        """Send a valid request; `instead` puts other values to places such as `path:person_id`."""
        return await self.signed_in.client.send(await self.request(operation, instead, **headers))

    async def request(
        self, operation: Operation, instead: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx2.Request:
        row, instead = ROWS[operation.name], instead or {}
        await self.prepare(operation, row, instead)
        path = {name: Id(name) for name in operation.named("path")} | dict(row.path)
        body = None if row.body is None else self._filled("body:", row.body, instead)
        return self.signed_in.client.build_request(
            operation.method.upper(),
            operation.path.format(**self._filled("path:", path, instead)),
            params=self._filled("query:", row.query, instead),
            json=body,
            headers=PLAIN | {name.replace("_", "-"): value for name, value in headers.items()},
        )

    async def prepare(self, operation: Operation, row: Row, instead: Mapping[str, Any]) -> None:
        """Make what the request names, and do what comes before it."""
        for place, name in ids_of(operation, row).items():
            if place not in instead:
                await self.own(name)
        if row.after and row.after not in self.done:
            await self.do(row.after)

    async def do(self, name: str) -> None:
        answer = await self.ask(OPERATIONS[name])
        assert answer.is_success, (name, answer.text)
        self.done.add(name)

    def _filled(self, prefix: str, values: Mapping[str, Any], instead: Mapping[str, Any]) -> Any:  # noqa: ANN401
        filled = {
            name: self._value(f"{prefix}{name}", value, instead) for name, value in values.items()
        }
        added = {
            place.removeprefix(prefix): value
            for place, value in instead.items()
            if place.startswith(prefix) and "." not in place
        }
        return filled | added

    def _value(self, place: str, value: Any, instead: Mapping[str, Any]) -> Any:  # noqa: ANN401
        if isinstance(value, Mapping):
            return self._filled(f"{place}.", value, instead)
        if isinstance(value, list):
            return [self._value(place, each, instead) for each in value]
        if isinstance(value, Id):
            return instead.get(place) or self.ids[value.of]
        return value(self) if callable(value) else value


def ids_of(operation: Operation, row: Row) -> dict[str, str]:
    """Tell which record's id a row puts where."""
    path = {name: Id(name) for name in operation.named("path")} | dict(row.path)
    given = {"path": path, "query": row.query, "body": row.body or {}}
    return {
        f"{where}:{name}": value.of
        for where, values in given.items()
        for name, value in flat(values)
        if isinstance(value, Id)
    }


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Walk through what a row gives, by dotted paths."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            yield from ((prefix + name, each) for each in value)
        else:
            yield prefix + name, value


async def settle(app: FastAPI) -> Inhabitant:
    """Sign up somebody who owns nothing yet."""
    canary = "".join(LETTERS.choices(string.ascii_lowercase, k=16))
    guest = await a_guest(app, device=DEVICE | {"name": canary})
    return Inhabitant(guest, canary, {"session_id": str(guest.session_id)})


async def settle_with_everything(app: FastAPI) -> Inhabitant:
    """Sign up somebody who owns two of each kind, on two devices."""
    user = await settle(app)
    for name in FURNISHED_BY:
        await user.do(name)
    for name in MAKERS:
        await user.own(name)
        await user.make(name)
    for after in {row.after for row in ROWS.values() if row.after} - user.done:
        for _ in range(2):
            await user.do(after)
    for name in COMES_BY_ITSELF:
        await user.own(name)
    await another_session(app, user)
    return user


async def another_session(app: FastAPI, user: Inhabitant) -> SignedIn:
    client = client_from(app)
    device = DEVICE | {"name": user.words()}
    body = {"recovery_code": user.signed_in.recovery_code, "device": device}
    session = carry(app, client, await client.post("/v1/auth/recover", json=body))
    user.signed_in.recovery_code = session.recovery_code
    return session


def an_id_that_never_was() -> str:
    return str(uuid4())
