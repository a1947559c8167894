from typing import Annotated, Any

from fastapi import Query

from app.accounts.auth.dependencies import ReadsSnapshot, Writes
from app.connections.sync.errors import SyncConflict
from app.connections.sync.watermelon import pulling, pushing
from app.connections.sync.watermelon.pulling import Parameters
from app.connections.sync.watermelon.schemas import ChangesPush, PullRead, PushRead
from app.core.clock import Now
from app.core.errors import BadCursor, problems
from app.core.routing import Router, Session

MOST_BYTES = 4 * 1024 * 1024
PATH = "/v1/sync"

router = Router(prefix=PATH, tags=["sync"])

LastPulledAt = Annotated[
    str | None,
    Query(
        pattern="^(null|[0-9]{1,15})?$",
        description="The `timestamp` of your last pull; `null` or 0 for everything.",
    ),
]


@router.get("", response_model=PullRead, responses=problems(BadCursor))
async def pull_changes(  # noqa: PLR0913  (the parameters are the protocol's)
    db: Session,
    owner: ReadsSnapshot,
    now: Now,
    last_pulled_at: LastPulledAt = None,
    schema_version: Annotated[int | None, Query(ge=0, le=10_000)] = None,
    migration: Annotated[
        str | None,
        Query(max_length=20_000, description="WatermelonDB's own object as JSON, or `null`."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Rows of a page.")] = 1000,
    cursor: Annotated[
        str | None, Query(max_length=500, description="The `next` of the page before.")
    ] = None,
) -> dict[str, Any]:
    """Pull what has changed since your last pull (the WatermelonDB sync protocol).

    Go on with `cursor` until `next` is null, add up the changes, and keep the `timestamp`, which
    is the same on every page. What you have pushed yourself is not sent back unless the server
    has altered it. Rows hold the columns of your `schema_version`.
    """
    asked = Parameters(last_pulled_at, schema_version, migration, limit, cursor)
    return await pulling.pull(db, owner, asked, now=now)


@router.post("", response_model=PushRead, responses=problems(SyncConflict))
async def push_changes(
    db: Session,
    owner: Writes,
    body: ChangesPush,
    now: Now,
    last_pulled_at: LastPulledAt = None,
) -> dict[str, Any]:
    """Push what has changed on the device: all of it, or nothing at all.

    A push whose answer was lost can be sent again, also after more edits. What does not fit is
    left out, and the row comes back with the next pull; rows that can't be made valid are listed
    in the answer, and the rest is kept. At most 4 MiB.
    """
    base = pulling.since_of(owner, last_pulled_at)
    return await pushing.push(db, owner, body.root, base, now=now)
