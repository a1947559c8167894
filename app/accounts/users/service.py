"""What users do with their own account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import MISSING

from app.accounts.users import accounts, profiles, queries
from app.accounts.users.schemas import UserUpdate
from app.core import events
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import Unauthenticated, refuse
from app.core.owners import Owner
from app.core.tables import Record

CHANGED = "users.changed"
QUIET_HOURS = "/preferences/quiet_hours"
DAY_MAKERS = ("time_zone", "day_starts_at")


async def read(db: Db, owner: Owner) -> Record:
    account = await accounts.find(db, owner.cipher, owner.id)
    if account is None:
        raise Unauthenticated
    return account


async def update(
    db: Db, owner: Owner, body: UserUpdate, if_match: Versions, *, now: datetime
) -> Record:
    """Merge a patch into the account; the user's today never goes back by it.

    Raises:
        PreconditionFailed: the account has been written to since the version in `if_match`.
        Invalid: the quiet hours would be no span.
    """
    require_version(owner, if_match)
    changes = _directory_changes(owner, body, now)
    if changes:
        await db.execute(queries.user_change(owner.id, changes))
    if body.display_name is not MISSING:
        texts = {"display_name": body.display_name}
        await profiles.change(db, owner.cipher, owner.id, texts)
    await events.tell(db, owner, CHANGED, owner.id, now=now)
    return await read(db, owner)


def require_version(owner: Owner, if_match: Versions) -> None:
    """Compare with the revision before this write, which has raised it already.

    Raises:
        PreconditionFailed: it is another.
    """
    if_match.check({"revision": owner.revision - 1})


def _directory_changes(owner: Owner, body: UserUpdate, now: datetime) -> dict[str, Any]:
    changes = body.model_dump(exclude={"display_name", "preferences"})
    if any(getattr(owner, name) != changes.get(name, getattr(owner, name)) for name in DAY_MAKERS):
        changes["today_floor"] = owner.today(now)
    if body.preferences is not MISSING:
        given = body.preferences.model_dump(mode="json", by_alias=True)
        changes["preferences"] = _merged(owner.preferences, given)
    return changes


def _merged(present: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**present, **given}
    if given.get("quiet_hours") is not None:
        merged["quiet_hours"] = {**(present["quiet_hours"] or {}), **given["quiet_hours"]}
        _require_a_span(merged["quiet_hours"])
    return merged


def _require_a_span(hours: Mapping[str, str]) -> None:
    for name in ("from", "to"):
        if name not in hours:
            refuse(f"{QUIET_HOURS}/{name}", "is needed where no quiet hours are set")
    if hours["from"] == hours["to"]:
        refuse(QUIET_HOURS, "`from` and `to` must differ")
