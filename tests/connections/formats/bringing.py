"""Bringing a file, and waiting until it is read."""

from typing import Any

from httpx2 import AsyncClient

from app.connections.formats.exports.own_file import LINKS
from app.connections.formats.own.tables import NOT_RESTORED
from tests.signing_up import SignedIn
from tests.waiting import until

Json = dict[str, Any]
TYPES = {"daylio": "text/csv"}
OF_WRITING = {"revision", "updated_at"}
"""What differs between an export and that of whoever brought it."""


async def bring(
    http: AsyncClient, content: str | bytes, kind: str = "own_orbit", **query: str
) -> Json:
    """Give the import once it is read."""
    answer = await http.post(
        "/v1/imports",
        content=content,
        params={"format": kind, **query},
        headers={"content-type": TYPES.get(kind, "application/json")},
    )
    assert answer.status_code == 202, answer.text
    return await read(http, answer.json()["id"])


async def read(http: AsyncClient, import_id: str) -> Json:
    found: Json = {}

    async def is_read() -> bool:
        nonlocal found
        found = (await http.get(f"/v1/imports/{import_id}")).json()
        return found["finished_at"] is not None

    await until(is_read)
    return found


def report_of(done: Json) -> Json:
    report: Json = done["report"]
    return report


async def export_of(guest: SignedIn) -> Json:
    exported: Json = (await guest.client.get("/v1/export")).json()
    return exported


def kept(exported: Json) -> dict[str, list[Json]]:
    names = exported["tables"].keys() - NOT_RESTORED.keys()
    return {name: without(exported["tables"][name]) for name in names | {LINKS}}


def without(rows: list[Json]) -> list[Json]:
    return [{name: row[name] for name in row.keys() - OF_WRITING} for row in rows]
