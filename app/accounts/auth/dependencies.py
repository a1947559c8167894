"""Permissions as types: what a handler's `owner` parameter is called says what it may do."""

from typing import Annotated

from fastapi import Depends, Request, Security

from app.accounts.auth import allowances
from app.accounts.auth.callers import Caller
from app.accounts.auth.entrance import Entrance
from app.accounts.auth.permissions import (
    Identifying,
    Reading,
    ReadingConditionally,
    ReadingSnapshot,
    Writing,
)
from app.accounts.auth.scopes import OWNER
from app.core import client_versions
from app.core.owners import Owner

Reads = Annotated[Owner, Security(ReadingConditionally(OWNER, weak=False), scopes=[OWNER])]
ReadsRunningFigures = Annotated[
    Owner, Security(ReadingConditionally(OWNER, weak=True), scopes=[OWNER])
]
ReadsUntagged = Annotated[Owner, Security(Reading(OWNER), scopes=[OWNER])]
ReadsSnapshot = Annotated[Owner, Security(ReadingSnapshot(OWNER), scopes=[OWNER])]
Writes = Annotated[Owner, Security(Writing(OWNER), scopes=[OWNER])]
WritesLate = Annotated[Caller, Security(Identifying(OWNER), scopes=[OWNER])]
"""Write as the caller, but hash first: the service looks at the session before and after."""


async def entrance(request: Request) -> Entrance:
    state = request.app.state
    client = request.client
    return Entrance(
        database=state.database,
        vault=state.vault,
        signing_keys=state.signing_keys,
        server_key=state.server_key,
        issuer=state.settings.issuer,
        network=allowances.network(None if client is None else client.host),
        client=client_versions.parse(request.headers.get(client_versions.HEADER)),
        confirms_by_mail=state.settings.smtp_host is not None,
    )


Enters = Annotated[Entrance, Depends(entrance)]
"""Nobody yet: whoever wants to come in."""
