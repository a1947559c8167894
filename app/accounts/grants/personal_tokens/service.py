"""What owners do with tokens for their scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.auth import access
from app.accounts.auth.callers import Caller
from app.accounts.auth.delegates import LIMITED_TOKEN, OWNER_TOKEN
from app.accounts.auth.entrance import Entrance
from app.accounts.auth.scopes import OWNER
from app.accounts.grants.models import GrantName
from app.accounts.grants.personal_tokens import confirming, queries, rules
from app.accounts.grants.personal_tokens.errors import (
    PersonalAccessTokenNotFound,
    TooManyPersonalAccessTokens,
)
from app.accounts.grants.personal_tokens.schemas import PersonalAccessTokenCreate
from app.core import events, records
from app.core.database import Db
from app.core.errors import Deleted, IdTaken, refuse
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.sealing import sealed
from app.core.tables import Record
from app.security import opaque_secrets

MADE_FOR_EVERYTHING = "auth.owner_token_made"


@dataclass(frozen=True, slots=True)
class Made:
    """A token's record, with its text if it is new."""

    record: Record
    is_new: bool


async def create(
    entrance: Entrance, caller: Caller, new: PersonalAccessTokenCreate, *, now: datetime
) -> Made:
    """Make a token, once under its id; one for everything after a fresh proof.

    Raises:
        ConfirmationRefused, TooManyRequests: as `confirming`.
        IdTaken, Deleted: as `records.create`.
        Invalid: `expires_at` is past, or too far.
        TooManyPersonalAccessTokens: there are as many as one may have.
    """
    confirmed = None
    if OWNER in new.scopes:
        confirmed = await confirming.confirm(entrance, caller, new, now=now)
    async with entrance.database.lease() as db:
        owner = await access.for_writing(db, entrance.vault, caller, now=now)
        if OWNER in new.scopes:
            await confirming.require_still(db, owner, new, confirmed)
        present = await _present(db, owner, new)
        if present is not None:
            return Made(_shown(present) | {"token": None}, is_new=False)
        return Made(await _make(db, owner, new, now=now), is_new=True)


async def find(db: Db, owner: Owner, token_id: UUID) -> Record:
    """Load one of the owner's tokens.

    Raises:
        PersonalAccessTokenNotFound: there is none of that id, or it was deleted.
    """
    found = await records.fetch(db, owner, GrantName, queries.one(owner, token_id))
    if not found:
        raise PersonalAccessTokenNotFound
    return _shown(found[0])


async def list_page(db: Db, owner: Owner, paging: Paging) -> dict[str, Any]:
    tokens = await records.fetch(db, owner, GrantName, queries.page(owner, paging))
    return paging.page([_shown(token) for token in tokens], owner, "created_at", "id")


async def delete(db: Db, owner: Owner, token_id: UUID, *, now: datetime) -> None:
    """End a token; its row and its name stay for the log of what it did."""
    await db.execute(queries.revocation(owner, token_id, now=now))


async def _present(db: Db, owner: Owner, new: PersonalAccessTokenCreate) -> Record | None:
    """Give the token that the same body has made before."""
    if new.id is None:
        return None
    found = await records.fetch(db, owner, GrantName, queries.whatever_has(owner, new.id))
    if not found:
        return None
    present = found[0]
    said = new.name, new.scopes, new.expires_at or present["created_at"] + rules.USUAL
    if present["client_id"] or said != tuple(
        present[name] for name in ("name", "scopes", "expires_at")
    ):
        raise IdTaken
    if present["revoked_at"] is not None:
        raise Deleted
    return present


async def _make(db: Db, owner: Owner, new: PersonalAccessTokenCreate, *, now: datetime) -> Record:
    expires_at = new.expires_at or now + rules.USUAL
    if not now < expires_at <= now + rules.LONGEST:
        refuse("/expires_at", "has to lie ahead, and within 366 days")
    if await db.scalar(queries.number(owner)) >= rules.MOST_TOKENS:
        raise TooManyPersonalAccessTokens
    secret = opaque_secrets.make(owner.id, new.id or new_id())
    columns = {"id": secret.id, "scopes": new.scopes, "expires_at": expires_at}
    digest = {"secret_digest": opaque_secrets.digest(secret.secret)}
    await db.execute(queries.new_grant(owner, columns | digest, now=now))
    name = {"user_id": owner.id, "id": secret.id, "name": new.name}
    await db.execute(queries.new_name(sealed(owner, GrantName, name)))
    if OWNER in new.scopes:
        await events.record(db, owner.id, MADE_FOR_EVERYTHING, secret.id, now=now)
    token = opaque_secrets.spell(_prefix_of(new.scopes), secret)
    record = columns | {"name": new.name, "created_at": now, "last_used_at": None}
    return _shown(record) | {"token": token}


def _prefix_of(scopes: Sequence[str]) -> str:
    return OWNER_TOKEN if OWNER in scopes else LIMITED_TOKEN


def _shown(token: Record) -> Record:
    return {**token, "hint": f"{_prefix_of(token['scopes'])}_…"}
