"""Reads what an export holds, some rows at a time, each time in a transaction anew.

A connection is lent only while it reads: whoever takes long to listen holds up nobody, and holds
no old snapshot. What is written while an export goes out may be part of it, or not.
"""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any

from app.companion.unsent_messages import service as unsent_messages
from app.connections.formats.exports import queries
from app.connections.formats.own.tables import Exported
from app.core.database import Database
from app.core.owners import Owner
from app.core.records import fetch
from app.core.tables import Record

AT_ONCE = 200


async def records_of(
    database: Database, owner: Owner, exported: Exported, *, now: datetime
) -> AsyncGenerator[list[Record]]:
    """Give the rows of a table in the order of their ids."""
    parameters: dict[str, Any] = {"size": AT_ONCE}
    while True:
        statement = queries.rows(exported.table, "last_id" not in parameters)
        async with database.lease() as db:
            await db.begin(owner.id)
            found = await fetch(db, owner, exported.model, statement, parameters)
        if found:
            yield [_shown(exported, each, now) for each in found]
            parameters["last_id"] = found[-1]["id"]
        if len(found) < AT_ONCE:
            return


def _shown(exported: Exported, record: Record, now: datetime) -> Record:
    """Give no words that the user has let burn, though the worker may come for them later."""
    is_message = exported.name == "unsent_messages"
    return unsent_messages.shown(record, now=now) if is_message else record
