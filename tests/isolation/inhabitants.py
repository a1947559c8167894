"""Users with one of everything, every free text of theirs a canary."""

import random
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
from fastapi import FastAPI

from tests.isolation.document import OPERATIONS, Operation
from tests.isolation.rows import MADE_BY, ROWS, Id, Row
from tests.signing_up import SignedIn, a_guest

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LETTERS = random.SystemRandom()


@dataclass
class Inhabitant:
    """A user; `ids` are of the records that they own, by the names that refer to them."""

    signed_in: SignedIn
    canary: str
    ids: dict[str, str]
    said: int = field(default=0)

    @property
    def id(self) -> str:
        return str(self.signed_in.user["id"])

    def words(self) -> str:
        """Say something that nobody has said before."""
        self.said += 1
        return f"{self.canary} {''.join(string.ascii_lowercase[int(n)] for n in str(self.said))}"

    async def own(self, name: str) -> str:
        """Give the id of a record of theirs, made if need be."""
        if name not in self.ids:
            self.ids[name] = await self.make(name)
        return self.ids[name]

    async def make(self, name: str) -> str:
        answer = await self.ask(OPERATIONS[MADE_BY[name]])
        assert answer.status_code == 201, (name, answer.text)
        return str(answer.json()["id"])

    async def ask(
        self, operation: Operation, instead: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx2.Response:
        """Send a valid request; `instead` puts other values to places such as `path:person_id`."""
        return await self.signed_in.client.send(await self.request(operation, instead, **headers))

    async def request(
        self, operation: Operation, instead: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx2.Request:
        row = ROWS[operation.name]
        instead = instead or {}
        for place, name in ids_of(operation, row).items():
            if place not in instead:
                await self.own(name)
        path = {name: Id(name) for name in operation.named("path")} | dict(row.path)
        body = None if row.body is None else self._filled("body:", row.body, instead)
        return self.signed_in.client.build_request(
            operation.method.upper(),
            operation.path.format(**self._filled("path:", path, instead)),
            params=self._filled("query:", row.query, instead),
            json=body,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def _filled(self, prefix: str, values: Mapping[str, Any], instead: Mapping[str, Any]) -> Any:  # noqa: ANN401
        filled = {name: self._value(f"{prefix}{name}", value, instead) for name, value in values.items()}
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
    guest = await a_guest(app, device={"name": canary, "platform": "ios"})
    return Inhabitant(guest, canary, {"session_id": str(guest.session_id)})


async def settle_with_everything(app: FastAPI) -> Inhabitant:
    """Sign up somebody who owns two of each kind."""
    user = await settle(app)
    for name in MADE_BY:
        await user.own(name)
        await user.make(name)
    return user


def an_id_that_never_was() -> str:
    return str(uuid4())
