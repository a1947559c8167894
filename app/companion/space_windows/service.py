"""What can be done with space windows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.space_windows import queries
from app.companion.space_windows.errors import SpaceWindowNotFound
from app.companion.space_windows.filters import Filters
from app.companion.space_windows.models import SpaceWindow
from app.companion.space_windows.schemas import SpaceWindowCreate, SpaceWindowUpdate
from app.core import records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import refuse
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.tables import Record
from app.core.wall_windows import Window, running

COLUMNS = {"from_": "from_time", "to": "to_time"}


async def create(db: Db, owner: Owner, new: SpaceWindowCreate, *, now: datetime) -> Stored:
    """Promise a person some time.

    Raises:
        Invalid: it begins when it ends; or as `records.create`.
    """
    columns = _as_kept(new.model_dump())
    _refuse_no_time(columns, sent=columns)
    stored = await records.create(db, owner, SpaceWindow, new, columns, now=now)
    return Stored(_as_shown(owner, stored.record, now), is_new=stored.is_new)


async def find(db: Db, owner: Owner, window_id: UUID, *, now: datetime) -> Record:
    """Load one of the owner's windows.

    Raises:
        SpaceWindowNotFound: there is none of that id, or it is somebody else's.
    """
    window = await records.find(db, owner, SpaceWindow, window_id)
    if window is None:
        raise SpaceWindowNotFound
    return _as_shown(owner, window, now)


async def list_page(
    db: Db, owner: Owner, filters: Filters, paging: Paging, *, now: datetime
) -> dict[str, Any]:
    asked = queries.windows_of(owner, filters, paging)
    windows = await records.fetch(db, owner, SpaceWindow, *asked)
    shown = [_as_shown(owner, window, now) for window in windows]
    return paging.page(shown, owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, window: Record, changes: SpaceWindowUpdate, *, now: datetime
) -> Record:
    """Change a window.

    Raises:
        Invalid: it would begin when it ends.
        UnknownReference: it names a person whom the owner does not have.
    """
    columns = _as_kept(changes.model_dump())
    _refuse_no_time(window | columns, sent=columns)
    changed = await records.change(db, owner, SpaceWindow, window["id"], columns, now=now)
    return _as_shown(owner, changed, now)


async def delete(
    db: Db, owner: Owner, window_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a window; deleting what is gone does nothing."""
    await records.delete(db, owner, SpaceWindow, window_id, now=now, if_match=if_match)


def _as_kept(fields: Mapping[str, Any]) -> Record:
    return {COLUMNS.get(name, name): value for name, value in fields.items()}


def _refuse_no_time(window: Mapping[str, Any], *, sent: Collection[str]) -> None:
    if window["from_time"] == window["to_time"]:
        refuse("/to" if "to_time" in sent else "/from", "`from` and `to` must differ")


def _as_shown(owner: Owner, window: Record, now: datetime) -> Record:
    times = window["from_time"], window["to_time"]
    promised = Window(window["weekdays"], *times, window["until"])
    is_running = running(promised, now, owner.zone)
    return window | {"from": times[0], "to": times[1], "is_running": is_running}
