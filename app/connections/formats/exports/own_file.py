"""The export that can be imported again: one JSON object, a list of rows for each table."""

import json
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any

from app.connections.formats.exports.reading import records_of
from app.connections.formats.own.tables import EXPORTED, IN_ORDER
from app.connections.formats.own.values import as_json, moment_text, row_of
from app.core.database import Database
from app.core.owners import Owner
from app.core.tables import Record

FORMAT, VERSION = "own_orbit", 1
LINKS = "contact_event_urges"
"""No table, but a column of one: what is read in one go is linked at its end."""


async def own_file(database: Database, owner: Owner, *, now: datetime) -> AsyncGenerator[str]:
    head: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    head |= {"exported_at": moment_text(now), "account": account_of(owner)}
    yield text_of(head)[:-1] + ',\n"tables":{'
    for number, exported in enumerate(IN_ORDER):
        yield f'{"," if number else ""}\n"{exported.name}":['
        before = "\n"
        async for records in records_of(database, owner, exported, now=now):
            yield before + ",\n".join(text_of(row_of(exported, each)) for each in records)
            before = ",\n"
        yield "]"
    yield f',\n"{LINKS}":['
    before = "\n"
    async for records in records_of(database, owner, EXPORTED["contact_events"], now=now):
        links = [link_of(each) for each in records if each["urge_id"] is not None]
        if links:
            yield before + ",\n".join(map(text_of, links))
            before = ",\n"
    yield "]\n}}\n"


def link_of(event: Record) -> dict[str, str]:
    """Say which urge an event came of; the file has events first, which urges refer to, too."""
    return {"id": str(event["id"]), "urge_id": str(event["urge_id"])}


def account_of(owner: Owner) -> dict[str, Any]:
    return {
        "id": str(owner.id),
        "time_zone": owner.time_zone,
        "day_starts_at": as_json(owner.day_starts_at),
        "week_starts_on": owner.week_starts_on,
        "locale": owner.locale,
        "preferences": as_json(owner.preferences),
    }


def text_of(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
