"""What can be done with supporters."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.accounts.auth import sparing
from app.accounts.auth.callers import Caller
from app.accounts.auth.entrance import Entrance
from app.accounts.credentials.addresses import email_digest
from app.accounts.users import names
from app.companion.supporters import allowances, queries, rules
from app.companion.supporters.errors import AskedLately, SupporterHasAnswered, SupporterNotFound
from app.companion.supporters.models import Supporter
from app.companion.supporters.schemas import SupporterCreate, SupporterUpdate
from app.core import events, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.limits import headers_of
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Draft, Stored
from app.core.tables import Record

ASKED = "supporters.asked"
UNANSWERED = {"consent": "asked", "consented_at": None, "withdrawn_at": None}


async def create(
    db: Db, entrance: Entrance, caller: Caller, new: SupporterCreate, *, now: datetime
) -> Stored:
    """Keep somebody and let a mail ask them.

    Raises:
        NameNeeded: the mail could not say who asks.
        TooManyRequests: the user asked too many, or too many asked this address; or as
            `records.create`.
    """
    digest = email_digest(entrance.server_key, new.email)
    spent = (allowances.REQUESTS_BY, caller.user_id.bytes), (allowances.REQUESTS_TO, digest)
    owner = await sparing.for_writing(db, entrance, caller, spent, now=now)
    columns = new.model_dump() | UNANSWERED | {"asked_at": now}
    draft = Draft(Supporter, new, columns, refusal=await names.refusal(db, owner))
    stored = await records.make(db, owner, draft, now=now)
    if stored.is_new:
        await events.record(db, owner.id, ASKED, stored.record["id"], now=now)
    return stored


async def find(db: Db, owner: Owner, supporter_id: UUID) -> Record:
    """Load one of the owner's supporters.

    Raises:
        SupporterNotFound: there is none of that id, or it is somebody else's.
    """
    supporter = await records.find(db, owner, Supporter, supporter_id)
    if supporter is None:
        raise SupporterNotFound
    return supporter


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    found = await records.fetch(db, owner, Supporter, *queries.supporters_of(owner, paging))
    return paging.page(found, owner, "recorded_at", "id")


async def update(
    db: Db, owner: Owner, supporter: Record, changes: SupporterUpdate, *, now: datetime
) -> Record:
    columns = changes.model_dump()
    return await records.change(db, owner, Supporter, supporter["id"], columns, now=now)


async def ask_again(db: Db, owner: Owner, supporter: Record, *, now: datetime) -> Record:
    """Let another mail ask somebody who has not answered.

    Raises:
        SupporterHasAnswered: they have.
        NameNeeded: the mail could not say who asks.
        AskedLately: they were asked within a day.
    """
    if supporter["consent"] != "asked":
        raise SupporterHasAnswered
    nameless = await names.refusal(db, owner)
    if nameless is not None:
        raise nameless
    wait = rules.wait_before_asking(supporter["asked_at"], now)
    if wait > timedelta(0):
        raise AskedLately(headers=headers_of(allowances.REQUESTS_AGAIN, wait))
    await events.record(db, owner.id, ASKED, supporter["id"], now=now)
    return await records.change(db, owner, Supporter, supporter["id"], {"asked_at": now}, now=now)


async def delete(
    db: Db, owner: Owner, supporter_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a supporter: no mail goes there any more, and the token in theirs is dead."""
    await records.delete(db, owner, Supporter, supporter_id, now=now, if_match=if_match)
