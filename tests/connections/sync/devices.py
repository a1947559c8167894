"""Phones that speak the protocol as WatermelonDB does, by hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from app.core.ids import new_id
from tests.signing_up import SignedIn, an_account, an_address, carry, client_from, log_in

Json = dict[str, Any]
KINDS = ("created", "updated", "deleted")


@dataclass
class Device:
    """One session; `pulled` is its last timestamp, 0 before the first pull."""

    signed_in: SignedIn
    pulled: int = 0

    @property
    def http(self) -> AsyncClient:
        return self.signed_in.client

    async def push(self, changes: object, at: int | None = None) -> Response:
        base = self.pulled if at is None else at
        body, headers = json.dumps(changes), {"content-type": "application/json"}
        url = f"/v1/sync?last_pulled_at={base}"
        return await self.http.post(url, content=body, headers=headers)

    async def pushes(self, changes: object, at: int | None = None) -> Json:
        """Push what has to be taken; give the rejected ids."""
        answer = await self.push(changes, at)
        assert answer.status_code == 200, answer.text
        rejected: Json = answer.json()["experimentalRejectedIds"]
        return rejected

    async def pull(self, **parameters: Any) -> Json:  # noqa: ANN401
        """Pull all pages and take the timestamp."""
        asked = {"last_pulled_at": self.pulled or "null", **parameters}
        changes: Json = {}
        while True:
            answer = await self.http.get("/v1/sync", params=asked)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            add(changes, page["changes"])
            if page["next"] is None:
                break
            asked["cursor"] = page["next"]
        self.pulled = page["timestamp"]
        return changes


async def two_devices(app: FastAPI) -> tuple[Device, Device]:
    email = an_address()
    phone = await an_account(app, email)
    client = client_from(app)
    tablet = carry(app, client, await log_in(app, email))
    return Device(phone), Device(tablet)


def add(changes: Json, page: Json) -> None:
    for table, kinds in page.items():
        for kind in KINDS:
            changes.setdefault(table, {}).setdefault(kind, []).extend(kinds[kind])


def created(**tables: Json | list[Json]) -> Json:
    return _of("created", tables)


def updated(**tables: Json | list[Json]) -> Json:
    return _of("updated", tables)


def deleted(**tables: str | list[str]) -> Json:
    return _of("deleted", tables)


def _of(kind: str, tables: Mapping[str, Any]) -> Json:
    return {
        table: dict.fromkeys(KINDS, ()) | {kind: rows if isinstance(rows, list) else [rows]}
        for table, rows in tables.items()
    }


def ids(changes: Json) -> dict[str, dict[str, list[str]]]:
    """Give only the ids, and only of the kinds that have any."""
    return {
        table: {
            kind: sorted(each if isinstance(each, str) else each["id"] for each in rows)
            for kind, rows in kinds.items()
            if rows
        }
        for table, kinds in changes.items()
    }


def an_id() -> str:
    return str(new_id())


def person(**columns: object) -> Json:
    row = {"id": an_id(), "nickname": "Alex", "relation": "ex_partner", "phase": "apart"}
    return row | {"phase_since": None, "note": None} | columns


def mood(**columns: object) -> Json:
    """A mood of noon in Berlin on the day of the tests' clock, with every column."""
    lists = dict.fromkeys(("labels", "associations", "custom_labels"), "[]")
    scales = dict.fromkeys(("energy", "longing", "loneliness", "note"))
    moment = {"occurred_at": 1773140400000, "time_zone": "Europe/Berlin"}
    row = {"id": an_id(), "local_date": "2026-03-10", "kind": "dailyMood", "valence": 0.5}
    return row | moment | lists | scales | columns


def event(**columns: object) -> Json:
    moment = {"occurred_at": 1773140400000, "time_zone": "Europe/Berlin"}
    row = {"id": an_id(), "local_date": "2026-03-10", "kind": "reached_out", "unwanted": False}
    names = ("person_id", "urge_id", "channel", "platform", "reason", "tone", "restart_at", "note")
    return row | moment | dict.fromkeys(names) | columns


def text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
