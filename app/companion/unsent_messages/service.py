"""What can be done with unsent messages, but for letting them go: see `releases`."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import Response

from app.companion.unsent_messages import queries
from app.companion.unsent_messages.errors import UnsentMessageNotFound, UnsentMessageReleased
from app.companion.unsent_messages.filters import Filters
from app.companion.unsent_messages.models import UnsentMessage
from app.companion.unsent_messages.schemas import UnsentMessageCreate, UnsentMessageUpdate
from app.core import due_work, entries, long_texts, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.errors import Invalid, invalid
from app.core.moments import not_before
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record

BURN_DUE = "unsent_messages.burn_due"
"""The event that comes at a message's `burn_at`."""
HOLD = timedelta(hours=24)


async def create(db: Db, owner: Owner, new: UnsentMessageCreate, *, now: datetime) -> Stored:
    """Keep a message, and plan its burning if it has a time for that.

    Raises:
        Invalid: a moment or the text does not fit; or as `records.create`.
    """
    long_texts.check(new.body, is_sealed=new.is_sealed)
    columns = new.model_dump() | entries.placed(owner, new, now=now)
    columns["hold_until"] = new.hold_until or columns["occurred_at"] + HOLD
    _check_hold(columns)
    draft = Draft(UnsentMessage, new, columns, refusal=_unless_to_come(new.burn_at, now))
    stored = await records.make(db, owner, draft, now=now)
    if stored.is_new and new.burn_at is not None:
        await _plan(db, owner, stored.record)
    return Stored(shown(stored.record, now=now), is_new=stored.is_new)


def shown(message: Record, *, now: datetime) -> Record:
    """Show a message as burned from its `burn_at` on, though the worker may come for it later."""
    burn_at = message["burn_at"]
    if burn_at is None or burn_at > now:
        return message
    return message | ashes(burn_at)


def ashes(burned_at: datetime) -> Record:
    """Give what the columns of a burned message say."""
    return {"body": None, "burn_at": None, "released_as": "burned", "released_at": burned_at}


def untag_what_burns(response: Response, messages: Iterable[Record]) -> None:
    """Take the tag off an answer that the clock alone will change."""
    if any(message["burn_at"] is not None for message in messages):
        del response.headers["etag"]


async def find(db: Db, owner: Owner, message_id: UUID) -> Record:
    """Load one of the owner's messages.

    Raises:
        UnsentMessageNotFound: there is none of that id, or it is somebody else's.
    """
    message = await records.find(db, owner, UnsentMessage, message_id)
    if message is None:
        raise UnsentMessageNotFound
    return message


async def list_page(
    db: Db, owner: Owner, filters: Filters, paging: Paging, *, now: datetime
) -> dict[str, Any]:
    asked = queries.messages_of(owner, filters, paging)
    found = await records.fetch(db, owner, UnsentMessage, *asked)
    untag_what_burns(paging.response, found[: paging.limit])
    messages = [shown(message, now=now) for message in found]
    return paging.page(messages, owner, "occurred_at", "id")


async def update(
    db: Db, owner: Owner, message: Record, changes: UnsentMessageUpdate, *, now: datetime
) -> Record:
    """Change a message that is still held.

    Raises:
        UnsentMessageReleased: it was let go.
        Invalid: a moment or the text does not fit.
        UnknownReference: it names a person that the owner does not have.
    """
    if shown(message, now=now)["released_as"] is not None:
        raise UnsentMessageReleased
    columns = entries.moved(message, changes.model_dump(), now=now)
    long_texts.check_change(message, columns)
    _check_hold({**message, **columns})
    if refusal := _unless_to_come(columns.get("burn_at"), now):
        raise refusal
    changed = await records.change(db, owner, UnsentMessage, message["id"], columns, now=now)
    if "burn_at" in columns:
        await _plan(db, owner, changed)
    return changed


async def delete(
    db: Db, owner: Owner, message_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a message; deleting what is gone does nothing."""
    await records.delete(db, owner, UnsentMessage, message_id, now=now, if_match=if_match)
    await due_work.drop(db, owner.id, BURN_DUE, message_id)


async def _plan(db: Db, owner: Owner, message: Record) -> None:
    if message["burn_at"] is None:
        await due_work.drop(db, owner.id, BURN_DUE, message["id"])
    else:
        await due_work.plan(db, owner.id, BURN_DUE, message["id"], due_at=message["burn_at"])


def _check_hold(columns: Mapping[str, Any]) -> None:
    not_before(columns["hold_until"], columns["occurred_at"], "/hold_until", "`occurred_at`")


def _unless_to_come(burn_at: datetime | None, now: datetime) -> Invalid | None:
    """Say why a message can't burn then; whoever repeats an old create may still name it."""
    if burn_at is None or burn_at > now:
        return None
    return invalid("/burn_at", "not after now")
