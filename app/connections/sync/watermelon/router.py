from typing import Any

from app.accounts.auth.dependencies import ReadsSnapshot, Writes
from app.connections.sync.errors import SyncConflict
from app.connections.sync.watermelon import pulling, pushing
from app.connections.sync.watermelon.parameters import LastPulledAt, PullParameters, since_of
from app.connections.sync.watermelon.schemas import ChangesPush, PullRead, PushRead
from app.core.clock import Now
from app.core.errors import BadCursor, problems
from app.core.routing import Router, Session

MOST_BYTES = 4 * 1024 * 1024
PATH = "/v1/sync"

router = Router(prefix=PATH, tags=["sync"])


@router.get("", response_model=PullRead, responses=problems(BadCursor))
async def pull_changes(
    db: Session, owner: ReadsSnapshot, asked: PullParameters, now: Now
) -> dict[str, Any]:
    """Pull what has changed since your last pull (the WatermelonDB sync protocol).

    Go on with `cursor` until `next` is null, add up the changes, and keep the `timestamp`, which
    is the same on every page. What you have pushed yourself is not sent back unless the server
    has altered it. Rows hold the columns of your `schema_version`.
    """
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

    A push whose answer was lost can be sent again as it was; after more edits, pull first, as
    WatermelonDB does. What does not fit is left out, and the row comes back with the next pull.
    Only the user's own words are never left out: rows whose words do not fit, like those that
    can't be made valid, are listed in the answer and change nothing, and the rest is kept. At
    most 4 MiB.
    """
    base = since_of(last_pulled_at, owner.revision - 1)
    return await pushing.push(db, owner, body.root, base, now=now)
