"""What phones' own health stores take: a JSON list, an object for each sample."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.connections.formats.exports import queries
from app.connections.formats.exports.own_file import text_of
from app.connections.formats.exports.reading import records_of
from app.connections.formats.health.mindfulness import session_of
from app.connections.formats.health.models import MindfulnessDetails
from app.connections.formats.health.state_of_mind import sample_of
from app.connections.formats.own.tables import EXPORTED
from app.connections.formats.own.values import row_of
from app.core.database import Database
from app.core.owners import Owner
from app.core.records import fetch
from app.core.tables import Record, table_of

MOODS, LOGS = EXPORTED["moods"], EXPORTED["activity_logs"]
DETAILS = table_of(MindfulnessDetails)


def state_of_mind_file(database: Database, owner: Owner, *, now: datetime) -> AsyncGenerator[str]:
    return _listed(_samples(database, owner, now))


def mindfulness_file(database: Database, owner: Owner, *, now: datetime) -> AsyncGenerator[str]:
    return _listed(_sessions(database, owner, now))


async def _samples(
    database: Database, owner: Owner, now: datetime
) -> AsyncIterator[list[dict[str, Any]]]:
    async for records in records_of(database, owner, MOODS, now=now):
        yield [sample_of(row_of(MOODS, each)) for each in records]


async def _sessions(
    database: Database, owner: Owner, now: datetime
) -> AsyncIterator[list[dict[str, Any]]]:
    async for records in records_of(database, owner, LOGS, now=now):
        logs = [each for each in records if each["mindfulness_type"] is not None]
        details = await _details(database, owner, logs)
        yield [session_of(each, details.get(each["id"], {})) for each in logs]


async def _details(
    database: Database, owner: Owner, logs: Iterable[Record]
) -> Mapping[UUID, dict[str, Any]]:
    ids = [each["id"] for each in logs]
    if not ids:
        return {}
    async with database.lease() as db:
        await db.begin(owner.id)
        statement = queries.of_ids(DETAILS)
        found = await fetch(db, owner, MindfulnessDetails, statement, {"ids": ids})
    return {each["id"]: json.loads(each["details"]) for each in found}


async def _listed(pages: AsyncIterator[list[dict[str, Any]]]) -> AsyncGenerator[str]:
    yield "["
    before = "\n"
    async for page in pages:
        if page:
            yield before + ",\n".join(map(text_of, page))
            before = ",\n"
    yield "\n]\n"
