"""Bringing a file, and waiting until it is read."""

from typing import Any

from httpx2 import AsyncClient

from tests.waiting import until

Json = dict[str, Any]
TYPES = {"daylio": "text/csv"}


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
